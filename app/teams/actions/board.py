"""What the staff does on the board: move people, set their roles, take a move back, remove an empty team.

Each step names the version of the formation that it was decided on; two boards at once overwrite nothing.
Quotas do not stop the staff: the board shows what is broken.
"""

from sqlmodel import Session

from app.core.errors import Conflict
from app.core.text import say
from app.courses.models import Course
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams import policy, queries
from app.teams.actions.held import changed, hold_seen, put, team_of
from app.teams.models import Formation
from app.teams.rules import MOVED, UNDONE, Member, Move, Place, Role, Roster
from app.teams.schemas import MoveInput, RolesInput


def move_person(session: Session, actor: Actor, course_id: int, data: MoveInput) -> Move:
    """Put somebody into another team, or out of theirs; their roles go along. Raises Conflict."""
    course, formation = _board(session, actor, course_id, data.version)
    member, roster, division = _placed(session, course, formation, data.person_id)
    target = division.roster(team_of(session, course_id, data.team_id).id) if data.team_id else None
    return _carry_out(session, actor, formation, _step(member, roster, target, member.roles))


def assign_roles(session: Session, actor: Actor, course_id: int, data: RolesInput) -> Move:
    """Give somebody exactly these roles in their team. Raises Conflict."""
    course, formation = _board(session, actor, course_id, data.version)
    member, roster, _ = _placed(session, course, formation, data.person_id)
    if roster is None:
        raise Conflict(say("%(name)s has no team yet; roles come with a team.", name=member.name))
    return _carry_out(session, actor, formation, _step(member, roster, roster, tuple(dict.fromkeys(data.roles))))


def undo_move(session: Session, actor: Actor, course_id: int, version: int) -> Move:
    """Take back the newest move that stands; again takes back the one before it.

    Raises Conflict when there is none, or when the person has moved on since.
    """
    course, formation = _board(session, actor, course_id, version)
    standing = queries.moves_of(session, course_id)
    if not standing:
        raise Conflict(say("There is no move to take back."))
    entry_id, move = standing[0]
    member, roster, division = _placed(session, course, formation, move.person_id)
    target = division.roster(move.before.team_id)
    if _place(roster, member.roles) != move.after or (target is None and move.before.team_id is not None):
        raise Conflict(
            say("%(name)s has changed teams or roles since; that move cannot be taken back any more.", name=move.name)
        )
    put(session, course_id, move.person_id, move.before.team_id, move.before.roles)
    changed(formation)
    journal.record(session, actor, UNDONE, formation, course_id=course_id, undone=entry_id, name=move.name)
    return move


def dissolve_team(session: Session, actor: Actor, course_id: int, team_id: int, version: int) -> None:
    """Remove a team that nobody is in, with its book and footage. Raises Conflict while somebody is."""
    course, _ = queries.course_and_formation(session, course_id)
    policy.may_dissolve(actor, course).require()
    course, formation = hold_seen(session, course_id, version)
    team = team_of(session, course_id, team_id)
    roster = queries.division(session, course, formation).roster(team_id)
    if roster and roster.members:
        raise Conflict(say("%(team)s still has people. Move them first.", team=roster.label))
    changed(formation)
    journal.record(session, actor, "team.dissolved", team, course_id=course_id, name=team.name, number=team.number)
    session.delete(team)
    session.flush()


def _board(session: Session, actor: Actor, course_id: int, version: int) -> tuple[Course, Formation]:
    """Hold the board as it was seen, for staff only: who may not move learns that before anything else."""
    course, _ = queries.course_and_formation(session, course_id)
    policy.may_move(actor, course).require()
    return hold_seen(session, course_id, version)


def _placed(
    session: Session, course: Course, formation: Formation, person_id: int
) -> tuple[Member, Roster | None, queries.Division]:
    """Find somebody on the board. Raises NotFound for who does not study here."""
    division = queries.division(session, course, formation)
    member, roster = division.find(person_id)
    return member, roster, division


def _carry_out(session: Session, actor: Actor, formation: Formation, move: Move) -> Move:
    """Do the step and write it down so that it can be taken back; a step to where one is changes nothing."""
    if move.before == move.after:
        return move
    put(session, formation.course_id, move.person_id, move.after.team_id, move.after.roles)
    changed(formation)
    journal.record(session, actor, MOVED, formation, course_id=formation.course_id, **move.as_data())
    return move


def _step(member: Member, roster: Roster | None, target: Roster | None, roles: tuple[Role, ...]) -> Move:
    return Move(member.person_id, member.name, _place(roster, member.roles), _place(target, roles))


def _place(roster: Roster | None, roles: tuple[Role, ...]) -> Place:
    return Place(roster.team_id, roster.number, roles) if roster else Place(None)
