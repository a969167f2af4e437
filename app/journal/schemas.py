"""Outputs of the journal, for its JSON."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field

from app.journal.queries import Happened, Told

Cursor = Annotated[int, Field(ge=1, le=2**63 - 1)]


class EntryOut(BaseModel):
    """Something that happened, with its sentence in the reader's language."""

    id: int
    at: datetime
    verb: str
    actor: str
    sentence: str
    subject: str
    subject_id: int | None
    team_id: int | None
    data: dict[str, Any]

    @classmethod
    def of(cls, row: Happened) -> Self:
        """Show an entry."""
        entry = row.entry
        return cls(
            id=entry.id,
            at=entry.at,
            verb=entry.verb,
            actor=entry.actor_name,
            sentence=str(row.sentence),
            subject=entry.subject,
            subject_id=entry.subject_id,
            team_id=entry.team_id,
            data=entry.data,
        )


class JournalOut(BaseModel):
    """A page of the journal; ``older`` is the cursor for ``before``."""

    entries: list[EntryOut]
    older: int | None


class NoticeOut(BaseModel):
    """Something that one person should hear about."""

    id: int
    at: datetime
    verb: str
    sentence: str
    href: str
    read_at: datetime | None

    @classmethod
    def of(cls, row: Told) -> Self:
        """Show a notice."""
        return cls(
            id=row.notice.id,
            at=row.entry.at,
            verb=row.entry.verb,
            sentence=str(row.sentence),
            href=row.notice.href,
            read_at=row.notice.read_at,
        )


class NoticesOut(BaseModel):
    """A page of notices; ``older`` is the cursor for ``before``."""

    notices: list[NoticeOut]
    older: int | None
    unread: int
