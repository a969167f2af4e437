"""Inputs of notes, answers, drafts and reusable remarks."""

from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints, model_validator

from app.books.rules import Outcome, SectionKind, SubmissionState
from app.books.schemas.typed import SceneNumber
from app.core.inputs import Line, Trimmed, Words

Place = Annotated[int, Field(ge=1, le=100_000)]
Passage = Annotated[Trimmed, StringConstraints(max_length=4000)]


class NoteText(BaseModel):
    """What a note says; ``suggestion`` is another wording for its lines: they become exactly this."""

    text: Passage = ""
    suggestion: Annotated[Words, StringConstraints(max_length=4000)] | None = None


class NoteInput(NoteText):
    """A remark on a handed-in version: on a section, a field of the pitch, a scene, a row of a table, or lines.

    It is a draft that the team does not see until it is sent: at once with ``send``, or with the answer.
    """

    section: SectionKind = SectionKind.SCENARIO
    scene: SceneNumber = ""
    field: Annotated[Line, StringConstraints(max_length=40)] = ""
    row_id: int | None = None
    line: Place | None = None
    last_line: Place | None = None
    send: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.line is not None:
            self.last_line = max(self.line, self.last_line or self.line)
        else:
            self.last_line = None
        return self


class PeerReviewInput(BaseModel):
    """How many other teams' books each team reviews; none: the teams do not review each other."""

    each: Annotated[int, Field(ge=0, le=20)] = 0


class ReplyInput(BaseModel):
    """An answer under a remark; ``outcome`` says what became of the remark: ``open``, ``done`` or ``explained``."""

    text: Passage = ""
    outcome: Outcome = Outcome.OPEN


class VerdictInput(BaseModel):
    """What the staff says to a version: ``approved`` or ``changes``. One's draft notes are sent with it."""

    state: SubmissionState
    answer: Passage = ""


class DraftInput(BaseModel):
    """What one means to answer, kept until it is sent."""

    answer: Passage = ""


class RemarkInput(BaseModel):
    """A sentence to use again."""

    text: Annotated[Trimmed, StringConstraints(min_length=1, max_length=1000)]


class DoneInput(BaseModel):
    """Whether a note is done."""

    done: bool = True
