"""Teams as JSON."""

from fastapi import APIRouter
from sqlmodel import Session

from app.people.rules import Actor
from app.teams import actions, queries
from app.teams.rules import Role
from app.teams.schemas import (
    BandInput,
    BreachOut,
    ExtensionInput,
    FormationOut,
    LimitsInput,
    MemberOut,
    MoveInput,
    RoleInput,
    RolesInput,
    SheetRowOut,
    TeamInput,
    TeamOut,
    UndoInput,
)
from app.web.deps import Reading, SignedIn, Writing

router = APIRouter(tags=["teams"])


@router.get("/courses/{course_id}/formation")
def formation(session: Reading, actor: SignedIn, course_id: int) -> FormationOut:
    """Give all teams of a course, who has none, and every broken quota in words."""
    return _formation(session, actor, course_id)


@router.get("/courses/{course_id}/formation/sheet")
def sheet(session: Reading, actor: SignedIn, course_id: int) -> list[SheetRowOut]:
    """Give who is in which team with which roles, as the staff's CSV and XLSX have it."""
    _, *rows = queries.sheet_visible_to(session, actor, course_id)
    return [SheetRowOut.of(row) for row in rows]


@router.put("/courses/{course_id}/formation/limits")
def set_limits(session: Writing, actor: SignedIn, course_id: int, data: LimitsInput) -> FormationOut:
    """Set team size, roles per person and quotas."""
    actions.set_limits(session, actor, course_id, data)
    return _formation(session, actor, course_id)


@router.post("/courses/{course_id}/formation/move")
def move(session: Writing, actor: SignedIn, course_id: int, data: MoveInput) -> FormationOut:
    """Move somebody to another team, or out of theirs."""
    actions.move_person(session, actor, course_id, data)
    return _formation(session, actor, course_id)


@router.post("/courses/{course_id}/formation/roles")
def assign(session: Writing, actor: SignedIn, course_id: int, data: RolesInput) -> FormationOut:
    """Set all roles of somebody."""
    actions.assign_roles(session, actor, course_id, data)
    return _formation(session, actor, course_id)


@router.post("/courses/{course_id}/formation/undo")
def undo(session: Writing, actor: SignedIn, course_id: int, data: UndoInput) -> FormationOut:
    """Take back the last move."""
    actions.undo_move(session, actor, course_id, data.version)
    return _formation(session, actor, course_id)


@router.post("/courses/{course_id}/formation/close")
def close(session: Writing, actor: SignedIn, course_id: int) -> FormationOut:
    """End forming."""
    actions.close_formation(session, actor, course_id)
    return _formation(session, actor, course_id)


@router.post("/courses/{course_id}/formation/publish")
def publish(session: Writing, actor: SignedIn, course_id: int) -> FormationOut:
    """Publish the teams; everybody gets a notice."""
    actions.publish_formation(session, actor, course_id)
    return _formation(session, actor, course_id)


@router.post("/courses/{course_id}/formation/reopen")
def reopen(session: Writing, actor: SignedIn, course_id: int) -> FormationOut:
    """Let students form teams again."""
    actions.reopen_formation(session, actor, course_id)
    return _formation(session, actor, course_id)


@router.post("/courses/{course_id}/teams", status_code=201)
def found(session: Writing, actor: SignedIn, course_id: int, data: TeamInput) -> TeamOut:
    """Found a team."""
    team = actions.found_team(session, actor, course_id, data)
    return _team_in(session, course_id, team.id)


@router.get("/teams/{team_id}")
def team(session: Reading, actor: SignedIn, team_id: int) -> TeamOut:
    """Give a team and who is in it."""
    return _team(session, actor, team_id)


@router.patch("/teams/{team_id}")
def rename(session: Writing, actor: SignedIn, team_id: int, data: TeamInput) -> TeamOut:
    """Name the team and its film."""
    actions.rename_team(session, actor, team_id, data)
    return _team(session, actor, team_id)


@router.delete("/teams/{team_id}", status_code=204)
def dissolve(session: Writing, actor: SignedIn, team_id: int, version: int = 0) -> None:
    """Remove an empty team; ``version`` is the formation's."""
    actions.dissolve_team(session, actor, queries.course_of(session, team_id), team_id, version)


@router.post("/teams/{team_id}/join")
def join(session: Writing, actor: SignedIn, team_id: int) -> TeamOut:
    """Join a team."""
    joined = actions.join_team(session, actor, team_id)
    return _team_in(session, joined.course_id, team_id)


@router.post("/teams/{team_id}/leave", status_code=204)
def leave(session: Writing, actor: SignedIn, team_id: int) -> None:
    """Leave the team."""
    actions.leave_team(session, actor, team_id)


@router.post("/teams/{team_id}/roles")
def take(session: Writing, actor: SignedIn, team_id: int, data: RoleInput) -> TeamOut:
    """Take a role."""
    actions.take_role(session, actor, team_id, data.role)
    return _team(session, actor, team_id)


@router.delete("/teams/{team_id}/roles/{role}")
def give_up(session: Writing, actor: SignedIn, team_id: int, role: Role) -> TeamOut:
    """Give up a role."""
    actions.give_up_role(session, actor, team_id, role)
    return _team(session, actor, team_id)


@router.put("/teams/{team_id}/extension", status_code=204)
def extend(session: Writing, actor: SignedIn, team_id: int, data: ExtensionInput) -> None:
    """Give a team more time for a milestone, or take it back."""
    actions.extend_deadline(session, actor, team_id, data)


def _team(session: Session, actor: Actor, team_id: int) -> TeamOut:
    return TeamOut.of(queries.team_visible_to(session, actor, team_id).roster)


def _team_in(session: Session, course_id: int, team_id: int) -> TeamOut:
    """Show a team whose newest member was none when the request began."""
    roster = queries.division(session, *queries.course_and_formation(session, course_id)).roster(team_id)
    assert roster is not None  # noqa: S101 -- it was written in this transaction
    return TeamOut.of(roster)


def _formation(session: Session, actor: Actor, course_id: int) -> FormationOut:
    division = queries.division_visible_to(session, actor, course_id)
    limits = division.limits
    return FormationOut(
        course_id=course_id,
        state=division.formation.state,
        version=division.formation.version,
        team_min=limits.size.least,
        team_max=limits.size.most,
        roles_per_person=limits.per_person,
        quotas={role: BandInput(least=band.least, most=band.most) for role, band in limits.roles.items()},
        teams=[TeamOut.of(roster) for roster in division.rosters],
        without_team=[MemberOut.of(member) for member in division.without],
        breaches=[BreachOut.of(breach) for breach in division.breaches],
    )
