"""Who may answer, read, release and moderate. Givers stay unknown to their peers."""

from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import say
from app.people.rules import Actor
from app.screenings.models import Screening, Slot
from app.screenings.policy import may_watch
from app.screenings.rules import SlotKind
from app.teams.models import Team

OWN = say("Your own film is for the others to answer.")


def may_respond(actor: Actor, screening: Screening, slot: Slot) -> Decision:
    """The audience answers once a film has ended and until its form is closed; nobody for their own team."""
    seated = may_watch(actor, screening)
    if not seated:
        return seated
    if slot.kind is not SlotKind.FILM or slot.team_id is None:
        return HIDE
    if actor.is_guest and not screening.guests_may_answer:
        return deny(say("Tonight only the course answers."))
    if actor.in_team(slot.team_id):
        return deny(OWN)
    if slot.ended_at is None:
        return deny(say("The form opens when the film ends."))
    return when(slot.closed_at is None, say("This form is closed."))


def may_see_results(actor: Actor, team: Team, *, released: bool) -> Decision:
    """The team reads what was released; the staff reads all of it; nobody else learns that there is anything."""
    if actor.assists(team.course_id):
        return ALLOW
    if not actor.in_team(team.id):
        return HIDE
    return when(released, say("Your instructor releases the feedback after the night."))


def may_release(actor: Actor, screening: Screening) -> Decision:
    """The staff releases and moderates."""
    if actor.is_guest or not actor.belongs_to(screening.course_id):
        return HIDE
    return when(actor.assists(screening.course_id), say("Only the staff of the course releases feedback."))


may_edit_form = may_release
