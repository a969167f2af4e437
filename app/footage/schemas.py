"""Inputs and outputs of the footage room."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, StringConstraints

from app.core.inputs import Line, Trimmed
from app.core.text import code_of, told
from app.footage.notes.schemas import NoteOut
from app.footage.rules import CutKind, CutState, Purpose, Rating
from app.jobs.rules import WorkState

Message = Annotated[Trimmed, StringConstraints(max_length=2000)]


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


class KeepInput(BaseModel):
    """Whether a film is kept although the footage check found something."""

    kept: bool = True


class AnswerInput(BaseModel):
    """What the instructor says to a cut."""

    accept: bool = False
    answer: Message = ""
    version: int


class ClipOut(BaseModel):
    """A film: ``state`` of its conversion; when it failed ``cause``, in the reader's language, with code and values.

    Lengths in seconds, sizes in bytes.
    """

    id: int
    file_name: str
    bytes: int
    state: WorkState
    percent: int
    cause: str
    cause_code: str = ""
    cause_values: dict[str, str | int | float] = {}
    seconds: float | None
    width: int | None
    height: int | None
    rate: str
    has_sound: bool
    loudness: float | None
    warnings: list[dict[str, Any]]

    @classmethod
    def of(cls, clip: object) -> Self:
        """Show a film's file."""
        kept = str(clip.__dict__["cause"])
        cause = told(kept)
        said = {"cause": str(cause), "cause_code": code_of(kept), "cause_values": cause.values}
        return cls.model_validate({**clip.__dict__, **said})


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
        shown = ClipOut.of(clip)
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
        shown = ClipOut.of(clip)
        return cls.model_validate({**cut.__dict__, "clip": shown})


class FilmOut(BaseModel):
    """Where to read a film until ``expires_at``: one file, its poster, its HLS playlist; empty for what is not made.

    The addresses are signed and need no cookie; ask again for new ones. They may redirect to the storage.
    """

    film: str
    poster: str
    playlist: str
    expires_at: datetime


class TakePageOut(TakeOut):
    """A take with its notes and its neighbours on the wall; ``removed`` takes can be brought back."""

    media: FilmOut
    by: str
    removed: bool
    notes: list[NoteOut]
    before: int | None
    after: int | None


class CutPageOut(CutOut):
    """A cut with its notes; ``carried`` are those of earlier cuts that nobody has done yet."""

    media: FilmOut
    by: str
    notes: list[NoteOut]
    carried: list[NoteOut]


class CoverOut(BaseModel):
    """A scene: how many shots are planned, shot, circled; ``open`` names those without a circled take."""

    scene: str
    planned: int
    shot: int
    circled: int
    open: list[str]


class UploadOut(BaseModel):
    """A file on its way: ``offset`` of ``length`` bytes have arrived."""

    token: str
    file_name: str
    length: int
    offset: int


class RushesOut(BaseModel):
    """A team's takes, newest first, what is covered by scene, what is on its way, and the bytes kept."""

    team_id: int
    takes: list[TakeOut]
    scenes: list[CoverOut]
    uploads: list[UploadOut]
    kept_bytes: int
