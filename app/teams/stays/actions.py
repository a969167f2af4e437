"""Write down who was where. Nothing is kept of a division that was never published: it was only tried."""

from sqlmodel import Session, col, select, update

from app.core import clock
from app.teams.models import Membership, RoleHolding, Stay, Team
from app.teams.rules import Role


def begin(session: Session, course_id: int) -> None:
    """Begin a stay for everybody who has a team and none yet: the teams are published."""
    known = select(Stay.person_id).where(Stay.course_id == course_id, col(Stay.until).is_(None))
    places = session.exec(
        select(Membership, Team)
        .join(Team, col(Team.id) == Membership.team_id)
        .where(Membership.course_id == course_id, col(Membership.person_id).not_in(known))
    ).all()
    held: dict[int, list[Role]] = {}
    for holding in session.exec(
        select(RoleHolding)
        .join(Membership, col(Membership.id) == RoleHolding.membership_id)
        .where(Membership.course_id == course_id)
        .order_by(col(RoleHolding.position))
    ).all():
        held.setdefault(holding.membership_id, []).append(holding.role)
    session.add_all(_stay(place.person_id, team, tuple(held.get(place.id, ()))) for place, team in places)
    session.flush()


def note(session: Session, course_id: int, person_id: int, team: Team | None, roles: tuple[Role, ...]) -> None:
    """Write down that somebody is somewhere else now, or nowhere; the same place again changes nothing."""
    mine = session.exec(
        select(Stay).where(Stay.course_id == course_id, Stay.person_id == person_id, col(Stay.until).is_(None))
    ).first()
    fresh = _stay(person_id, team, roles) if team else None
    if mine and fresh and (mine.team_id, mine.roles) == (fresh.team_id, fresh.roles):
        return
    if mine is None and not session.exec(select(Stay.id).where(Stay.course_id == course_id).limit(1)).first():
        return
    session.exec(update(Stay).where(col(Stay.id) == (mine.id if mine else None)).values(until=clock.now()))
    if fresh:
        session.add(fresh)
    session.flush()


def _stay(person_id: int, team: Team, roles: tuple[Role, ...]) -> Stay:
    return Stay(
        course_id=team.course_id,
        person_id=person_id,
        team_id=team.id,
        team_number=team.number,
        team_name=team.name,
        roles=[role.value for role in roles],
        since=clock.now(),
    )
