"""Reads of the people whom a book's rows name, and of the days by which a team is expected to be done."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.courses.models import Course, Milestone
from app.courses.rules import MilestoneKind
from app.teams import queries as teams
from app.teams.models import Extension, Team
from app.teams.rules import Member


def named(session: Session, team_id: int) -> dict[str, Member]:
    """Load the members of a team by the names that rows call them (1 statement).

    Two of one name are told apart by a number: "Kim", "Kim (2)".
    """
    found: dict[str, Member] = {}
    for member in teams.members_of(session, team_id):
        name, n = member.name, 1
        while name in found:
            n += 1
            name = f"{member.name} ({n})"
        found[name] = member
    return found


def due_days(session: Session, team: Team, course: Course) -> dict[MilestoneKind, date]:
    """Load the days of the course's milestones as they hold for a team, extensions counted in (1 statement)."""
    rows = session.exec(
        select(Milestone, Extension.due_at)
        .outerjoin(Extension, (col(Extension.milestone_id) == Milestone.id) & (col(Extension.team_id) == team.id))
        .where(Milestone.course_id == team.course_id)
        .order_by(col(Milestone.due_at), col(Milestone.id))
    ).all()
    zone = ZoneInfo(course.timezone)
    return {milestone.kind: (more or milestone.due_at).astimezone(zone).date() for milestone, more in rows}
