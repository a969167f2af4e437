"""Single fields of the production book as JSON: saving them, their history, and bringing it back."""

from fastapi import APIRouter
from pydantic import ValidationError

from app.books import actions
from app.books.history import queries
from app.books.history.schemas import EditOut, HistoryOut
from app.books.rules import SectionKind
from app.books.schemas import EditedOut, EditInput
from app.core.errors import Invalid
from app.web.deps import Reading, SignedIn, Writing
from app.web.forms import sentence
from app.web.problems import Overtaken, problems

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


@router.post("/teams/{team_id}/book/edits", responses=problems(409, model=Overtaken))
def edit(session: Writing, actor: SignedIn, team_id: int, data: EditInput) -> EditedOut:
    """Save single fields over what was read: other fields stay, prose is merged; 409 tells what clashes."""
    try:
        return actions.edit_fields(session, actor, team_id, data)
    except ValidationError as error:
        first = error.errors()[0]
        raise Invalid(sentence(first), field=str(first["loc"][0]) if first["loc"] else None) from error


@router.post("/teams/{team_id}/book/edits/{edit_id}/restore", status_code=204, responses=problems(409))
def restore(session: Writing, actor: SignedIn, team_id: int, edit_id: int) -> None:
    """Put a field, or the whole scenario, back to how it stood before a change; a removed row comes back."""
    actions.restore_edit(session, actor, team_id, edit_id)
