"""Reads of calendar addresses: whose they are, and what they may still show."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core import ids
from app.core.errors import NotFound
from app.courses.models import Enrolment
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams.feeds import policy
from app.teams.models import CalendarFeed, Membership, Team


@dataclass(frozen=True, slots=True)
class Follower:
    """Who follows a calendar, as they are now; ``team`` None is all of theirs. ``teams`` are whose days it shows."""

    actor: Actor
    team: Team | None
    teams: list[Team]


def feeds_of(session: Session, actor: Actor) -> tuple[list[CalendarFeed], list[Team]]:
    """Load the actor's calendars, and the teams whose calendar they could follow (2 statements)."""
    feeds = session.exec(select(CalendarFeed).where(CalendarFeed.person_id == actor.person_id)).all()
    followed = [one.team_id for one in feeds if one.team_id is not None]
    teams = session.exec(
        select(Team).where(col(Team.id).in_([*actor.teams, *followed])).order_by(col(Team.course_id), col(Team.number))
    ).all()
    return list(feeds), list(teams)


def follower_by_secret(session: Session, secret: str) -> Follower:
    """Find who follows under an address, with what they may see today (2 statements).

    Raises NotFound for an unknown or taken back address, a closed account, and a team that one has left.
    """
    found = session.exec(
        select(CalendarFeed, Person, Team)
        .join(Person, col(Person.id) == CalendarFeed.person_id)
        .outerjoin(Team, col(Team.id) == CalendarFeed.team_id)
        .where(CalendarFeed.token_hash == ids.digest(secret), col(Person.disabled).is_(False))
    ).first()
    if found is None:
        raise NotFound
    _, person, team = found
    actor, own = _actor_and_teams(session, person)
    policy.may_follow(actor, team).require()
    return Follower(actor, team, own if team is None else [team])


def _actor_and_teams(session: Session, person: Person) -> tuple[Actor, list[Team]]:
    same_course = col(Membership.course_id) == Enrolment.course_id
    rows = session.exec(
        select(Enrolment.course_id, Enrolment.role, Team)
        .outerjoin(Membership, same_course & (col(Membership.person_id) == Enrolment.person_id))
        .outerjoin(Team, col(Team.id) == Membership.team_id)
        .where(Enrolment.person_id == person.id)
    ).all()
    actor = Actor(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        courses={course: CourseRole(role) for course, role, _ in rows},
        teams={team.id: course for course, _, team in rows if team is not None},
    )
    return actor, [team for _, _, team in rows if team is not None]
