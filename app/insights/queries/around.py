"""What a team's shooting days are held against, in one statement: people, other teams, the calendar, takes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, literal, union_all
from sqlalchemy import select as statement
from sqlmodel import Session, col

from app.books.models import Booking, SharedItem, ShootingDay
from app.books.queries import Row
from app.books.schedule import rules
from app.books.schedule.rules import Around, Booked, Elsewhere, Free, Lent
from app.core.columns import as_json
from app.courses.models import Course, Milestone
from app.courses.rules import MilestoneKind
from app.footage.models import Take
from app.footage.rules import Rating
from app.people.models import Person
from app.teams.models import Extension, Membership, RoleHolding, Team, Wish
from app.teams.rules import Member, Role


def day_of(row: Row | Mapping[str, Any], number: int, row_id: int = 0) -> rules.ShootingDay:
    """Give a shooting day to reckon with, from its row or from plain values."""
    return rules.ShootingDay(
        row.id if isinstance(row, Row) else row_id,
        number,
        as_date(row["day"]),
        rules.of_clock(row["call"]),
        rules.of_clock(row["wrap"]),
        row["place"],
    )


def as_date(text: str | None) -> date | None:
    """Read a day as JSON has it."""
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class ScheduleFacts:
    """What a team's days are held against, who is in the team, and which shots have a good take."""

    around: Around
    members: list[Member]
    covered: frozenset[int]


def facts_around(session: Session, team: Team, course: Course) -> ScheduleFacts:
    """Load what a team's schedule is held against (1 statement)."""
    params = {"team": team.id, "course": course.id}
    told: dict[str, list[dict[str, Any]]] = {}
    for kind, value in session.connection().execute(_around(), params):
        told.setdefault(kind, []).append(value)
    zone = ZoneInfo(course.timezone)
    roles: dict[int, list[Role]] = {}
    for one in sorted(told.get("role", []), key=lambda one: int(one["position"])):
        roles.setdefault(one["person"], []).append(Role(one["role"]))
    people = sorted(told.get("person", []), key=lambda one: str(one["name"]))
    due = max((_moment(one["at"]).astimezone(zone).replace(tzinfo=None) for one in told.get("due", [])), default=None)
    others = [(int(one["number"]), day_of(one, 0)) for one in told.get("team", [])]
    return ScheduleFacts(
        around=Around(
            people=[Free(one["name"], frozenset(_list(one["free"]))) for one in people],
            teams=[Elsewhere(number, day.place, day.span, day.day) for number, day in others if day.day],
            exam=(course.exam_from, course.exam_to),
            due=due,
            lent=_lent(told.get("lent", []), team),
        ),
        members=[Member(one["person"], one["name"], tuple(roles.get(one["person"], ()))) for one in people],
        covered=frozenset(int(one["shot"]) for one in told.get("take", [])),
    )


def _lent(told: Iterable[Mapping[str, Any]], team: Team) -> list[Lent]:
    """Put the bookings of each of the course's things together."""
    found: dict[int, Lent] = {}
    for one in told:
        item = found.setdefault(one["id"], Lent(one["name"], int(one["quantity"])))
        first, last = as_date(one["first"]), as_date(one["last"])
        if first and last:
            booking = Booked(int(one["team"]), first, last, int(one["amount"]), ours=one["team"] == team.number)
            found[one["id"]] = replace(item, bookings=(*item.bookings, booking))
    return list(found.values())


def _list(value: Any) -> list[int]:
    """SQLite gives JSON within JSON as its text."""
    return list(json.loads(value) if isinstance(value, str) else value or [])


def _moment(value: str) -> datetime:
    """SQLite forgets the zone; what we wrote was UTC."""
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@cache
def _around() -> Any:
    """Build the statement for all that a schedule is held against: what differs comes as JSON."""
    ours = col(Membership.team_id) == bindparam("team")
    wishes = (col(Wish.person_id) == Person.id) & (col(Wish.course_id) == bindparam("course"))
    more = (col(Extension.milestone_id) == Milestone.id) & (col(Extension.team_id) == bindparam("team"))
    return union_all(
        _told("person", person=Person.id, name=Person.name, free=Wish.free)
        .join_from(Membership, Person, col(Person.id) == Membership.person_id)
        .outerjoin(Wish, wishes)
        .where(ours),
        _told("role", person=Membership.person_id, role=RoleHolding.role, position=RoleHolding.position)
        .join_from(RoleHolding, Membership, col(Membership.id) == RoleHolding.membership_id)
        .where(ours),
        _told(
            "team",
            number=Team.number,
            day=ShootingDay.day,
            call=ShootingDay.call,
            wrap=ShootingDay.wrap,
            place=ShootingDay.place,
        )
        .join_from(ShootingDay, Team, col(Team.id) == ShootingDay.team_id)
        .where(
            col(Team.course_id) == bindparam("course"),
            col(Team.id) != bindparam("team"),
            col(ShootingDay.day).is_not(None),
            col(ShootingDay.removed_at).is_(None),
        ),
        _told("due", at=func.coalesce(Extension.due_at, Milestone.due_at))
        .join_from(Milestone, Extension, more, isouter=True)
        .where(col(Milestone.course_id) == bindparam("course"), col(Milestone.kind) == MilestoneKind.FINAL_CUT),
        _told(
            "lent",
            id=SharedItem.id,
            name=SharedItem.name,
            quantity=SharedItem.quantity,
            team=Team.number,
            first=Booking.first_on,
            last=Booking.last_on,
            amount=Booking.quantity,
        )
        .join_from(SharedItem, Booking, col(Booking.item_id) == SharedItem.id, isouter=True)
        .outerjoin(Team, col(Team.id) == Booking.team_id)
        .where(col(SharedItem.course_id) == bindparam("course"), col(SharedItem.removed_at).is_(None)),
        _told("take", shot=Take.shot_id).where(
            col(Take.team_id) == bindparam("team"),
            col(Take.shot_id).is_not(None),
            col(Take.removed_at).is_(None),
            col(Take.rating) == Rating.CIRCLED,
        ),
    )


def _told(kind: str, **columns: Any) -> Any:
    return statement(literal(kind).label("kind"), as_json(**columns).label("told"))
