"""Reads of files that came into a book or out of it."""

from sqlmodel import Session, col, select

from app.books import policy
from app.books.models import Intake, Printout
from app.core.errors import NotFound
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Team


def intake_and_team(session: Session, actor: Actor, intake_id: int) -> tuple[Intake, Team, Course]:
    """Load what a file brought, with its team and course. Raises NotFound."""
    found = session.exec(
        select(Intake, Team, Course)
        .join(Team, col(Team.id) == Intake.team_id)
        .join(Course, col(Course.id) == Team.course_id)
        .where(Intake.id == intake_id)
    ).first()
    if found is None:
        raise NotFound
    policy.may_see_book(actor, found[1]).require()
    return found


def printout_of(session: Session, submission_id: int) -> Printout | None:
    """Find what was printed of a version (1 statement)."""
    return session.exec(select(Printout).where(Printout.submission_id == submission_id)).first()
