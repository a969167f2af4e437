"""What is a person's own in their teams: roles, steps of the production table, shooting days at hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import String, bindparam, null, type_coerce, union_all
from sqlalchemy import select as statement
from sqlmodel import Session, col

from app.books.models import Book, ProductionStep, ShootingDay
from app.books.rules import Phase
from app.core import clock
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Membership, RoleHolding, Team
from app.teams.rules import Role

SOON = timedelta(days=7)
NIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shoot:
    """A shooting day of one of this person's teams, today or (``later``) tomorrow."""

    course: Course
    team: Team
    day_id: int
    call: str
    place: str
    later: bool

    @property
    def href(self) -> str:
        """Its call sheet."""
        return f"/teams/{self.team.id}/book/schedule/days/{self.day_id}"


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's roles, what production tables want of them soon, and shooting days at hand, by team."""

    roles: dict[int, frozenset[Role]] = field(default_factory=dict)
    steps: dict[int, list[tuple[Phase, str, date | None, int]]] = field(default_factory=dict)
    days: list[tuple[int, int, date, str, str]] = field(default_factory=list)


def mine_of(session: Session, actor: Actor) -> Mine:
    """Load what is a person's own in their teams (1 statement)."""
    today = clock.now().date()
    found = Mine()
    params = {
        "person": actor.person_id,
        "teams": list(actor.teams),
        "until": today + SOON,
        "before": today - NIGHT,
        "after": today + 2 * NIGHT,
    }
    for team_id, role, phase, what, on, day_id, place in session.execute(_own(), params):
        if role is not None:
            found.roles[team_id] = found.roles.get(team_id, frozenset()) | {Role(role)}
        elif day_id is not None:
            found.days.append((team_id, day_id, on, what, place))
        elif what:
            found.steps.setdefault(team_id, []).append((Phase(phase), what, on, actor.person_id))
    return found


def shoots_of(own: Mine, courses: Mapping[int, Course], teams: Iterable[Team]) -> list[Shoot]:
    """List the shooting days of today and tomorrow, by each course's calendar."""
    known = {one.id: one for one in teams if one.course_id in courses}
    found = []
    for team_id, day_id, day, call, place in sorted(own.days, key=lambda one: (one[2], one[3])):
        if team_id not in known:
            continue
        team = known[team_id]
        course = courses[team.course_id]
        ahead = (day - clock.now().astimezone(ZoneInfo(course.timezone)).date()).days
        if ahead in (0, 1):
            found.append(Shoot(course, team, day_id, call, place, later=bool(ahead)))
    return found


@cache
def _own() -> Any:
    teams: Any = bindparam("teams", expanding=True)
    nothing = null()
    roles = (
        statement(col(RoleHolding.team_id), type_coerce(col(RoleHolding.role), String), *(nothing for _ in range(5)))
        .join(Membership, col(Membership.id) == RoleHolding.membership_id)
        .where(col(Membership.person_id) == bindparam("person"))
    )
    steps = (
        statement(
            col(Book.team_id),
            nothing,
            type_coerce(col(ProductionStep.phase), String),
            col(ProductionStep.what),
            col(ProductionStep.due_on),
            nothing,
            nothing,
        )
        .join(Book, col(Book.id) == ProductionStep.book_id)
        .where(
            col(Book.team_id).in_(teams),
            col(ProductionStep.owner_id) == bindparam("person"),
            col(ProductionStep.done).is_(False),
            col(ProductionStep.removed_at).is_(None),
            col(ProductionStep.due_on) <= bindparam("until"),
        )
    )
    days = statement(
        col(ShootingDay.team_id),
        nothing,
        nothing,
        col(ShootingDay.call),
        col(ShootingDay.day),
        col(ShootingDay.id),
        col(ShootingDay.place),
    ).where(
        col(ShootingDay.team_id).in_(teams),
        col(ShootingDay.removed_at).is_(None),
        col(ShootingDay.day).between(bindparam("before"), bindparam("after")),
    )
    return union_all(days, steps, roles)
