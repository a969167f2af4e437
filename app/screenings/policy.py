"""Who may do what on the night."""

from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor
from app.screenings.models import Screening


def may_watch(actor: Actor, screening: Screening) -> Decision:
    """Everybody of the course and the night's guests have a seat."""
    if actor.is_guest:
        return ALLOW if actor.guest_of == screening.id else HIDE
    return ALLOW if actor.belongs_to(screening.course_id) else HIDE


def may_see_nights(actor: Actor, course: Course) -> Decision:
    """Everybody of the course sees its nights."""
    return ALLOW if actor.belongs_to(course.id) and not actor.is_guest else HIDE


def may_plan(actor: Actor, course: Course) -> Decision:
    """The staff plans the programme and invites guests."""
    if not actor.belongs_to(course.id) or actor.is_guest:
        return HIDE
    if course.archived:
        return deny(say("This course is in the archive; nothing in it changes any more."))
    return when(actor.assists(course.id), say("Only the staff of the course plans the night."))


def may_conduct(actor: Actor, screening: Screening) -> Decision:
    """The staff runs the night: projector and control."""
    if actor.is_guest or not actor.belongs_to(screening.course_id):
        return HIDE
    return when(actor.assists(screening.course_id), say("Only the staff of the course runs the night."))
