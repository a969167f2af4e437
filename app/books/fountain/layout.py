"""Lay a screenplay out in pages as the industry prints it: 55 lines of 61 columns, Hangul two columns wide.

Speeches that go over a page say (MORE) and (CONT'D); no line of a paragraph stands alone at the foot or the head of a
page; a heading is never the last thing on one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.books.fountain.blocks import Block, Passage, blocks, passages
from app.books.fountain.cues import HANGUL
from app.books.fountain.elements import Element, Kind
from app.books.fountain.emphasis import Run, plain, runs
from app.books.fountain.parser import HEADING
from app.books.fountain.scenes import LINES, UNSEEN, WIDTH, columns

MORE, CONTINUED = "(MORE)", "(CONT'D)"
PIECES = re.compile(r" +|[^ ]+")
FEWEST = 2
"""So many lines of a paragraph stay together at the foot and at the head of a page."""
PLACES = {
    Kind.CUE: (22, 38),
    Kind.PARENTHETICAL: (16, 25),
    Kind.DIALOGUE: (10, 35),
    Kind.LYRIC: (10, 35),
}
"""Where kinds begin, and how many columns they take; the rest takes the whole line."""
HALF = {Kind.CUE: (8, 20), Kind.PARENTHETICAL: (4, 22), Kind.DIALOGUE: (0, 28), Kind.LYRIC: (0, 28)}
RIGHT = 32
"""Where the right-hand one of two speeches begins."""


class Row(NamedTuple):
    """A printed line: the column it begins in, its letters; ``number`` of the scene that begins here."""

    x: int
    runs: tuple[Run, ...]
    kind: Kind
    number: str = ""


Line = tuple[Row, ...]
"""What stands on one line: one row, two for speeches side by side, none on an empty one."""


@dataclass
class _Pages:
    """Pages as they fill."""

    pages: list[list[Line]] = field(default_factory=lambda: [[]])

    @property
    def room(self) -> int:
        """How many lines the next paragraph may have on this page, after an empty one."""
        used = len(self.pages[-1])
        return LINES - used - (1 if used else 0)

    def put(self, lines: Sequence[Line]) -> None:
        """Add a paragraph; where it does not fit on one page, it goes on over the next ones."""
        page = self.pages[-1]
        if page:
            page.append(())
        page.extend(lines)

    def turn(self) -> None:
        """Begin a page, unless this one is empty."""
        if self.pages[-1]:
            self.pages.append([])


def layout(elements: Sequence[Element]) -> list[list[Line]]:
    """Lay the screenplay out; one empty page for nothing."""
    numbers = {one.line: one.scene for one in elements if one.kind is Kind.HEADING}
    printed = [one for one in blocks(elements) if one.kind is Kind.PAGE_BREAK or one.kind not in UNSEEN]
    found = passages(printed)
    pages = _Pages()
    for place, passage in enumerate(found):
        first = passage.left[0]
        if first.kind is Kind.PAGE_BREAK:
            pages.turn()
            continue
        lines = _lines(passage, numbers)
        below = found[place + 1] if first.kind is Kind.HEADING and place + 1 < len(found) else None
        _put(pages, passage, lines, _least(below, numbers))
    if len(pages.pages) > 1 and not pages.pages[-1]:
        pages.pages.pop()
    return pages.pages


def typewritten(elements: Sequence[Element]) -> str:
    """Write the screenplay as plain text in its columns, without page breaks."""
    numbers = {one.line: one.scene for one in elements if one.kind is Kind.HEADING}
    printed = [one for one in blocks(elements) if one.kind not in UNSEEN]
    return "\n\n".join("\n".join(_typed(line) for line in _lines(one, numbers)) for one in passages(printed))


def _typed(line: Line) -> str:
    text = ""
    for row in line:
        letters = "".join(one.text for one in row.runs)
        letters = f"{_mark(letters)}{row.number}. {letters}" if row.number else letters
        text += " " * max(1 if text else 0, row.x - columns(text)) + letters
    return text


def _mark(heading: str) -> str:
    """Give what stands before a scene's number, so that the text can be read back: S# where the place is Korean."""
    return "S#" if HANGUL.search(heading) and not HEADING.match(heading) else ""


def _put(pages: _Pages, passage: Passage, lines: list[Line], least: int) -> None:
    """Put a paragraph on the page where it belongs, parted where it may be."""
    if pages.pages[-1] and len(lines) + least > pages.room and least:
        pages.turn()
    head: list[Line] = []
    while len(lines) > pages.room:
        cut, more = _cut(passage, lines, pages.room, len(head))
        if not cut:
            if pages.pages[-1]:
                pages.turn()
                continue
            cut = pages.room
        pages.put([*lines[:cut], *more])
        pages.turn()
        head = _again(passage) if more else []
        lines = head + lines[cut:]
    pages.put(lines)


