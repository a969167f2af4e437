"""Reads: who is in a course, what is known of the addresses of a roster."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, func, or_, select

from app.core.errors import NotFound
from app.courses.enrolments import policy
from app.courses.enrolments.policy import Standing
from app.courses.enrolments.rules import Known
from app.courses.models import Course, Enrolment
from app.people.models import Login, Person
from app.people.queries import like
from app.people.rules import Actor, CourseRole

PAGE = 100
# databases limit how many values one statement may carry
BATCH = 500


class Order(StrEnum):
    """How the people of a course are sorted."""

    NAME = "name"
    ROLE = "role"
    STUDENT_NO = "student-no"
    SECTION = "section"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a course; ``seen_at`` is when they were here last, known to the staff."""

    person: Person
    enrolment: Enrolment
    seen_at: datetime | None = None

    @property
    def opened(self) -> bool:
        """Whether the account was ever opened: it has a password, or somebody is signed in."""
        return bool(self.person.password_hash) or self.seen_at is not None


@dataclass(frozen=True, slots=True)
class Members:
    """One page of the people of a course; ``unopened`` counts all who have not been in yet."""

    course: Course
    rows: list[Member]
    total: int
    page: int
    unopened: int = 0

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.page * PAGE < self.total


def members_visible_to(
    session: Session,
    actor: Actor,
    course_id: int,
    *,
    search: str = "",
    role: CourseRole | None = None,
    order: Order = Order.NAME,
    page: int = 1,
) -> Members:
    """Load a page of the people of a course (4 statements). Raises NotFound for strangers.

    Only the staff search by address and student number, and see who was here when.
    """
    course = course_of(session, actor, course_id)
    staff = actor.assists(course_id)
    allowed = order if staff or order is Order.ROLE else Order.NAME
    chosen = {"course": course_id, "role": role, "pattern": like(search), "offset": (page - 1) * PAGE}
    by = (role is not None, bool(search), staff)
    total = session.exec(_count(*by), params=chosen).one()
    rows = session.exec(_page(*by, allowed), params=chosen).all()
    members = [Member(person, enrolment, seen_at if staff else None) for person, enrolment, seen_at in rows]
    unopened = len(unopened_in(session, course_id)) if staff else 0
    return Members(course, members, total, page, unopened)


def _where(by_role: bool, by_search: bool, staff: bool) -> list[Any]:
    where: list[Any] = [Enrolment.course_id == bindparam("course")]
    if by_role:
        where.append(Enrolment.role == bindparam("role"))
    if by_search:
        places = [col(Person.name)] + ([col(Person.email), col(Enrolment.student_no)] if staff else [])
        where.append(or_(*(place.ilike(bindparam("pattern"), escape="\\") for place in places)))
    return where


@cache
def _count(*by: bool) -> Any:
    joined = select(func.count()).select_from(Enrolment).join(Person, col(Person.id) == Enrolment.person_id)
    return joined.where(*_where(*by))


@cache
def _page(by_role: bool, by_search: bool, staff: bool, order: Order) -> Any:
    seen = select(func.max(Login.seen_at)).where(Login.person_id == Person.id).correlate(Person).scalar_subquery()
    orders: dict[Order, list[Any]] = {
        Order.NAME: [],
        Order.ROLE: [col(Enrolment.role)],
        Order.STUDENT_NO: [col(Enrolment.student_no)],
        Order.SECTION: [col(Enrolment.section)],
        Order.SEEN: [seen.desc().nulls_last()],
    }
    return (
        select(Person, Enrolment, seen)
        .join(Enrolment, col(Enrolment.person_id) == Person.id)
        .where(*_where(by_role, by_search, staff))
        .order_by(*orders[order], col(Person.name), col(Person.id))
        .offset(bindparam("offset"))
        .limit(PAGE)
    )


def course_of(session: Session, actor: Actor, course_id: int, *, hold: bool = False) -> Course:
    """Load a course (1 statement). Raises NotFound for strangers.

    ``hold`` makes others who change its people wait until the transaction ends.
    """
    course = session.get(Course, course_id, with_for_update=hold or None, populate_existing=hold)
    if course is None:
        raise NotFound
    policy.may_see_people(actor, course).require()
    return course


