"""Reads of the deadline that the next version of a book has."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from app.books import rules
from app.books.models import Submission
from app.books.rules import SubmissionState
from app.courses.models import Milestone
from app.teams.models import Extension, Team


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the next version is due for this team; ``closes``: later ones are refused, not only marked.

    ``late`` is by how much it would be late now.
    """

    title: str
    due_at: datetime
    closes: bool
    extended: bool
    late: timedelta | None = None

    @property
    def closed(self) -> bool:
        """Whether nothing is taken any more."""
        return self.closes and self.late is not None


def deadline_for(session: Session, team: Team, now: datetime, *, scenario: bool) -> Deadline | None:
    """Find the deadline of the version that the team would hand in now (2 statements at most)."""
    earlier = session.exec(
        select(Submission.state, col(Submission.content)["scenario"].as_string()).where(Submission.team_id == team.id)
    ).all()
    kind = rules.asked_for(
        scenario=scenario,
        earlier=len(earlier),
        earlier_scenarios=sum(bool(text) for _, text in earlier),
        approved=any(state is SubmissionState.APPROVED and text for state, text in earlier),
    )
    if kind is None:
        return None
    found = session.exec(
        select(Milestone, Extension)
        .outerjoin(Extension, (col(Extension.milestone_id) == col(Milestone.id)) & (col(Extension.team_id) == team.id))
        .where(Milestone.course_id == team.course_id, col(Milestone.kind) == kind)
    ).first()
    if found is None:
        return None
    milestone, more = found
    due_at = more.due_at if more else milestone.due_at
    late = rules.lateness(now, due_at)
    return Deadline(milestone.title, due_at, milestone.closes, more is not None, late)
