"""The history of the production book as JSON."""

from fastapi import APIRouter

from app.books import actions
from app.books.history import queries
from app.books.history.schemas import EditOut, HistoryOut
from app.books.rules import SectionKind
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))


@router.get("/teams/{team_id}/book/edits")
def edits(
    session: Reading,
    actor: SignedIn,
    team_id: int,
    section: SectionKind | None = None,
    row: int | None = None,
    field: str = "",
    before: int | None = None,
) -> HistoryOut:
    """List what was changed in the book, in a section, a row or a field, newest first."""
    found = queries.history_page(session, actor, team_id, section, row, field, before)
    return HistoryOut(edits=[EditOut.of(one) for one in found.entries], older=found.older)


@router.post("/teams/{team_id}/book/edits/{edit_id}/restore", status_code=204, responses=problems(409))
def restore(session: Writing, actor: SignedIn, team_id: int, edit_id: int) -> None:
    """Put a field, or the whole scenario, back to how it stood before a change; a removed row comes back."""
    actions.restore_edit(session, actor, team_id, edit_id)
