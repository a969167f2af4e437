"""The scene analysis table: what the scenario says of each scene by itself, and the lists people type beside it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.books import fountain
from app.books.rules.following import Mark


class Category(StrEnum):
    """A list of what a scene needs; words of the script are tagged into it."""

    CAST = "cast"
    EXTRAS = "extras"
    PROPS = "props"
    WARDROBE = "wardrobe"
    MAKEUP = "makeup"
    VEHICLES = "vehicles"
    SOUND = "sound"
    MUSIC = "music"
    EQUIPMENT = "equipment"


LISTS = tuple(one.value for one in Category)
"""Columns that hold lists."""
TYPED = (*LISTS, "story_day", "continuity")
"""Columns that people type; all others come from the scenario."""
HANGUL = "\uac00-\ud7a3"
SPACED = re.compile(rf"[^\W{HANGUL}\u3040-\u30ff\u4e00-\u9fff]")
"""A letter or digit of a script that parts its words by spaces and has no endings that change."""
SEPARATORS = re.compile(r"[,;\n、，；]+")


class SheetState(StrEnum):
    """Where a scene's row is: with its scene, asking where its scene has gone, or kept aside by the team."""

    FOLLOWED = "followed"
    LOST = "lost"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class SceneFacts:
    """What the scenario says of a scene."""

    number: str
    heading: str
    side: str
    place: str
    light: str
    eighths: int
    speaking: tuple[str, ...]
    first: int
    last: int

    @property
    def minutes(self) -> float:
        """Minutes of film, a page a minute."""
        return fountain.minutes(self.eighths)


def analysed(scenes: Iterable[fountain.Scene]) -> list[SceneFacts]:
    """Give what the table derives from the scenes, in order."""
    return [
        SceneFacts(
            one.number, one.heading, *fountain.setting(one.heading), one.eighths, tuple(one.cast), one.first, one.last
        )
        for one in scenes
    ]


def marks(elements: Sequence[fountain.Element]) -> list[Mark]:
    """Give what each scene is known by."""
    lines = [one.raw for one in elements]
    return [
        Mark(scene.number, scene.heading, "\n".join(lines[scene.first : scene.last]).strip())
        for scene in fountain.scenes(elements)
    ]


def beside(numbers: Sequence[str], rows: Iterable[Mapping[str, Any] | Any]) -> list[Any]:
    """Put each scene's row beside its number, in order; None where a scene has none. Equal numbers pair in order."""
    waiting: dict[str, list[Any]] = {}
    for row in rows:
        if row["state"] == SheetState.FOLLOWED:
            waiting.setdefault(row["scene"], []).append(row)
    return [waiting[number].pop(0) if waiting.get(number) else None for number in numbers]


def entries(cell: str) -> list[str]:
    """Take a list cell apart: commas or lines between the words."""
    return [" ".join(one.split()) for one in SEPARATORS.split(cell) if one.strip()]


def with_entry(cell: str, words: str) -> str:
    """Add words to a list cell; a word that is there already is not added again."""
    listed = entries(cell)
    known = {one.casefold() for one in listed}
    new = [one for one in dict.fromkeys(entries(words)) if one.casefold() not in known]
    return cell if not new else ", ".join([*listed, *new])


def without_entry(cell: str, words: str) -> str:
    """Take words out of a list cell."""
    gone = {one.casefold() for one in entries(words)}
    return ", ".join(one for one in entries(cell) if one.casefold() not in gone)


def tagger(row: Mapping[str, Any] | Any) -> Callable[[str], list[tuple[str, str]]]:
    """Give what parts a line of a scene where words of its lists stand: pieces with their list's name, "" for none.

    The longest words win, then the first list. A word is found as a whole word, in Korean also with its endings.
    """
    owner: dict[str, str] = {}
    for name in LISTS if row else ():
        for entry in entries(row[name]):
            owner.setdefault(entry.casefold(), name)
    if not owner:
        return lambda text: [(text, "")] if text else []
    pattern = re.compile("|".join(map(_found, sorted(owner, key=len, reverse=True))), re.IGNORECASE)

    def parted(text: str) -> list[tuple[str, str]]:
        pieces, end = [], 0
        for found in pattern.finditer(text):
            name = owner.get(" ".join(found[0].split()).casefold(), "")
            pieces += [(text[end : found.start()], ""), (found[0], name)]
            end = found.end()
        return [piece for piece in [*pieces, (text[end:], "")] if piece[0]]

    return parted


def _found(entry: str) -> str:
    """Write how words are found in a line: scripts with spaces have word borders, Hangul only before one syllable."""
    before = r"(?<!\w)" if SPACED.match(entry[0]) or len(entry) == 1 else ""
    after = rf"(?![^\W{HANGUL}])" if SPACED.match(entry[-1]) else ""
    return before + r"\s+".join(map(re.escape, entry.split())) + after


def together(kept: str, other: str, *, listed: bool) -> str:
    """Put two scenes' cells together, when both were typed."""
    if listed:
        return with_entry(kept, other)
    return other if not kept else kept if not other or other in kept else f"{kept}\n{other}"


def is_blank(row: Mapping[str, Any] | Any) -> bool:
    """Tell whether nothing is typed in a scene's row."""
    return not any(str(row[name] or "").strip() for name in TYPED)
