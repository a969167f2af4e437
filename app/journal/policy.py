"""Who may read the journal."""

from app.core.policy import HIDE, Decision, when
from app.core.text import say
from app.people.rules import Actor


def may_read(actor: Actor, course_id: int) -> Decision:
    """Show the journal of a course to its staff; it names who did what."""
    if not actor.belongs_to(course_id):
        return HIDE
    return when(actor.assists(course_id), say("Only the staff of the course read its journal."))
