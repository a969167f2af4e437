"""Make a course: from the six-week template, or as a copy of an older one with shifted dates."""

from datetime import date, timedelta

from sqlmodel import Session

from app.core import clock
from app.core.errors import Invalid
from app.core.text import say, speaking
from app.courses import policy, queries, rules
from app.courses.models import ClassMeeting, Course, Enrolment, Material, Milestone
from app.courses.rules import MilestoneKind
from app.courses.schemas import CopyInput, NewCourseInput
from app.journal import actions as journal
from app.people.rules import Actor, CourseRole


def make_course(session: Session, actor: Actor, data: NewCourseInput) -> Course:
    """Make a course from the template, planned backwards from the night; the maker teaches it.

    Raises Invalid(field="night") when there is too little time.
    """
    policy.may_make(actor).require()
    plan = rules.backwards(data.first_class.replace(tzinfo=None), data.night.replace(tzinfo=None))
    if plan is None:
        raise Invalid(
            say("The night is too soon: a course needs at least %(days)s days.", days=rules.SHORTEST.days),
            field="night",
        )
    course = Course(
        title=data.title,
        language=data.language,
        timezone=data.timezone,
        currency=data.currency,
        starts_on=plan.classes[0].date(),
        ends_on=max(due.date() for _, due in plan.due),
        exam_from=data.exam_from,
        exam_to=data.exam_to,
        film_limit_seconds=data.film_minutes * 60,
        created_at=clock.now(),
    )
    _add(session, actor, course)
    with speaking(data.language):
        _write_plan(session, course, plan)
    journal.record(session, actor, "course.made", course, course_id=course.id, title=course.title)
    return course


def copy_course(session: Session, actor: Actor, course_id: int, data: CopyInput) -> Course:
    """Copy settings, classes, texts, links and milestones, moved so that the course begins on the new day.

    People, teams and kept files stay with the old course.
    """
    old = queries.plan_visible_to(session, actor, course_id)
    policy.may_copy(actor, old.course).require()
    days = (data.starts_on - old.course.starts_on).days
    course = _copied(old.course, data.title, days)
    _add(session, actor, course)
    for meeting in old.classes:
        copy = ClassMeeting(
            course_id=course.id,
            starts_at=rules.shifted(meeting.starts_at, days, course.timezone),
            **meeting.model_dump(exclude={"id", "course_id", "starts_at", "version"}),
        )
        session.add(copy)
        session.flush()
        for material in old.materials.get(meeting.id, []):
            if not material.file_key:
                values = material.model_dump(exclude={"id", "meeting_id", "created_at"})
                session.add(Material(meeting_id=copy.id, created_at=clock.now(), **values))
    for milestone in old.milestones:
        due_at = rules.shifted(milestone.due_at, days, course.timezone)
        session.add(Milestone(course_id=course.id, kind=milestone.kind, title=milestone.title, due_at=due_at))
    session.flush()
    journal.record(session, actor, "course.made", course, course_id=course.id, title=course.title)
    return course


def _copied(old: Course, title: str, days: int) -> Course:
    def moved(day: date | None) -> date | None:
        return day + timedelta(days=days) if day else None

    kept = old.model_dump(
        include={"summary", "language", "timezone", "currency", "film_limit_seconds", "budget_cap", "contingency"}
    )
    return Course(
        title=title,
        starts_on=old.starts_on + timedelta(days=days),
        ends_on=old.ends_on + timedelta(days=days),
        exam_from=moved(old.exam_from),
        exam_to=moved(old.exam_to),
        team_min=old.team_min,
        team_max=old.team_max,
        created_at=clock.now(),
        **kept,
    )


def _add(session: Session, actor: Actor, course: Course) -> None:
    session.add(course)
    session.flush()
    session.add(
        Enrolment(course_id=course.id, person_id=actor.person_id, role=CourseRole.INSTRUCTOR, joined_at=clock.now())
    )
    session.flush()


def _write_plan(session: Session, course: Course, plan: rules.Plan) -> None:
    for number, (template, at) in enumerate(zip(rules.CLASS_TEMPLATES, plan.classes, strict=True), start=1):
        session.add(
            ClassMeeting(
                course_id=course.id,
                number=number,
                title=str(template.title),
                happens=str(template.happens),
                outcomes=str(template.outcomes),
                starts_at=rules.in_zone(at, course.timezone),
                minutes=rules.MINUTES,
            )
        )
    for kind, due in plan.due:
        title = str(rules.MILESTONE_TITLES[MilestoneKind(kind)])
        session.add(Milestone(course_id=course.id, kind=kind, title=title, due_at=rules.in_zone(due, course.timezone)))
    session.flush()
