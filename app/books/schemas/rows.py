"""Inputs of the tables' rows. ``version`` is the one that was read."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from app.books.schemas.typed import MINOR, Amount, Number, SceneNumber, Short
from app.core.inputs import Line, Words


class ShotInput(BaseModel):
    """A row of the shot list; ``minutes`` are for setting up and shooting. ``version`` is the one that was read."""

    scene: SceneNumber = ""
    number: Annotated[Line, StringConstraints(max_length=16)] = ""
    size: Annotated[Line, StringConstraints(max_length=12)] = ""
    angle: Annotated[Line, StringConstraints(max_length=40)] = ""
    movement: Annotated[Line, StringConstraints(max_length=40)] = ""
    picture: Annotated[Words, StringConstraints(max_length=1000)] = ""
    sound: Annotated[Line, StringConstraints(max_length=400)] = ""
    cast: Annotated[Line, StringConstraints(max_length=400)] = ""
    props: Annotated[Line, StringConstraints(max_length=400)] = ""
    minutes: Annotated[int, Field(ge=0, le=6000)] | None = None
    version: int = 1


class LineInput(BaseModel):
    """A row of the budget; money in minor units. ``version`` is the one that was read.

    Typed rows (pages, paste) are validated with the context ``{"decimals": …}``: amounts are then in the major unit.
    """

    category: Annotated[Line, StringConstraints(max_length=60)] = ""
    item: Annotated[Line, StringConstraints(max_length=200)] = ""
    quantity: Number = None
    unit_price: Annotated[Amount, Field(description=f"Price of one, in {MINOR}.")] = None
    actual: Annotated[Amount, Field(description=f"What was paid, in {MINOR}.")] = None
    paid_by: Short = ""
    note: Annotated[Line, StringConstraints(max_length=400)] = ""
    version: int = 1


class PasteInput(BaseModel):
    """Rows copied from a spreadsheet."""

    rows: Annotated[
        Words,
        StringConstraints(min_length=1, max_length=200_000),
        Field(
            description="Tabs or commas between cells; money as people type it, in the currency's major unit: 12.50."
        ),
    ]


class MoveRowInput(BaseModel):
    """Where a row goes: after the row ``after``; null is the top. ``was`` is the row it was seen after."""

    after: int | None = None
    was: int | None = None
