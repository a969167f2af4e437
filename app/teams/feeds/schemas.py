"""Inputs and outputs of calendar addresses."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel

from app.teams.models import CalendarFeed


class FeedInput(BaseModel):
    """Whose dates: a team's, or (null) all of one's own."""

    team_id: int | None = None


class FeedOut(BaseModel):
    """A calendar that somebody follows; its address is told only when it is made."""

    id: int
    team_id: int | None
    created_at: datetime

    @classmethod
    def of(cls, feed: CalendarFeed) -> Self:
        """Show a calendar."""
        return cls(id=feed.id, team_id=feed.team_id, created_at=feed.created_at)


class FeedMade(FeedOut):
    """A calendar with its private address: it is told once, here."""

    path: str
