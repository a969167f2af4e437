"""Who decides about gates."""

from app.books.policy import ARCHIVED, may_see_book
from app.core.policy import Decision, deny, when
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Team


def may_decide(actor: Actor, course: Course, team: Team) -> Decision:
    """Instructors open gates and close them again, while the course runs."""
    seen = may_see_book(actor, team)
    if not seen:
        return seen
    if course.archived:
        return deny(ARCHIVED)
    return when(actor.teaches(course.id), say("Only the instructor opens and closes gates."))
