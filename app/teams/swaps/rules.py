"""How far a swap is, and who may take which step. Changing places, roles included, touches no quota and no size."""

from collections.abc import Mapping
from enum import StrEnum


class SwapState(StrEnum):
    """How far a swap is."""

    ASKED = "asked"
    AGREED = "agreed"
    DONE = "done"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Side(StrEnum):
    """Who takes a step."""

    ASKER = "asker"
    OTHER = "other"
    STAFF = "staff"


OPEN = frozenset({SwapState.ASKED, SwapState.AGREED})

STEPS: Mapping[tuple[SwapState, SwapState], frozenset[Side]] = {
    (SwapState.ASKED, SwapState.AGREED): frozenset({Side.OTHER}),
    (SwapState.ASKED, SwapState.DECLINED): frozenset({Side.OTHER}),
    (SwapState.ASKED, SwapState.WITHDRAWN): frozenset({Side.ASKER}),
    (SwapState.AGREED, SwapState.WITHDRAWN): frozenset({Side.ASKER, Side.OTHER}),
    (SwapState.AGREED, SwapState.DONE): frozenset({Side.STAFF}),
    (SwapState.AGREED, SwapState.REFUSED): frozenset({Side.STAFF}),
    (SwapState.ASKED, SwapState.REFUSED): frozenset({Side.STAFF}),
}
"""From → to: who may take the step."""


def may_step(before: SwapState, after: SwapState, side: Side) -> bool:
    """Tell whether this side may take the step."""
    return side in STEPS.get((before, after), frozenset())
