"""Who votes on pitches, and who opens the vote."""

from app.books.policy import while_running
from app.core.policy import ALLOW, HIDE, Decision
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor, CourseRole


def may_see_pitches(actor: Actor, course: Course) -> Decision:
    """Everybody of a course reads its pitches while they are voted on, without their teams."""
    return ALLOW if actor.belongs_to(course.id) else HIDE


def may_vote(actor: Actor, course: Course) -> Decision:
    """Students of a running course vote."""
    student = actor.courses.get(course.id) is CourseRole.STUDENT
    return while_running(
        may_see_pitches(actor, course),
        course,
        student,
        say("The students of the course vote; the instructor decides about the topics."),
    )


def may_hold_vote(actor: Actor, course: Course) -> Decision:
    """Instructors open the vote, end it and change its end."""
    return while_running(
        may_see_pitches(actor, course),
        course,
        actor.teaches(course.id),
        say("Only the instructor opens and ends the vote."),
    )
