"""Who may ask for a swap, and who takes which step."""

from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor, CourseRole
from app.teams.models import Formation, Swap
from app.teams.rules import FormationState
from app.teams.swaps.rules import Side, SwapState, may_step


def may_see_desk(actor: Actor, course: Course) -> Decision:
    """Everybody in the course; each student sees their own swaps, the staff all."""
    return ALLOW if actor.belongs_to(course.id) else HIDE


def may_ask(actor: Actor, course: Course, formation: Formation) -> Decision:
    """Students with a team ask once the teams are published: before, they move by themselves."""
    if not actor.belongs_to(course.id):
        return HIDE
    if actor.team_in(course.id) is None or not actor.studies(course.id):
        return deny(say("Only students with a team change places."))
    if course.archived:
        return deny(say("This course is in the archive; nothing in it changes any more."))
    published = formation.state is FormationState.PUBLISHED
    return when(published, say("Places are swapped once the teams are published."))


def may_take(actor: Actor, course: Course, swap: Swap, after: SwapState) -> Decision:
    """Let whoever is concerned take the next step; instructors alone confirm, for they know who must be kept apart."""
    if not actor.belongs_to(course.id):
        return HIDE
    sides = {side for side, on in _sides(actor, course, swap).items() if on}
    if not sides:
        return HIDE
    if course.archived:
        return deny(say("This course is in the archive; nothing in it changes any more."))
    allowed = any(may_step(swap.state, after, side) for side in sides)
    return when(allowed, say("This swap is past that step."))


def _sides(actor: Actor, course: Course, swap: Swap) -> dict[Side, bool]:
    return {
        Side.ASKER: actor.person_id == swap.asker_id,
        Side.OTHER: actor.person_id == swap.other_id,
        Side.STAFF: actor.courses.get(course.id) is CourseRole.INSTRUCTOR,
    }
