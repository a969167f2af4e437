"""Who was where: the history of a course's teams."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.teams.stays import queries
from app.web.deps import Reading, SignedIn
from app.web.pages import page

router = APIRouter()


@router.get("/courses/{course_id}/teams/history")
def history(request: Request, session: Reading, actor: SignedIn, course_id: int, moved: bool = False) -> Response:
    """Show who was in which team with which roles, from when to when."""
    course, rows = queries.history(session, actor, course_id, moved=moved)
    return page(request, "pages/teams/history.html", course=course, rows=rows, moved=moved)
