"""The vote on the pitches of a course as JSON."""

from fastapi import APIRouter

from app.books.pitches import actions, queries
from app.books.pitches.schemas import BallotInput, PitchesOut, VoteInput
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))


@router.get("/courses/{course_id}/pitches")
def pitches(session: Reading, actor: SignedIn, course_id: int) -> PitchesOut:
    """List the pitches without their teams; ``own`` marks one's own team's."""
    return queries.pitches_page(session, actor, course_id).out


@router.put("/courses/{course_id}/pitches")
def hold(session: Writing, actor: SignedIn, course_id: int, data: VoteInput) -> PitchesOut:
    """Open the vote or change its end."""
    actions.hold_vote(session, actor, course_id, data)
    return queries.pitches_page(session, actor, course_id).out


@router.post("/courses/{course_id}/pitches/end", status_code=204, responses=problems(409))
def end(session: Writing, actor: SignedIn, course_id: int) -> None:
    """End the vote now."""
    actions.end_vote(session, actor, course_id)


@router.put("/courses/{course_id}/pitches/ballot", status_code=204, responses=problems(409))
def vote(session: Writing, actor: SignedIn, course_id: int, data: BallotInput) -> None:
    """Rank pitches, the first choice first; an empty ballot takes the vote back."""
    actions.cast_ballot(session, actor, course_id, data)
