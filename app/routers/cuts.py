"""Pages of cuts: a team's versions, one version with its notes, the staff's answer."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.core.settings import Settings
from app.core.text import say
from app.footage import actions, policy, queries
from app.footage.notes import policy as notes_policy
from app.footage.notes.schemas import NoteInput
from app.footage.rules import CutKind
from app.footage.schemas import AnswerInput
from app.people.rules import Actor
from app.routers.footage import WORKING, film_of, findings_of
from app.web.deps import Config, Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/teams/{team_id}/cuts")
def cuts(request: Request, session: Reading, actor: SignedIn, settings: Config, team_id: int) -> Response:
    """Show a team's cuts and where to hand in the next one."""
    found = queries.cuts(session, actor, team_id)
    return page(
        request,
        "pages/footage/cuts.html",
        found=found,
        team=found.team,
        course=found.course,
        kinds=list(CutKind),
        may_bring=policy.may_bring(actor, found.course, found.team),
        film=lambda clip: film_of(settings, clip),
        working=WORKING,
    )


@router.get("/cuts/{cut_id}")
def cut(request: Request, session: Reading, actor: SignedIn, settings: Config, cut_id: int) -> Response:
    """Show one cut."""
    return show_cut(request, session, actor, settings, cut_id)


def show_cut(
    request: Request,
    session: Session,
    actor: Actor,
    settings: Settings,
    cut_id: int,
    *,
    note: Bound[NoteInput] | None = None,
    answer: Bound[AnswerInput] | None = None,
) -> Response:
    """Render a cut's page, with a note or an answer that could not be kept."""
    found = queries.cut_page(session, actor, cut_id)
    return page(
        request,
        "pages/footage/cut.html",
        status=422 if note or answer else 200,
        plays=True,
        found=found,
        team=found.team,
        course=found.course,
        clip=found.row.clip,
        film=film_of(settings, found.row.clip),
        findings=findings_of(found.row.clip),
        form=note or bind.empty(NoteInput),
        answer_form=answer or bind.empty(AnswerInput, version=found.row.cut.version),
        may_note=notes_policy.may_note(actor, found.course, found.team),
        may_be_private=notes_policy.may_be_private(actor, found.team),
        may_sort=policy.may_sort(actor, found.course, found.team),
        may_answer=policy.may_answer(actor, found.course, found.row.cut, found.row.clip),
        may_take_back=policy.may_take_back(actor, found.course, found.row.cut, found.team),
        working=WORKING,
        notes_back=f"/cuts/{cut_id}",
    )


@router.post("/cuts/{cut_id}/answer")
def answer(
    request: Request, session: Writing, actor: SignedIn, settings: Config, cut_id: int, form: Posted
) -> Response:
    """Accept the cut, or send it back with a sentence."""
    bound = bind(form, AnswerInput)
    with bound.trying(session):
        found = actions.answer_cut(session, actor, cut_id, bound.data)
        done = (
            say("Accepted. The team has been told.") if bound.data.accept else say("Sent back. The team has been told.")
        )
        return redirect(f"/cuts/{found.id}", flash=done)
    return show_cut(request, session, actor, settings, cut_id, answer=bound)


@router.post("/cuts/{cut_id}/take-back")
def take_back(session: Writing, actor: SignedIn, cut_id: int) -> Response:
    """Take a cut back."""
    found = actions.take_back_cut(session, actor, cut_id)
    return redirect(f"/teams/{found.team_id}/cuts", flash=say("Cut %(number)s is taken back.", number=found.number))
