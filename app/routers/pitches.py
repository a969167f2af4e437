"""The vote on the pitches of a course."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.books.pitches import actions, policy, queries
from app.books.pitches.rules import RANKS
from app.books.pitches.schemas import BallotInput, VoteInput
from app.core import clock
from app.core.text import say
from app.courses.rules import wall_clock
from app.people.rules import Actor
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/courses/{course_id}/pitches")
def pitches(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show the pitches without their teams, one's ballot, and what came of the vote."""
    return _show(request, session, actor, course_id)


@router.post("/courses/{course_id}/pitches")
def hold(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Open the vote or change its end."""
    bound = bind(form, VoteInput)
    with bound.trying(session):
        actions.hold_vote(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/pitches", flash=say("The vote is open. The teams have a notice."))
    return _show(request, session, actor, course_id, form=bound)


@router.post("/courses/{course_id}/pitches/end")
def end(session: Writing, actor: SignedIn, course_id: int) -> Response:
    """End the vote now."""
    actions.end_vote(session, actor, course_id)
    return redirect(f"/courses/{course_id}/pitches", flash=say("The vote is over."))


@router.post("/courses/{course_id}/pitches/ballot")
def vote(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Rank pitches."""
    bound = bind(form, BallotInput)
    with bound.trying(session):
        actions.cast_ballot(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/pitches", flash=say("Your vote counts. You may change it until then."))
    return _show(request, session, actor, course_id, ballot=bound)


def _show(
    request: Request,
    session: Session,
    actor: Actor,
    course_id: int,
    *,
    form: Bound[Any] | None = None,
    ballot: Bound[Any] | None = None,
) -> Response:
    found = queries.pitches_page(session, actor, course_id)
    may_vote, may_hold = policy.may_vote(actor, found.course), policy.may_hold_vote(actor, found.course)
    if form or ballot:  # nobody is told what is wrong with what they may not send
        (may_hold if form else may_vote).require()
    ends = wall_clock(found.vote.ends_at, found.course.timezone) if found.vote else None
    return page(
        request,
        "pages/books/pitches.html",
        status=422 if form or ballot else 200,
        found=found,
        course=found.course,
        ranks=range(RANKS),
        now=clock.now(),
        form=form or bind.empty(VoteInput, ends_at=ends),
        ballot=ballot or bind.empty(BallotInput, ranked=[found.key(one) for one in found.ranked]),
        may_vote=may_vote,
        may_hold=may_hold,
    )
