"""Outputs of the history."""

from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel

from app.books.history.queries import Entry
from app.books.history.rules import EditKind
from app.books.rules import SectionKind


class EditOut(BaseModel):
    """A change: ``before`` and ``after`` of a field, or the scenario's ``patch``: [line from 0, lines cut, lines new].

    ``row`` and its ``title`` name a row of a table. ``saves`` tells how often it was saved between ``begun_at`` and
    ``at``.
    """

    id: int
    section: SectionKind
    row: int | None
    title: str
    field: str
    kind: EditKind
    by: str
    begun_at: datetime
    at: datetime
    saves: int
    before: Any
    after: Any
    patch: Any

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Show a change."""
        return cls(by=entry.by, **entry.edit.model_dump(include=cls.model_fields.keys() - {"by"}))


class HistoryOut(BaseModel):
    """Changes, newest first; ask for those ``before`` the id ``older`` to go on."""

    edits: list[EditOut]
    older: int | None
