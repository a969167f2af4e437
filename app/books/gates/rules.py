"""Gates between the stages of a team's work. Pure.

The gate of a stage stands before it. It opens by itself when the work before it is approved or done; an instructor
may open it earlier or close it again, with a reason, until they let it follow the work again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.text import Text, say
from app.courses.rules import Stage


class GateState(StrEnum):
    """What an instructor decided about a gate. ``FREE`` follows the work and is never kept."""

    OPEN = "open"
    CLOSED = "closed"
    FREE = "free"


ORDER: Sequence[Stage] = tuple(Stage)
GATED: Sequence[Stage] = ORDER[1:]
"""The stages with a gate: all but the first, where everybody begins."""

OPENED_BY: Mapping[Stage, Text] = {
    Stage.SCENARIO: say("The scenario opens when the instructor approves the topic, or once a scenario is handed in."),
    Stage.PRE_PRODUCTION: say("Pre-production opens when the instructor approves the scenario."),
    Stage.PRODUCTION: say("Production opens with the first take: plan the shots, then film."),
    Stage.POST: say("Post-production opens with the first cut."),
    Stage.NIGHT: say("The night opens when the instructor accepts the final cut."),
}
"""What opens each gate by itself."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What an instructor decided about one gate, and why."""

    stage: Stage
    state: GateState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate as a team sees it: open or not, and what opens it or why it was decided otherwise."""

    stage: Stage
    open: bool
    decided: Decided | None

    @property
    def sentence(self) -> Text:
        """What opens it by itself."""
        return OPENED_BY[self.stage]


def reached(by_work: Stage, opened_to: Stage | None = None, closed_from: Stage | None = None) -> Stage:
    """Give the stage a team is in: as far as its work or an opened gate goes, but never past a closed gate."""
    place = ORDER.index(by_work)
    if opened_to is not None:
        place = max(place, ORDER.index(opened_to))
    if closed_from is not None:
        place = min(place, max(0, ORDER.index(closed_from) - 1))
    return ORDER[place]


def gates(by_work: Stage, decided: Mapping[Stage, Decided]) -> list[Gate]:
    """List the gates in order for a team whose work has come so far."""
    opened = [stage for stage, one in decided.items() if one.state is GateState.OPEN]
    closed = [stage for stage, one in decided.items() if one.state is GateState.CLOSED]
    here = reached(by_work, max(opened, key=ORDER.index, default=None), min(closed, key=ORDER.index, default=None))
    return [Gate(stage, ORDER.index(stage) <= ORDER.index(here), decided.get(stage)) for stage in GATED]
