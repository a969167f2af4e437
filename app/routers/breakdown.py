"""Pages of the scene analysis table: typed beside the scenes, and tagged in the script."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.books import actions, policy, queries, rules
from app.books.schemas import SettleInput, TagInput
from app.core.text import say
from app.people.rules import Actor
from app.routers.tables import table_page
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import redirect

router = APIRouter()


@router.get("/teams/{team_id}/book/breakdown")
def breakdown(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the scene analysis table."""
    return table_page(request, session, actor, team_id, "breakdown")


@router.post("/teams/{team_id}/book/breakdown/refresh")
def refresh(session: Writing, actor: SignedIn, team_id: int) -> Response:
    """Make the table from the scenario as it stands."""
    actions.refresh_rows(session, actor, team_id)
    return redirect(f"/teams/{team_id}/book/breakdown")


@router.post("/teams/{team_id}/book/breakdown/rows/{row_id}/settle")
def settle(session: Writing, actor: SignedIn, team_id: int, row_id: int, form: Posted) -> Response:
    """Answer where the notes of a scene that is gone belong."""
    data = bind(form, SettleInput).data
    row = actions.settle_row(session, actor, team_id, row_id, data)
    if data.to is not None:
        return redirect(f"/teams/{team_id}/book/breakdown#row-{row.id}", flash=say("They are with that scene now."))
    flash = (
        say("Kept aside, below the scenes.") if data.keep else say("Removed. You can bring it back below the table.")
    )
    return redirect(f"/teams/{team_id}/book/breakdown", flash=flash)


@router.get("/teams/{team_id}/book/breakdown/script")
def script(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the script with the words that are tagged in it, to tag more."""
    return _script(request, session, actor, team_id, bind.empty(TagInput))


@router.post("/teams/{team_id}/book/breakdown/rows/{row_id}/tags")
def tag(request: Request, session: Writing, actor: SignedIn, team_id: int, row_id: int, form: Posted) -> Response:
    """Put words of a scene into one of its lists, or take them out."""
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    bound = bind(form, TagInput)
    with bound.trying(session):
        actions.tag_words(session, actor, team_id, row_id, bound.data)
        return redirect(f"/teams/{team_id}/book/breakdown/script#row-{row_id}")
    return _script(request, session, actor, team_id, bound, status=422, at=row_id)


def _script(
    request: Request,
    session: Session,
    actor: Actor,
    team_id: int,
    form: Bound[Any],
    *,
    status: int = 200,
    at: int | None = None,
) -> Response:
    """Render the script to tag; ``at`` is the row whose form was refused."""
    return table_page(
        request,
        session,
        actor,
        team_id,
        "breakdown",
        template="tags",
        status=status,
        form=form,
        at=at,
        lists=rules.LISTS,
        entries=rules.entries,
        tagger=rules.tagger,
    )
