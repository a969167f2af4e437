"""Who may do what with the people of a course."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor, CourseRole


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is anywhere: all courses and roles, and whether the account was ever opened."""

    person_id: int
    roles: Mapping[int, CourseRole]
    is_admin: bool = False
    disabled: bool = False
    opened: bool = True


def may_see_people(actor: Actor, course: Course) -> Decision:
    """Everybody in a course sees who is in it; addresses and student numbers are for its staff."""
    return ALLOW if actor.belongs_to(course.id) else HIDE


def may_change_people(actor: Actor, course: Course) -> Decision:
    """Let the instructor of a running course invite, import, change roles and remove."""
    if not actor.belongs_to(course.id):
        return HIDE
    if not actor.teaches(course.id):
        return deny(say("Only the instructor changes who is in the course."))
    return when(not course.archived, say("This course is in the archive; nothing in it changes any more."))


def may_let_in(actor: Actor, course: Course, standing: Standing) -> Decision:
    """Let the instructor make a link into a student's account.

    A link is a key to the whole account, so it is refused where the account opens more than the instructor's own
    courses: for administrators, for whoever is in a course somebody else teaches, and for other staff who have
    opened their account.
    """
    decision = may_change_people(actor, course)
    if not decision:
        return decision
    if course.id not in standing.roles:
        return HIDE
    if standing.disabled:
        return deny(say("This account is switched off; an administrator can switch it on."))
    if actor.is_admin:
        return ALLOW
    elsewhere = standing.is_admin or any(not actor.teaches(course_id) for course_id in standing.roles)
    staff = any(role is not CourseRole.STUDENT for role in standing.roles.values())
    return when(
        not elsewhere and (not staff or not standing.opened),
        say(
            "This account opens more than your courses. Its owner can use “I forgot my password”, "
            "or an administrator makes the link."
        ),
    )
