"""The division of a course into teams: the staff's board, and where students found, join and take roles."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData

from app.core.db import give_up
from app.core.errors import Conflict, Invalid
from app.core.text import Text, say
from app.people.rules import Actor
from app.teams import actions, policy, queries, sheets
from app.teams.joining import queries as joining
from app.teams.proposals.standing import Change
from app.teams.rules import Move
from app.teams.schemas import MoveInput, RoleInput, RolesInput, TeamInput, UndoInput
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()
Form = Bound[Any]


@dataclass(frozen=True, slots=True)
class Board:
    """What the templates of a board need besides the division.

    ``target`` names the field for the team, ``teams`` is what a team's address begins with ("" without pages).
    A proposal's board also has its ``points``, what the last move and all moves made of them, and for instructors who
    sits with somebody they must be apart from.
    """

    address: str
    version: int
    target: str
    teams: str
    last: Move | None = None
    notes: list[Text] = field(default_factory=list)
    pinned: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    points: int | None = None
    step: Change | None = None
    whole: Change | None = None
    near: list[Text] = field(default_factory=list)


@router.get("/courses/{course_id}/teams")
def index(request: Request, session: Reading, actor: SignedIn, course_id: int, person: int | None = None) -> Response:
    """Show all teams: the staff's board (``person`` is being moved), or where a student finds theirs."""
    return _index(request, session, actor, course_id, person=person)


