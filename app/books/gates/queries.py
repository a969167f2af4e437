"""Reads of what was decided about gates."""

from sqlmodel import Session, select

from app.books.gates.rules import Decided
from app.books.models import Gate
from app.courses.rules import Stage


def decided_for(session: Session, team_id: int) -> dict[Stage, Decided]:
    """Load what instructors decided about a team's gates (1 statement)."""
    found = session.exec(select(Gate).where(Gate.team_id == team_id)).all()
    return {one.stage: Decided(one.stage, one.state, one.reason) for one in found}
