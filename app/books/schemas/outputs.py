"""Outputs of the books room."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel

from app.books.fountain import Change
from app.books.rules import SectionKind, SubmissionState


class Saved(BaseModel):
    """The version after saving: send it with the next change."""

    version: int


class Order(BaseModel):
    """The ids of a table's rows, from the first to the last."""

    order: list[int]


class Pasted(BaseModel):
    """How many rows were added."""

    added: int


class RowOut(BaseModel):
    """A row of a table, with all its columns; ``removed`` rows can be brought back."""

    id: int
    position: int
    version: int
    removed: bool
    values: dict[str, Any]

    @classmethod
    def of(cls, row: Any, columns: Sequence[str]) -> Self:
        """Show a row that was just written."""
        values = {name: getattr(row, name) for name in columns}
        removed = row.removed_at is not None
        return cls(id=row.id, position=row.position, version=row.version, removed=removed, values=values)

    @classmethod
    def read(cls, row: object) -> Self:
        """Show a row that was read."""
        return cls.model_validate(row, from_attributes=True)


class SceneOut(BaseModel):
    """What the scenario says of a scene; ``side`` is INT, EXT, EST, INT/EXT or nothing. Lines count from 1."""

    number: str
    heading: str
    side: str
    place: str
    light: str
    eighths: int
    minutes: float
    speaking: list[str]
    first: int
    last: int


class SheetOut(BaseModel):
    """A scene with its row (null: not made yet) and the number of its shots."""

    scene: SceneOut
    row: RowOut | None
    shots: int


class AnalysisOut(BaseModel):
    """The scene analysis table. ``lost`` rows ask where their scene has gone, ``aside`` ones were put by."""

    sheets: list[SheetOut]
    lost: list[RowOut]
    aside: list[RowOut]
    stale: bool


class PhotoOut(BaseModel):
    """A photo of a location and the address of its file, which holds for some hours."""

    id: int
    place_id: int
    href: str
    width: int
    height: int


class SubmissionOut(BaseModel):
    """A handed-in version: what the team said, and what became of it."""

    id: int
    team_id: int
    number: int
    state: SubmissionState
    message: str
    answer: str
    submitted_at: datetime
    answered_at: datetime | None

    @classmethod
    def of(cls, submission: object) -> Self:
        """Show a version."""
        return cls.model_validate(submission, from_attributes=True)


class BookOut(BaseModel):
    """The book as it stands: pitch, scenario, its tables, what it still lacks, and its versions, newest first.

    Money in the budget is in minor units of ``currency``, which has ``decimals`` decimals.
    """

    team_id: int
    currency: str
    decimals: int
    pitch: dict[str, Any]
    pitch_version: int
    scenario: str
    scenario_version: int
    tables: dict[str, list[RowOut]]
    missing: list[str]
    submissions: list[SubmissionOut]


class NoteOut(BaseModel):
    """A remark with its place; replies have a parent."""

    id: int
    submission_id: int
    parent_id: int | None
    section: SectionKind
    scene: str
    line: int | None
    text: str
    created_at: datetime
    done_at: datetime | None

    @classmethod
    def of(cls, note: object) -> Self:
        """Show a note."""
        return cls.model_validate(note, from_attributes=True)


class ThreadOut(BaseModel):
    """A remark, who wrote it, the answers to it, and the number of the version it was done in."""

    note: NoteOut
    author: str
    replies: list[NoteOut]
    answered_in: int | None


class SubmissionPageOut(SubmissionOut):
    """A handed-in version; ``content`` is the book at that moment."""

    content: dict[str, Any]
    by: str
    threads: list[ThreadOut]
    missing: list[str]


class PieceOut(BaseModel):
    """A line of a comparison: line numbers from 1, and (change, text) pairs."""

    change: Change
    before: int | None
    after: int | None
    words: list[tuple[Change, str]]


class ComparisonOut(BaseModel):
    """The scenarios of two versions, line by line."""

    older: int
    newer: int
    pieces: list[PieceOut]


class TeamBookOut(BaseModel):
    """A team and its newest handed-in version."""

    team_id: int
    number: int
    name: str
    newest: SubmissionOut | None
