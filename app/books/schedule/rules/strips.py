"""Strips of the stripboard: which part of which scene is filmed on which day. Pure; time and ids come in.

A strip that names no shots stands for whatever of its scene no other strip names, so that a shot added later is never
without a strip. Every change keeps the promise that ``check`` states: no scene and no shot is lost or there twice.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.books.schedule.rules.scenes import MINUTES_AN_EIGHTH, Light, PlannedScene, PlannedShot


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip as it is kept. ``day`` None is "not yet"; ``shots`` empty is the rest of the scene.

    ``filmed`` are shots that were ticked by hand, ``done`` says that all of it is.
    """

    id: int
    scene: str
    heading: str = ""
    day: int | None = None
    shots: tuple[int, ...] = ()
    filmed: tuple[int, ...] = ()
    done: bool = False


def followed(strips: Sequence[Strip], scenes: Sequence[PlannedScene], new: Iterable[int]) -> list[Strip]:
    """Bring strips to where their scenes are now, and make one for every scene that has none (ids from ``new``).

    A scene is known by number and heading, else by its heading, else by its number. Strips whose scene is away stay
    when somebody has planned or filmed them; ``lost`` finds them.
    """
    kept = dict.fromkeys((one.scene, one.heading) for one in strips)
    place: dict[tuple[str, str], PlannedScene] = {}
    free = list(scenes)
    for alike in (_same, _same_heading, _same_number):
        for key in kept:
            found = None if key in place else next((one for one in free if alike(key, one)), None)
            if found is not None:
                place[key] = found
                free.remove(found)
    moved = [
        replace(one, scene=at.number, heading=at.heading) if (at := place.get((one.scene, one.heading))) else one
        for one in strips
        if (one.scene, one.heading) in place or one.day is not None or one.filmed or one.done
    ]
    ids = iter(new)
    return moved + [Strip(next(ids), one.number, one.heading) for one in free]


def _same(key: tuple[str, str], scene: PlannedScene) -> bool:
    return key == (scene.number, scene.heading)


def _same_heading(key: tuple[str, str], scene: PlannedScene) -> bool:
    return bool(key[1]) and key[1] == scene.heading


def _same_number(key: tuple[str, str], scene: PlannedScene) -> bool:
    return key[0] == scene.number


def lost(strips: Iterable[Strip], scenes: Iterable[PlannedScene]) -> list[Strip]:
    """List the strips whose scene is no longer there."""
    known = {(one.number, one.heading) for one in scenes}
    return [one for one in strips if (one.scene, one.heading) not in known]


def shots_of(strips: Sequence[Strip], scene: PlannedScene) -> dict[int, tuple[PlannedShot, ...]]:
    """Share a scene's shots out to its strips: each its own, what nobody names to the rest, else to the last strip."""
    ours = [one for one in strips if (one.scene, one.heading) == (scene.number, scene.heading)]
    owner: dict[int, int] = {}
    for strip in ours:
        for shot in strip.shots:
            owner.setdefault(shot, strip.id)
    rest = next((one.id for one in ours if not one.shots), ours[-1].id if ours else 0)
    return {one.id: tuple(shot for shot in scene.shots if owner.get(shot.id, rest) == one.id) for one in ours}


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


def moved(strips: Sequence[Strip], strip_id: int, day: int | None, after: int | None) -> list[Strip]:
    """Put a strip on a day, behind another of that day; at its end when that one is not there. None is the top."""
    strip = next(one for one in strips if one.id == strip_id)
    others = [one for one in strips if one.id != strip_id]
    there = [n for n, one in enumerate(others) if one.day == day]
    behind = next((n for n in there if others[n].id == after), None)
    if behind is None and there and after is not None:
        behind = there[-1]
    at = behind + 1 if behind is not None else there[0] if there else len(others)
    return [*others[:at], replace(strip, day=day), *others[at:]]


