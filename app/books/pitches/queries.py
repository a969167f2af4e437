"""Reads of the vote on pitches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.books.models import Book, Pitch, PitchBallot, PitchVote
from app.books.pitches import policy, rules
from app.books.pitches.rules import Score, VoteState
from app.books.pitches.schemas import PitchesOut, PitchOut
from app.core import clock
from app.core.errors import NotFound
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Team

SHOWN = ("title", "logline", "genre", "whose_view", "at_stake", "unsaid", "different")


@dataclass(frozen=True, slots=True)
class PitchPage:
    """A course's vote as somebody sees it: ``pitches`` by team id in their own order, or by points once it is over.

    ``scores`` are empty while the vote is open and while fewer than ``FEWEST`` have voted; ``ranked`` is one's own
    ballot.
    """

    course: Course
    vote: PitchVote | None
    state: VoteState
    pitches: Mapping[int, Pitch]
    teams: Mapping[int, Team]
    own: int | None
    ranked: Sequence[int]
    ballots: int
    scores: Mapping[int, Score]

    def key(self, team_id: int) -> str:
        """Name a pitch without its team."""
        return rules.key(self.vote.secret if self.vote else "", team_id)

    @property
    def out(self) -> PitchesOut:
        """Show it all as JSON, without any team."""
        pitches = [
            PitchOut(
                key=self.key(team_id),
                own=team_id == self.own,
                points=self.scores[team_id].points if self.scores else None,
                firsts=self.scores[team_id].firsts if self.scores else None,
                **pitch.model_dump(include=set(SHOWN)),
            )
            for team_id, pitch in self.pitches.items()
        ]
        return PitchesOut(
            state=self.state,
            ends_at=self.vote.ends_at if self.vote else None,
            ballots=self.ballots,
            ranked=[self.key(one) for one in self.ranked],
            pitches=pitches,
        )


def state_of(vote: PitchVote | None, now: datetime) -> VoteState:
    """Tell whether one may vote now."""
    if vote is None:
        return VoteState.NONE
    return VoteState.OPEN if now < vote.ends_at else VoteState.OVER


def pitches_page(session: Session, actor: Actor, course_id: int) -> PitchPage:
    """Load a course's pitches and its vote (4 statements). Raises NotFound."""
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    policy.may_see_pitches(actor, course).require()
    vote = session.exec(select(PitchVote).where(PitchVote.course_id == course_id)).first()
    state = state_of(vote, clock.now())
    found = written(session, course_id)
    ballots = session.exec(select(PitchBallot).where(PitchBallot.vote_id == vote.id)).all() if vote else []
    secret = vote.secret if vote else ""
    order = rules.shuffled(secret, actor.person_id, found)
    scores: dict[int, Score] = {}
    if state is VoteState.OVER and len(ballots) >= rules.FEWEST:
        scores = {one.team_id: one for one in rules.tally((one.ranked for one in ballots), list(found))}
        order = list(scores)
    shown = state is not VoteState.NONE or actor.assists(course_id)
    return PitchPage(
        course,
        vote,
        state,
        {one: found[one][1] for one in order} if shown else {},
        {one: found[one][0] for one in order},
        actor.team_in(course_id),
        next((one.ranked for one in ballots if one.person_id == actor.person_id), []),
        len(ballots),
        scores,
    )


def written(session: Session, course_id: int) -> dict[int, tuple[Team, Pitch]]:
    """Load the teams of a course that have written a logline, with their pitches (1 statement)."""
    rows = session.exec(
        select(Team, Pitch)
        .join(Book, col(Book.team_id) == Team.id)
        .join(Pitch, col(Pitch.book_id) == Book.id)
        .where(Team.course_id == course_id, Pitch.logline != "")
        .order_by(col(Team.number))
    ).all()
    return {team.id: (team, pitch) for team, pitch in rows}
