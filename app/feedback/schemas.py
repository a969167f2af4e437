"""Inputs and outputs of the feedback room."""

from datetime import datetime
from typing import Annotated

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
    """A prompt in both languages."""

    id: int
    kind: PromptKind
    text_en: str
    text_ko: str
    required: bool
    ends: list[str]


class ResultOut(BaseModel):
    """What a film's audience said to one prompt: counts of the scale's steps, and texts."""

    prompt: PromptOut
    counts: list[int]
    texts: list[str]


class FilmResultOut(BaseModel):
    """A film's released feedback."""

    slot_id: int
    film: str
    responses: int
    message: str
    released_at: datetime | None
    results: list[ResultOut]
