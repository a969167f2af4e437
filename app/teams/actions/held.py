"""The formation, held: between loading it and the commit nobody else changes a team of the course."""

from sqlmodel import Session, col, delete, select

from app.core import clock
from app.core.errors import Conflict, NotFound
from app.core.text import say
from app.courses.models import Course
from app.teams import queries
from app.teams.models import Call, Formation, Membership, RoleHolding, Team
from app.teams.queries import Division
from app.teams.rules import Role
from app.teams.stays import actions as stays


def hold(session: Session, course_id: int) -> tuple[Course, Formation]:
    """Load course and formation, and make everybody else who changes teams wait. Raises NotFound."""
    return queries.course_and_formation(session, course_id, hold=True)


def hold_seen(session: Session, course_id: int, version: int) -> tuple[Course, Formation]:
    """Hold the formation only if it is still as the board showed it.

    Raises Conflict with what happened meanwhile.
    """
    course, formation = hold(session, course_id)
    if formation.version != version:
        last = queries.latest_change(session, course_id)
        raise Conflict(
            say(
                "The board changed while you looked at it (last by %(name)s). Nothing was overwritten: "
                "look again and repeat your move if it is still right.",
                name=last.actor_name if last and last.actor_name else "–",
            )
        )
    return course, formation


def changed(formation: Formation) -> None:
    """Raise the version: boards that were read before now no longer match."""
    formation.version += 1


def team_of(session: Session, course_id: int, team_id: int) -> Team:
    """Load a team of the course. Raises NotFound for teams of other courses."""
    team = session.get(Team, team_id)
    if team is None or team.course_id != course_id:
        raise NotFound
    return team


def add_team(
    session: Session, division: Division, name: str, film_title: str, founder: int | None, *, number: int = 0
) -> Team:
    """Add a team with the given number, or with the next free one."""
    taken = {roster.number for roster in division.rosters}
    number = number or next(n for n in range(1, len(taken) + 2) if n not in taken)
    team = Team(
        course_id=division.course.id,
        number=number,
        name=name,
        film_title=film_title,
        founded_by=founder,
        created_at=clock.now(),
    )
    session.add(team)
    session.flush()
    return team


def membership_of(session: Session, course_id: int, person_id: int) -> Membership | None:
    """Load somebody's place in the course's teams."""
    return session.exec(
        select(Membership).where(Membership.course_id == course_id, Membership.person_id == person_id)
    ).first()


def put(session: Session, course_id: int, person_id: int, team_id: int | None, roles: tuple[Role, ...]) -> None:
    """Put somebody into a team (or none) with exactly these roles, the primary one first.

    Whoever gets a team no longer waits for another: what they asked and were invited to is forgotten.
    """
    place = membership_of(session, course_id, person_id)
    if team_id is None:
        if place is not None:
            session.delete(place)
            session.flush()
            stays.note(session, course_id, person_id, None, ())
        return
    if place is None:
        teams = select(Team.id).where(Team.course_id == course_id)
        session.exec(delete(Call).where(col(Call.person_id) == person_id, col(Call.team_id).in_(teams)))
        place = Membership(team_id=team_id, course_id=course_id, person_id=person_id, joined_at=clock.now())
        session.add(place)
    elif place.team_id != team_id:
        place.team_id, place.joined_at = team_id, clock.now()
    session.flush()
    for row in session.exec(select(RoleHolding).where(col(RoleHolding.membership_id) == place.id)).all():
        session.delete(row)
    session.flush()
    for position, role in enumerate(dict.fromkeys(roles)):
        session.add(RoleHolding(membership_id=place.id, team_id=team_id, role=role, position=position))
    session.flush()
    stays.note(session, course_id, person_id, session.get(Team, team_id), tuple(dict.fromkeys(roles)))
