"""What a book still lacks, in sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.books import fountain
from app.books.rules.analysis import SheetState, beside, is_blank
from app.books.rules.casting import forbidden, uncast, unplaced
from app.books.rules.kinds import SectionKind
from app.core.text import Text, say, say_n


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a book still lacks: the section in which it is mended, and the id of the place there, if known."""

    section: SectionKind
    sentence: Text
    place: str = ""


def missing(content: Mapping[str, Any]) -> list[Lack]:
    """Say what a book still lacks, in the order of its sections; nothing for a complete one."""
    elements = fountain.parse(str(content.get("scenario") or ""))
    scenes = fountain.scenes(elements)
    numbers = [scene.number for scene in scenes]
    found = list(_pitch(content.get("pitch") or {}))
    if not scenes:
        found.append(Lack(SectionKind.SCENARIO, say("The scenario has no scene yet.")))
    found += _analysis(numbers, content.get("breakdown") or [])
    found += _shots(numbers, content.get("shots") or [])
    if not content.get("steps"):
        found.append(Lack(SectionKind.STEPS, say("The production table is empty: who does what by when?")))
    found += _people_and_places(elements, content)
    found += _unplanned(content.get("schedule") or [], numbers)
    if not content.get("budget"):
        sentence = say("The budget is empty. If the film costs nothing, say so in one line.")
        found.append(Lack(SectionKind.BUDGET, sentence))
    return found


def _pitch(pitch: Mapping[str, Any]) -> Iterator[Lack]:
    for field, sentence in PITCH_PARTS.items():
        if not str(pitch.get(field, "")).strip():
            yield Lack(SectionKind.PITCH, sentence, f"f-{field}")


def _analysis(numbers: list[str], rows: list[Mapping[str, Any]]) -> Iterator[Lack]:
    """Say which scenes the analysis table is silent about, and which of its rows ask where they belong."""
    paired = zip(numbers, beside(numbers, rows), strict=True)
    silent = {number: row for number, row in paired if row is None or is_blank(row)}
    place = _row(row for row in silent.values() if row is not None)
    if silent and len(silent) == len(numbers):
        yield Lack(SectionKind.BREAKDOWN, say("The scene analysis table is empty."), place)
    elif silent:
        sentence = say("The scene analysis says nothing about scene %(scenes)s.", scenes=", ".join(silent))
        yield Lack(SectionKind.BREAKDOWN, sentence, place)
    if lost := [row for row in rows if row["state"] == SheetState.LOST]:
        names = ", ".join(row["scene"] for row in lost)
        sentence = say("Say where the notes of the former scene %(scenes)s belong.", scenes=names)
        yield Lack(SectionKind.BREAKDOWN, sentence, _row(lost))


def _shots(numbers: Sequence[str], shots: Sequence[Mapping[str, Any]]) -> Iterator[Lack]:
    """Say which scenes have no shot."""
    covered = {str(shot.get("scene", "")) for shot in shots}
    uncovered = [number for number in numbers if number not in covered]
    if numbers and not shots:
        yield Lack(SectionKind.SHOTS, say("The shot list is empty."))
    elif uncovered:
        yield Lack(SectionKind.SHOTS, say("No shots yet for scene %(scenes)s.", scenes=", ".join(uncovered)))


def _people_and_places(elements: Sequence[fountain.Element], content: Mapping[str, Any]) -> Iterator[Lack]:
    """Say which characters nobody plays, which scenes have no location, and what is not allowed or brought."""
    if unplayed := uncast((one.name for one in fountain.speakers(elements)), content.get("casting") or []):
        yield Lack(SectionKind.CASTING, say("Nobody plays %(names)s.", names=", ".join(unplayed)))
    places, scenes = content.get("places") or [], fountain.scenes(elements)
    if without := {number for own in unplaced(scenes, places).values() for number in own}:
        numbers = [scene.number for scene in scenes if scene.number in without]
        sentence = say("No location yet for scene %(scenes)s.", scenes=", ".join(numbers))
        yield Lack(SectionKind.PLACES, sentence)
    if closed := forbidden(places):
        sentence = say("No permission yet to film here: %(names)s.", names=", ".join(closed))
        yield Lack(SectionKind.PLACES, sentence, _row(one for one in places if one["name"] in closed))
    things = content.get("equipment") or []
    if nobody := [row for row in things if row["item"] and not row["brought_by"] and row["state"] == "needed"]:
        sentence = say("Nobody brings this yet: %(items)s.", items=", ".join(row["item"] for row in nobody))
        yield Lack(SectionKind.EQUIPMENT, sentence, _row(nobody))


def _unplanned(days: Sequence[Mapping[str, Any]], scenes: Sequence[str]) -> list[Lack]:
    """Say which scenes have no shooting day: days name theirs as "1, 3 (3A, 3B)"."""
    if not days:
        return [Lack(SectionKind.SCHEDULE, say("The filming schedule has no day yet."))]
    named = {one.strip() for day in days for one in re.sub(r"\([^()]*\)", "", str(day.get("scenes", ""))).split(",")}
    waiting = [number for number in scenes if number not in named]
    if not waiting:
        return []
    sentence = say_n(
        "Scene %(scenes)s has no shooting day.",
        "Scenes %(scenes)s have no shooting day.",
        len(waiting),
        scenes=", ".join(waiting),
    )
    return [Lack(SectionKind.SCHEDULE, sentence)]


def _row(rows: Iterable[Mapping[str, Any]]) -> str:
    """Give the id that the first of these rows has on its page."""
    return next((f"row-{row['id']}" for row in rows if "id" in row), "")


PITCH_PARTS: Mapping[str, Text] = {
    "logline": say("The pitch has no logline."),
    "whose_view": say("The pitch does not say whose view it is."),
    "at_stake": say("The pitch does not say what is at stake."),
    "unsaid": say("The pitch does not say what is left unsaid."),
}


def is_empty(content: Mapping[str, Any]) -> bool:
    """Tell whether nothing at all has been written."""
    pitch = content.get("pitch") or {}
    return not (any(pitch.values()) or any(part for name, part in content.items() if name != "pitch"))
