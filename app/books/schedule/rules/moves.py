"""Changes of the stripboard: each gives all strips anew, and loses none. Pure; ids of new strips come in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from app.books.schedule.rules.pieces import Piece
from app.books.schedule.rules.scenes import Light, PlannedScene
from app.books.schedule.rules.strips import Strip, shots_of


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


def nudged(strips: Sequence[Strip], strip_id: int, days: Sequence[int | None], *, up: bool) -> list[Strip]:
    """Move a strip one place within its day; from the first or last place it goes to the day before or after."""
    strip = next(one for one in strips if one.id == strip_id)
    same = [one.id for one in strips if one.day == strip.day]
    at, column = same.index(strip_id), list(days).index(strip.day)
    if up and at:
        return moved(strips, strip_id, strip.day, same[at - 2] if at > 1 else None)
    if not up and at + 1 < len(same):
        return moved(strips, strip_id, strip.day, same[at + 1])
    column += -1 if up else 1
    return moved(strips, strip_id, days[column], -1 if up else None) if 0 <= column < len(days) else list(strips)


def marked(
    strips: Sequence[Strip], strip_id: int, shot: int | None, scenes: Sequence[PlannedScene], *, filmed: bool
) -> list[Strip]:
    """Say that a shot of a strip (None: all of it) is filmed, or is not."""
    strip = next(one for one in strips if one.id == strip_id)
    mine = _shots(strips, strip, scenes)
    ticked = set(mine) if strip.done else set(strip.filmed)
    if shot is None:
        changed = replace(strip, done=filmed, filmed=())
    elif shot not in mine:
        return list(strips)
    else:
        ticked = ticked | {shot} if filmed else ticked - {shot}
        changed = replace(strip, done=False, filmed=tuple(one for one in mine if one in ticked))
    return [changed if one is strip else one for one in strips]


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


def _shots(strips: Sequence[Strip], strip: Strip, scenes: Sequence[PlannedScene]) -> tuple[int, ...]:
    at: Mapping[tuple[str, str], PlannedScene] = {(one.number, one.heading): one for one in scenes}
    scene = at.get((strip.scene, strip.heading))
    return tuple(one.id for one in shots_of(strips, scene)[strip.id]) if scene else strip.shots
