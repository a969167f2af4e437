"""When a shot is covered, and what a day still lacks. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Cover(StrEnum):
    """How well a planned shot is covered."""

    OPEN = "open"
    DOUBTFUL = "doubtful"
    CHECKING = "checking"
    SHOT = "shot"
    CIRCLED = "circled"


@dataclass(frozen=True, slots=True)
class Tried:
    """A take of a shot: circled, refused ("no good", or cannot be played), warned of and not kept, not checked yet."""

    circled: bool = False
    refused: bool = False
    warned: bool = False
    waiting: bool = False


def cover_of(takes: Iterable[Tried]) -> Cover:
    """Tell how a shot stands: circled; shot without a warning; being checked; doubtful by warned takes alone; open."""
    usable = [take for take in takes if not take.refused]
    if any(take.circled for take in usable):
        return Cover.CIRCLED
    if any(not take.warned and not take.waiting for take in usable):
        return Cover.SHOT
    if any(take.waiting for take in usable):
        return Cover.CHECKING
    return Cover.DOUBTFUL if usable else Cover.OPEN


def is_good(cover: Cover) -> bool:
    """Tell whether one may leave: there is a take that is circled, or that nothing speaks against."""
    return cover in {Cover.SHOT, Cover.CIRCLED}


@dataclass(frozen=True, slots=True)
class PlannedStrip:
    """What stands on a shooting day: some shots by id, or, without any, the whole scene."""

    scene: str
    shots: Collection[int] = ()


def shots_on(strips: Sequence[PlannedStrip], shots: Iterable[tuple[int, str]]) -> set[int]:
    """Find the shots (id, scene) of a day's strips."""
    whole = {strip.scene for strip in strips if not strip.shots}
    some = {key for strip in strips for key in strip.shots}
    return {key for key, scene in shots if key in some or scene in whole}
