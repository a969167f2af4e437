"""Inputs and outputs of the screenings room."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, StringConstraints

from app.core.inputs import Line, Name
from app.screenings.rules import Command, ScreeningState, SlotKind

Title = Annotated[Line, StringConstraints(min_length=1, max_length=160)]


class ScreeningInput(BaseModel):
    """A night: ``starts_at`` without a zone is a wall clock's in the course's time zone."""

    title: Title
    place: Annotated[Line, StringConstraints(max_length=160)] = ""
    starts_at: datetime
    guests_may_answer: bool = False
    auto: bool = False


class SlotInput(BaseModel):
    """An item to add: a film names its cut, others have a title."""

    kind: SlotKind
    title: Annotated[Line, StringConstraints(max_length=160)] = ""
    minutes: Annotated[int, Field(ge=0, le=240)] | None = None
    cut_id: int | None = None


class LengthInput(BaseModel):
    """Another planned length."""

    minutes: Annotated[int, Field(ge=0, le=240)]


class GuestInput(BaseModel):
    """Who gets a link."""

    name: Name


class CommandInput(BaseModel):
    """A conductor's press; ``rev`` is the state it was pressed on."""

    command: Command
    rev: int


class SlotOut(BaseModel):
    """An item of the programme; ``seconds`` is its planned length."""

    id: int
    position: int
    kind: SlotKind
    title: str
    seconds: int
    team_id: int | None
    cut_id: int | None
    ended_at: datetime | None
    closed_at: datetime | None


class ScreeningOut(BaseModel):
    """A night with its programme."""

    id: int
    course_id: int
    title: str
    place: str
    starts_at: datetime
    state: ScreeningState
    rev: int
    slots: list[SlotOut] = []

    @classmethod
    def of(cls, screening: object, slots: list[Any]) -> Self:
        """Show a night."""
        shown = cls.model_validate({**screening.__dict__, "slots": []})
        shown.slots = [SlotOut.model_validate(one, from_attributes=True) for one in slots]
        return shown