@router.post("/courses/{course_id}/teams")
def found(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Found a team."""
    bound = bind(form, TeamInput)
    with bound.trying(session):
        team = actions.found_team(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/teams", flash=say("Team %(number)s is founded.", number=team.number))
    return _index(request, session, actor, course_id, form=bound)


@router.post("/courses/{course_id}/teams/move")
def move(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Move somebody on the board."""
    if request.headers.get("hx-request"):
        step = actions.move_person(session, actor, course_id, bind(form, MoveInput).data)
        return _columns(request, session, actor, course_id, step)
    return _step(
        request, session, actor, course_id, lambda: _move(session, actor, course_id, form), again=("move", form)
    )


@router.post("/courses/{course_id}/teams/roles")
def assign(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Set somebody's roles on the board."""
    return _step(
        request, session, actor, course_id, lambda: _assign(session, actor, course_id, form), again=("roles", form)
    )


@router.post("/courses/{course_id}/teams/undo")
def undo(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Take back the last move."""

    def take_back() -> Text:
        taken = actions.undo_move(session, actor, course_id, bind(form, UndoInput).data.version)
        return say("Taken back: %(move)s", move=taken.sentence)

    return _step(request, session, actor, course_id, take_back)


@router.post("/courses/{course_id}/teams/close")
def close(session: Writing, actor: SignedIn, course_id: int) -> Response:
    """End forming."""
    actions.close_formation(session, actor, course_id)
    return _back(course_id, say("Forming is closed: now only the staff moves people."))


@router.post("/courses/{course_id}/teams/publish")
def publish(request: Request, session: Writing, actor: SignedIn, course_id: int) -> Response:
    """Publish the teams."""

    def publishing() -> Text:
        actions.publish_formation(session, actor, course_id)
        return say("The teams are published; everybody has a notice.")

    return _step(request, session, actor, course_id, publishing)


@router.post("/courses/{course_id}/teams/reopen")
def reopen(session: Writing, actor: SignedIn, course_id: int) -> Response:
    """Let students form teams again."""
    actions.reopen_formation(session, actor, course_id)
    return _back(course_id, say("Students can found, join and leave teams again."))


@router.get("/courses/{course_id}/teams.xlsx")
def xlsx_sheet(session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Download who is in which team with which roles, for Excel."""
    content = sheets.xlsx_of(queries.sheet_visible_to(session, actor, course_id))
    name = f'attachment; filename="teams-{course_id}.xlsx"'
    return Response(content, media_type=sheets.XLSX, headers={"Content-Disposition": name})


@router.get("/courses/{course_id}/teams.csv")
def csv_sheet(session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Download who is in which team with which roles."""
    content = sheets.csv_of(queries.sheet_visible_to(session, actor, course_id))
    name = f'attachment; filename="teams-{course_id}.csv"'
    return Response(content, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})


@router.post("/teams/{team_id}/join")
def join(request: Request, session: Writing, actor: SignedIn, team_id: int) -> Response:
    """Join a team."""

    def joining() -> Text:
        joined = actions.join_team(session, actor, team_id)
        return say("You are in “%(team)s” now. Take a role.", team=joined.name)

    return _step(request, session, actor, queries.course_of(session, team_id), joining)


@router.post("/teams/{team_id}/leave")
def leave(session: Writing, actor: SignedIn, team_id: int) -> Response:
    """Leave the team."""
    left = actions.leave_team(session, actor, team_id)
    return _back(left.course_id, say("You have left “%(team)s”.", team=left.name))


@router.post("/teams/{team_id}/roles")
def take(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Take a role."""

    def taking() -> Text:
        actions.take_role(session, actor, team_id, bind(form, RoleInput).data.role)
        return say("The role is yours.")

    return _step(request, session, actor, queries.course_of(session, team_id), taking)


@router.post("/teams/{team_id}/roles/give-up")
def drop(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Give up a role."""

    def dropping() -> Text:
        actions.give_up_role(session, actor, team_id, bind(form, RoleInput).data.role)
        return say("The role is free again.")

    return _step(request, session, actor, queries.course_of(session, team_id), dropping)


@router.post("/teams/{team_id}/dissolve")
def dissolve(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Remove an empty team."""
    course_id = queries.course_of(session, team_id)

    def dissolving() -> Text:
        actions.dissolve_team(session, actor, course_id, team_id, bind(form, UndoInput).data.version)
        return say("The empty team is gone.")

    return _step(request, session, actor, course_id, dissolving)


def _back(course_id: int, flash: Text) -> Response:
    return redirect(f"/courses/{course_id}/teams", flash=flash)


def _move(session: Session, actor: Actor, course_id: int, form: FormData) -> Text:
    return actions.move_person(session, actor, course_id, bind(form, MoveInput).data).sentence


def _assign(session: Session, actor: Actor, course_id: int, form: FormData) -> Text:
    return actions.assign_roles(session, actor, course_id, bind(form, RolesInput).data).sentence


def _step(
    request: Request,
    session: Session,
    actor: Actor,
    course_id: int,
    do: Callable[[], Text],
    *,
    again: tuple[str, FormData] | None = None,
) -> Response:
    """Do one step and go back to the teams; a refusal shows them as they are now, with what happened.

    ``again`` names a step of the board and its form, so that it can be repeated on what is there now.
    """
    try:
        return _back(course_id, do())
    except (Conflict, Invalid) as refusal:
        give_up(session)
        return _index(request, session, actor, course_id, refused=refusal, again=again)


def live_board(division: queries.Division, moves: list[tuple[int, Move]]) -> Board:
    """Describe the board of the teams in force."""
    address = f"/courses/{division.course.id}/teams"
    return Board(address, division.formation.version, "team_id", "/teams/", moves[0][1] if moves else None)


def _columns(request: Request, session: Session, actor: Actor, course_id: int, step: Move) -> Response:
    """Answer a move with the two columns it changed, and what is broken now."""
    division = queries.division_visible_to(session, actor, course_id)
    return page(
        request,
        "parts/teams/columns.html",
        course=division.course,
        division=division,
        board=live_board(division, queries.moves_of(session, course_id)),
        only=[step.before.team_id, step.after.team_id],
        may_limit=policy.may_limit(actor, division.course),
    )


def _index(
    request: Request,
    session: Session,
    actor: Actor,
    course_id: int,
    *,
    person: int | None = None,
    form: Form | None = None,
    refused: Conflict | Invalid | None = None,
    again: tuple[str, FormData] | None = None,
) -> Response:
    division = queries.division_visible_to(session, actor, course_id)
    course, formation = division.course, division.formation
    if again:
        policy.may_move(actor, course).require()
    may_found = policy.may_found(actor, course, formation)
    status = refused.status if refused else 200
    if form is not None:
        status = Invalid.status if may_found else 403
    own = division.roster(actor.team_in(course_id))
    return page(
        request,
        "pages/teams/index.html",
        status=status,
        course=course,
        division=division,
        own=own,
        me=own.member(actor.person_id) if own else None,
        calls=[] if actor.assists(course_id) else joining.calls_visible_to(session, actor, course_id),
        board=live_board(division, queries.moves_of(session, course_id) if policy.may_move(actor, course) else []),
        only=None,
        chosen=division.find(person) if person and policy.may_move(actor, course) else None,
        form=form or bind.empty(TeamInput, name="", film_title=""),
        refused=refused,
        again=(again[0], again[1].multi_items()) if again and isinstance(refused, Conflict) else None,
        may_found=may_found,
        may_join=policy.may_join(actor, course, formation),
        may_choose=policy.may_choose_roles(actor, course, formation, own.team_id) if own else None,
        may_move=policy.may_move(actor, course),
        may_limit=policy.may_limit(actor, course),
    )
