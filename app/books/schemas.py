"""Inputs and outputs of the books room."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from app.books import rules
from app.books.rules import SectionKind, SubmissionState
from app.core.inputs import Line, Words

Short = Annotated[Line, StringConstraints(max_length=120)]
Passage = Annotated[Words, StringConstraints(max_length=2000)]
Remark = Annotated[Words, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
SceneNumber = Annotated[Line, StringConstraints(max_length=12)]
LONGEST_SCENARIO = 400_000


def _amount(value: object) -> object:
    """Read money as people type it; what cannot be read stays and is refused."""
    if isinstance(value, str):
        if not value.strip():
            return None
        found = rules.amount(value)
        return value if found is None else found
    return value


Money = Annotated[int, Field(ge=0, le=10**12)]
Typed = BeforeValidator(_amount)


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
    """A row of the budget; money in minor units, typed as people type it. ``version`` is the one that was read."""

    category: Annotated[Line, StringConstraints(max_length=60)] = ""
    item: Annotated[Line, StringConstraints(max_length=200)] = ""
    quantity: Annotated[int | None, Typed, Field(ge=0, le=100_000)] = None
    unit_price: Annotated[Money | None, Typed] = None
    actual: Annotated[Money | None, Typed] = None
    paid_by: Short = ""
    note: Annotated[Line, StringConstraints(max_length=400)] = ""
    version: int = 1


class PasteInput(BaseModel):
    """Rows copied from a spreadsheet."""

    rows: Annotated[Words, StringConstraints(min_length=1, max_length=200_000)]


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
    answer: Annotated[Words, StringConstraints(strip_whitespace=True, max_length=4000)] = ""


class Saved(BaseModel):
    """The version after saving: send it with the next change."""

    version: int


class RowOut(BaseModel):
    """A row of a table, with all its columns."""

    id: int
    position: int
    version: int
    values: dict[str, Any]


class BookOut(BaseModel):
    """The book as it stands: pitch, scenario, shots, budget, and what it still lacks."""

    team_id: int
    pitch: dict[str, Any]
    scenario: str
    scenario_version: int
    pitch_version: int
    shots: list[RowOut]
    budget: list[RowOut]
    missing: list[str]


class SubmissionOut(BaseModel):
    """A handed-in version; ``content`` is the book at that moment."""

    id: int
    team_id: int
    number: int
    state: SubmissionState
    message: str
    answer: str
    submitted_at: datetime
    answered_at: datetime | None
    content: dict[str, Any]

    @classmethod
    def of(cls, submission: object) -> Self:
        """Show a version."""
        return cls.model_validate(submission, from_attributes=True)


class NoteOut(BaseModel):
    """A remark with its place."""

    id: int
    parent_id: int | None
    section: SectionKind
    scene: str
    line: int | None
    text: str
    created_at: datetime
    done_at: datetime | None
