"""The coverage as JSON."""

from fastapi import APIRouter

from app.footage.coverage import queries
from app.footage.coverage.schemas import CoverageOut
from app.web.deps import Reading, SignedIn
from app.web.problems import problems

router = APIRouter(tags=["footage"], responses=problems(401, 403, 404, 422))


@router.get("/teams/{team_id}/coverage")
def coverage(session: Reading, actor: SignedIn, team_id: int, day: int | None = None) -> CoverageOut:
    """Give the coverage of a shooting day: that one, by default today's, with 0 of all shots."""
    return CoverageOut.of(queries.coverage_page(session, actor, team_id, day))
