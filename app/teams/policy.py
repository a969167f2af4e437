"""Who may do what with teams. Staff are instructors, assistants and administrators."""

from app.core.policy import ALLOW, HIDE, Decision, deny, when
from app.core.text import Text, say
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Formation, Team
from app.teams.rules import FormationState

NOT_YOURS = say("Only the team itself and the staff of the course see this.")
IN_A_TEAM = say("You are in a team already. Leave it first.")
NOT_A_MEMBER = say("You are not in this team.")


def may_see_teams(actor: Actor, course: Course) -> Decision:
    """Everybody in the course sees who is in which team, and who has none yet."""
    return ALLOW if actor.belongs_to(course.id) else HIDE


def may_see_team(actor: Actor, team: Team) -> Decision:
    """Show a team's page to its members and the staff."""
    if not actor.belongs_to(team.course_id):
        return HIDE
    return when(actor.in_team(team.id) or actor.assists(team.course_id), NOT_YOURS)


def may_found(actor: Actor, course: Course, formation: Formation) -> Decision:
    """Students without a team found one while teams form; staff may add an empty team at any time."""
    if not actor.belongs_to(course.id):
        return HIDE
    if actor.assists(course.id):
        return _running(course)
    return may_join(actor, course, formation)


def may_join(actor: Actor, course: Course, formation: Formation) -> Decision:
    """Let students without a team join one while teams form; whether there is room is for the rules to say."""
    if not actor.belongs_to(course.id):
        return HIDE
    if not actor.studies(course.id):
        return deny(say("Only students join teams."))
    if actor.team_in(course.id) is not None:
        return deny(IN_A_TEAM)
    return _forming(course, formation)


def may_leave(actor: Actor, course: Course, formation: Formation, team_id: int) -> Decision:
    """Members leave, take and give up roles while teams form."""
    if not actor.belongs_to(course.id):
        return HIDE
    if not actor.in_team(team_id):
        return deny(NOT_A_MEMBER)
    return _forming(course, formation)


may_choose_roles = may_leave


def may_rename(actor: Actor, course: Course, team: Team) -> Decision:
    """Let the team name itself and its film; staff may too."""
    seen = may_see_team(actor, team)
    return _running(course) if seen else seen


def may_move(actor: Actor, course: Course) -> Decision:
    """Staff move people on the board in every state of the formation."""
    return _staff(actor, course, say("Only the staff of the course move people."))


def may_read_sheet(actor: Actor, course: Course) -> Decision:
    """Let the staff download the list with addresses and student numbers, also from the archive."""
    if not actor.belongs_to(course.id):
        return HIDE
    return when(actor.assists(course.id), say("Only the staff of the course do this."))


def may_steer(actor: Actor, course: Course) -> Decision:
    """Staff close, publish and reopen the formation."""
    return _staff(actor, course, say("Only the staff of the course do this."))


def may_limit(actor: Actor, course: Course) -> Decision:
    """Quotas and extensions change the course: the instructor's own."""
    if not actor.belongs_to(course.id):
        return HIDE
    if not actor.teaches(course.id):
        return deny(say("Only the instructor changes the course."))
    return _running(course)


may_extend = may_limit
may_dissolve = may_limit


def _staff(actor: Actor, course: Course, reason: Text) -> Decision:
    if not actor.belongs_to(course.id):
        return HIDE
    if not actor.assists(course.id):
        return deny(reason)
    return _running(course)


def _running(course: Course) -> Decision:
    return when(not course.archived, say("This course is in the archive; nothing in it changes any more."))


def _forming(course: Course, formation: Formation) -> Decision:
    if course.archived:
        return _running(course)
    return when(
        formation.state is FormationState.OPEN,
        say("Teams are no longer forming. Ask your instructor for a change."),
    )
