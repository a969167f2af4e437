"""Tables of the screenings room."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.columns import above, beside, chosen, moment
from app.screenings.rules import Phase, ScreeningState, SlotKind


class Screening(SQLModel, table=True):
    """A night. The room's state is here: ``rev`` rises with each command, ``at`` is when it applies.

    ``position`` is the second of the film at the time ``at``.
    """

    __tablename__ = "screening"

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    title: str = Field(max_length=160)
    place: str = Field(default="", max_length=160)
    starts_at: datetime = moment()
    guests_may_answer: bool = True
    auto: bool = False
    state: ScreeningState = chosen(ScreeningState, default=ScreeningState.PLANNED)
    slot_id: int | None = None
    phase: Phase = chosen(Phase, default=Phase.CARD)
    position: float = 0.0
    at: datetime | None = moment(default=None)
    rev: int = 0
    created_at: datetime = moment()
    version: int = 1


class Slot(SQLModel, table=True):
    """An item of the programme; films name their cut. ``seconds`` is the planned length."""

    __tablename__ = "slot"

    id: int = Field(default=None, primary_key=True)
    screening_id: int = above("screening")
    position: int
    kind: SlotKind = chosen(SlotKind)
    title: str = Field(default="", max_length=160)
    seconds: int = 0
    team_id: int | None = beside("team")
    cut_id: int | None = beside("cut")
    started_at: datetime | None = moment(default=None)
    ended_at: datetime | None = moment(default=None)
    closed_at: datetime | None = moment(default=None)


class Guest(SQLModel, table=True):
    """A guest's link to one night; no account. The token is kept as its hash."""

    __tablename__ = "guest"

    id: int = Field(default=None, primary_key=True)
    screening_id: int = above("screening")
    name: str = Field(max_length=80)
    token_hash: str = Field(max_length=64, unique=True)
    made_by: int | None = beside("person")
    created_at: datetime = moment()
    expires_at: datetime = moment()
    revoked_at: datetime | None = moment(default=None)


class Seat(SQLModel, table=True):
    """Somebody's place in the room, to see who is connected."""

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("screening_id", "person_id"),
        UniqueConstraint("screening_id", "guest_id"),
    )

    id: int = Field(default=None, primary_key=True)
    screening_id: int = above("screening")
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE", index=True)
    guest_id: int | None = Field(default=None, foreign_key="guest.id", ondelete="CASCADE", index=True)
    seen_at: datetime = moment()
