"""Inputs and outputs of the screenings room."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from app.core.inputs import Line, Name
from app.screenings.rules import Command, Phase, ScreeningState, SlotKind

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


class StepInput(BaseModel):
    """One place earlier, or one later."""

    up: bool


class CloseInput(BaseModel):
    """Whether a film's form is closed."""

    closed: bool


class GuestInput(BaseModel):
    """Who gets a link."""

    name: Name


class CommandInput(BaseModel):
    """A conductor's press; ``rev`` is the state it was pressed on, ``position`` the film's second for ``settle``."""

    command: Command
    rev: int
    position: Annotated[float, Field(ge=0, le=24 * 3600)] | None = None


class SlotOut(BaseModel):
    """An item of the programme; ``seconds`` is its planned length, ``begins_at`` when it should begin."""

    id: int
    position: int
    kind: SlotKind
    title: str
    seconds: int
    team_id: int | None
    cut_id: int | None
    begins_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    closed_at: datetime | None


class NightOut(BaseModel):
    """A night among a course's nights; ``films`` is how many it shows."""

    id: int
    title: str
    place: str
    starts_at: datetime
    state: ScreeningState
    films: int


class ScreeningOut(BaseModel):
    """A night with its programme; ``warnings`` are for its planners."""

    id: int
    course_id: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    guests_may_answer: bool
    auto: bool
    state: ScreeningState
    rev: int
    slots: list[SlotOut]
    warnings: list[str]


class GuestOut(BaseModel):
    """A guest of a night; ``secret`` (the end of the link ``/g/…``) is told only when the link is made."""

    id: int
    name: str
    expires_at: datetime
    revoked_at: datetime | None
    secret: str | None = None


class OpenFormOut(BaseModel):
    """A film whose form is open to the asker."""

    slot: int
    film: str
    sent: bool


class RoomOut(BaseModel):
    """The room's state; ``now`` and ``at`` are milliseconds since 1970 by the server's clock.

    ``position`` is the film's second at ``at``; ``film`` the address of its file.
    """

    state: ScreeningState
    rev: int
    now: int
    slot: int | None
    kind: str
    word: str
    title: str
    team: str
    seconds: int
    phase: Phase
    playing: bool
    position: float
    at: int | None
    film: str
    next: str
    auto: bool
    forms: list[OpenFormOut]
