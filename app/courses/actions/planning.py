"""Change a course: settings, classes, milestones, archive. Two who edit at once never overwrite each other."""

from sqlmodel import Session, col, select

from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.courses import policy, queries, rules
from app.courses.actions.materials import remove_files
from app.courses.models import ClassMeeting, Course, Milestone
from app.courses.schemas import ClassInput, MilestoneInput, SettingsInput
from app.journal import actions as journal
from app.people.rules import Actor
from app.storage import Storage

MOST_CLASSES, MOST_MILESTONES = 40, 40


def change_settings(session: Session, actor: Actor, course_id: int, data: SettingsInput) -> Course:
    """Change the settings; a new time zone keeps the hours on the wall. Raises Conflict when somebody was first."""
    plan = queries.plan_visible_to(session, actor, course_id)
    course = plan.course
    policy.may_change(actor, course).require()
    _unchanged(session, course, data.version)
    if data.timezone != course.timezone:
        _keep_wall_clock(plan, data.timezone)
    values = data.model_dump(exclude={"version", "film_minutes"})
    for name, value in values.items():
        setattr(course, name, value)
    course.film_limit_seconds = data.film_minutes * 60
    course.version += 1
    journal.record(session, actor, "course.changed", course, course_id=course.id)
    return course


def _keep_wall_clock(plan: queries.CoursePlan, timezone: str) -> None:
    old = plan.course.timezone
    for meeting in plan.classes:
        meeting.starts_at = rules.in_zone(rules.wall_clock(meeting.starts_at, old), timezone)
    for milestone in plan.milestones:
        milestone.due_at = rules.in_zone(rules.wall_clock(milestone.due_at, old), timezone)


def archive_course(session: Session, actor: Actor, course_id: int, *, archived: bool) -> Course:
    """Put a course into the archive, where nothing changes any more, or take it out."""
    course = queries.course_visible_to(session, actor, course_id)
    policy.may_archive(actor, course).require()
    if course.archived is not archived:
        course.archived = archived
        course.version += 1
        verb = "course.archived" if archived else "course.reopened"
        journal.record(session, actor, verb, course, course_id=course.id)
    return course


def add_class(session: Session, actor: Actor, course_id: int, data: ClassInput) -> ClassMeeting:
    """Add a class; classes are numbered by their time."""
    course = queries.course_visible_to(session, actor, course_id)
    policy.may_change(actor, course).require()
    meetings = _classes(session, course_id)
    if len(meetings) >= MOST_CLASSES:
        raise Invalid(say("A course has at most %(most)s classes.", most=MOST_CLASSES))
    meeting = ClassMeeting(course_id=course_id, number=len(meetings) + 1, title=data.title, starts_at=data.starts_at)
    _fill_class(meeting, course, data)
    session.add(meeting)
    session.flush()
    _renumber([*meetings, meeting])
    journal.record(session, actor, "class.added", meeting, course_id=course_id, title=meeting.title)
    return meeting


def change_class(session: Session, actor: Actor, meeting_id: int, data: ClassInput) -> ClassMeeting:
    """Change a class. Raises Conflict when somebody was first."""
    course, meeting, _ = queries.class_visible_to(session, actor, meeting_id)
    policy.may_change(actor, course).require()
    _unchanged(session, meeting, data.version)
    _fill_class(meeting, course, data)
    meeting.version += 1
    _renumber(_classes(session, course.id))
    journal.record(session, actor, "class.changed", meeting, course_id=course.id, title=meeting.title)
    return meeting


def remove_class(session: Session, actor: Actor, storage: Storage, meeting_id: int) -> Course:
    """Remove a class with its materials."""
    course, meeting, _ = queries.class_visible_to(session, actor, meeting_id)
    policy.may_change(actor, course).require()
    journal.record(session, actor, "class.removed", meeting, course_id=course.id, title=meeting.title)
    session.delete(meeting)
    session.flush()
    remove_files(storage, meeting_id)
    _renumber(_classes(session, course.id))
    return course


def add_milestone(session: Session, actor: Actor, course_id: int, data: MilestoneInput) -> Milestone:
    """Add a milestone; each kind of the template's stands once, the instructor's own as often as needed."""
    plan = queries.plan_visible_to(session, actor, course_id)
    policy.may_change(actor, plan.course).require()
    if len(plan.milestones) >= MOST_MILESTONES:
        raise Invalid(say("A course has at most %(most)s milestones.", most=MOST_MILESTONES))
    _single(plan, data)
    milestone = Milestone(course_id=course_id, **data.model_dump(exclude={"version"}))
    milestone.due_at = rules.in_zone(data.due_at, plan.course.timezone)
    session.add(milestone)
    session.flush()
    journal.record(session, actor, "milestone.added", milestone, course_id=course_id, title=milestone.title)
    return milestone


def change_milestone(session: Session, actor: Actor, milestone_id: int, data: MilestoneInput) -> Milestone:
    """Change a milestone. Raises Conflict when somebody was first."""
    course, milestone = queries.milestone_visible_to(session, actor, milestone_id)
    policy.may_change(actor, course).require()
    _unchanged(session, milestone, data.version)
    _single(queries.plan_visible_to(session, actor, course.id), data, milestone)
    milestone.kind, milestone.title, milestone.closes = data.kind, data.title, data.closes
    milestone.due_at = rules.in_zone(data.due_at, course.timezone)
    milestone.version += 1
    journal.record(
        session,
        actor,
        "milestone.changed",
        milestone,
        course_id=course.id,
        title=milestone.title,
        due_at=milestone.due_at.isoformat(),
    )
    return milestone


def remove_milestone(session: Session, actor: Actor, milestone_id: int) -> Course:
    """Remove a milestone with the extensions to it."""
    course, milestone = queries.milestone_visible_to(session, actor, milestone_id)
    policy.may_change(actor, course).require()
    journal.record(session, actor, "milestone.removed", milestone, course_id=course.id, title=milestone.title)
    session.delete(milestone)
    session.flush()
    return course


def _unchanged(session: Session, thing: Course | ClassMeeting | Milestone, version: int | None) -> None:
    """Lock the row and compare its version with the one that was shown. Raises Conflict."""
    session.refresh(thing, with_for_update=True)
    if thing.version != version:
        raise Conflict(
            say("Somebody else changed this while you were typing. Your text is still here; compare and save again.")
        )


def _single(plan: queries.CoursePlan, data: MilestoneInput, own: Milestone | None = None) -> None:
    others = {one.kind for one in plan.milestones if own is None or one.id != own.id}
    if data.kind is not rules.MilestoneKind.OTHER and data.kind in others:
        raise Invalid(say("The course has a milestone of this kind already."), field="kind")


def _fill_class(meeting: ClassMeeting, course: Course, data: ClassInput) -> None:
    for name, value in data.model_dump(exclude={"version", "starts_at"}).items():
        setattr(meeting, name, value)
    meeting.starts_at = rules.in_zone(data.starts_at, course.timezone)


def _classes(session: Session, course_id: int) -> list[ClassMeeting]:
    found = session.exec(
        select(ClassMeeting).where(ClassMeeting.course_id == course_id).order_by(col(ClassMeeting.number))
    ).all()
    return list(found)


def _renumber(meetings: list[ClassMeeting]) -> None:
    for number, meeting in enumerate(sorted(meetings, key=lambda one: (one.starts_at, one.id)), start=1):
        if meeting.number != number:
            meeting.number = number
