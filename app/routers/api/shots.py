"""What programs do with shots beyond their rows."""

from fastapi import APIRouter

from app.books import actions
from app.books.schemas import RowOut
from app.books.tables import SHOTS
from app.web.deps import SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))


@router.post("/teams/{team_id}/book/shots/{row_id}/copy", status_code=201)
def copy(session: Writing, actor: SignedIn, team_id: int, row_id: int) -> RowOut:
    """Make another shot like this one, after it, under the scene's next number."""
    return RowOut.of(actions.copy_shot(session, actor, team_id, row_id), SHOTS.columns)


@router.post("/teams/{team_id}/book/shots/{row_id}/split", status_code=201)
def split(session: Writing, actor: SignedIn, team_id: int, row_id: int) -> RowOut:
    """Make two shots of one; gives the second, with half of the words and minutes."""
    return RowOut.of(actions.split_shot(session, actor, team_id, row_id), SHOTS.columns)
