"""Tables of the footage room."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, chosen, document, moment
from app.footage.notes.rules import USUAL_RATE, begins
from app.footage.rules import CutKind, CutState, Rating, UploadState
from app.jobs.rules import WorkState


class Clip(SQLModel, table=True):
    """A film file and what was made of it. Sizes in bytes, lengths in seconds, keys are names in the storage.

    ``job``, ``state``, ``rev``, ``runner``, ``percent`` and ``cause`` belong to the job that works on the clip.
    """

    __tablename__ = "clip"

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team")
    original_key: str = Field(default="", max_length=200)
    file_name: str = Field(default="", max_length=255)
    bytes: int = Field(default=0, sa_type=BigInteger)
    kept_bytes: int = Field(default=0, sa_type=BigInteger)
    sha256: str = Field(default="", max_length=64, index=True)
    same_as: int | None = None
    upload_token: str = Field(default="", max_length=32)
    uploaded_by: int | None = beside("person")
    created_at: datetime = moment()
    job: str = Field(default="", max_length=40)
    state: WorkState = chosen(WorkState, default=WorkState.QUEUED)
    rev: int = 1
    runner: str | None = Field(default=None, max_length=80)
    percent: int = 0
    cause: str = Field(default="", max_length=1000)
    source: dict[str, Any] = document(default_factory=dict)
    seconds: float | None = None
    width: int | None = None
    height: int | None = None
    rate: str = Field(default="", max_length=16)
    has_sound: bool = True
    preview_key: str = Field(default="", max_length=200)
    stream_key: str = Field(default="", max_length=200)
    poster_key: str = Field(default="", max_length=200)
    sprite_key: str = Field(default="", max_length=200)
    master_key: str = Field(default="", max_length=200)
    loudness: float | None = None
    warnings: list[dict[str, Any]] = document(default_factory=list)
    discarded_at: datetime | None = moment(default=None)
    """Since when nobody wants it: it counts no more, its files go, then this row (``footage.sweep``)."""


class Upload(SQLModel, table=True):
    """A file on its way (tus 1.0). ``offset`` is what is durably on disk; the token names it in addresses."""

    __tablename__ = "upload"

    id: int = Field(default=None, primary_key=True)
    token: str = Field(max_length=32, unique=True)
    team_id: int = above("team")
    person_id: int = above("person")
    purpose: str = Field(default="take", max_length=16)
    target: dict[str, Any] = document(default_factory=dict)
    file_name: str = Field(default="", max_length=255)
    length: int = Field(sa_type=BigInteger)
    offset: int = Field(default=0, sa_type=BigInteger)
    state: UploadState = chosen(UploadState, default=UploadState.OPEN)
    clip_id: int | None = beside("clip")
    created_at: datetime = moment()
    expires_at: datetime = moment()


class Take(SQLModel, table=True):
    """One recorded attempt at a shot; ``shot_id`` is empty until somebody says which shot it is.

    ``numbered_in`` is the shot (0: none) in which it got its number: no two takes have the same one there. It stays
    when the shot's row goes, unlike ``shot_id``, so that removing a shot never makes two numbers equal.
    ``first_frame`` and ``last_frame`` (0-based, at the film's rate) are what the assembly uses of it; unset: all.
    """

    __tablename__ = "take"
    __table_args__ = (UniqueConstraint("team_id", "numbered_in", "number"),)

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team")
    clip_id: int = above("clip", unique=True)
    shot_id: int | None = beside("shot")
    numbered_in: int = 0
    number: int = 1
    rating: Rating = chosen(Rating, default=Rating.NONE)
    first_frame: int | None = None
    last_frame: int | None = None
    created_at: datetime = moment()
    created_by: int | None = beside("person")
    removed_at: datetime | None = moment(default=None)
    version: int = 1

    def trimmed(self, rate: str) -> tuple[float | None, float | None]:
        """Give the seconds between which the assembly uses it, at the film's rate; unset: from or to the end."""
        first, last = self.first_frame, self.last_frame
        return (None if first is None else begins(first, rate), None if last is None else begins(last + 1, rate))


class ClipNote(SQLModel, table=True):
    """A note on a film from ``frame`` on (0-based, at ``rate`` frames a second), to ``last_frame`` where it is a range.

    ``drawing`` holds strokes on the picture (``notes.rules.UNIT``); ``private`` notes are for the team alone; answers
    have a parent. ``done_in`` is the cut in which it was said to be done.
    """

    __tablename__ = "clip_note"

    id: int = Field(default=None, primary_key=True)
    clip_id: int = above("clip")
    parent_id: int | None = Field(default=None, foreign_key="clip_note.id", ondelete="CASCADE", index=True)
    frame: int = 0
    last_frame: int | None = None
    rate: str = Field(default=USUAL_RATE, max_length=16)
    drawing: list[list[int]] = document(default_factory=list)
    private: bool = False
    text: str = Field(max_length=2000)
    author_id: int | None = beside("person")
    created_at: datetime = moment()
    changed_at: datetime | None = moment(default=None)
    done_at: datetime | None = moment(default=None)
    done_in: int | None = beside("cut")

    @property
    def seconds(self) -> float:
        """When it begins."""
        return begins(self.frame, self.rate)

    @property
    def seek(self) -> float:
        """Where a player shows the very frame: its middle, whatever it rounds."""
        return begins(self.frame, self.rate) + begins(1, self.rate) / 2

    @property
    def until(self) -> float | None:
        """When its range ends, with the last frame; nothing for a moment."""
        return None if self.last_frame is None else begins(self.last_frame + 1, self.rate)


class Cut(SQLModel, table=True):
    """A version of the team's film. An accepted final cut has a master in its clip."""

    __tablename__ = "cut"
    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team")
    course_id: int = above("course")
    clip_id: int = above("clip", unique=True)
    number: int
    kind: CutKind = chosen(CutKind)
    state: CutState = chosen(CutState, default=CutState.WAITING)
    message: str = Field(default="", max_length=2000)
    submitted_at: datetime = moment()
    submitted_by: int | None = beside("person")
    answer: str = Field(default="", max_length=2000)
    answered_at: datetime | None = moment(default=None)
    answered_by: int | None = beside("person")
    version: int = 1


class Assembly(SQLModel, table=True):
    """The work on a team's assembly: its job makes the pieces that are missing. What it shows is worked out anew."""

    __tablename__ = "assembly"

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team", unique=True)
    job: str = Field(default="", max_length=40)
    state: WorkState = chosen(WorkState, default=WorkState.READY)
    rev: int = 1
    runner: str | None = Field(default=None, max_length=80)
    percent: int = 0
    cause: str = Field(default="", max_length=1000)


class Piece(SQLModel, table=True):
    """A made piece of a team's assembly: ``mark`` says of what (``assembly.rules.Part``), ``prefix`` where.

    ``segments`` are names and seconds. ``unused_at``: since when none wants it; the sweep removes it an hour later.
    """

    __tablename__ = "piece"
    __table_args__ = (UniqueConstraint("team_id", "mark"),)

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team")
    mark: str = Field(max_length=20)
    prefix: str = Field(max_length=200)
    segments: list[list[Any]] = document(default_factory=list)
    bytes: int = Field(default=0, sa_type=BigInteger)
    unused_at: datetime | None = moment(default=None)