def _cut(passage: Passage, lines: Sequence[Line], room: int, head: int) -> tuple[int, list[Line]]:
    """Find where to part a paragraph at the foot of a page, and what to print there; 0 where it stays whole."""
    spoken = passage.speech and not passage.right
    last = min(room - (1 if spoken else 0), len(lines) - FEWEST)
    if passage.right or not (spoken or passage.left[0].kind is Kind.ACTION):
        return 0, []
    if not spoken:
        return (last, []) if last >= FEWEST else (0, [])
    said = {Kind.DIALOGUE, Kind.LYRIC}
    for cut in range(last, head + FEWEST, -1):
        above, below = lines[cut - 1], lines[cut]
        if above and below and above[0].kind in said and lines[cut - 2] and lines[cut - 2][0].kind is not Kind.CUE:
            return cut, [(Row(PLACES[Kind.CUE][0], (Run(MORE),), Kind.CUE),)]
    return 0, []


def _again(passage: Passage) -> list[Line]:
    """Say at the head of a page who goes on speaking."""
    cue = passage.left[0].text
    text = cue if plain(cue).endswith(CONTINUED) else f"{cue} {CONTINUED}"
    return _rows(Block(Kind.CUE, text), PLACES, 0, "")


def _least(below: Passage | None, numbers: dict[int, str]) -> int:
    """Count the lines that a heading needs below it on its page."""
    if below is None or below.left[0].kind is Kind.PAGE_BREAK:
        return 0
    lines = _lines(below, numbers)
    return 1 + min(len(lines), FEWEST + 2 if below.speech else FEWEST)


def _lines(passage: Passage, numbers: dict[int, str]) -> list[Line]:
    if passage.right:
        left, right = _speech(passage.left, HALF, 0), _speech(passage.right, HALF, RIGHT)
        most = max(len(left), len(right))
        return [(*one, *other) for one, other in zip(_filled(left, most), _filled(right, most), strict=True)]
    if passage.speech:
        return _speech(passage.left, PLACES, 0)
    one = passage.left[0]
    return _rows(one, PLACES, 0, numbers.get(one.line, ""))


def _filled(lines: list[Line], most: int) -> list[Line]:
    return lines + [()] * (most - len(lines))


def _speech(found: Iterable[Block], places: dict[Kind, tuple[int, int]], right: int) -> list[Line]:
    return [line for one in found for line in _rows(one, places, right, "")]


def _rows(one: Block, places: dict[Kind, tuple[int, int]], right: int, number: str) -> list[Line]:
    x, width = places.get(one.kind, (0, WIDTH))
    text = one.text.upper() if one.kind is Kind.HEADING else one.text
    found: list[Line] = []
    for row in (row for line in text.split("\n") for row in wrapped(line, width)):
        free = width - columns("".join(piece.text for piece in row))
        at = {Kind.TRANSITION: free, Kind.CENTERED: free // 2}.get(one.kind, 0)
        found.append((Row(right + x + max(0, at), tuple(row), one.kind, "" if found else number),))
    return found


def wrapped(line: str, width: int) -> list[list[Run]]:
    """Wrap a line at blanks, and words that are longer than a line within; blanks at its beginning stay."""
    rows: list[list[Run]] = [[]]
    used = 0
    for word in _words(line.rstrip()):
        wide = sum(columns(piece.text) for piece in word)
        if used + wide > width and used:
            rows.append([])
            used = 0
            if word[0].text[0] == " ":
                continue
        for piece in word if wide <= width else [part for whole in word for part in _parts(whole, width)]:
            if used and used + columns(piece.text) > width:
                rows.append([])
                used = 0
            rows[-1].append(piece)
            used += columns(piece.text)
    return [_joined(row) for row in rows]


def _words(line: str) -> list[list[Run]]:
    """Part a line in words and blanks; a word may have letters of several styles."""
    found: list[list[Run]] = []
    for one in runs(line):
        for text in PIECES.findall(one.text):
            piece = one._replace(text=text)
            if found and text[0] != " " and found[-1][-1].text[0] != " ":
                found[-1].append(piece)
            else:
                found.append([piece])
    return found


def _parts(piece: Run, width: int) -> list[Run]:
    if columns(piece.text) <= width:
        return [piece]
    parts, here = [], ""
    for letter in piece.text:
        if columns(here + letter) > width:
            parts.append(piece._replace(text=here))
            here = ""
        here += letter
    return [*parts, piece._replace(text=here)]


def _joined(row: list[Run]) -> list[Run]:
    """Put pieces of one style together, without blanks at the end of the line."""
    found: list[Run] = []
    for piece in row:
        if found and found[-1][1:] == piece[1:]:
            found[-1] = found[-1]._replace(text=found[-1].text + piece.text)
        else:
            found.append(piece)
    while found and not found[-1].text.rstrip():
        found.pop()
    if found:
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip())
    return found
