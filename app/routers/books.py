"""Pages of the production book: its sections, and handing it in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session

from app.books import actions, fountain, policy, queries, rules
from app.books.rules import SectionKind
from app.books.schemas import PitchInput, ScenarioInput, SubmitInput
from app.books.tables import TABLES
from app.core import clock
from app.core.db import give_up
from app.core.errors import Forbidden, Invalid
from app.core.text import say
from app.insights import queries as insights
from app.people.rules import Actor
from app.routers.beside import budget, casting, equipment, places, production, schedule, storyboard
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.errors import wants_json
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()


def nothing(*_: object) -> dict[str, Any]:
    """Give nothing: most tabs show their rows alone."""
    return {}


def before_handing_in(_: Request, session: Session, found: queries.BookPage) -> dict[str, Any]:
    """Give the deadline of the version that would be handed in now, and the books that the team reviews."""
    deadline = queries.deadline_for(session, found.team, clock.now(), scenario=bool(found.scenario.text))
    return {"deadline": deadline, "reviews": queries.reviews_by(session, found.team.id)}


BESIDE: dict[str, Callable[[Request, Session, queries.BookPage], dict[str, Any]]] = {
    "overview": before_handing_in,
    "shots": storyboard,
    "steps": production,
    "casting": casting,
    "places": places,
    "equipment": equipment,
    "schedule": schedule,
    "budget": budget,
}
"""What a tab shows beside its rows."""
READS: dict[str, tuple[SectionKind, ...]] = {one.value: (one,) if one in TABLES else () for one in SectionKind}
READS |= {"breakdown": (SectionKind.BREAKDOWN, SectionKind.SHOTS)}
READS["schedule"] = insights.SCHEDULE_READS
"""The tables whose rows a tab shows; the overview reads them all."""


@router.get("/teams/{team_id}/book")
def overview(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show what the book has, what it lacks, and its versions."""
    return show(request, session, actor, team_id, "overview", form=bind.empty(SubmitInput))


@router.get("/teams/{team_id}/book/pitch")
def pitch(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the pitch to read or write."""
    return show(request, session, actor, team_id, "pitch")


@router.get("/teams/{team_id}/book/scenario")
def scenario(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the scenario to write, with the page beside it."""
    return show(request, session, actor, team_id, "scenario")


@router.post("/teams/{team_id}/book/pitch")
def save_pitch(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Save the pitch."""
    bound = bind(form, PitchInput)
    return _save(request, session, actor, team_id, "pitch", bound, actions.save_pitch)


@router.post("/teams/{team_id}/book/scenario")
def save_scenario(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Save the scenario."""
    bound = bind(form, ScenarioInput)
    return _save(request, session, actor, team_id, "scenario", bound, actions.save_scenario)


@router.post("/teams/{team_id}/book/scenario/preview")
def preview(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Show typed Fountain as a page, without saving it."""
    team, course = queries.team_and_course(session, team_id)
    policy.may_see_book(actor, team).require()
    text = bind(form, ScenarioInput).data.text
    return page(
        request,
        "parts/books/script_page.html",
        course=course,
        may_write=policy.may_write(actor, course, team),
        open_marks=queries.open_marks(session, team_id, text),
        **script(text),
    )


@router.post("/teams/{team_id}/book/submit")
def submit(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Hand the book in."""
    bound = bind(form, SubmitInput)
    with bound.trying(session):
        found = actions.submit_book(session, actor, team_id, bound.data)
        return redirect(
            f"/submissions/{found.id}/receipt", flash=say("Version %(number)s is handed in.", number=found.number)
        )
    return show(request, session, actor, team_id, "overview", form=bound, status=422)


def script(text: str) -> dict[str, Any]:
    """Give what the screenplay page needs: its lines, scenes, cast and length."""
    elements = fountain.parse(text)
    length = fountain.eighths(elements)
    return {
        "elements": elements,
        "scenes": fountain.scenes(elements),
        "speakers": fountain.speakers(elements),
        "eighths": length,
        "minutes": fountain.minutes(length),
        "pages": fountain.pages,
    }


def show(
    request: Request,
    session: Session,
    actor: Actor,
    team_id: int,
    section: str,
    *,
    status: int = 200,
    template: str = "",
    block: str = "",
    **more: Any,
) -> Response:
    """Render one tab of the book: a table by its own page, the overview with the whole book.

    ``template`` names another page of that tab, ``block`` the part of a page that a script asked for.
    """
    found = queries.book_page(session, actor, team_id, READS.get(section))
    more = {
        "form": None,
        "conflict": None,
        "unsaved": "",
        **BESIDE.get(section, nothing)(request, session, found),
        **more,
    }
    sums, total = rules.top_sheet(
        rules.Line(one["category"], one["quantity"], one["unit_price"], one["actual"])
        for one in found.rows(SectionKind.BUDGET)
    )
    table = TABLES.get(SectionKind(section)) if section in TABLES else None
    members = queries.named(session, team_id) if table and table.people else {}
    return page(
        request,
        f"pages/books/{template or section}.html",
        status=status,
        block=block,
        book=found,
        members=members,
        offers={"members": list(members)},
        team=found.team,
        course=found.course,
        section=section,
        sections={one.value: one for one in SectionKind},
        sums=sums,
        total=total,
        sizes=rules.SIZES,
        angles=rules.ANGLES,
        movements=rules.MOVEMENTS,
        typed=partial(rules.typed, decimals=rules.places(found.course.currency)),
        may_write=policy.may_write(actor, found.course, found.team),
        open_marks=queries.open_marks(session, team_id, found.scenario.text) if section == "scenario" else {},
        **script(found.scenario.text),
        **more,
    )


def _typed(bound: Bound[Any]) -> str:
    """Give everything that was typed into a form, to copy."""
    return "\n\n".join(str(text) for name, text in bound.values.items() if text and name != "version")


def _save(
    request: Request, session: Session, actor: Actor, team_id: int, section: str, bound: Bound[Any], save: Any
) -> Response:
    """Save a section: for autosave the new version, for a plain form the page; a conflict shows both texts."""
    conflict, refused, status = None, "", 422
    try:
        version = save(session, actor, team_id, bound.data)
    except actions.Overtaken as refusal:
        if wants_json(request):
            raise
        conflict, status = refusal, refusal.status
        give_up(session)
    except Forbidden as refusal:
        if wants_json(request):
            raise
        refused, status = _typed(bound), refusal.status
        give_up(session)
    except Invalid:
        if wants_json(request):
            raise
        give_up(session)
    else:
        if wants_json(request):
            return JSONResponse({"version": version})
        return redirect(f"/teams/{team_id}/book/{section}", flash=say("Saved."))
    return show(
        request, session, actor, team_id, section, status=status, form=bound, conflict=conflict, unsaved=refused
    )
