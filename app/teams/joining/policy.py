"""Who may ask, invite, answer and take back."""

from app.core.policy import HIDE, Decision, deny, when
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.joining.rules import CallKind
from app.teams.models import Call, Formation, Team
from app.teams.policy import may_join, may_leave

__all__ = ["may_answer", "may_ask", "may_invite", "may_set_door", "may_take_back"]

may_ask = may_join
may_set_door = may_leave


def may_invite(actor: Actor, course: Course, formation: Formation, team: Team) -> Decision:
    """Members invite while teams form."""
    return may_leave(actor, course, formation, team.id)


def may_answer(actor: Actor, course: Course, formation: Formation, call: Call) -> Decision:
    """Whoever was spoken to answers: any member of the team that was asked, the student who was invited."""
    if not actor.belongs_to(course.id):
        return HIDE
    if call.kind is CallKind.ASKED:
        return may_leave(actor, course, formation, call.team_id)
    if actor.person_id != call.person_id:
        return deny(say("Only the person who was invited answers."))
    return may_join(actor, course, formation)


def may_take_back(actor: Actor, course: Course, call: Call) -> Decision:
    """Whoever spoke first takes it back: the student who asked, any member of the team that invited."""
    if not actor.belongs_to(course.id):
        return HIDE
    own = actor.person_id == call.person_id if call.kind is CallKind.ASKED else actor.in_team(call.team_id)
    return when(own, say("Only who asked or invited takes it back."))
