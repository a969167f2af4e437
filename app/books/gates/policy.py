"""Who decides about gates."""

from app.books.policy import may_see_book, while_running
from app.core.policy import Decision
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Team


def may_decide(actor: Actor, course: Course, team: Team) -> Decision:
    """Instructors open gates and close them again, while the course runs."""
    return while_running(
        may_see_book(actor, team), course, actor.teaches(course.id), say("Only the instructor opens and closes gates.")
    )
