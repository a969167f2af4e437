"""Reads of the courses room."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.core.errors import NotFound
from app.core.text import Text
from app.courses import policy, rules
from app.courses.models import ClassMeeting, Course, Enrolment, Material, Milestone
from app.courses.rules import Dated, MilestoneKind
from app.people.rules import Actor, CourseRole


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """A course with its calendar: classes by number, their materials, milestones by due time."""

    course: Course
    classes: list[ClassMeeting]
    milestones: list[Milestone]
    materials: dict[int, list[Material]] = field(default_factory=dict)

    @property
    def warnings(self) -> list[Text]:
        """What is odd about the calendar, in words."""
        course, zone = self.course, self.course.timezone
        dated = [Dated(meeting.title, rules.wall_clock(meeting.starts_at, zone)) for meeting in self.classes]
        dated += [Dated(one.title, rules.wall_clock(one.due_at, zone), one.kind) for one in self.milestones]
        return rules.warnings(course.starts_on, course.ends_on, (course.exam_from, course.exam_to), dated)

    @property
    def night(self) -> Milestone | None:
        """The milestone of the screening night."""
        return next((one for one in self.milestones if one.kind is MilestoneKind.SCREENING), None)


def course_visible_to(session: Session, actor: Actor, course_id: int) -> Course:
    """Load a course (1 statement). Raises NotFound for strangers."""
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    policy.may_see(actor, course).require()
    return course


def courses_visible_to(session: Session, actor: Actor) -> list[Course]:
    """Load the courses of somebody, all for administrators; running ones first, then the newest."""
    statement = select(Course).order_by(col(Course.archived), col(Course.starts_on).desc(), col(Course.id).desc())
    if not actor.is_admin:
        statement = statement.where(col(Course.id).in_(list(actor.courses)))
    return list(session.exec(statement).all())


def plan_visible_to(session: Session, actor: Actor, course_id: int) -> CoursePlan:
    """Load a course with classes, materials and milestones (3 statements). Raises NotFound for strangers."""
    course = course_visible_to(session, actor, course_id)
    milestones = session.exec(_milestones(), params={"course": course_id}).all()
    classes, materials = classes_of(session, course_id)
    return CoursePlan(course, classes, list(milestones), materials)


def classes_of(session: Session, course_id: int) -> tuple[list[ClassMeeting], dict[int, list[Material]]]:
    """Load the classes of a course and their materials by class id (1 statement)."""
    rows = session.exec(_classes(), params={"course": course_id}).all()
    classes: dict[int, ClassMeeting] = {}
    materials: dict[int, list[Material]] = {}
    for meeting, material in rows:
        classes[meeting.id] = meeting
        if material is not None:
            materials.setdefault(meeting.id, []).append(material)
    return list(classes.values()), materials


@cache
def _milestones() -> Any:
    ours = Milestone.course_id == bindparam("course")
    return select(Milestone).where(ours).order_by(col(Milestone.due_at), col(Milestone.id))


@cache
def _classes() -> Any:
    return (
        select(ClassMeeting, Material)
        .outerjoin(Material, col(Material.meeting_id) == ClassMeeting.id)
        .where(ClassMeeting.course_id == bindparam("course"))
        .order_by(col(ClassMeeting.number), col(ClassMeeting.id), col(Material.position), col(Material.id))
    )


def class_visible_to(session: Session, actor: Actor, meeting_id: int) -> tuple[Course, ClassMeeting, list[Material]]:
    """Load a class with its course and materials (2 statements). Raises NotFound for strangers."""
    found = session.exec(
        select(Course, ClassMeeting)
        .join(ClassMeeting, col(ClassMeeting.course_id) == Course.id)
        .where(ClassMeeting.id == meeting_id)
    ).first()
    if found is None:
        raise NotFound
    course, meeting = found
    policy.may_see(actor, course).require()
    materials = session.exec(
        select(Material).where(Material.meeting_id == meeting_id).order_by(col(Material.position), col(Material.id))
    ).all()
    return course, meeting, list(materials)


def milestone_visible_to(session: Session, actor: Actor, milestone_id: int) -> tuple[Course, Milestone]:
    """Load a milestone with its course (1 statement). Raises NotFound for strangers."""
    found = session.exec(
        select(Course, Milestone)
        .join(Milestone, col(Milestone.course_id) == Course.id)
        .where(Milestone.id == milestone_id)
    ).first()
    if found is None:
        raise NotFound
    policy.may_see(actor, found[0]).require()
    return found


def material_visible_to(session: Session, actor: Actor, material_id: int) -> tuple[Course, ClassMeeting, Material]:
    """Load a material with its class and course (1 statement). Raises NotFound for strangers."""
    found = session.exec(
        select(Course, ClassMeeting, Material)
        .join(ClassMeeting, col(ClassMeeting.course_id) == Course.id)
        .join(Material, col(Material.meeting_id) == ClassMeeting.id)
        .where(Material.id == material_id)
    ).first()
    if found is None:
        raise NotFound
    policy.may_see(actor, found[0]).require()
    return found


def staff_of(session: Session, course_id: int) -> list[int]:
    """Give the person ids of a course's instructors and assistants."""
    return list(
        session.exec(
            select(Enrolment.person_id).where(
                Enrolment.course_id == course_id,
                col(Enrolment.role).in_([CourseRole.INSTRUCTOR, CourseRole.ASSISTANT]),
            )
        ).all()
    )


def has_students(session: Session, course_id: int) -> bool:
    """Tell whether anybody takes the course yet."""
    student = (
        select(Enrolment.id).where(Enrolment.course_id == course_id, Enrolment.role == CourseRole.STUDENT).limit(1)
    )
    return session.exec(student).first() is not None


def night_of(session: Session, course_id: int) -> Milestone | None:
    """Find the milestone of the screening night."""
    kind = col(Milestone.kind) == MilestoneKind.SCREENING
    return session.exec(select(Milestone).where(Milestone.course_id == course_id, kind)).first()


def newest_course_of(session: Session, actor: Actor) -> Course | None:
    """Give the course somebody taught last, to suggest its time zone, language and currency."""
    return session.exec(
        select(Course).where(col(Course.id).in_(list(actor.courses))).order_by(col(Course.id).desc()).limit(1)
    ).first()
