"""Inputs and outputs of edits: single fields, saved over what the writer read."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from app.books.rules import SectionKind

Cell = str | int | bool | None
LONGEST = 400_000


class Splice(BaseModel):
    """What was typed into a long text: from the letter ``at`` on, ``cut`` letters went and ``put`` came.

    ``mark`` is the CRC-32 of the text it was typed into, in UTF-8; letters are counted as code points.
    """

    at: Annotated[int, Field(ge=0, le=LONGEST)]
    cut: Annotated[int, Field(ge=0, le=LONGEST)] = 0
    put: Annotated[str, StringConstraints(max_length=LONGEST)] = ""
    mark: Annotated[int, Field(ge=0)]


class FieldEdit(BaseModel):
    """A field's new ``value`` and the ``base`` that was read; for long texts a ``splice`` instead of both."""

    value: Cell = None
    base: Cell = None
    splice: Splice | None = None


class EditInput(BaseModel):
    """Fields of the pitch, the scenario ("text") or a row. ``version`` is the one that was read.

    ``typed`` says that values are as people type them: money in the major unit, "12.50".
    """

    section: SectionKind
    row: int | None = None
    version: Annotated[int, Field(ge=0)] = 0
    typed: bool = False
    fields: Annotated[dict[str, FieldEdit], Field(min_length=1, max_length=40)]


class EditedOut(BaseModel):
    """The version after saving; ``fields`` are those that others changed too, as they stand with both changes."""

    version: int
    fields: dict[str, str]
