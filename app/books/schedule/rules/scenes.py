"""What there is to film: scenes with their light, place and shots, as the scenario and the shot list tell it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.books import fountain

MINUTES_AN_EIGHTH = 15
"""What an eighth of a page takes to film when no shot says so: four pages a day, as small crews plan."""


class Light(StrEnum):
    """The light a scene plays in; values differ from other enums': words are found by value."""

    DAY = "by-day"
    TWILIGHT = "twilight"
    NIGHT = "by-night"
    OPEN = "any-light"


LIGHTS: Mapping[Light, tuple[str, ...]] = {
    Light.TWILIGHT: (
        *("dawn", "dusk", "sunrise", "sunset", "evening", "twilight", "magic hour", "golden hour"),
        *("새벽", "해질", "노을", "황혼", "저녁", "해뜰", "일출", "일몰", "동틀"),
    ),
    Light.NIGHT: ("night", "밤", "심야", "야간", "한밤"),
    Light.DAY: ("day", "morning", "noon", "낮", "아침", "오전", "오후", "점심", "한낮"),
}


def light_of(words: str) -> Light:
    """Read the light of a heading in English or Korean: "NIGHT", "늦은 밤", "아침"."""
    said = words.casefold()
    return next((light for light, known in LIGHTS.items() if any(one in said for one in known)), Light.OPEN)


@dataclass(frozen=True, slots=True)
class PlannedShot:
    """A shot of the list: ``minutes`` are for setting up and filming it."""

    id: int
    number: str
    minutes: int = 0
    cast: str = ""
    props: str = ""


@dataclass(frozen=True, slots=True)
class PlannedScene:
    """A scene to film. ``side`` is INT, EXT, INT/EXT or nothing; ``needs`` is what the scene analysis table lists."""

    number: str
    heading: str = ""
    side: str = ""
    place: str = ""
    light: Light = Light.OPEN
    eighths: int = 0
    cast: tuple[str, ...] = ()
    shots: tuple[PlannedShot, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def outside(self) -> bool:
        """Whether it plays under the sky, at least in part."""
        return "EXT" in self.side


NEEDED = ("props", "wardrobe", "makeup", "vehicles", "equipment")
"""Columns of the scene analysis table whose entries must be brought."""


def planned(
    scenes: Sequence[fountain.Scene], shots: Iterable[Mapping[str, Any] | Any], sheets: Iterable[Any] = ()
) -> list[PlannedScene]:
    """Put scenes, shots and the scene analysis table together; scenes that only the shot list names come last."""
    by_scene: dict[str, list[PlannedShot]] = {}
    for row in shots:
        if row["scene"]:
            minutes = int(row["minutes"] or 0) + int(_cell(row, "setup_minutes") or 0)
            shot = PlannedShot(_id(row), row["number"], minutes, row["cast"], row["props"])
            by_scene.setdefault(row["scene"], []).append(shot)
    analysed = {row["scene"]: row for row in sheets}
    found = [_scene(one, by_scene.pop(one.number, []), analysed.get(one.number)) for one in scenes]
    return _told_apart(found + [PlannedScene(number, shots=tuple(taken)) for number, taken in by_scene.items()])


def _told_apart(scenes: Iterable[PlannedScene]) -> list[PlannedScene]:
    """Number the headings of scenes with equal number and heading: strips know a scene by both."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for one in scenes:
        seen[one.number, one.heading] += 1
        again = seen[one.number, one.heading]
        found.append(one if again == 1 else replace(one, heading=f"{one.heading} [{again}]"))
    return found


def _scene(scene: fountain.Scene, shots: Sequence[PlannedShot], sheet: Any) -> PlannedScene:
    where = fountain.setting(scene.heading)
    silent = entries(_cell(sheet, "cast")) if sheet is not None else []
    needs = [one for name in NEEDED for one in entries(_cell(sheet, name))] if sheet is not None else []
    return PlannedScene(
        scene.number,
        scene.heading,
        where.side,
        where.place,
        light_of(where.light),
        scene.eighths,
        tuple(dict.fromkeys((*scene.cast, *silent))),
        tuple(shots),
        tuple(dict.fromkeys(needs)),
    )


def entries(cell: Any) -> list[str]:
    """Take a cell that lists things apart: commas, semicolons or lines between them."""
    text = str(cell or "")
    for mark in (";", "\n", "、", "，", "；"):
        text = text.replace(mark, ",")
    return [" ".join(one.split()) for one in text.split(",") if one.strip()]


def _id(row: Any) -> int:
    return int(row["id"]) if isinstance(row, Mapping) else int(row.id)


def _cell(row: Any, name: str) -> Any:
    values = row if isinstance(row, Mapping) else row.values
    return values.get(name, "")
