"""Who may wish, and who may read wishes. Keep-apart wishes: the asker and the course's own instructors, nobody else."""

from datetime import datetime

from app.core.policy import HIDE, Decision, deny, when
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor, CourseRole
from app.teams.models import Formation
from app.teams.policy import may_steer as may_set_deadline
from app.teams.rules import FormationState

__all__ = ["may_read_all", "may_read_apart", "may_see_own", "may_set_deadline", "may_wish"]


def may_see_own(actor: Actor, course: Course) -> Decision:
    """Students see their own wishes at any time."""
    if not actor.belongs_to(course.id):
        return HIDE
    return when(actor.studies(course.id), say("Only students have wishes."))


def may_wish(actor: Actor, course: Course, formation: Formation, now: datetime) -> Decision:
    """Students wish until the deadline, at most until the teams are published."""
    seen = may_see_own(actor, course)
    if not seen:
        return seen
    if course.archived:
        return deny(say("This course is in the archive; nothing in it changes any more."))
    if formation.state is FormationState.PUBLISHED:
        return deny(say("The teams are published; wishes do not change any more."))
    late = formation.wishes_until is not None and now >= formation.wishes_until
    return when(not late, say("The time for wishes is over. Tell your instructor if something has changed."))


def may_read_all(actor: Actor, course: Course) -> Decision:
    """Staff read what students wish for, without whom they keep apart from."""
    if not actor.belongs_to(course.id):
        return HIDE
    return when(actor.assists(course.id), say("Only the staff of the course reads the wishes."))


def may_read_apart(actor: Actor, course: Course) -> Decision:
    """Instructors of this course read keep-apart wishes; assistants and administrators do not."""
    seen = may_read_all(actor, course)
    if not seen:
        return seen
    teaches = actor.courses.get(course.id) is CourseRole.INSTRUCTOR
    return when(teaches, say("Whom somebody wants to be apart from is for the instructors alone."))