def member_of(session: Session, course_id: int, person_id: int) -> Member:
    """Load one person of a course. Raises NotFound."""
    found = session.exec(
        select(Person, Enrolment)
        .join(Enrolment, col(Enrolment.person_id) == Person.id)
        .where(Enrolment.course_id == course_id, Person.id == person_id)
    ).first()
    if found is None:
        raise NotFound
    return Member(*found)


def instructors_of(session: Session, course_id: int) -> list[int]:
    """Give the ids of a course's instructors whose accounts are switched on."""
    return list(
        session.exec(
            select(Enrolment.person_id)
            .join(Person, col(Person.id) == Enrolment.person_id)
            .where(
                Enrolment.course_id == course_id,
                Enrolment.role == CourseRole.INSTRUCTOR,
                col(Person.disabled).is_(False),
            )
        ).all()
    )


def unopened_in(session: Session, course_id: int) -> list[int]:
    """Give the ids of the people of a course who have not been in yet."""
    return list(session.exec(_unopened(), params={"course": course_id}).all())


@cache
def _unopened() -> Any:
    return (
        select(Person.id)
        .join(Enrolment, col(Enrolment.person_id) == Person.id)
        .outerjoin(Login, col(Login.person_id) == Person.id)
        .where(
            Enrolment.course_id == bindparam("course"),
            Person.password_hash == "",
            col(Person.disabled).is_(False),
            col(Login.id).is_(None),
        )
        .order_by(col(Person.name), col(Person.id))
    )


def standings(session: Session, person_ids: Collection[int]) -> dict[int, Standing]:
    """Load what people are anywhere, by person id (1 statement for each 500)."""
    found: dict[int, Standing] = {}
    wanted = list(person_ids)
    for start in range(0, len(wanted), BATCH):
        rows = session.exec(
            select(Person, Enrolment)
            .outerjoin(Enrolment, col(Enrolment.person_id) == Person.id)
            .where(col(Person.id).in_(wanted[start : start + BATCH]))
        ).all()
        for person, enrolment in rows:
            before = found.get(person.id)
            roles = {**(before.roles if before else {}), **({enrolment.course_id: enrolment.role} if enrolment else {})}
            found[person.id] = Standing(person.id, roles, person.is_admin, person.disabled, bool(person.password_hash))
    return found


def persons(session: Session, person_ids: Collection[int]) -> list[Person]:
    """Load people by name (1 statement for each 500)."""
    wanted = list(person_ids)
    found: list[Person] = []
    for start in range(0, len(wanted), BATCH):
        found += session.exec(select(Person).where(col(Person.id).in_(wanted[start : start + BATCH]))).all()
    return sorted(found, key=lambda person: (person.name, person.id))


def known_addresses(
    session: Session, course_id: int, addresses: Collection[str]
) -> dict[str, tuple[Person, Enrolment | None]]:
    """Load the accounts of addresses with their place in the course, by address (1 statement for each 500)."""
    found: dict[str, tuple[Person, Enrolment | None]] = {}
    wanted = sorted(set(addresses))
    for start in range(0, len(wanted), BATCH):
        rows = session.exec(
            select(Person, Enrolment)
            .outerjoin(Enrolment, (col(Enrolment.person_id) == Person.id) & (col(Enrolment.course_id) == course_id))
            .where(col(Person.email).in_(wanted[start : start + BATCH]))
        ).all()
        found |= {person.email: (person, enrolment) for person, enrolment in rows}
    return found


def known(rows: dict[str, tuple[Person, Enrolment | None]]) -> dict[str, Known]:
    """Say what the rules need to know of the addresses."""
    return {
        email: Known(
            person.name,
            person.disabled,
            enrolment.role if enrolment else None,
            enrolment.student_no if enrolment else "",
            enrolment.section if enrolment else "",
        )
        for email, (person, enrolment) in rows.items()
    }
