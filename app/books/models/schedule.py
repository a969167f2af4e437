"""The filming schedule: shooting days, and the strips that stand on them."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, document, moment


class ShootingDay(SQLModel, table=True):
    """A shooting day. ``call`` and ``wrap`` are "09:30" on the course's clock, or empty.

    A wrap before the call is after midnight. ``spot`` is "latitude, longitude"; ``scenes`` names what stands on it, for
    print and versions.
    """

    __tablename__ = "shooting_day"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    team_id: int = above("team")
    position: int
    day: date | None = Field(default=None, index=True)
    call: str = Field(default="", max_length=5)
    wrap: str = Field(default="", max_length=5)
    place: str = Field(default="", max_length=120)
    spot: str = Field(default="", max_length=60)
    meeting: str = Field(default="", max_length=200)
    hospital: str = Field(default="", max_length=200)
    contacts: str = Field(default="", max_length=400)
    note: str = Field(default="", max_length=1000)
    scenes: str = Field(default="", max_length=1000)
    removed_at: datetime | None = moment(default=None)
    version: int = 1


class Strip(SQLModel, table=True):
    """A scene, or some shots of one, on the stripboard; without a day it waits. ``schedule.rules.Strip`` says more.

    A scene that nobody has moved has no row yet.
    """

    __tablename__ = "strip"

    id: int = Field(default=None, primary_key=True)
    book_id: int = above("book")
    day_id: int | None = beside("shooting_day")
    position: int
    scene: str = Field(default="", max_length=12)
    heading: str = Field(default="", max_length=200)
    shots: list[int] = document(default_factory=list)
    filmed: list[int] = document(default_factory=list)
    done: bool = False
