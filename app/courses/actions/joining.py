"""Students join a course with the code that the teacher writes on the board."""

import secrets

from sqlmodel import Session, select

from app.core.errors import Invalid
from app.core.text import say
from app.courses import policy, queries
from app.courses.enrolments import actions as enrolments
from app.courses.models import Course
from app.journal import actions as journal
from app.people.models import Person
from app.people.rules import Actor, CourseRole

# no 0 O 1 I L: the code is read from a blackboard; 31 ** 8 codes are too many to guess
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def open_joining(session: Session, actor: Actor, course_id: int) -> Course:
    """Make a new code; the old one stops working."""
    course = queries.course_visible_to(session, actor, course_id)
    policy.may_change(actor, course).require()
    course.join_by_code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    journal.record(session, actor, "course.code-made", course, course_id=course_id)
    return course


def close_joining(session: Session, actor: Actor, course_id: int) -> Course:
    """Take the code away: nobody joins by code any more."""
    course = queries.course_visible_to(session, actor, course_id)
    policy.may_change(actor, course).require()
    course.join_by_code = None
    journal.record(session, actor, "course.code-removed", course, course_id=course_id)
    return course


def join_course(session: Session, actor: Actor, code: str) -> Course:
    """Join as a student; joining a course one is in already changes nothing. Raises Invalid for unknown codes."""
    wanted = "".join(code.upper().split()).replace("-", "")
    course = session.exec(
        select(Course).where(Course.join_by_code == wanted, Course.archived == False)  # noqa: E712 -- SQL's own comparison
    ).first()
    if course is None or not wanted:
        raise Invalid(say("No course has this code. Look at the board once more."), field="code")
    person = session.get(Person, actor.person_id)
    if person is not None and course.id not in actor.courses:
        enrolments.enrol(session, course.id, person, CourseRole.STUDENT)
        staff = queries.staff_of(session, course.id)
        href = f"/courses/{course.id}/people"
        journal.record(session, actor, "person.joined", course, course_id=course.id, tell=staff, href=href)
    return course
