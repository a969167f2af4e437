"""The vote on the demo's pitches, long over."""

from datetime import timedelta

from sqlmodel import Session

from app.books.pitches import actions, queries, rules
from app.books.pitches.schemas import BallotInput, VoteInput
from app.core import clock
from app.demo.cast import Cast


def vote(session: Session, cast: Cast) -> None:
    """Let everybody in a team rank three pitches of others."""
    begun = clock.now() - timedelta(days=30)
    with clock.at(begun):
        held = actions.hold_vote(session, cast.instructor, cast.course_id, VoteInput(ends_at=begun + timedelta(days=2)))
        written = list(queries.written(session, cast.course_id))
        for number, members in enumerate(cast.members):
            others = [one for one in written if one != cast.teams[number]]
            for n, member in enumerate(members):
                liked = [others[(n * n + number + step * 2) % len(others)] for step in range(rules.RANKS)]
                ranked = [rules.key(held.secret, one) for one in dict.fromkeys(liked)]
                actions.cast_ballot(session, member, cast.course_id, BallotInput(ranked=ranked))
