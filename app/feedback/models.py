"""Tables of the feedback room."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, chosen, document, moment
from app.feedback.rules import PromptKind


class FeedbackForm(SQLModel, table=True):
    """A version of the questions asked after a film; fixed once answered."""

    __tablename__ = "feedback_form"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    number: int = 1
    title: str = Field(max_length=160)
    created_at: datetime = moment()


class Prompt(SQLModel, table=True):
    """One question, in both languages. ``options`` holds a scale's described ends or a choice's answers."""

    __tablename__ = "prompt"

    id: int = Field(default=None, primary_key=True)
    form_id: int = above("feedback_form")
    position: int
    kind: PromptKind = chosen(PromptKind)
    text_en: str = Field(max_length=500)
    text_ko: str = Field(default="", max_length=500)
    options: dict[str, Any] = document(default_factory=dict)
    required: bool = False


class Response(SQLModel, table=True):
    """What one person or guest answered for one film; ``draft`` until sent."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("slot_id", "person_id"), UniqueConstraint("slot_id", "guest_id"))

    id: int = Field(default=None, primary_key=True)
    form_id: int = above("feedback_form")
    screening_id: int = above("screening")
    slot_id: int = above("slot")
    team_id: int = above("team")
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE", index=True)
    guest_id: int | None = Field(default=None, foreign_key="guest.id", ondelete="CASCADE", index=True)
    created_at: datetime = moment()
    sent_at: datetime | None = moment(default=None)
    hidden_reason: str = Field(default="", max_length=300)
    version: int = 1


class Answer(SQLModel, table=True):
    """One answer: a text, or a number on the scale."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("response_id", "prompt_id"),)

    id: int = Field(default=None, primary_key=True)
    response_id: int = above("response")
    prompt_id: int = above("prompt")
    text: str = Field(default="", max_length=4000)
    number: int | None = None


class Release(SQLModel, table=True):
    """The instructor has given a team its results of one film."""

    __tablename__ = "release"

    id: int = Field(default=None, primary_key=True)
    slot_id: int = above("slot", unique=True)
    team_id: int = above("team")
    released_at: datetime = moment()
    released_by: int | None = beside("person")
    message: str = Field(default="", max_length=2000)
