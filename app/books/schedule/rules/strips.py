"""Strips of the stripboard: which part of which scene is filmed on which day. Pure; time and ids come in.

A strip that names no shots stands for whatever of its scene no other strip names, so that a shot added later is never
without a strip. Every change keeps the promise that ``check`` states: no scene and no shot is lost or there twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from app.books.schedule.rules.scenes import PlannedScene, PlannedShot


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


def provisional(scene: str, heading: str) -> int:
    """Name the strip of a scene that nobody has moved yet: the same negative number whoever asks."""
    return -1 - crc32(f"{scene}\n{heading}".encode())


def followed(strips: Sequence[Strip], scenes: Sequence[PlannedScene]) -> list[Strip]:
    """Bring strips to where their scenes are now, and make one for every scene that has none.

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
    return moved + [Strip(provisional(one.number, one.heading), one.number, one.heading) for one in free]


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
