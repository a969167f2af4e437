"""Inputs and outputs of the vote on pitches."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from app.books.pitches.rules import RANKS, VoteState

Key = Annotated[str, Field(max_length=12, pattern="^[0-9a-f]*$")]


class VoteInput(BaseModel):
    """Until when one may vote: a time without a zone is a wall clock's in the course's time zone."""

    ends_at: datetime


class BallotInput(BaseModel):
    """The pitches' keys from the first choice on; empty ones are left out."""

    ranked: Annotated[list[Key], Field(max_length=RANKS)] = []


class PitchOut(BaseModel):
    """A pitch without its team. ``points`` once the vote is over and enough have voted."""

    key: str
    title: str
    logline: str
    genre: str
    whose_view: str
    at_stake: str
    unsaid: str
    different: str
    own: bool
    points: int | None = None
    firsts: int | None = None


class PitchesOut(BaseModel):
    """A course's vote: the pitches, one's own ballot, and how many have voted."""

    state: VoteState
    ends_at: datetime | None
    ballots: int
    ranked: list[str]
    pitches: list[PitchOut]
