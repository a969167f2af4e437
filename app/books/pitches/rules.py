"""How ballots are counted, and how pitches are named without their teams. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

RANKS = 3
"""How many pitches one ranks at most."""
FEWEST = 3
"""Points are told from so many ballots on, so that nobody's is read from the sum."""


class VoteState(StrEnum):
    """Where a course's vote is."""

    NONE = "none"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Score:
    """What a pitch got: ``points`` by Borda's count (3, 2, 1), ``firsts`` how many ranked it first."""

    team_id: int
    points: int
    firsts: int


def key(secret: str, team_id: int) -> str:
    """Name a pitch by 12 hex digits that tell nobody whose it is."""
    return sha256(f"{secret}:{team_id}".encode()).hexdigest()[:12]


def shuffled(secret: str, person_id: int, team_ids: Iterable[int]) -> list[int]:
    """Put pitches in an order of this person's own: the first of a list is ranked more often."""
    return sorted(team_ids, key=lambda one: sha256(f"{secret}:{person_id}:{one}".encode()).digest())


def tally(ballots: Iterable[Sequence[int]], team_ids: Collection[int]) -> list[Score]:
    """Count ballots, each the team ids from the first choice on; the best first, then by first choices.

    Teams that are gone count nothing. Source: Borda, with as many points as there are ranks for a first choice.
    """
    points, firsts = dict.fromkeys(team_ids, 0), dict.fromkeys(team_ids, 0)
    for ballot in ballots:
        for place, team_id in enumerate(ballot[:RANKS]):
            if team_id in points:
                points[team_id] += RANKS - place
                firsts[team_id] += place == 0
    scores = [Score(one, points[one], firsts[one]) for one in points]
    return sorted(scores, key=lambda one: (-one.points, -one.firsts, one.team_id))
