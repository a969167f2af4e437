"""The vote on pitches."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.columns import above, document, moment


class PitchVote(SQLModel, table=True):
    """A course's vote: open until ``ends_at``. ``secret`` hides which pitch is whose."""

    __tablename__ = "pitch_vote"

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course", unique=True)
    secret: str = Field(max_length=32)
    ends_at: datetime = moment()


class PitchBallot(SQLModel, table=True):
    """What somebody ranked: team ids from the first choice on. Only sums of it are ever shown to others."""

    __tablename__ = "pitch_ballot"
    __table_args__ = (UniqueConstraint("vote_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    vote_id: int = above("pitch_vote")
    person_id: int = above("person")
    ranked: list[int] = document()
