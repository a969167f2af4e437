"""Stage gates as JSON."""

from fastapi import APIRouter

from app.books.gates import actions
from app.books.gates.schemas import GateInput, GateOut
from app.courses.rules import Stage
from app.insights import queries as insights
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))


@router.get("/teams/{team_id}/gates")
def gates(session: Reading, actor: SignedIn, team_id: int) -> list[GateOut]:
    """List the gates before the stages, in order."""
    return [GateOut.of(one) for one in insights.gates_page(session, actor, team_id).gates]


@router.put("/teams/{team_id}/gates/{stage}")
def decide(session: Writing, actor: SignedIn, team_id: int, stage: Stage, data: GateInput) -> list[GateOut]:
    """Open a gate or close it, with a reason; ``free`` lets it follow the work again."""
    actions.decide_gate(session, actor, team_id, stage, data)
    return [GateOut.of(one) for one in insights.gates_page(session, actor, team_id).gates]
