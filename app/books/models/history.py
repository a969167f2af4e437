"""What was written when and by whom: every field's changes, and the newest steps of the scenario."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.books.history.rules import EditKind
from app.books.rules import SectionKind
from app.core.columns import above, beside, chosen, document, moment


class Edit(SQLModel, table=True):
    """One change of a field or a row, or several by one person within minutes: ``saves`` says how many.

    ``rev`` is the book's at the newest of them. ``before`` and ``after`` are the field's values; the scenario has its
    ``patch`` instead. ``row`` names a row of the section's table, whose ``title`` was so when it was changed.
    """

    __tablename__ = "edit"
    __table_args__ = (
        Index("ix_edit_book_rev", "book_id", "rev"),
        Index("ix_edit_field", "book_id", "section", "row", "field"),
    )

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    rev: int
    section: SectionKind = chosen(SectionKind)
    row: int | None = None
    title: str = Field(default="", max_length=60)
    field: str = Field(default="", max_length=40)
    kind: EditKind = chosen(EditKind)
    before: Any = document(default=None, nullable=True)
    after: Any = document(default=None, nullable=True)
    patch: Any = document(default=None, nullable=True)
    person_id: int | None = beside("person")
    begun_at: datetime = moment()
    at: datetime = moment()
    saves: int = 1


class TextStep(SQLModel, table=True):
    """The change that made a version of the scenario from the one before: only the newest ones, to merge late texts."""

    __tablename__ = "text_step"
    __table_args__ = (UniqueConstraint("book_id", "version"),)

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    version: int
    patch: Any = document()
