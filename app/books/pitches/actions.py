"""Open and end the vote on pitches, and vote. None commits."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.books.models import PitchBallot, PitchVote
from app.books.pitches import policy, queries, rules
from app.books.pitches.rules import VoteState
from app.books.pitches.schemas import BallotInput, VoteInput
from app.core import clock, ids
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import say
from app.courses.models import Course
from app.courses.rules import in_zone
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership, Team


def hold_vote(session: Session, actor: Actor, course_id: int, data: VoteInput) -> PitchVote:
    """Open the vote, or change its end; ballots stay. Students of teams are told when it opens.

    Raises NotFound, Forbidden, Invalid for an end that is past.
    """
    course = _course(session, course_id)
    policy.may_hold_vote(actor, course).require()
    ends = in_zone(data.ends_at, course.timezone)
    if ends <= clock.now():
        raise Invalid(say("This is past already."), field="ends_at")
    vote = session.exec(select(PitchVote).where(PitchVote.course_id == course_id)).first()
    if vote is None:
        vote = PitchVote(course_id=course_id, secret=ids.short(), ends_at=ends)
        members = select(Membership.person_id).join(Team, col(Team.id) == Membership.team_id)
        told = session.exec(members.where(Team.course_id == course_id)).all()
        journal.record(
            session,
            actor,
            "pitches.opened",
            course,
            course_id=course_id,
            tell=told,
            href=f"/courses/{course_id}/pitches",
        )
    vote.ends_at = ends
    session.add(vote)
    session.flush()
    return vote


def end_vote(session: Session, actor: Actor, course_id: int) -> None:
    """End the vote now. Raises NotFound, Forbidden, Conflict when none is open."""
    course = _course(session, course_id)
    policy.may_hold_vote(actor, course).require()
    vote = _open(session, course_id)
    vote.ends_at = clock.now() - timedelta(seconds=1)
    session.add(vote)


def cast_ballot(session: Session, actor: Actor, course_id: int, data: BallotInput) -> None:
    """Rank pitches; sent again it takes the place of the first. An empty ballot takes the vote back.

    Raises NotFound, Forbidden, Conflict when no vote is open, Invalid for one's own pitch and for one ranked twice.
    """
    course = _course(session, course_id)
    policy.may_vote(actor, course).require()
    vote = _open(session, course_id)
    known = {rules.key(vote.secret, one): one for one in queries.written(session, course_id)}
    wanted = [one for one in data.ranked if one]
    ranked = [known[one] for one in wanted if one in known]
    if len(ranked) < len(wanted):
        raise Invalid(say("One of these pitches is gone. Look at the list again."), field="ranked")
    if len(set(ranked)) < len(ranked):
        raise Invalid(say("Rank each pitch once."), field="ranked")
    if actor.team_in(course_id) in ranked:
        raise Invalid(say("Your own pitch is not for you to rank."), field="ranked")
    mine = select(PitchBallot).where(PitchBallot.vote_id == vote.id, PitchBallot.person_id == actor.person_id)
    ballot = session.exec(mine).first()
    if not ranked:
        if ballot is not None:
            session.delete(ballot)
        return
    ballot = ballot or PitchBallot(vote_id=vote.id, person_id=actor.person_id, ranked=[])
    ballot.ranked = ranked
    session.add(ballot)
    session.flush()


def _course(session: Session, course_id: int) -> Course:
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    return course


def _open(session: Session, course_id: int) -> PitchVote:
    """Load the vote that is open, held until the end of the transaction. Raises Conflict."""
    held = select(PitchVote).where(PitchVote.course_id == course_id).with_for_update()
    vote = session.exec(held).first()
    if vote is None or queries.state_of(vote, clock.now()) is not VoteState.OPEN:
        raise Conflict(say("No vote on the pitches is open."))
    return vote
