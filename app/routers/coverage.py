"""The page of the coverage: what has a good take, and what one should not leave without."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.footage import policy
from app.footage.coverage import queries
from app.web.deps import Reading, SignedIn
from app.web.pages import page

router = APIRouter()


@router.get("/teams/{team_id}/coverage")
def coverage(request: Request, session: Reading, actor: SignedIn, team_id: int, day: int | None = None) -> Response:
    """Show the coverage of a shooting day (today's, when there is one), or of all shots."""
    found = queries.coverage_page(session, actor, team_id, day)
    return page(
        request,
        "pages/footage/coverage.html",
        found=found,
        team=found.team,
        course=found.course,
        may_bring=policy.may_bring(actor, found.course, found.team),
    )
