"""Pages of proposals: ask the solver, compare, change one on its board, put one in force."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile

from app.core.db import give_up
from app.core.errors import Conflict, Invalid
from app.core.text import Text, say
from app.documents import sheets
from app.jobs.rules import WORKING
from app.people.rules import Actor
from app.routers.division import Board
from app.teams.proposals import actions, policy, queries
from app.teams.proposals.clashing import clash_of
from app.teams.proposals.comparing import comparison_visible_to
from app.teams.proposals.queries import ProposalBoard
from app.teams.proposals.rules import DEFAULT_GOALS, Goal, Weight, keeps, spots_of
from app.teams.proposals.schemas import AdoptInput, PinInput, ProposalMoveInput, ProposeInput, TakeInput
from app.teams.rules import Move
from app.teams.schemas import RolesInput, UndoInput
from app.teams.solving.facts import facts, proof
from app.web.deps import Db, Posted, Reading, SignedIn, SignedInBefore, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/courses/{course_id}/proposals")
def proposals(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show all proposals, and what to ask the solver for."""
    return _list(request, session, actor, course_id, None)


@router.post("/courses/{course_id}/proposals")
def propose(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Ask the solver for a division."""
    bound = bind(_gathered(form), ProposeInput)
    with bound.trying(session):
        row = actions.propose(session, actor, course_id, bound.data)
        return redirect(f"/proposals/{row.id}")
    return _list(request, session, actor, course_id, bound)


@router.get("/courses/{course_id}/proposals/compare")
def compare(
    request: Request,
    session: Reading,
    actor: SignedIn,
    course_id: int,
    proposal: Annotated[list[int], Query(default_factory=list)],
) -> Response:
    """Show up to three proposals side by side."""
    found = comparison_visible_to(session, actor, course_id, proposal)
    return page(request, "pages/teams/compare.html", course=found.present.course, found=found)


@router.post("/courses/{course_id}/proposals/present")
def copy_present(session: Writing, actor: SignedIn, course_id: int) -> Response:
    """Make a proposal of the teams as they are."""
    row = actions.copy_present(session, actor, course_id)
    return redirect(f"/proposals/{row.id}", flash=say("A copy of the present teams. Nothing changes until you use it."))


@router.post("/courses/{course_id}/proposals/import")
def bring(request: Request, database: Db, actor: SignedInBefore, course_id: int, form: Posted) -> Response:
    """Make a proposal of a table: a file, or cells pasted; no lock is held while it is read."""
    bound = bind.empty(ProposeInput)
    with bound.trying():
        table = table_of(form)
        with database.writing() as session:
            row = actions.bring(session, actor, course_id, table)
        return redirect(f"/proposals/{row.id}", flash=say("Nothing changes for anybody until you put it in force."))
    with database.reading() as session:
        return _list(request, session, actor, course_id, None, refusal=bound.error(), text=str(form.get("text", "")))


@router.get("/proposals/{proposal_id}")
def proposal(
    request: Request, session: Reading, actor: SignedIn, proposal_id: int, person: int | None = None
) -> Response:
    """Show a proposal as a board (``person`` is being moved)."""
    return _board(request, session, actor, proposal_id, person=person)


@router.get("/proposals/{proposal_id}/progress")
def progress(request: Request, session: Reading, actor: SignedIn, proposal_id: int) -> Response:
    """Show how far the search is."""
    row, course = queries.proposal_visible_to(session, actor, proposal_id)
    return page(
        request,
        "parts/teams/solving.html",
        course=course,
        proposal=row,
        working=WORKING,
        so_far=queries.progress_of(row),
    )


@router.post("/proposals/{proposal_id}/move")
def move(request: Request, session: Writing, actor: SignedIn, proposal_id: int, form: Posted) -> Response:
    """Move somebody on the proposal's board."""
    step = actions.move_person(session, actor, proposal_id, bind(form, ProposalMoveInput).data)
    if request.headers.get("hx-request"):
        return _columns(request, session, actor, proposal_id, step)
    return redirect(f"/proposals/{proposal_id}", flash=step.sentence)


@router.post("/proposals/{proposal_id}/roles")
def assign(session: Writing, actor: SignedIn, proposal_id: int, form: Posted) -> Response:
    """Set somebody's roles in the proposal."""
    return _step(
        session,
        proposal_id,
        lambda: actions.assign_roles(session, actor, proposal_id, bind(form, RolesInput).data).sentence,
    )


@router.post("/proposals/{proposal_id}/undo")
def undo(session: Writing, actor: SignedIn, proposal_id: int, form: Posted) -> Response:
    """Take back the last move."""

    def take_back() -> Text:
        taken = actions.undo_move(session, actor, proposal_id, bind(form, UndoInput).data.version)
        return say("Taken back: %(move)s", move=taken.sentence)

    return _step(session, proposal_id, take_back)


@router.post("/proposals/{proposal_id}/pin")
def pin(session: Writing, actor: SignedIn, proposal_id: int, form: Posted) -> Response:
    """Hold somebody where they are, or let go."""
    actions.pin(session, actor, proposal_id, bind(form, PinInput).data)
    return redirect(f"/proposals/{proposal_id}")


@router.post("/proposals/{proposal_id}/again")
def again(session: Writing, actor: SignedIn, proposal_id: int, form: Posted) -> Response:
    """Solve again with the pins of this proposal and what is changed."""
    old, course = queries.proposal_visible_to(session, actor, proposal_id)

    def asking() -> Any:
        return actions.propose(session, actor, course.id, bind(_gathered(form), ProposeInput).data, made_from=old)

    try:
        return redirect(f"/proposals/{asking().id}")
    except (Conflict, Invalid) as refusal:
        give_up(session)
        return redirect(f"/proposals/{proposal_id}", flash=refusal.sentence)


@router.post("/proposals/{proposal_id}/take")
def take(session: Writing, actor: SignedIn, proposal_id: int, form: Posted) -> Response:
    """Make a change that is offered where nothing was possible, and search again."""
    data = bind(form, TakeInput).data
    try:
        row = actions.take_offer(session, actor, proposal_id, data.number)
    except (Conflict, Invalid) as refusal:
        give_up(session)
        return redirect(f"/proposals/{proposal_id}", flash=refusal.sentence)
    return redirect(f"/proposals/{row.id}", flash=say("Changed. The search has begun again."))


@router.post("/proposals/{proposal_id}/copy")
def copy(session: Writing, actor: SignedIn, proposal_id: int) -> Response:
    """Copy a proposal."""
    return redirect(f"/proposals/{actions.copy_proposal(session, actor, proposal_id).id}")


@router.post("/proposals/{proposal_id}/stop")
def stop(session: Writing, actor: SignedIn, proposal_id: int) -> Response:
    """End the search with the best so far."""
    actions.stop(session, actor, proposal_id)
    return redirect(f"/proposals/{proposal_id}")


@router.post("/proposals/{proposal_id}/adopt")
def adopt(session: Writing, actor: SignedIn, proposal_id: int, form: Posted) -> Response:
    """Put a proposal in force."""
    data = bind(form, AdoptInput).data
    try:
        formation = actions.adopt(session, actor, proposal_id, data)
    except Conflict as refusal:
        give_up(session)
        return redirect(f"/proposals/{proposal_id}", flash=refusal.sentence)
    told = say("The teams are published; everybody has a notice.")
    return redirect(
        f"/courses/{formation.course_id}/teams", flash=told if data.publish else say("The proposal is in force now.")
    )


@router.post("/proposals/{proposal_id}/remove")
def remove(session: Writing, actor: SignedIn, proposal_id: int) -> Response:
    """Remove a proposal."""
    course_id = actions.remove(session, actor, proposal_id)
    return redirect(f"/courses/{course_id}/proposals", flash=say("The proposal is removed."))


def _step(session: Session, proposal_id: int, do: Any) -> Response:
    try:
        return redirect(f"/proposals/{proposal_id}", flash=do())
    except (Conflict, Invalid) as refusal:
        give_up(session)
        return redirect(f"/proposals/{proposal_id}", flash=refusal.sentence)


def _gathered(form: FormData) -> dict[str, Any]:
    """Gather the fields ``goal.ranks`` … into one value by goal."""
    goals = {goal: form[f"goal.{goal}"] for goal in Goal if f"goal.{goal}" in form}
    return {**{name: form[name] for name in form}, **({"goals": goals} if goals else {})}


def _list(
    request: Request,
    session: Session,
    actor: Actor,
    course_id: int,
    form: Bound[Any] | None,
    *,
    refusal: Text | str = "",
    text: str = "",
) -> Response:
    found = queries.proposals_visible_to(session, actor, course_id)
    division = found.division
    people = len(division.everybody)
    shown = bind.empty(
        ProposeInput,
        teams=len(division.rosters)
        or max(1, round(2 * people / (division.limits.size.least + division.limits.size.most))),
        goals=dict(DEFAULT_GOALS),
    )
    return page(
        request,
        "pages/teams/proposals.html",
        status=422 if form or refusal else 200,
        refusal=refusal,
        text=text,
        course=division.course,
        found=found,
        people=people,
        form=form or shown,
        ask={**shown.values, **(form.values if form else {})},
        goals=list(Goal),
        weights=list(Weight),
        working=WORKING,
        may_propose=policy.may_propose(actor, division.course),
    )


def table_of(form: FormData) -> sheets.Table:
    """Take the cells out of the form: a file, or pasted text. Raises Invalid and TooLarge."""
    upload = form.get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        return sheets.read_table(upload.file.read(sheets.MOST_BYTES + 1))
    return sheets.read_text(str(form.get("text", "")))


def proposal_board(found: ProposalBoard) -> Board:
    """Describe a proposal's board, with what its division is worth as it stands."""
    row = found.proposal
    now = found.now()
    notes = facts(now.costs, found.question.goals)
    if row.value is not None and row.bound is not None and not found.moves:
        notes += proof(row.value, row.bound, proven=row.proven, cut=row.cut)
    return Board(
        f"/proposals/{row.id}",
        row.version,
        "team_number",
        "",
        found.moves[0] if found.moves else None,
        notes=notes,
        pinned=found.pinned,
        changed=found.changed,
        points=now.points,
        step=found.since(1),
        whole=found.since(len(found.moves)) if len(found.moves) > 1 else None,
        near=found.too_near(),
    )


def _columns(request: Request, session: Session, actor: Actor, proposal_id: int, step: Move) -> Response:
    found = queries.board_visible_to(session, actor, proposal_id)
    return page(
        request,
        "parts/teams/columns.html",
        course=found.division.course,
        division=found.division,
        board=proposal_board(found),
        only=[step.before.number, step.after.number],
        may_limit=False,
    )


def _board(request: Request, session: Session, actor: Actor, proposal_id: int, *, person: int | None) -> Response:
    found = queries.board_visible_to(session, actor, proposal_id)
    course = found.division.course
    may_propose = policy.may_propose(actor, course)
    return page(
        request,
        "pages/teams/proposal.html",
        course=course,
        found=found,
        proposal=found.proposal,
        division=found.division,
        board=proposal_board(found),
        only=None,
        clash=clash_of(actor, found),
        chosen=found.division.find(person) if person and may_propose else None,
        goals=list(Goal),
        weights=list(Weight),
        working=WORKING,
        so_far=queries.progress_of(found.proposal),
        may_limit=False,
        may_propose=may_propose,
        may_adopt=policy.may_adopt(
            actor,
            course,
            found.division.formation,
            keeps=keeps(spots_of(found.present.rosters), spots_of(found.division.rosters)),
        ),
    )
