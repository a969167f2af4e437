"""Who is at which section of a book."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.columns import above, moment


class Presence(SQLModel, table=True):
    """Where somebody was seen last in a book; ``section`` is one of ``SectionKind``, or "overview"."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("book_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    person_id: int = above("person")
    section: str = Field(max_length=20)
    at: datetime = moment()
