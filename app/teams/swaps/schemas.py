"""Inputs and outputs of swaps."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, StringConstraints

from app.core.inputs import Words
from app.teams.swaps.queries import SwapRow
from app.teams.swaps.rules import SwapState


class SwapInput(BaseModel):
    """With whom, and a word to them."""

    person_id: int
    words: Annotated[Words, StringConstraints(max_length=300)] = ""


class StepInput(BaseModel):
    """The state to bring the swap to."""

    state: SwapState


class SwapOut(BaseModel):
    """A swap."""

    id: int
    asker_id: int
    asker: str
    other_id: int
    other: str
    state: SwapState
    words: str
    created_at: datetime

    @classmethod
    def of(cls, row: SwapRow) -> Self:
        """Show a swap."""
        swap = row.swap
        return cls(
            id=swap.id,
            asker_id=swap.asker_id,
            asker=row.asker,
            other_id=swap.other_id,
            other=row.other,
            state=swap.state,
            words=swap.words,
            created_at=swap.created_at,
        )
