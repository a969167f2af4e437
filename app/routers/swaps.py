"""The swap desk."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.core.db import give_up
from app.core.errors import Conflict, Invalid
from app.core.text import Text, say
from app.people.rules import Actor
from app.teams.swaps import actions, policy, queries
from app.teams.swaps.rules import SwapState
from app.teams.swaps.schemas import StepInput, SwapInput
from app.teams.wishes import policy as wishes_policy
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/courses/{course_id}/swaps")
def desk(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show the desk: one's own swaps, for the staff all."""
    return _desk(request, session, actor, course_id, bind.empty(SwapInput, person_id=""))


@router.post("/courses/{course_id}/swaps")
def ask(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Ask somebody to change places."""
    bound = bind(form, SwapInput)
    with bound.trying(session):
        actions.ask_swap(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/swaps", flash=say("Asked. They have a notice."))
    return _desk(request, session, actor, course_id, bound, 422)


@router.post("/swaps/{swap_id}/step")
def step(session: Writing, actor: SignedIn, swap_id: int, form: Posted) -> Response:
    """Agree, decline, withdraw, confirm or refuse."""
    course_id = queries.swap_visible_to(session, actor, swap_id).course_id
    flash: Text | str
    try:
        swap = actions.step_swap(session, actor, swap_id, bind(form, StepInput).data.state)
        done = swap.state is SwapState.DONE
        flash = say("They have changed places; both have a notice.") if done else say("Saved. Both have a notice.")
    except (Conflict, Invalid) as refusal:
        give_up(session)
        flash = refusal.sentence
    return redirect(f"/courses/{course_id}/swaps", flash=flash)


def _desk(
    request: Request, session: Session, actor: Actor, course_id: int, form: Bound[Any], status: int = 200
) -> Response:
    found = queries.desk_visible_to(session, actor, course_id)
    course = found.division.course
    clashes: dict[int, list[str]] = {}
    if wishes_policy.may_read_apart(actor, course):
        pairs = queries.apart_pairs(session, course_id)
        clashes = {row.swap.id: found.clashes(row.swap, pairs) for row in found.swaps if row.open}
    return page(
        request,
        "pages/teams/swaps.html",
        status=status,
        course=course,
        desk=found,
        clashes=clashes,
        form=form,
        may_ask=policy.may_ask(actor, course, found.division.formation),
        may={row.swap.id: [s for s in SwapState if policy.may_take(actor, course, row.swap, s)] for row in found.swaps},
    )