def split(
    strips: Sequence[Strip], strip_id: int, off: Collection[int], scenes: Sequence[PlannedScene], new: int
) -> list[Strip]:
    """Take shots off a strip into one of their own, right behind it; all or none of them change nothing."""
    here = next(n for n, one in enumerate(strips) if one.id == strip_id)
    strip = strips[here]
    mine = _shots(strips, strip, scenes)
    taken = tuple(one for one in mine if one in off)
    if not taken or len(taken) == len(mine):
        return list(strips)
    left = replace(
        strip,
        shots=tuple(one for one in strip.shots if one not in taken),
        filmed=tuple(one for one in strip.filmed if one not in taken),
    )
    filmed = taken if strip.done else tuple(one for one in strip.filmed if one in taken)
    part = Strip(new, strip.scene, strip.heading, strip.day, taken, filmed, strip.done)
    return [*strips[:here], left, part, *strips[here + 1 :]]


def joined(strips: Sequence[Strip], strip_id: int, scenes: Sequence[PlannedScene]) -> list[Strip]:
    """Put a part of a scene back to the scene's other strip: the rest, else the first. Alone it stays."""
    strip = next(one for one in strips if one.id == strip_id)
    others = [one for one in strips if (one.scene, one.heading) == (strip.scene, strip.heading) and one is not strip]
    if not others:
        return list(strips)
    host = next((one for one in others if not one.shots), others[0])
    keeper, gone = (strip, host) if not strip.shots else (host, strip)
    shots = (*keeper.shots, *gone.shots) if keeper.shots else ()
    ticked = [shot for one in (keeper, gone) for shot in (_shots(strips, one, scenes) if one.done else one.filmed)]
    whole = replace(keeper, shots=shots, filmed=tuple(dict.fromkeys(ticked)), done=keeper.done and gone.done)
    return [whole if one is keeper else one for one in strips if one is not gone]


def carried(
    found: Sequence[Piece], strips: Sequence[Strip], day: int | None, to: int | None, new: Iterable[int]
) -> list[Strip]:
    """Take what was not filmed on a day to the end of another; of a strip that was begun, only its open shots."""
    ids = iter(new)
    now = list(strips)
    scenes = [one.scene for one in found if one.scene]
    for piece in found:
        if piece.strip.day != day or piece.done:
            continue
        moving = piece.strip.id
        if piece.begun:
            part = next(ids)
            before = len(now)
            now = split(now, moving, {one.id for one in piece.open}, scenes, part)
            moving = part if len(now) > before else moving
        now = moved(now, moving, to, after=-1)
    return now


def sorted_by_place(found: Sequence[Piece], scenes: Sequence[PlannedScene]) -> list[Strip]:
    """Propose an order: within each day by place, in the order of the script, then inside or outside, then light."""
    order = {(one.number, one.heading): n for n, one in enumerate(scenes)}
    places: dict[str, int] = {}
    for scene in scenes:
        places.setdefault(scene.place.casefold(), len(places))
    lights, end = list(Light), len(scenes)

    def key(one: Piece) -> tuple[int, str, int, int]:
        if one.scene is None:
            return end, "", 0, end
        at = order[one.scene.number, one.scene.heading]
        return places[one.scene.place.casefold()], one.scene.side, lights.index(one.scene.light), at

    return [one.strip for one in sorted(found, key=key)]


def check(strips: Sequence[Strip], scenes: Sequence[PlannedScene]) -> list[str]:
    """List what is broken: nothing, whatever was done with the strips. For tests and for whoever doubts."""
    wrong = [f"strip {one.id} twice" for n, one in enumerate(strips) if one.id in {two.id for two in strips[:n]}]
    for scene in scenes:
        taken = shots_of(strips, scene)
        if not taken:
            wrong.append(f"scene {scene.number} lost")
        there = sorted(shot.id for part in taken.values() for shot in part)
        if taken and there != sorted(shot.id for shot in scene.shots):
            wrong.append(f"shots of scene {scene.number}: {there}")
    return wrong


def label(found: Iterable[Piece]) -> str:
    """Name the scenes of a day for print and versions: "1, 3, 5 (5A, 5B)"."""
    return ", ".join(
        f"{one.strip.scene} ({', '.join(shot.number for shot in one.shots)})"
        if one.part and one.shots
        else one.strip.scene
        for one in found
    )


def _shots(strips: Sequence[Strip], strip: Strip, scenes: Sequence[PlannedScene]) -> tuple[int, ...]:
    at: Mapping[tuple[str, str], PlannedScene] = {(one.number, one.heading): one for one in scenes}
    scene = at.get((strip.scene, strip.heading))
    return tuple(one.id for one in shots_of(strips, scene)[strip.id]) if scene else strip.shots
