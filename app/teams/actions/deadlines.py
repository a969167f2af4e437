"""More time for one team."""

from sqlmodel import Session, select

from app.core.errors import Invalid, NotFound
from app.core.text import say
from app.courses import rules as calendar
from app.courses.models import Milestone
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams import policy, queries
from app.teams.models import Extension, Team
from app.teams.schemas import ExtensionInput


def extend_deadline(session: Session, actor: Actor, team_id: int, data: ExtensionInput) -> Extension | None:
    """Move one milestone for one team, or take the extension back when no time is given.

    Raises Invalid when the new time is not after the common one.
    """
    page = queries.team_visible_to(session, actor, team_id)
    policy.may_extend(actor, page.course).require()
    milestone = session.get(Milestone, data.milestone_id)
    if milestone is None or milestone.course_id != page.course.id:
        raise NotFound
    extension = session.exec(
        select(Extension).where(Extension.team_id == team_id, Extension.milestone_id == milestone.id)
    ).first()
    if data.due_at is None:
        if extension is not None:
            session.delete(extension)
            _tell(session, actor, page, milestone, "team.extension-ended")
        return None
    due_at = calendar.in_zone(data.due_at, page.course.timezone)
    if due_at <= milestone.due_at:
        raise Invalid(say("This is not later than the time for everybody."), field="due_at")
    if extension is None:
        extension = Extension(team_id=team_id, milestone_id=milestone.id, due_at=due_at)
        session.add(extension)
    extension.due_at, extension.reason = due_at, data.reason
    session.flush()
    _tell(session, actor, page, milestone, "team.extended", due_at=due_at.isoformat())
    return extension


def _tell(session: Session, actor: Actor, page: queries.TeamPage, milestone: Milestone, verb: str, **data: str) -> None:
    team: Team = page.team
    journal.record(
        session,
        actor,
        verb,
        team,
        course_id=team.course_id,
        team_id=team.id,
        tell=[member.person_id for member in page.roster.members],
        href=f"/teams/{team.id}",
        name=team.name,
        title=milestone.title,
        **data,
    )
