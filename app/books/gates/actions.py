"""Decide about a gate."""

from sqlmodel import Session, select

from app.books import queries as books
from app.books.gates import policy
from app.books.gates.rules import GATED, GateState
from app.books.gates.schemas import GateInput
from app.books.models import Gate
from app.core import clock
from app.core.errors import Invalid, NotFound
from app.core.text import say
from app.courses.rules import Stage
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership, Team

VERBS = {GateState.OPEN: "gate.opened", GateState.CLOSED: "gate.closed", GateState.FREE: "gate.freed"}


def decide_gate(session: Session, actor: Actor, team_id: int, stage: Stage, data: GateInput) -> Gate | None:
    """Open a gate, close it, or let it follow the work again; the team is told. The same twice changes nothing.

    Raises NotFound, also for the first stage, which has no gate; Forbidden; Invalid without a reason.
    """
    team, course = books.team_and_course(session, team_id)
    policy.may_decide(actor, course, team).require()
    if stage not in GATED:
        raise NotFound
    if data.state is not GateState.FREE and not data.reason:
        raise Invalid(say("Say why: the team reads it."), field="reason")
    session.exec(select(Team.id).where(Team.id == team_id).with_for_update())
    gate = session.exec(select(Gate).where(Gate.team_id == team_id, Gate.stage == stage)).first()
    standing = (gate.state, gate.reason) if gate else (GateState.FREE, "")
    wanted = (data.state, data.reason if data.state is not GateState.FREE else "")
    if standing == wanted:
        return gate
    if data.state is GateState.FREE:
        session.delete(gate)
        gate = None
    else:
        gate = gate or Gate(team_id=team_id, course_id=course.id, stage=stage, state=data.state, decided_at=clock.now())
        gate.state, gate.reason = data.state, data.reason
        gate.decided_at, gate.decided_by = clock.now(), actor.person_id
        session.add(gate)
    session.flush()
    _tell(session, actor, team, stage, data)
    return gate


def _tell(session: Session, actor: Actor, team: Team, stage: Stage, data: GateInput) -> None:
    journal.record(
        session,
        actor,
        VERBS[data.state],
        team,
        course_id=team.course_id,
        team_id=team.id,
        tell=session.exec(select(Membership.person_id).where(Membership.team_id == team.id)).all(),
        href=f"/teams/{team.id}/gates",
        stage=stage.value,
        reason=data.reason,
    )
