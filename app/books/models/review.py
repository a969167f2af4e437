"""What was handed in, and the remarks on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.books.rules import SectionKind, SubmissionState
from app.core.columns import above, beside, chosen, document, moment


class Submission(SQLModel, table=True):
    """A version of the book as it was handed in; ``content`` never changes."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("book_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    team_id: int = above("team")
    course_id: int = above("course")
    number: int
    content: dict[str, Any] = document()
    content_hash: str = Field(max_length=64)
    message: str = Field(default="", max_length=2000)
    submitted_at: datetime = moment()
    submitted_by: int | None = beside("person")
    state: SubmissionState = chosen(SubmissionState, default=SubmissionState.WAITING)
    answered_at: datetime | None = moment(default=None)
    answered_by: int | None = beside("person")
    answer: str = Field(default="", max_length=4000)


class Note(SQLModel, table=True):
    """A remark on a handed-in version: on a section, a scene or a line (from 1); replies have a parent."""

    __tablename__ = "note"

    id: int = Field(default=None, primary_key=True)
    submission_id: int = above("submission")
    parent_id: int | None = Field(default=None, foreign_key="note.id", ondelete="CASCADE", index=True)
    section: SectionKind = chosen(SectionKind)
    scene: str = Field(default="", max_length=12)
    line: int | None = None
    text: str = Field(max_length=4000)
    author_id: int | None = beside("person")
    created_at: datetime = moment()
    done_at: datetime | None = moment(default=None)
    done_by: int | None = beside("person")
    answered_in: int | None = beside("submission")
