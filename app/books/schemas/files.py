"""Inputs and outputs of files that come into a book."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints

from app.books.models import Intake
from app.books.rules import SectionKind
from app.books.schemas.story import ScenarioInput
from app.core.inputs import Line, Words

MOST_LETTERS = 6_000_000
FileName = Annotated[Line, StringConstraints(max_length=200)]
Cells = Annotated[list[list[Annotated[Words, StringConstraints(max_length=5000)]]], Field(max_length=2001)]


class FileInput(BaseModel):
    """What somebody brings: a file in base64, or its text."""

    file: Annotated[str, StringConstraints(max_length=MOST_LETTERS)] = ""
    text: Annotated[str, StringConstraints(max_length=MOST_LETTERS)] = ""


class ScriptBrought(ScenarioInput):
    """A screenplay to put in the place of the one that was read."""

    file_name: FileName = ""


class RowsBrought(BaseModel):
    """Cells to take in as rows: headings first, or in the order of the columns; ``replace`` takes the others out."""

    cells: Cells
    replace: bool = False
    file_name: FileName = ""


class ScriptRead(BaseModel):
    """A screenplay as it was read: Fountain, its scenes and who speaks."""

    text: str
    scenes: list[str]
    cast: list[str]
    eighths: int


class WrongCell(BaseModel):
    """A cell that cannot be taken."""

    row: int
    column: str
    why: str


class RowsRead(BaseModel):
    """A table as it would be taken in."""

    columns: list[str]
    left_out: list[str]
    rows: list[list[str]]
    wrong: list[WrongCell]
    cells: list[list[str]]


class IntakeOut(BaseModel):
    """What a file brought; it can be undone."""

    id: int
    section: SectionKind
    file_name: str
    made_at: datetime
    undone_at: datetime | None

    @classmethod
    def of(cls, one: Intake) -> Self:
        """Show an intake."""
        return cls.model_validate(one, from_attributes=True)
