"""States of takes and cuts, coverage, and the arithmetic of numbers and limits. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

KEEP_REMOVED = timedelta(days=7)
"""How long a removed take can be brought back; it does not count in the team's room meanwhile."""
FRAME_SLACK = 0.5
"""Seconds over the limit that are rounding: a film of 10:00.2 shows as 10:00."""


class Rating(StrEnum):
    """What the team thinks of a take."""

    NONE = "none"
    CIRCLED = "circled"
    HOLD = "hold"
    NO_GOOD = "no-good"


class CutKind(StrEnum):
    """How far the edit is."""

    ROUGH = "rough"
    FINE = "fine"
    FINAL = "final"


class CutState(StrEnum):
    """What the instructor said of a cut."""

    WAITING = "waiting"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class UploadState(StrEnum):
    """How far an upload is."""

    OPEN = "open"
    FINISHED = "finished"


class Purpose(StrEnum):
    """What an upload becomes."""

    TAKE = "take"
    CUT = "cut"


def too_long(seconds: float, limit: int) -> bool:
    """Tell whether a film of so many seconds is over the limit, half a second being rounding."""
    return seconds > limit + FRAME_SLACK


def next_number(taken: Iterable[int]) -> int:
    """Give the next take its number: one more than the highest ever given, so that slates stay true."""
    return max(taken, default=0) + 1


@dataclass(frozen=True, slots=True)
class ShotCover:
    """A planned shot, how many takes it has and whether one is circled."""

    shot_id: int
    scene: str
    number: str
    takes: int
    circled: bool


@dataclass(frozen=True, slots=True)
class SceneCover:
    """A scene's shots: how many are planned, have a take, have a circled take; ``open`` names those without."""

    scene: str
    planned: int
    shot: int
    circled: int
    open: tuple[str, ...]


def coverage(shots: Sequence[ShotCover]) -> list[SceneCover]:
    """Sum the shots up by scene, in the order in which the scenes first appear."""
    scenes: dict[str, list[ShotCover]] = {}
    for one in shots:
        scenes.setdefault(one.scene, []).append(one)
    return [
        SceneCover(
            scene=scene,
            planned=len(found),
            shot=sum(one.takes > 0 for one in found),
            circled=sum(one.circled for one in found),
            open=tuple(one.number for one in found if not one.circled),
        )
        for scene, found in scenes.items()
    ]


def room_left(quota: int, kept: int, promised: int) -> int:
    """Give the bytes that a team may still bring: its quota less what is kept and what open uploads will bring."""
    return quota - kept - promised
