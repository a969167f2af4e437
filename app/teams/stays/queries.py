"""Reads of who was where."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core.errors import NotFound
from app.courses.models import Course
from app.people.models import Person
from app.people.rules import Actor
from app.teams import policy
from app.teams.models import Stay
from app.teams.rules import Role


@dataclass(frozen=True, slots=True)
class StayRow:
    """A stay with the person's name and roles, the primary one first."""

    stay: Stay
    name: str
    roles: tuple[Role, ...]


def history(session: Session, actor: Actor, course_id: int, *, moved: bool = False) -> tuple[Course, list[StayRow]]:
    """Load who was where, by name and then by time; ``moved`` leaves out who never moved.

    Raises NotFound for strangers, Forbidden for students.
    """
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    policy.may_steer(actor, course).require()
    found = session.exec(
        select(Stay, Person.name)
        .join(Person, col(Person.id) == Stay.person_id)
        .where(Stay.course_id == course_id)
        .order_by(col(Person.name), col(Stay.person_id), col(Stay.since), col(Stay.id))
    ).all()
    rows = [StayRow(stay, name, tuple(Role(role) for role in stay.roles)) for stay, name in found]
    restless = {row.stay.person_id for row in rows if row.stay.until is not None}
    return course, [row for row in rows if not moved or row.stay.person_id in restless]
