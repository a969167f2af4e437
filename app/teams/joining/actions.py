"""Writes of joining. Each holds the formation, so that size and quotas hold whoever says yes first."""

from collections.abc import Iterable

from sqlmodel import Session

from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams import queries as teams
from app.teams.actions.held import changed, hold, membership_of, put, team_of
from app.teams.joining import policy, queries
from app.teams.joining.rules import CallKind
from app.teams.joining.schemas import AskInput, DoorInput, InviteInput
from app.teams.models import Call, Team
from app.teams.queries import Division
from app.teams.rules import Member, Roster, why_not_join


def set_door(session: Session, actor: Actor, team_id: int, data: DoorInput) -> Team:
    """Let anybody in, or have them ask first."""
    team, _, division = _held(session, team_id)
    policy.may_set_door(actor, division.course, division.formation, team_id).require()
    team.door = data.door
    changed(division.formation)
    return team


def ask(session: Session, actor: Actor, team_id: int, data: AskInput) -> Call:
    """Ask a team to be let in; its members get a notice. Raises Conflict when it is full."""
    team, roster, division = _held(session, team_id)
    policy.may_ask(actor, division.course, division.formation).require()
    _refuse_full(roster, division)
    call = queries.call_between(session, team_id, actor.person_id)
    if call is None:
        call = _call(session, CallKind.ASKED, team, actor.person_id, data.words)
        tell = [member.person_id for member in roster.members]
        _write_down(session, actor, "team.asked", team, tell)
    return call


def invite(session: Session, actor: Actor, team_id: int, data: InviteInput) -> Call:
    """Invite a student without a team; they get a notice. Raises Conflict when the team is full, Invalid for others."""
    team, roster, division = _held(session, team_id)
    policy.may_invite(actor, division.course, division.formation, team).require()
    _refuse_full(roster, division)
    guest = _without_team(division, data.person_id)
    call = queries.call_between(session, team_id, data.person_id)
    if call is None:
        call = _call(session, CallKind.INVITED, team, data.person_id, data.words)
        _write_down(session, actor, "team.invited", team, [data.person_id], guest=guest.name)
    return call


def answer(session: Session, actor: Actor, call_id: int, *, yes: bool) -> Team:
    """Let somebody in or accept an invitation; or say no. Raises Conflict when the place has gone meanwhile."""
    call, team = queries.call_of(session, call_id)
    team, roster, division = _held(session, team.id)
    policy.may_answer(actor, division.course, division.formation, call).require()
    tell = [call.person_id] if call.kind is CallKind.ASKED else [member.person_id for member in roster.members]
    name = _name(division, call.person_id)
    if not yes:
        session.delete(call)
        _write_down(session, actor, "team.declined", team, tell, guest=name)
        return team
    if membership_of(session, team.course_id, call.person_id) is not None:
        raise Conflict(say("%(name)s has a team already.", name=name))
    _refuse_full(roster, division)
    put(session, team.course_id, call.person_id, team.id, ())
    changed(division.formation)
    _write_down(session, actor, "team.let-in", team, {*tell, *(m.person_id for m in roster.members)}, guest=name)
    return team


def take_back(session: Session, actor: Actor, call_id: int) -> Team:
    """Take back what one asked, or an invitation of one's team."""
    call, team = queries.call_of(session, call_id)
    course, _ = hold(session, team.course_id)
    policy.may_take_back(actor, course, call).require()
    session.delete(call)
    return team


def _held(session: Session, team_id: int) -> tuple[Team, Roster, Division]:
    course_id = teams.course_of(session, team_id)
    course, formation = hold(session, course_id)
    division = teams.division(session, course, formation)
    roster = division.roster(team_id)
    return team_of(session, course_id, team_id), roster or Roster(team_id, 0, ""), division


def _call(session: Session, kind: CallKind, team: Team, person_id: int, words: str) -> Call:
    call = Call(kind=kind, team_id=team.id, person_id=person_id, words=words, created_at=clock.now())
    session.add(call)
    session.flush()
    return call


def _refuse_full(roster: Roster, division: Division) -> None:
    refusal = why_not_join(roster, division.limits)
    if refusal:
        raise Conflict(refusal)


def _without_team(division: Division, person_id: int) -> Member:
    found = next((member for member in division.without if member.person_id == person_id), None)
    if found is None:
        raise Invalid(say("Choose somebody who has no team yet."), field="person_id")
    return found


def _name(division: Division, person_id: int) -> str:
    return next((member.name for member in division.everybody if member.person_id == person_id), "–")


def _write_down(session: Session, actor: Actor, verb: str, team: Team, tell: Iterable[int], **data: str) -> None:
    journal.record(
        session,
        actor,
        verb,
        team,
        course_id=team.course_id,
        team_id=team.id,
        tell=tell,
        href=f"/courses/{team.course_id}/teams",
        name=team.name,
        **data,
    )
