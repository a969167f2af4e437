"""Scenes, their length in eighths of a page, the cast, the title page.

A page is 55 lines of 61 characters (Courier 12 on US letter, the industry's measure); Hangul takes two columns.
A page is about a minute of film.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from app.books.fountain.cues import bare
from app.books.fountain.elements import Element, Kind

LINES = 55
EIGHTHS = 8
WIDTHS = {Kind.DIALOGUE: 35, Kind.PARENTHETICAL: 25, Kind.LYRIC: 35}
WIDTH = 61
UNSEEN = frozenset({Kind.TITLE, Kind.NOTE, Kind.BONEYARD, Kind.SECTION, Kind.SYNOPSIS, Kind.PAGE_BREAK, Kind.BLANK})
SPACED = frozenset({Kind.HEADING, Kind.ACTION, Kind.CUE, Kind.TRANSITION, Kind.CENTERED})


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: number and heading as written, its lines (from 1, both included), length, who speaks in it."""

    number: str
    heading: str
    first: int
    last: int
    eighths: int
    cast: tuple[str, ...]


def scenes(elements: Sequence[Element]) -> list[Scene]:
    """List the scenes in order."""
    starts = [place for place, one in enumerate(elements) if one.kind is Kind.HEADING]
    ends = [*starts[1:], len(elements)]
    return [_scene(elements[start:end]) for start, end in zip(starts, ends, strict=False)]


def _scene(part: Sequence[Element]) -> Scene:
    return Scene(
        number=part[0].scene,
        heading=part[0].text,
        first=part[0].line,
        last=part[-1].line,
        eighths=max(1, eighths(part)),
        cast=cast(part),
    )


def cast(elements: Sequence[Element]) -> tuple[str, ...]:
    """Name who speaks, in the order of their first words, without extensions such as (V.O.)."""
    return tuple(one.name for one in speakers(elements))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: how often, in which scenes, and from which line on."""

    name: str
    speeches: int
    scenes: tuple[str, ...]
    first: int


def speakers(elements: Sequence[Element]) -> list[Speaker]:
    """List who speaks, in the order of their first words."""
    found: dict[str, list[Element]] = {}
    for one in elements:
        if one.kind is Kind.CUE and (name := _name(one)):
            found.setdefault(name, []).append(one)
    return [_speaker(name, said) for name, said in found.items()]


def _speaker(name: str, said: Sequence[Element]) -> Speaker:
    within = dict.fromkeys(one.scene for one in said if one.scene)
    return Speaker(name, len(said), tuple(within), said[0].line)


def _name(cue: Element) -> str:
    return bare(cue.text)


def eighths(elements: Sequence[Element]) -> int:
    """Measure the length in eighths of a page; 0 for nothing."""
    lines = sum(_printed(one) for one in elements)
    return ceil(lines * EIGHTHS / LINES)


def pages(length: int) -> str:
    """Write eighths as crews do: 3 → "3/8", 8 → "1", 11 → "1 3/8"."""
    whole, rest = divmod(length, EIGHTHS)
    return " ".join(([str(whole)] if whole or not rest else []) + ([f"{rest}/{EIGHTHS}"] if rest else []))


def minutes(length: int) -> float:
    """Estimate minutes of film from eighths: a page a minute."""
    return length / EIGHTHS


def _printed(one: Element) -> int:
    if one.kind in UNSEEN:
        return 0
    rows = max(1, ceil(columns(one.text) / WIDTHS.get(one.kind, WIDTH)))
    return rows + (1 if one.kind in SPACED else 0)


def columns(text: str) -> int:
    """Count the columns of a text: Hangul takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def by_width(text: str) -> Iterator[tuple[bool, str]]:
    """Part a text in stretches of narrow letters and of wide ones (Hangul), each with whether it is wide."""
    for wide, letters in groupby(text, key=lambda letter: unicodedata.east_asian_width(letter) in "WF"):
        yield wide, "".join(letters)


CENTRED = ("title", "credit", "author", "authors", "source")
"""The keys of the title page that stand in its middle, in order."""


def title_page(elements: Sequence[Element]) -> dict[str, str]:
    """Read the title page: key in lower case → text; indented lines belong to the key above."""
    found: dict[str, str] = {}
    key = ""
    for one in elements:
        if one.kind is not Kind.TITLE:
            if key or one.kind is not Kind.BLANK:
                break
            continue
        raw = one.raw.removeprefix("\ufeff")
        name, colon, rest = raw.partition(":")
        if colon and not raw[:1].isspace():
            key = name.strip().lower()
            found[key] = rest.strip()
        elif key:
            found[key] = f"{found[key]}\n{one.text}".strip()
    return found
