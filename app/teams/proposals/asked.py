"""What the students of a course said, as the search and the boards of proposals see it: one statement."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import literal, select, union_all
from sqlmodel import Session, col

from app.courses.models import Enrolment
from app.teams.models import Companion, KeepApart, Wish
from app.teams.rules import Member, Role
from app.teams.solving.problem import Student
from app.teams.wishes.rules import mask_of

Pairs = frozenset[tuple[int, int]]


def said_by(session: Session, course_id: int, people: Iterable[Member], *, apart: bool) -> tuple[list[Student], Pairs]:
    """Load these people by name with what they said, and who must be apart (1 statement), for who may know.

    Without ``apart`` the rows of who keeps apart from whom are not even read, and no pair is given.
    """
    said: dict[int, Any] = {}
    together: dict[int, list[int]] = {}
    pairs: set[tuple[int, int]] = set()
    known = sorted(people, key=lambda one: (one.name, one.person_id))
    ids = {one.person_id for one in known}
    for person, ranked, experience, free, section, other, away in session.exec(_statement(course_id, apart=apart)):
        said[person] = (ranked or [], experience or {}, free or [], section)
        if other in ids and person in ids:
            if away:
                pairs.add((min(person, other), max(person, other)))
            else:
                together.setdefault(person, []).append(other)
    return [_student(one.person_id, said, together) for one in known], frozenset(pairs)


def _student(person: int, said: dict[int, Any], together: dict[int, list[int]]) -> Student:
    ranked, experience, free, section = said.get(person, ([], {}, [], ""))
    return Student(
        id=person,
        ranked=tuple(Role(role) for role in ranked),
        experience=experience,
        together=tuple(together.get(person, ())),
        free=mask_of(free),
        group=section,
    )


def _statement(course_id: int, *, apart: bool) -> Any:
    """Select one row a person and person named; a person who named nobody has one row as well."""
    of_course = select(col(Wish.id)).where(col(Wish.course_id) == course_id)
    kinds: list[type[Companion | KeepApart]] = [Companion, KeepApart] if apart else [Companion]
    named = union_all(
        *(
            select(
                col(kind.wish_id), col(kind.person_id), col(kind.id), literal(int(kind is KeepApart)).label("away")
            ).where(col(kind.wish_id).in_(of_course))
            for kind in kinds
        )
    ).subquery()
    said = (col(Wish.ranked), col(Wish.experience), col(Wish.free), col(Enrolment.section))
    return (
        select(col(Enrolment.person_id), *said, named.c.person_id, named.c.away)
        .outerjoin(
            Wish, (col(Wish.person_id) == Enrolment.person_id) & (col(Wish.course_id) == col(Enrolment.course_id))
        )
        .outerjoin(named, named.c.wish_id == col(Wish.id))
        .where(col(Enrolment.course_id) == course_id)
        .order_by(col(Enrolment.person_id), named.c.away, named.c.id)
    )
