"""Tables of the journal room."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, document, moment


class Entry(SQLModel, table=True):
    """One thing that happened. ``verb`` reads "book.submitted"; rooms above are named by plain numbers."""

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_course_at", "course_id", "at"),
        Index("ix_entry_team_at", "team_id", "at"),
    )

    id: int = Field(default=None, primary_key=True)
    at: datetime = moment()
    actor_id: int | None = beside("person")
    actor_name: str = Field(default="", max_length=120)
    course_id: int | None = None
    team_id: int | None = None
    verb: str = Field(max_length=60)
    subject: str = Field(default="", max_length=40)
    subject_id: int | None = None
    data: dict[str, Any] = document(default_factory=dict)


class Notice(SQLModel, table=True):
    """An entry that one person should hear about."""

    __tablename__ = "notice"

    id: int = Field(default=None, primary_key=True)
    person_id: int = above("person")
    entry_id: int = above("entry")
    href: str = Field(default="", max_length=200)
    read_at: datetime | None = moment(default=None)
    mailed_at: datetime | None = moment(default=None)
