"""Who may do what with a course. Staff are instructors, assistants and administrators."""

from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor, CourseRole


def may_see(actor: Actor, course: Course) -> Decision:
    """Show a course to everybody in it; strangers do not learn of it."""
    return ALLOW if actor.belongs_to(course.id) else HIDE


def may_make(actor: Actor) -> Decision:
    """Let administrators and whoever teaches a course already make courses."""
    teaches = CourseRole.INSTRUCTOR in actor.courses.values()
    return when(actor.is_admin or teaches, say("Only administrators and instructors make courses."))


def may_change(actor: Actor, course: Course) -> Decision:
    """Let the instructor change settings, classes, materials and milestones of a running course."""
    decision = may_archive(actor, course)
    if not decision:
        return decision
    return when(not course.archived, say("This course is in the archive; nothing in it changes any more."))


def may_archive(actor: Actor, course: Course) -> Decision:
    """Let the instructor put a course into the archive and take it out again."""
    if not actor.belongs_to(course.id):
        return HIDE
    return ALLOW if actor.teaches(course.id) else deny(say("Only the instructor changes the course."))


may_copy = may_archive
