"""What a book still lacks, in sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.books import fountain
from app.books.rules.analysis import SheetState, beside, is_blank
from app.books.rules.casting import forbidden, uncast, unplaced
from app.core.text import Text, say, say_n


def missing(content: Mapping[str, Any]) -> list[Text]:
    """Say what a book still lacks, in the order of its sections; nothing for a complete one."""
    found: list[Text] = []
    pitch = content.get("pitch") or {}
    for field, sentence in PITCH_PARTS.items():
        if not str(pitch.get(field, "")).strip():
            found.append(sentence)
    elements = fountain.parse(str(content.get("scenario") or ""))
    scenes = fountain.scenes(elements)
    if not scenes:
        found.append(say("The scenario has no scene yet."))
    found += _analysis([scene.number for scene in scenes], content.get("breakdown") or [])
    shots = content.get("shots") or []
    covered = {str(shot.get("scene", "")) for shot in shots}
    open_scenes = [scene.number for scene in scenes if scene.number not in covered]
    if scenes and not shots:
        found.append(say("The shot list is empty."))
    elif open_scenes:
        found.append(say("No shots yet for scene %(scenes)s.", scenes=", ".join(open_scenes)))
    if not content.get("steps"):
        found.append(say("The production table is empty: who does what by when?"))
    found += _people_and_places(elements, content)
    found += _unplanned(content.get("schedule") or [], [scene.number for scene in scenes])
    if not content.get("budget"):
        found.append(say("The budget is empty. If the film costs nothing, say so in one line."))
    return found


def _analysis(numbers: list[str], rows: list[Mapping[str, Any]]) -> Iterator[Text]:
    """Say which scenes the analysis table is silent about, and which of its rows ask where they belong."""
    paired = zip(numbers, beside(numbers, rows), strict=True)
    silent = [number for number, row in paired if row is None or is_blank(row)]
    if silent and len(silent) == len(numbers):
        yield say("The scene analysis table is empty.")
    elif silent:
        yield say("The scene analysis says nothing about scene %(scenes)s.", scenes=", ".join(silent))
    if lost := [row["scene"] for row in rows if row["state"] == SheetState.LOST]:
        yield say("Say where the notes of the former scene %(scenes)s belong.", scenes=", ".join(lost))


def _people_and_places(elements: Sequence[fountain.Element], content: Mapping[str, Any]) -> Iterator[Text]:
    """Say which characters nobody plays, which scenes have no location, and what is not allowed or brought."""
    if unplayed := uncast((one.name for one in fountain.speakers(elements)), content.get("casting") or []):
        yield say("Nobody plays %(names)s.", names=", ".join(unplayed))
    places, scenes = content.get("places") or [], fountain.scenes(elements)
    if without := {number for own in unplaced(scenes, places).values() for number in own}:
        numbers = [scene.number for scene in scenes if scene.number in without]
        yield say("No location yet for scene %(scenes)s.", scenes=", ".join(numbers))
    if closed := forbidden(places):
        yield say("No permission yet to film here: %(names)s.", names=", ".join(closed))
    things = content.get("equipment") or []
    if nobody := [row["item"] for row in things if row["item"] and not row["brought_by"] and row["state"] == "needed"]:
        yield say("Nobody brings this yet: %(items)s.", items=", ".join(nobody))


def _unplanned(days: Sequence[Mapping[str, Any]], scenes: Sequence[str]) -> list[Text]:
    """Say which scenes have no shooting day: days name theirs as "1, 3 (3A, 3B)"."""
    if not days:
        return [say("The filming schedule has no day yet.")]
    named = {one.strip() for day in days for one in re.sub(r"\([^()]*\)", "", str(day.get("scenes", ""))).split(",")}
    waiting = [number for number in scenes if number not in named]
    if not waiting:
        return []
    return [
        say_n(
            "Scene %(scenes)s has no shooting day.",
            "Scenes %(scenes)s have no shooting day.",
            len(waiting),
            scenes=", ".join(waiting),
        )
    ]


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
