"""Who works with proposals: the staff makes, changes and compares them; putting one in force is theirs as well."""

from app.core.policy import HIDE, Decision, deny, when
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Formation
from app.teams.policy import may_limit, may_move
from app.teams.rules import FormationState
from app.teams.solving.clashes import Kind
from app.teams.solving.offers import TEAMS

__all__ = ["may_adopt", "may_propose", "may_read", "may_take"]

may_propose = may_move


def may_read(actor: Actor, course: Course) -> Decision:
    """Staff read proposals, also in the archive; students learn of a division when it is in force."""
    if not actor.belongs_to(course.id):
        return HIDE
    return when(actor.assists(course.id), say("Only the staff of the course sees proposals."))


def may_take(actor: Actor, course: Course, kind: str) -> Decision:
    """Another number of teams, or letting go of a pin, concerns the proposal; every other change the course."""
    return may_propose(actor, course) if kind in {TEAMS, Kind.PIN} else may_limit(actor, course)


def may_adopt(actor: Actor, course: Course, formation: Formation, *, keeps: bool) -> Decision:
    """A proposal replaces the teams only until they are published; then it may place those who have none yet.

    ``keeps``: everybody who has a team stays there, with the same roles.
    """
    moving = may_move(actor, course)
    if not moving:
        return moving
    if formation.state is FormationState.PUBLISHED and not keeps:
        return deny(
            say(
                "The teams are published: only a proposal that leaves everybody where they are, and places those "
                "without a team, can be put in force. Or move people on the board."
            )
        )
    return moving
