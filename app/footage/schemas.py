"""Inputs and outputs of the footage room."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, StringConstraints

from app.core.inputs import Line, Words
from app.footage.rules import CutKind, CutState, Purpose, Rating
from app.jobs.rules import WorkState

NoteText = Annotated[Words, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Message = Annotated[Words, StringConstraints(strip_whitespace=True, max_length=2000)]
Seconds = Annotated[float, Field(ge=0, le=36000, allow_inf_nan=False)]


class UploadInput(BaseModel):
    """What a phone says of a file before it sends it: where it goes and what it is."""

    team: int
    filename: Annotated[Line, StringConstraints(max_length=255)] = ""
    purpose: Purpose = Purpose.TAKE
    shot: int | None = None
    kind: CutKind = CutKind.ROUGH
    message: Message = ""


class RatingInput(BaseModel):
    """One tap on a take."""

    rating: Rating


class MoveInput(BaseModel):
    """The shot a take belongs to; nothing for a take without a shot."""

    shot_id: int | None = None


class NoteInput(BaseModel):
    """A remark at a second of the film."""

    seconds: Seconds = 0.0
    text: NoteText


class AnswerInput(BaseModel):
    """What the instructor says to a cut."""

    accept: bool = False
    answer: Message = ""
    version: int


class ClipOut(BaseModel):
    """A film: ``state`` of its conversion, ``cause`` when it failed; lengths in seconds, sizes in bytes."""

    id: int
    file_name: str
    bytes: int
    state: WorkState
    percent: int
    cause: str
    seconds: float | None
    width: int | None
    height: int | None
    rate: str
    has_sound: bool
    loudness: float | None
    warnings: list[dict[str, Any]]


class TakeOut(BaseModel):
    """A take with its film."""

    id: int
    team_id: int
    shot_id: int | None
    number: int
    rating: Rating
    created_at: datetime
    clip: ClipOut

    @classmethod
    def of(cls, take: object, clip: object) -> Self:
        """Show a take."""
        shown = ClipOut.model_validate(clip, from_attributes=True)
        return cls.model_validate({**take.__dict__, "clip": shown})


class CutOut(BaseModel):
    """A cut with its film and what the instructor said."""

    id: int
    team_id: int
    number: int
    kind: CutKind
    state: CutState
    message: str
    answer: str
    submitted_at: datetime
    answered_at: datetime | None
    version: int
    clip: ClipOut

    @classmethod
    def of(cls, cut: object, clip: object) -> Self:
        """Show a cut."""
        shown = ClipOut.model_validate(clip, from_attributes=True)
        return cls.model_validate({**cut.__dict__, "clip": shown})


class NoteOut(BaseModel):
    """A remark on a film."""

    id: int
    seconds: float
    text: str
    author: str
    created_at: datetime
    done_at: datetime | None
