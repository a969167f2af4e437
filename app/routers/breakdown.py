"""Pages of the scene analysis table: typed beside the scenes, and tagged in the script."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.books import actions
from app.books.schemas import SettleInput
from app.core.text import say
from app.routers.tables import table_page
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import bind
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
