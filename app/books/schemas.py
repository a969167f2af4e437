"""Inputs and outputs of the books room."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, ValidationInfo

from app.books import rules
from app.books.fountain import Change
from app.books.rules import SectionKind, SubmissionState
from app.core.inputs import Line, Trimmed, Words
from app.core.text import say

Short = Annotated[Line, StringConstraints(max_length=120)]
Passage = Annotated[Words, StringConstraints(max_length=2000)]
Remark = Annotated[Trimmed, StringConstraints(min_length=1, max_length=4000)]
SceneNumber = Annotated[Line, StringConstraints(max_length=12)]
LONGEST_SCENARIO = 400_000


def _amount(value: object, info: ValidationInfo) -> object:
    """Read what people type in the currency's major unit; the context says its ``decimals``. Programs send integers."""
    return _read(value, info, (info.context or {}).get("decimals", 0))


def _count(value: object, info: ValidationInfo) -> object:
    """Read a whole number as people type it."""
    return _read(value, info, 0)


def _read(value: object, info: ValidationInfo, decimals: int) -> object:
    if not isinstance(value, str) or info.context is None:
        return value
    if not value.strip():
        return None
    found = rules.amount(value, decimals)
    if found is None:
        example = rules.typed(125 * 10 ** max(0, decimals - 1) if decimals else 12000, decimals)
        raise ValueError(say("Write an amount like %(example)s.", example=example))
    return found


Money = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Count = Annotated[int, Field(ge=0, le=100_000, strict=True)]
MINOR = "minor units of the course's currency: 1250 is €12.50, and ₩1,250"


class PitchInput(BaseModel):
    """The pitch. ``version`` is the one that was read."""

    title: Short = ""
    logline: Annotated[Words, StringConstraints(max_length=600)] = ""
    genre: Annotated[Line, StringConstraints(max_length=80)] = ""
    whose_view: Passage = ""
    at_stake: Passage = ""
    unsaid: Passage = ""
    different: Passage = ""
    version: int = 0


class ScenarioInput(BaseModel):
    """The scenario as Fountain. ``version`` is the one that was read."""

    text: Annotated[Words, StringConstraints(max_length=LONGEST_SCENARIO)] = ""
    version: int = 0


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
    quantity: Annotated[Count | None, BeforeValidator(_count)] = None
    unit_price: Annotated[Money | None, BeforeValidator(_amount), Field(description=f"Price of one, in {MINOR}.")] = (
        None
    )
    actual: Annotated[Money | None, BeforeValidator(_amount), Field(description=f"What was paid, in {MINOR}.")] = None
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


class SubmitInput(BaseModel):
    """What the team says with its book."""

    message: Passage = ""


class NoteInput(BaseModel):
    """A remark on a section, a scene or a line of a handed-in version."""

    section: SectionKind = SectionKind.SCENARIO
    scene: SceneNumber = ""
    line: Annotated[int, Field(ge=1, le=100_000)] | None = None
    text: Remark


class ReplyInput(BaseModel):
    """An answer under a remark."""

    text: Remark


class VerdictInput(BaseModel):
    """What the staff says to a version: ``approved`` or ``changes``."""

    state: SubmissionState
    answer: Annotated[Trimmed, StringConstraints(max_length=4000)] = ""


class MoveRowInput(BaseModel):
    """Where a row goes: after the row ``after``; null is the top. ``was`` is the row it was seen after."""

    after: int | None = None
    was: int | None = None


class DoneInput(BaseModel):
    """Whether a note is done."""

    done: bool = True


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
