"""Paragraphs of a screenplay as they are printed: lines of action put together, speeches, speeches side by side."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.books.fountain.elements import Element, Kind
from app.books.fountain.parser import numbered

NOTES = re.compile(r"\[\[([^\[\]]*)(?:\]\]|$)")
SPEECH = frozenset({Kind.CUE, Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRIC})
STANDING = frozenset({Kind.PAGE_BREAK, Kind.CUE, Kind.HEADING})
"""Paragraphs that are there also without words."""


class Block(NamedTuple):
    """A paragraph: action keeps its line breaks. ``number`` is the scene's as written, ``notes`` stand in it."""

    kind: Kind
    text: str
    line: int = 0
    number: str = ""
    dual: bool = False
    depth: int = 0
    notes: tuple[str, ...] = ()


class Passage(NamedTuple):
    """What stands together: one paragraph, a speech from its cue on, or two speeches side by side (``right``)."""

    left: tuple[Block, ...]
    right: tuple[Block, ...] = ()

    @property
    def speech(self) -> bool:
        """Whether somebody speaks."""
        return self.left[0].kind is Kind.CUE


def blocks(elements: Iterable[Element]) -> list[Block]:
    """Put lines together to paragraphs, notes with theirs; without title page, boneyards and empty lines."""
    gatherer = _Gatherer()
    for one in elements:
        gatherer.take(one)
    found = gatherer.found
    return [one for place, one in enumerate(found) if one.text or one.kind in STANDING or _kept(found, place)]


def passages(found: Iterable[Block]) -> list[Passage]:
    """Put speeches together, and those side by side."""
    rows: list[Passage] = []
    for one in found:
        last = rows[-1] if rows else None
        if one.kind in SPEECH and one.kind is not Kind.CUE and last and last.speech:
            rows[-1] = last._replace(right=(*last.right, one)) if last.right else last._replace(left=(*last.left, one))
        elif one.kind is Kind.CUE and one.dual and last and last.speech and not last.right:
            rows[-1] = last._replace(right=(one,))
        else:
            rows.append(Passage((one,)))
    return rows


class _Gatherer:
    """Takes line after line. ``link`` is what parts a line from the one above: nothing where a comment bridges them."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self.link: str | None = None

    def take(self, one: Element) -> None:
        if one.kind in {Kind.TITLE, Kind.BLANK}:
            self.link = None
        elif one.kind in {Kind.NOTE, Kind.BONEYARD}:
            if one.kind is Kind.NOTE and one.text:
                self._note(one)
            closed = "]]" in one.raw or "*/" in one.raw
            self.link = ("\n" if closed else "") if self.link == "" else None
        else:
            self._print(one)
            self.link = "" if _open(one) else "\n"

    def _print(self, one: Element) -> None:
        last = self.found[-1] if self.found else None
        goes_on = last and self.link is not None and one.kind is last.kind
        if last and goes_on and (one.kind is Kind.ACTION or (one.kind is Kind.PARENTHETICAL and last.text[-1:] != ")")):
            text = f"{last.text}{self.link}{one.text}"
            self.found[-1] = last._replace(text=text, notes=last.notes + _notes(one))
            return
        number = numbered(one.raw) if one.kind is Kind.HEADING else ""
        depth = one.depth if one.kind is Kind.SECTION else 0
        self.found.append(Block(one.kind, one.text, one.line, number, one.dual, depth, _notes(one)))

    def _note(self, one: Element) -> None:
        """Keep a note with the paragraph above, further lines with its first; one before everything stands alone."""
        if not self.found:
            self.found.append(Block(Kind.NOTE, one.text, one.line))
            return
        last = self.found[-1]
        begins = one.raw.lstrip().startswith("[[")
        if last.kind is Kind.NOTE and not begins:
            self.found[-1] = last._replace(text=f"{last.text}\n{one.text}")
        elif last.notes and not begins:
            self.found[-1] = last._replace(notes=(*last.notes[:-1], f"{last.notes[-1]}\n{one.text}"))
        else:
            self.found[-1] = last._replace(notes=(*last.notes, one.text))


def _notes(one: Element) -> tuple[str, ...]:
    if "[[" not in one.raw or "[[" in one.text:  # what was never closed is no note, but text
        return ()
    return tuple(text.strip() for text in NOTES.findall(one.raw) if text.strip())


def _open(one: Element) -> bool:
    """Tell whether a comment begins in a line and goes on below: its line break is no break."""
    raw = one.raw
    note = raw.rfind("[[") > raw.rfind("]]") and "[[" not in one.text
    return note or (raw.rfind("/*") > raw.rfind("*/") and "/*" not in one.text)


def _kept(found: Sequence[Block], place: int) -> bool:
    """Keep an empty line of dialogue only where the speech goes on after it."""
    after = found[place + 1] if place + 1 < len(found) else None
    return found[place].kind is Kind.DIALOGUE and after is not None and after.kind in SPEECH - {Kind.CUE}
