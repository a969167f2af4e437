"""Inputs of notes and answers."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from app.books.rules import SectionKind, SubmissionState
from app.books.schemas.typed import Remark, SceneNumber
from app.core.inputs import Trimmed


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


class DoneInput(BaseModel):
    """Whether a note is done."""

    done: bool = True
