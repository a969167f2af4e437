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


class FrameOut(BaseModel):
    """A shot's frame and the address of its file, which holds for some hours."""

    shot_id: int
    number: str
    href: str


class SubmissionOut(BaseModel):
    """A handed-in version: what the team said, when it was due for them, and what became of it."""

    id: int
    team_id: int
    number: int
    state: SubmissionState
    message: str
    answer: str
    submitted_at: datetime
    due_at: datetime | None
    answered_at: datetime | None

    @classmethod
    def of(cls, submission: object) -> Self:
        """Show a version."""
        return cls.model_validate(submission, from_attributes=True)


class DeadlineOut(BaseModel):
    """When the next version is due for the team; later ones are marked as late, or refused when it ``closes``."""

    title: str
    due_at: datetime
    closes: bool
    extended: bool


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
    deadline: DeadlineOut | None
    missing: list[str]
    submissions: list[SubmissionOut]


class NoteOut(BaseModel):
    """A remark with its place; replies have a parent. A draft has no ``sent_at``; nobody but its author sees it."""

    id: int
    submission_id: int
    parent_id: int | None
    section: SectionKind
    scene: str
    field: str
    row_id: int | None
    line: int | None
    last_line: int | None
    text: str
    suggestion: str | None
    created_at: datetime
    sent_at: datetime | None
    done_at: datetime | None
    explained: bool
    taken_at: datetime | None

    @classmethod
    def of(cls, note: object) -> Self:
        """Show a note."""
        return cls.model_validate(note, from_attributes=True)


class RemarkOut(BaseModel):
    """A sentence to use again."""

    id: int
    text: str

    @classmethod
    def of(cls, remark: object) -> Self:
        """Show a remark."""
        return cls.model_validate(remark, from_attributes=True)


class PeerReviewOut(BaseModel):
    """That a team reviews another's books: the newest version that it reads, and how many notes it sent on all."""

    reviewer_id: int
    team_id: int
    submission_id: int | None
    notes: int

    @classmethod
    def of(cls, review: Any) -> Self:
        """Show who reviews whom."""
        newest = review.newest.id if review.newest else None
        return cls(reviewer_id=review.reviewer_id, team_id=review.team.id, submission_id=newest, notes=review.notes)


class ThreadOut(BaseModel):
    """A remark, who wrote it, the answers to it, and the number of the version that answered it.

    ``number`` is the version it was written on; ``now_at`` are its first and last line in the version that was asked
    for, null when its lines were cut. ``from_team`` is the number of the team that wrote it as a reviewer.
    """

    note: NoteOut
    author: str
    from_team: int | None
    number: int
    replies: list[NoteOut]
    answered_in: int | None
    now_at: tuple[int, int] | None

    @classmethod
    def of(cls, thread: Any) -> Self:
        """Show a thread."""
        place = thread.place
        return cls(
            note=NoteOut.of(thread.note),
            author=thread.author,
            from_team=thread.from_team,
            number=thread.number,
            replies=[NoteOut.of(note) for note, _ in thread.replies],
            answered_in=thread.answered_in,
            now_at=(place.first, place.last) if place and not place.gone else None,
        )


class SubmissionPageOut(SubmissionOut):
    """A handed-in version; ``content`` is the book at that moment, ``content_hash`` its SHA-256.

    ``changed_since`` is the version that was answered before it: the one to compare with.
    """

    content: dict[str, Any]
    content_hash: str
    changed_since: int | None
    by: str
    threads: list[ThreadOut]
    missing: list[str]


class PieceOut(BaseModel):
    """A line of a comparison: line numbers from 1, and (change, text) pairs."""

    change: Change
    before: int | None
    after: int | None
    words: list[tuple[Change, str]]


class SceneStepOut(BaseModel):
    """What became of a scene: its number and heading before and after; ``moved`` in the order of scenes."""

    change: Change
    moved: bool
    before: tuple[str, str] | None
    after: tuple[str, str] | None

    @classmethod
    def of(cls, step: Any) -> Self:
        """Show a step."""
        before, after = ((one.number, one.heading) if one else None for one in (step.before, step.after))
        return cls(change=step.change, moved=step.moved, before=before, after=after)


class ComparisonOut(BaseModel):
    """Two versions: the scenario line by line and by scene, the pitch's changed fields, and the changed rows.

    ``rows`` gives for each table the ids of rows that are ``new``, ``cut``, ``changed`` or ``moved``.
    """

    older: int
    newer: int
    pieces: list[PieceOut]
    scenes: list[SceneStepOut]
    pitch: list[str]
    rows: dict[str, dict[int, str]]


class Sent(BaseModel):
    """How many notes were sent."""

    sent: int


class TeamBookOut(BaseModel):
    """A team and its newest handed-in version."""

    team_id: int
    number: int
    name: str
    newest: SubmissionOut | None
