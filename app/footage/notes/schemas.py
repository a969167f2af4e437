"""Inputs and outputs of notes on films."""

import json
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints

from app.core.inputs import Trimmed
from app.footage.notes import rules

NoteText = Annotated[Trimmed, StringConstraints(min_length=1, max_length=2000)]
Frame = Annotated[int, Field(ge=0, le=36000 * 60)]


def _strokes(value: object) -> object:
    """Read a drawing from a form's field, where it is JSON in a list of one; nothing is no drawing."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        value = value[0]
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value or "[]")
    except ValueError:
        return None


def _drawn(value: list[list[int]]) -> list[list[int]]:
    if not rules.drawing_fits(value):
        raise ValueError("not-a-drawing")
    return value


Drawing = Annotated[list[list[int]], BeforeValidator(_strokes), AfterValidator(_drawn)]


class NoteInput(BaseModel):
    """A note from ``frame`` on, to ``last_frame`` where it is a range; frames are counted from 0 at the film's rate.

    ``drawing`` holds strokes, each a flat list x, y, x, y, … in thousandths of the picture. ``private`` hides the note
    from the course's staff.
    """

    frame: Frame = 0
    last_frame: Frame | None = None
    drawing: Drawing = []
    private: bool = False
    text: NoteText


class ReplyInput(BaseModel):
    """An answer to a note, or new words for a note."""

    text: NoteText


class DoneInput(BaseModel):
    """Whether a note is done; ``cut_id`` is the cut in which it is."""

    done: bool = True
    cut_id: int | None = None


class AnswerOut(BaseModel):
    """An answer to a note."""

    id: int
    text: str
    author: str
    created_at: datetime


class NoteOut(BaseModel):
    """A note on a film with its answers: frames from 0 at ``rate`` frames a second (a fraction's text); seconds too.

    ``done_in`` is the id of the cut in which it was said to be done. ``private`` notes are for the team alone.
    """

    id: int
    clip_id: int
    frame: int
    last_frame: int | None
    rate: str
    seconds: float
    until: float | None
    timecode: str
    drawing: list[list[int]]
    private: bool
    text: str
    author: str
    created_at: datetime
    changed_at: datetime | None
    done_at: datetime | None
    done_in: int | None
    answers: list[AnswerOut] = []

    @classmethod
    def of(cls, note: Any, author: str, answers: Any = ()) -> Self:
        """Show a note; ``answers`` are rows with ``note`` and ``author``."""
        shown = [AnswerOut.model_validate({**row.note.__dict__, "author": row.author}) for row in answers]
        said = {"author": author, "answers": shown, "seconds": note.seconds, "until": note.until}
        return cls.model_validate({**note.__dict__, **said, "timecode": rules.timecode(note.frame, note.rate)})
