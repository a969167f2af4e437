"""Writes of wishes. What is wished for is never written into the journal: only that somebody has wished."""

from collections.abc import Collection

from sqlmodel import Session, col, delete, select

from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.courses import rules as calendar
from app.courses.models import Enrolment
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams import queries as teams
from app.teams.actions.held import changed, hold
from app.teams.models import Companion, Formation, KeepApart, Wish
from app.teams.wishes import policy, queries
from app.teams.wishes.schemas import DeadlineInput, WishesInput


def save_wishes(session: Session, actor: Actor, course_id: int, data: WishesInput) -> Wish:
    """Keep a student's wishes as they are now, all of them.

    Raises Forbidden after the deadline, Conflict when they were changed on another device meanwhile, and Invalid for
    people who do not study here.
    """
    course, formation = teams.course_and_formation(session, course_id)
    policy.may_wish(actor, course, formation, clock.now()).require()
    # the same student on two devices: one after the other
    session.exec(
        select(Enrolment.id)
        .where(Enrolment.course_id == course_id, Enrolment.person_id == actor.person_id)
        .with_for_update()
    ).first()
    _refuse_strangers(session, actor, course_id, data)
    row = queries.wish_of(session, course_id, actor.person_id)
    if (row.version if row else 0) != data.version:
        raise Conflict(say("You changed your wishes on another device. Open the page again to see them."))
    if row is None:
        row = Wish(course_id=course_id, person_id=actor.person_id, updated_at=clock.now(), version=0)
        session.add(row)
        journal.record(session, actor, "wishes.given", formation, course_id=course_id)
    row.ranked = [role.value for role in data.ranked]
    row.experience = {craft.value: level for craft, level in data.experience.items()}
    row.equipment, row.words, row.free = data.equipment, data.words, sorted(set(data.free))
    row.updated_at, row.version = clock.now(), row.version + 1
    session.flush()
    _name(session, Companion, row.id, data.together)
    _name(session, KeepApart, row.id, data.apart)
    return row


def set_deadline(session: Session, actor: Actor, course_id: int, data: DeadlineInput) -> Formation:
    """Set until when wishes may change; none lets them change until the teams are published."""
    course, formation = hold(session, course_id)
    policy.may_set_deadline(actor, course).require()
    formation.wishes_until = calendar.in_zone(data.wishes_until, course.timezone) if data.wishes_until else None
    changed(formation)
    journal.record(session, actor, "wishes.deadline-set", formation, course_id=course_id)
    return formation


def _refuse_strangers(session: Session, actor: Actor, course_id: int, data: WishesInput) -> None:
    students = {person_id for person_id, _ in queries.students_of(session, course_id)} - {actor.person_id}
    for field, named in (("together", data.together), ("apart", data.apart)):
        if not students.issuperset(named):
            raise Invalid(say("Choose somebody who studies in this course."), field=field)
    if set(data.together) & set(data.apart):
        raise Invalid(say("The same person cannot be with you and apart from you."), field="apart")


def _name(session: Session, table: type[Companion] | type[KeepApart], wish_id: int, people: Collection[int]) -> None:
    session.exec(delete(table).where(col(table.wish_id) == wish_id))
    session.add_all(table(wish_id=wish_id, person_id=person_id) for person_id in people)
    session.flush()
