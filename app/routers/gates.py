"""A team's stages and the gates between them."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.books.gates import actions, policy
from app.books.gates.schemas import GateInput
from app.core.text import say
from app.courses.rules import Stage
from app.insights import queries as insights
from app.people.rules import Actor
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/teams/{team_id}/gates")
def gates(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show which stages are open, and what opens the next."""
    return _show(request, session, actor, team_id)


@router.post("/teams/{team_id}/gates/{stage}")
def decide(request: Request, session: Writing, actor: SignedIn, team_id: int, stage: Stage, form: Posted) -> Response:
    """Open a gate or close it, with a reason, or let it follow the work again."""
    bound = bind(form, GateInput)
    with bound.trying(session):
        actions.decide_gate(session, actor, team_id, stage, bound.data)
        return redirect(f"/teams/{team_id}/gates", flash=say("Saved. The team has a notice."))
    return _show(request, session, actor, team_id, stage, bound)


def _show(
    request: Request,
    session: Session,
    actor: Actor,
    team_id: int,
    stage: Stage | None = None,
    form: Bound[Any] | None = None,
) -> Response:
    found = insights.gates_page(session, actor, team_id)
    may_decide = policy.may_decide(actor, found.course, found.team)
    return page(
        request,
        "pages/teams/gates.html",
        status=(422 if may_decide else 403) if form else 200,
        found=found,
        team=found.team,
        course=found.course,
        stages=list(Stage),
        may_decide=may_decide,
        refused=stage,
        form=form or bind.empty(GateInput),
    )
