"""Inputs and outputs of lending, and of the limits of the budgets."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints, ValidationInfo, field_validator

from app.books.schemas.typed import MINOR, Amount
from app.core.inputs import Line, Name
from app.core.text import say


class SharedItemInput(BaseModel):
    """Something of the course that teams may book, and how many there are of it."""

    name: Name
    quantity: Annotated[int, Field(ge=1, le=999)] = 1
    note: Annotated[Line, StringConstraints(max_length=400)] = ""


class BookingInput(BaseModel):
    """The days of a booking, both included, and how many; without a last day it is one day."""

    first_on: date
    last_on: Annotated[date | None, Field(validate_default=True)] = None
    quantity: Annotated[int, Field(ge=1, le=999)] = 1

    @field_validator("last_on")
    @classmethod
    def _not_before(cls, value: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("first_on")
        if value and first and value < first:
            raise ValueError(say("This is before it begins."))
        return value or first

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.first_on, self.last_on or self.first_on


class BudgetLimitsInput(BaseModel):
    """What each team may spend (nothing: no cap), and the percent of the plan that should be left of it."""

    budget_cap: Annotated[Amount, Field(description=f"What each team may spend, in {MINOR}.")] = None
    contingency: Annotated[int, Field(ge=0, le=100)] = 10


class BookingOut(BaseModel):
    """A booking of a team."""

    id: int
    team_id: int
    first_on: date
    last_on: date
    quantity: int

    @classmethod
    def of(cls, booking: object) -> Self:
        """Show a booking."""
        return cls.model_validate(booking, from_attributes=True)


class SharedItemOut(BaseModel):
    """A shared thing, and its bookings from today on."""

    id: int
    name: str
    quantity: int
    note: str
    bookings: list[BookingOut] = []

    @classmethod
    def of(cls, item: object, bookings: Iterable[object] = ()) -> Self:
        """Show a thing with its bookings."""
        shown = cls.model_validate(item, from_attributes=True)
        return shown.model_copy(update={"bookings": [BookingOut.of(one) for one in bookings]})


class LimitsOut(BaseModel):
    """The limits of a course's budgets, in minor units of its currency."""

    budget_cap: int | None
    contingency: int
