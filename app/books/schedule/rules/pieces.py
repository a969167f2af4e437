"""What stands on the stripboard: each strip with its shots and its share of its scene; sums by day. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.books.schedule.rules.scenes import MINUTES_AN_EIGHTH, PlannedScene, PlannedShot
from app.books.schedule.rules.strips import Strip, shots_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A strip with what it stands for: its scene (None when it is away), its shots, its share of length and time."""

    strip: Strip
    scene: PlannedScene | None
    shots: tuple[PlannedShot, ...] = ()
    eighths: int = 0
    minutes: int = 0
    part: bool = False
    covered: tuple[int, ...] = ()

    @property
    def filmed(self) -> frozenset[int]:
        """The shots that are filmed: ticked by hand, or with a good take."""
        ticked = {one.id for one in self.shots} if self.strip.done else set(self.strip.filmed)
        return frozenset(one.id for one in self.shots if one.id in ticked or one.id in self.covered)

    @property
    def open(self) -> tuple[PlannedShot, ...]:
        """The shots that are still to be filmed."""
        return tuple(one for one in self.shots if one.id not in self.filmed)

    @property
    def done(self) -> bool:
        """Whether nothing of it is left to film."""
        return self.strip.done or bool(self.shots and not self.open)

    @property
    def begun(self) -> bool:
        """Whether some of it is filmed, and some is not."""
        return bool(self.filmed) and not self.done


def pieces(
    strips: Sequence[Strip], scenes: Sequence[PlannedScene], covered: Collection[int] = frozenset()
) -> list[Piece]:
    """Say what each strip stands for, in the order of the strips; the shares of a scene add up to the scene."""
    shared: dict[int, Piece] = {}
    for scene in scenes:
        ours = [one for one in strips if (one.scene, one.heading) == (scene.number, scene.heading)]
        taken = shots_of(strips, scene)
        weights = [len(taken[one.id]) or (0 if scene.shots else 1) for one in ours]
        lengths = shares(scene.eighths, weights)
        timed = sum(shot.minutes for shot in scene.shots)
        guessed = shares(scene.eighths * MINUTES_AN_EIGHTH, weights)
        for strip, length, guess in zip(ours, lengths, guessed, strict=True):
            mine = taken[strip.id]
            minutes = sum(shot.minutes for shot in mine) if timed else guess
            have = tuple(shot.id for shot in mine if shot.id in covered)
            shared[strip.id] = Piece(strip, scene, mine, length, minutes, len(ours) > 1, have)
    return [shared.get(one.id) or Piece(one, None) for one in strips]


def shares(whole: int, weights: Sequence[int]) -> list[int]:
    """Share a whole number out by weight, by largest remainder; the shares add up to it. Equal ones without weights."""
    weighed = list(weights) if any(weights) else [1] * len(weights)
    total = sum(weighed)
    found = [whole * one // total for one in weighed]
    order = sorted(range(len(weighed)), key=lambda n: (-(whole * weighed[n] % total), n))
    for n in order[: whole - sum(found)]:
        found[n] += 1
    return found


@dataclass(frozen=True, slots=True)
class Total:
    """What stands on a day: strips, eighths of a page, minutes; and how many strips are filmed."""

    strips: int
    eighths: int
    minutes: int
    done: int


def total(found: Iterable[Piece]) -> Total:
    """Add up."""
    these = list(found)
    return Total(
        len(these), sum(one.eighths for one in these), sum(one.minutes for one in these), sum(one.done for one in these)
    )


def arranged(found: Sequence[Piece], days: Sequence[int]) -> dict[int | None, list[Piece]]:
    """Put the pieces under their days, and what has none, or whose day is gone, under None; in order."""
    columns: dict[int | None, list[Piece]] = {None: [], **{day: [] for day in days}}
    for one in found:
        columns[one.strip.day if one.strip.day in columns else None].append(one)
    return columns


def label(found: Iterable[Piece]) -> str:
    """Name the scenes of a day for print and versions: "1, 3, 5 (5A, 5B)"."""
    return ", ".join(
        f"{one.strip.scene} ({', '.join(shot.number for shot in one.shots)})"
        if one.part and one.shots
        else one.strip.scene
        for one in found
    )
