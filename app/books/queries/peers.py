"""Reads of who reviews whose book."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal
from sqlmodel import Session, col, func, select

from app.books.models import Note, PeerReview, Submission
from app.people.rules import Actor
from app.teams.models import Team


@dataclass(frozen=True, slots=True)
class Review:
    """A team's part in the review of another's books: what it read last, and how many notes it sent on all versions."""

    reviewer_id: int
    team: Team
    newest: Submission | None
    notes: int


def reviewing_as(session: Session, actor: Actor, team: Team) -> int | None:
    """Give the actor's team that reviews this one (1 statement); None for the team itself, the staff and strangers."""
    if actor.in_team(team.id) or actor.assists(team.course_id) or team.course_id not in actor.teams.values():
        return None
    mine = col(PeerReview.reviewer_id).in_(actor.teams)
    return session.exec(select(PeerReview.reviewer_id).where(PeerReview.team_id == team.id, mine)).first()


def reviews_by(session: Session, team_id: int) -> list[Review]:
    """List the teams that a team reviews, by number (1 statement)."""
    return _reviews(session, col(PeerReview.reviewer_id) == team_id)


def reviews_in(session: Session, course_id: int) -> list[Review]:
    """List who reviews whom in a course, by the number of the team that is reviewed (1 statement)."""
    return _reviews(session, col(PeerReview.course_id) == course_id)


def _reviews(session: Session, which: Any) -> list[Review]:
    newest = select(func.max(Submission.id)).where(col(Submission.team_id) == col(Team.id)).correlate(Team)
    sent = (
        select(func.count(col(Note.id)))
        .join(Submission, col(Submission.id) == Note.submission_id)
        .where(
            col(Submission.team_id) == col(PeerReview.team_id),
            col(Note.from_team_id) == col(PeerReview.reviewer_id),
            col(Note.sent_at).is_not(None),
        )
        .correlate(PeerReview)
    )
    found = session.exec(
        select(PeerReview.reviewer_id, Team, Submission, func.coalesce(sent.scalar_subquery(), literal(0)))
        .join(Team, col(Team.id) == PeerReview.team_id)
        .outerjoin(Submission, col(Submission.id) == newest.scalar_subquery())
        .where(which)
        .order_by(col(Team.number), col(PeerReview.reviewer_id))
    ).all()
    return [Review(*one) for one in found]
