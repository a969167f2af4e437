"""Inputs and outputs of the feedback room."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, StringConstraints

from app.core.inputs import Line, Words
from app.feedback.rules import LONGEST, SCALE, PromptKind

Text = Annotated[Words, StringConstraints(max_length=LONGEST)]


class AnswerInput(BaseModel):
    """One answer: a text, or a step of the scale."""

    prompt_id: int
    text: Text = ""
    number: Annotated[int, Field(ge=1, le=SCALE)] | None = None


class ResponseInput(BaseModel):
    """A whole form; ``send`` hands it in, else it is kept as a draft."""

    answers: Annotated[list[AnswerInput], Field(max_length=100)] = []
    send: bool = False


class PromptInput(BaseModel):
    """A prompt of the form; removed when both texts are empty."""

    id: int | None = None
    kind: PromptKind = PromptKind.TEXT
    text_en: Annotated[Line, StringConstraints(max_length=500)] = ""
    text_ko: Annotated[Line, StringConstraints(max_length=500)] = ""
    required: bool = False


class FormInput(BaseModel):
    """The questions asked after each film."""

    prompts: Annotated[list[PromptInput], Field(max_length=60)]


class ReleaseInput(BaseModel):
    """What the instructor says with the results."""

    message: Annotated[Words, StringConstraints(max_length=2000)] = ""


class HideInput(BaseModel):
    """Why a response is not shown; empty shows it again."""

    reason: Annotated[Line, StringConstraints(max_length=300)] = ""


class PromptOut(BaseModel):
    """A prompt in both languages; ``ends`` describe a scale's ends: English low and high, Korean low and high."""

    id: int
    kind: PromptKind
    text_en: str
    text_ko: str
    required: bool
    ends: list[str]

    @classmethod
    def of(cls, prompt: Any) -> Self:
        """Show a prompt."""
        ends = prompt.options.get("ends", [])
        return cls(
            id=prompt.id,
            kind=prompt.kind,
            text_en=prompt.text_en,
            text_ko=prompt.text_ko,
            required=prompt.required,
            ends=ends,
        )


class AnswerOut(BaseModel):
    """One answer, without who gave it."""

    prompt_id: int
    text: str
    number: int | None


class SheetOut(BaseModel):
    """A film's form and one's own answers; ``why`` says why it cannot be answered now."""

    slot_id: int
    film: str
    open: bool
    why: str
    sent: bool
    prompts: list[PromptOut]
    answers: list[AnswerOut]


class ResultOut(BaseModel):
    """What a film's audience said to one prompt: counts of the scale's steps, and texts."""

    prompt: PromptOut
    counts: list[int]
    texts: list[str]


class FilmResultOut(BaseModel):
    """A film's feedback; ``released_at`` is empty for what only the staff reads yet."""

    slot_id: int
    film: str
    responses: int
    message: str
    released_at: datetime | None
    results: list[ResultOut]


class DeskFilmOut(BaseModel):
    """A film on the staff's desk: how many have sent their form, and whether the team may read it."""

    slot_id: int
    film: str
    team_id: int | None
    responses: int
    ended_at: datetime | None
    closed_at: datetime | None
    released_at: datetime | None


class DeskOut(BaseModel):
    """A night's feedback for its staff; ``form_number`` is 0 before the first form."""

    screening_id: int
    form_number: int
    films: list[DeskFilmOut]


class FormOut(BaseModel):
    """A version of the questions."""

    id: int
    number: int
    title: str
    prompts: list[PromptOut]


class ResponseOut(BaseModel):
    """A sent response as its moderators read it: without who gave it, and when."""

    id: int
    hidden_reason: str
    answers: list[AnswerOut]
