"""The formation as a whole: its limits, and closing, publishing, reopening it."""

from sqlmodel import Session, col, delete, select

from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.courses import actions as courses_actions
from app.courses import queries as courses
from app.courses.models import Course
from app.courses.schemas import CopyInput, NewCourseInput
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams import policy, queries
from app.teams.actions.held import changed, hold
from app.teams.models import Formation, Membership, Quota
from app.teams.rules import DEFAULT_ROLES, Band, FormationState, Limits, impossible, together
from app.teams.schemas import LimitsInput
from app.teams.stays import actions as stays

PER_PERSON = 2


def start_course(session: Session, actor: Actor, data: NewCourseInput) -> Course:
    """Make a course from the template, with the template's quotas. Raises Invalid."""
    course = courses_actions.make_course(session, actor, data)
    start_formation(session, course, Limits(Band(course.team_min, course.team_max), DEFAULT_ROLES, PER_PERSON))
    return course


def copy_course(session: Session, actor: Actor, course_id: int, data: CopyInput) -> Course:
    """Copy a course with its quotas; people and teams stay with the old one."""
    course = courses_actions.copy_course(session, actor, course_id, data)
    old = queries.limits_of(session, *queries.course_and_formation(session, course_id))
    start_formation(session, course, old)
    return course


def start_formation(session: Session, course: Course, limits: Limits) -> Formation:
    """Open the division into teams of a new course. Raises Invalid for limits that cannot work."""
    refuse_impossible(limits)
    course.team_min, course.team_max = limits.size.least, limits.size.most
    formation = Formation(course_id=course.id, state=FormationState.OPEN, roles_per_person=limits.per_person)
    session.add(formation)
    _write_quotas(session, course, limits)
    return formation


def set_limits(session: Session, actor: Actor, course_id: int, data: LimitsInput) -> Formation:
    """Set team size, roles per person and quotas. Raises Invalid(field="quotas") with the sum when it cannot work."""
    course, formation = hold(session, course_id)
    policy.may_limit(actor, course).require()
    limits = data.limits()
    refuse_impossible(limits)
    course.team_min, course.team_max = limits.size.least, limits.size.most
    course.version += 1
    formation.roles_per_person = limits.per_person
    _write_quotas(session, course, limits)
    changed(formation)
    journal.record(session, actor, "formation.limits-set", formation, course_id=course_id)
    return formation


def close_formation(session: Session, actor: Actor, course_id: int) -> Formation:
    """End forming: from now on only the staff moves people."""
    return _steer(session, actor, course_id, FormationState.CLOSED, "formation.closed")


def publish_formation(session: Session, actor: Actor, course_id: int) -> Formation:
    """Publish the teams: everybody who has a place, and who teaches, gets a notice."""
    course, formation = hold(session, course_id)
    policy.may_steer(actor, course).require()
    if formation.state is FormationState.PUBLISHED:
        return formation
    places = session.exec(
        select(Membership.person_id, Membership.team_id).where(Membership.course_id == course_id)
    ).all()
    if not places:
        raise Conflict(say("There is nobody in a team yet, so there is nothing to publish."))
    formation.state, formation.published_at = FormationState.PUBLISHED, clock.now()
    changed(formation)
    stays.begin(session, course_id)
    staff = courses.staff_of(session, course_id)
    journal.record(
        session,
        actor,
        "formation.published",
        formation,
        course_id=course_id,
        tell=[person_id for person_id, _ in places] + staff,
        href=f"/courses/{course_id}/teams",
    )
    return formation


def reopen_formation(session: Session, actor: Actor, course_id: int) -> Formation:
    """Let students found, join and leave again."""
    return _steer(session, actor, course_id, FormationState.OPEN, "formation.reopened")


def refuse_impossible(limits: Limits) -> None:
    """Raise Invalid(field="quotas") with every sum that cannot work out."""
    problems = impossible(limits)
    if problems:
        raise Invalid(together(problems), field="quotas")


def _steer(session: Session, actor: Actor, course_id: int, state: FormationState, verb: str) -> Formation:
    course, formation = hold(session, course_id)
    policy.may_steer(actor, course).require()
    if formation.state is state:
        return formation
    formation.state, formation.published_at = state, None
    changed(formation)
    journal.record(session, actor, verb, formation, course_id=course_id)
    return formation


def _write_quotas(session: Session, course: Course, limits: Limits) -> None:
    session.exec(delete(Quota).where(col(Quota.course_id) == course.id))
    for role, band in limits.roles.items():
        if band.most:
            session.add(Quota(course_id=course.id, role=role, least=band.least, most=band.most))
    session.flush()
