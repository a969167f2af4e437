"""What stands in an assembly, and in which order. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from app.footage.notes.rules import begins

CARD_SECONDS = 2.5
SHORTEST = 0.2
"""Seconds; less of a take is not a piece of film."""


@dataclass(frozen=True, slots=True)
class PlannedShot:
    """A shot of the list, in script order."""

    id: int
    scene: str
    number: str
    picture: str


@dataclass(frozen=True, slots=True)
class CircledTake:
    """A circled take that can be worked on: its film's length in seconds, rate, and trim in frames of that rate."""

    id: int
    clip_id: int
    shot_id: int | None
    number: int
    seconds: float
    rate: str
    first_frame: int | None = None
    last_frame: int | None = None

    @property
    def span(self) -> tuple[float, float]:
        """Give where the piece begins and how long it is, in seconds; never nothing, never beyond the film."""
        start = min(begins(self.first_frame or 0, self.rate), max(0.0, self.seconds - SHORTEST))
        end = self.seconds if self.last_frame is None else min(self.seconds, begins(self.last_frame + 1, self.rate))
        return start, max(min(SHORTEST, self.seconds), end - start)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the assembly: a take, or a card for a shot without a circled one.

    ``mark`` names the piece that is made for it: the same take with the same trim, or a card with the same words, is
    the same piece.
    """

    mark: str
    seconds: float
    start: float = 0.0
    shot: PlannedShot | None = None
    take: CircledTake | None = None


def string_out(shots: Sequence[PlannedShot], takes: Sequence[CircledTake]) -> list[Part]:
    """Put circled takes into the order of the shots, cards where there is none, takes without a shot at the end.

    Nothing is strung out before the first take is circled: an assembly of cards alone helps nobody.
    """
    if not takes:
        return []
    by_shot: dict[int | None, list[CircledTake]] = {}
    for take in sorted(takes, key=lambda take: (take.number, take.id)):
        by_shot.setdefault(take.shot_id, []).append(take)
    planned = {shot.id for shot in shots}
    parts = []
    for shot in shots:
        found = by_shot.get(shot.id, [])
        parts += [_of_take(take, shot) for take in found] or [_card(shot)]
    loose = [take for key, found in by_shot.items() if key not in planned for take in found]
    return parts + [_of_take(take, None) for take in loose]


def _of_take(take: CircledTake, shot: PlannedShot | None) -> Part:
    start, seconds = take.span
    return Part(_mark("take", take.clip_id, round(start, 4), round(seconds, 4)), seconds, start, shot, take)


def _card(shot: PlannedShot) -> Part:
    return Part(_mark("card", shot.number or shot.scene, shot.picture), CARD_SECONDS, shot=shot)


def _mark(*what: object) -> str:
    return hashlib.sha256("|".join(map(str, what)).encode()).hexdigest()[:20]
