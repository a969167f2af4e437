"""Who plays whom, and where scenes take place: what the scenario asks for and the lists do not have yet. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.books import fountain
from app.books.rules.cells import scene_numbers
from app.books.rules.kinds import CastingKind, Permission


def same_name(name: str) -> str:
    """Give what two ways of writing a name have in common: "  old man" is "OLD MAN"."""
    return " ".join(name.casefold().split())


def uncast(speakers: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """List the characters of the scenario whom nobody plays, in the order in which they first speak."""
    played = {same_name(row["part"]) for row in rows if row["kind"] == CastingKind.CHARACTER and row["person"].strip()}
    return [name for name in speakers if same_name(name) not in played]


def unlisted(speakers: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """List the characters of the scenario that have no row of the casting at all."""
    listed = {same_name(row["part"]) for row in rows if row["kind"] == CastingKind.CHARACTER}
    return [name for name in speakers if same_name(name) not in listed]


def settings(scenes: Iterable[fountain.Scene]) -> dict[str, list[str]]:
    """Give the places of a scenario with the numbers of their scenes, in the order of first appearance."""
    found: dict[str, tuple[str, list[str]]] = {}
    for scene in scenes:
        place = fountain.setting(scene.heading).place
        if place:
            found.setdefault(same_name(place), (place, []))[1].append(scene.number)
    return dict(found.values())


def unplaced(scenes: Iterable[fountain.Scene], rows: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Give the places of a scenario that no location stands for, neither by its name nor by its scenes."""
    listed = list(rows)
    names = {same_name(row["name"]) for row in listed}
    numbers = {number for row in listed for number in scene_numbers(row["scenes"])}
    return {
        place: open_scenes
        for place, own in settings(scenes).items()
        if same_name(place) not in names and (open_scenes := [one for one in own if one not in numbers])
    }


def forbidden(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Name the locations that have scenes and no permission yet: not asked, asked, or turned down."""
    settled = {Permission.GIVEN, Permission.NOT_NEEDED}
    return [row["name"] for row in rows if row["name"] and row["permission"] not in settled]
