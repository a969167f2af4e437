"""What students do: found, join, leave, take and give up roles, name the team. Quotas hold under any race."""

from sqlmodel import Session

from app.core.errors import Conflict
from app.core.text import say
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams import policy, queries
from app.teams.actions.held import add_team, changed, hold, membership_of, put, team_of
from app.teams.joining.rules import Door
from app.teams.models import Team
from app.teams.rules import Role, Roster, why_not_join, why_not_take
from app.teams.schemas import TeamInput


def found_team(session: Session, actor: Actor, course_id: int, data: TeamInput) -> Team:
    """Found a team; a student is its first member, staff found it empty."""
    course, formation = hold(session, course_id)
    policy.may_found(actor, course, formation).require()
    student = actor.studies(course_id)
    if student:
        _still_free(session, actor, course_id)
    division = queries.division(session, course, formation)
    team = add_team(session, division, data.name, data.film_title, actor.person_id if student else None)
    if student:
        put(session, course_id, actor.person_id, team.id, ())
    changed(formation)
    journal.record(session, actor, "team.founded", team, course_id=course_id, team_id=team.id, name=team.name)
    return team


def join_team(session: Session, actor: Actor, team_id: int) -> Team:
    """Join a team that has room. Raises Conflict when somebody was first."""
    team, roster, division = _held_team(session, team_id)
    policy.may_join(actor, division.course, division.formation).require()
    _still_free(session, actor, team.course_id)
    refusal = why_not_join(roster, division.limits)
    if refusal:
        raise Conflict(refusal)
    if team.door is Door.ASK and roster.members:
        raise Conflict(say("“%(team)s” wants to be asked first.", team=team.name))
    put(session, team.course_id, actor.person_id, team.id, ())
    changed(division.formation)
    others = [member.person_id for member in roster.members]
    journal.record(
        session,
        actor,
        "team.joined",
        team,
        course_id=team.course_id,
        team_id=team.id,
        name=team.name,
        tell=others,
        href=_href(team),
    )
    return team


def leave_team(session: Session, actor: Actor, team_id: int) -> Team:
    """Leave the team, with all roles in it. The team stays, also when nobody is left."""
    team, roster, division = _held_team(session, team_id)
    policy.may_leave(actor, division.course, division.formation, team.id).require()
    put(session, team.course_id, actor.person_id, None, ())
    changed(division.formation)
    others = [member.person_id for member in roster.members]
    journal.record(
        session,
        actor,
        "team.left",
        team,
        course_id=team.course_id,
        team_id=team.id,
        name=team.name,
        tell=others,
        href=_href(team),
    )
    return team


def take_role(session: Session, actor: Actor, team_id: int, role: Role) -> Team:
    """Take a role in one's own team; taking it twice is taking it once. Raises Conflict when it is full."""
    team, roster, division = _held_team(session, team_id)
    policy.may_choose_roles(actor, division.course, division.formation, team.id).require()
    own = _own(roster, actor)
    if role in own:
        return team
    refusal = why_not_take(roster, actor.person_id, role, division.limits)
    if refusal:
        raise Conflict(refusal)
    put(session, team.course_id, actor.person_id, team.id, (*own, role))
    changed(division.formation)
    journal.record(
        session,
        actor,
        "team.role-taken",
        team,
        course_id=team.course_id,
        team_id=team.id,
        name=team.name,
        role=role.value,
    )
    return team


def give_up_role(session: Session, actor: Actor, team_id: int, role: Role) -> Team:
    """Give up a role; giving up what one does not hold changes nothing."""
    team, roster, division = _held_team(session, team_id)
    policy.may_choose_roles(actor, division.course, division.formation, team.id).require()
    own = _own(roster, actor)
    if role not in own:
        return team
    put(session, team.course_id, actor.person_id, team.id, tuple(kept for kept in own if kept is not role))
    changed(division.formation)
    journal.record(
        session,
        actor,
        "team.role-given-up",
        team,
        course_id=team.course_id,
        team_id=team.id,
        name=team.name,
        role=role.value,
    )
    return team


def rename_team(session: Session, actor: Actor, team_id: int, data: TeamInput) -> Team:
    """Name the team and its film."""
    team, _, division = _held_team(session, team_id)
    policy.may_rename(actor, division.course, team).require()
    if (team.name, team.film_title) == (data.name, data.film_title):
        return team
    team.name, team.film_title = data.name, data.film_title
    team.version += 1
    journal.record(
        session,
        actor,
        "team.renamed",
        team,
        course_id=team.course_id,
        team_id=team.id,
        name=team.name,
        film_title=team.film_title,
    )
    return team


def _held_team(session: Session, team_id: int) -> tuple[Team, Roster, queries.Division]:
    """Load a team inside its held formation. Raises NotFound."""
    course_id = queries.course_of(session, team_id)
    course, formation = hold(session, course_id)
    division = queries.division(session, course, formation)
    roster = division.roster(team_id)
    return team_of(session, course_id, team_id), roster or Roster(team_id, 0, ""), division


def _still_free(session: Session, actor: Actor, course_id: int) -> None:
    """Make sure that the same person has not joined somewhere in another tab meanwhile."""
    if membership_of(session, course_id, actor.person_id) is not None:
        raise Conflict(policy.IN_A_TEAM)


def _own(roster: Roster, actor: Actor) -> tuple[Role, ...]:
    """Give the actor's roles as they are now. Raises Conflict when they were moved out meanwhile."""
    member = roster.member(actor.person_id)
    if member is None:
        raise Conflict(policy.NOT_A_MEMBER)
    return member.roles


def _href(team: Team) -> str:
    return f"/teams/{team.id}"
