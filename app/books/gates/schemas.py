"""Inputs and outputs of gates."""

from typing import Annotated, Self

from pydantic import BaseModel, StringConstraints

from app.books.gates import rules
from app.books.gates.rules import GateState
from app.core.inputs import Line
from app.courses.rules import Stage


class GateInput(BaseModel):
    """Open a gate or close it, with a reason; ``free`` lets it follow the work again."""

    state: GateState
    reason: Annotated[Line, StringConstraints(max_length=300)] = ""


class GateOut(BaseModel):
    """A gate before a stage. ``decided`` is open or closed when an instructor decided; ``opens`` says what opens it."""

    stage: Stage
    open: bool
    decided: GateState | None
    reason: str
    opens: str

    @classmethod
    def of(cls, gate: rules.Gate) -> Self:
        """Show a gate."""
        decided = gate.decided
        return cls(
            stage=gate.stage,
            open=gate.open,
            decided=decided.state if decided else None,
            reason=decided.reason if decided else "",
            opens=str(gate.sentence),
        )
