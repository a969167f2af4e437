"""Who is at a book now, as JSON."""

from fastapi import APIRouter

from app.books import actions
from app.books.schemas import HereInput, HereOut
from app.web.deps import SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["books"], responses=problems(401, 404, 422))


@router.post("/teams/{team_id}/book/here")
def here(session: Writing, actor: SignedIn, team_id: int, data: HereInput) -> HereOut:
    """Say that one is at the book: pages do so every 12 seconds, and learn who else is and what changed."""
    return actions.be_here(session, actor, team_id, data)
