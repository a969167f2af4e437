"""The parser: one pass over the lines, with one line of foresight. Syntax: fountain.io, version 1.1.

Added for Korean scripts: headings such as ``S#12. 병원 복도 (낮)`` or ``씬 3. 옥상`` and Hangul cues without ``@``.
"""

import re
from collections.abc import Collection, Iterator
from string import ascii_uppercase

from app.books.fountain.comments import uncommented
from app.books.fountain.cues import HANGUL, LONGEST_CUE, Cast
from app.books.fountain.elements import Element, Kind

HEADING = re.compile(r"(?:INT|EXT|EST|INT\.?/EXT|I\.?/E)[. ]", re.IGNORECASE)
KOREAN_HEADING = re.compile(
    r"(?:S\s?#\s?|#(?=\d)|씬\s?#?\s?|신\s?#\s?|장면\s?#?\s?)(\d{1,4}(?:-\d{1,2})?[A-Za-z]?)\s?(?:[.:,/)\- ]|$)",
    re.IGNORECASE,
)
SCENE_NUMBER = re.compile(r"#([^#\n]{1,12})#$")
LEADING_NUMBER = re.compile(r"(\d{1,4}[A-Za-z]?)\.\s+")
TITLE_KEY = re.compile(r"([A-Za-z가-힣][A-Za-z가-힣 ]{0,30}):(.*)")
INDENT = ("   ", "\t")
OPENING = 4
"""A parenthetical may run over so many lines."""
SPOKEN = frozenset({Kind.CUE, Kind.PARENTHETICAL, Kind.DIALOGUE})
MARKS = {"!": Kind.ACTION, "@": Kind.CUE, "~": Kind.LYRIC, "#": Kind.SECTION, "=": Kind.SYNOPSIS}
APART = frozenset({Kind.SECTION, Kind.SYNOPSIS, Kind.PAGE_BREAK})
"""Lines that are not printed part paragraphs, as empty ones do."""
COMMENT_MARKS = re.compile(r"/\*|\*/|\[\[|\]\]")


def parse(text: str, cast: Collection[str] = ()) -> list[Element]:
    """Take a screenplay apart, line by line; ``cast`` are names known from elsewhere. Never raises."""
    raws = text.split("\n")
    lines, comments = uncommented(text)
    lines[0] = lines[0].removeprefix("\ufeff")
    found = list(_title_page(raws, lines))
    body = _Body(raws, lines, comments, len(found))
    return found + _numbered_apart(body.elements(Cast(text, body.places(), cast)))


def _title_page(raws: list[str], lines: list[str]) -> Iterator[Element]:
    """Yield the keys at the top up to the first blank line, when the text begins with one."""
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None or not _opens_title_page(lines, first):
        return
    for number, (raw, line) in enumerate(zip(raws, lines, strict=True), start=1):
        if number > first and not line.strip():
            return
        yield Element(Kind.TITLE if number > first else Kind.BLANK, number, raw, line.strip())


def _opens_title_page(lines: list[str], first: int) -> bool:
    """Tell a key with its text, or with indented lines below, from a heading or a transition such as FADE IN:."""
    line = lines[first].rstrip()
    key = TITLE_KEY.match(line)
    if not key or HEADING.match(line) or KOREAN_HEADING.match(line) or line.endswith("TO:"):
        return False
    below = lines[first + 1] if first + 1 < len(lines) else ""
    return bool(key[2].strip()) or bool(below.strip() and (below.startswith(INDENT) or TITLE_KEY.match(below)))


class _Body:
    """The screenplay after its title page."""

    def __init__(self, raws: list[str], lines: list[str], comments: list[Kind | None], start: int) -> None:
        self.raws, self.lines, self.comments, self.start = raws, lines, comments, start
        self.bare = [line.strip() for line in lines]
        # what stands below a line: the next that is no mere comment
        self.below = [*self.bare[1:], ""]
        for place in range(len(lines) - 2, start - 1, -1):
            if comments[place + 1] and not self.bare[place + 1]:
                self.below[place] = self.below[place + 1]
        self.speaking = self.apart = False
        self.opened = 0
        self.scene, self.count = "", 0

    def places(self) -> list[str]:
        """Give the lines that stand over others and are short enough for a name."""
        start, below = self.start, self.below
        above = ["", *self.bare]
        return [
            line
            for place, line in enumerate(self.bare)
            if line and not above[place] and below[place] and place >= start and len(line) <= LONGEST_CUE
        ]

    def elements(self, cast: Cast) -> list[Element]:
        """Go through the lines."""
        self.cast = cast
        found = []
        for place in range(self.start, len(self.raws)):
            line, raw = self.bare[place], self.raws[place]
            if not line:
                found.append(self._unprinted(place, raw))
                continue
            kind, text = self._kind(place, line)
            self.speaking = kind in SPOKEN or (kind is Kind.LYRIC and self.speaking)
            self.apart = kind in APART
            if kind is Kind.HEADING:
                self.count += 1
                self.scene, text = _number(text, self.count)
            dual = kind is Kind.CUE and line.endswith("^")
            found.append(Element(kind, place + 1, raw, text, self.scene, dual))
        return found

    def _unprinted(self, place: int, raw: str) -> Element:
        """Make an empty line, or one of mere comment; a comment inside a speech does not end it."""
        comment = self.comments[place]
        if comment:
            self.apart = True
            return Element(comment, place + 1, raw, COMMENT_MARKS.sub("", raw).strip(), self.scene)
        # two blanks keep a speech going over an empty line
        kept = self.speaking and len(raw.rstrip("\r")) > 1
        self.speaking, self.apart, self.opened = kept, True, 0
        return Element(Kind.DIALOGUE if kept else Kind.BLANK, place + 1, raw, "", self.scene)

    def _kind(self, place: int, line: str) -> tuple[Kind, str]:
        """Tell what a line is: by its mark, by the speech that it stands in, by what is above and below it."""
        parted = self.apart or place == self.start
        forced = self._forced(place, line, parted=parted) if line[0] in "=>.!@~#" else None
        if forced:
            return forced
        if self.speaking:
            return self._spoken(place, line), line
        if parted:
            found = self._parted(place, line)
            if found:
                return found
        return Kind.ACTION, self._action(place, self.lines[place])

    def _action(self, place: int, line: str) -> str:
        """Keep the indentation of action; what stands before a note that goes on below keeps its blank, too."""
        return (line if self.comments[place] else line.rstrip()).replace("\t", "    ")

    def _parted(self, place: int, line: str) -> tuple[Kind, str] | None:
        """Tell headings, transitions and cues, which have an empty line above."""
        if _heading(line):
            return Kind.HEADING, line
        after = place + 1
        if line.endswith("TO:") and line.isupper() and not (after < len(self.bare) and self.bare[after]):
            return Kind.TRANSITION, line
        if self.below[place] and self.cast.names(line, self.below[place]):
            return Kind.CUE, line.removesuffix("^").rstrip()
        return None

    def _spoken(self, place: int, line: str) -> Kind:
        """Tell parentheticals, which may run over some lines, from dialogue."""
        if self.opened:
            self.opened = 0 if line.endswith(")") else self.opened - 1
            return Kind.PARENTHETICAL
        if not line.startswith("("):
            return Kind.DIALOGUE
        if ")" not in line:
            ahead = self.bare[place + 1 : place + OPENING]
            closing = next((n for n, one in enumerate(ahead, start=1) if not one or one.endswith(")")), 0)
            self.opened = closing if closing and ahead[closing - 1] else 0
            return Kind.PARENTHETICAL
        return Kind.PARENTHETICAL if line.endswith(")") else Kind.DIALOGUE

    def _forced(self, place: int, line: str, *, parted: bool) -> tuple[Kind, str] | None:
        """Read the markers that say what a line is."""
        mark = line[0]
        if mark == "=" and line.startswith("===") and not line.strip("="):
            return Kind.PAGE_BREAK, ""
        if mark == ">":
            return (Kind.CENTERED, line[1:-1].strip()) if line.endswith("<") else (Kind.TRANSITION, line[1:].strip())
        if mark == ".":
            return (Kind.HEADING, line[1:].strip()) if parted and line[1:2].isalnum() else None
        if mark == "#" and (self.speaking or (parted and _heading(line))):
            return None
        if mark == "!":
            return Kind.ACTION, self._action(place, self.lines[place].lstrip()[1:])
        kind = MARKS[mark]
        text = line.lstrip("#").strip() if kind is Kind.SECTION else line[1:].strip()
        return kind, text.removesuffix("^").rstrip() if kind is Kind.CUE else text


def _heading(line: str) -> bool:
    if line[0] == "#":  # else it is a section
        return bool(KOREAN_HEADING.match(line) and HANGUL.search(line))
    numbered = LEADING_NUMBER.match(line)
    return bool(HEADING.match(line, numbered.end() if numbered else 0) or KOREAN_HEADING.match(line))


def _numbered_apart(found: list[Element]) -> list[Element]:
    """Keep scenes apart that have no number of their own: where theirs is taken, they follow the one before: 2A."""
    headings = [one for one in found if one.kind is Kind.HEADING]
    given = {number for one in headings if (number := numbered(one.raw))}
    if not any(one.scene in given and not numbered(one.raw) for one in headings):
        return found
    taken, now, renumbered = set(given), "", []
    for one in found:
        if one.kind is Kind.HEADING:
            own = numbered(one.raw)
            free = (f"{now.rstrip(ascii_uppercase) or '0'}{letter}" for letter in ascii_uppercase)
            now = own or (one.scene if one.scene not in taken else next((n for n in free if n not in taken), one.scene))
            taken.add(now)
        renumbered.append(one._replace(scene=now))
    return renumbered


def numbered(raw: str) -> str:
    """Give the scene number that a heading has as written, or nothing."""
    line = raw.strip().removeprefix(".")
    number, text = _number(line, 0)
    return "" if text == line else number


def _number(text: str, count: int) -> tuple[str, str]:
    for pattern in (SCENE_NUMBER, KOREAN_HEADING, LEADING_NUMBER):
        found = pattern.search(text) if pattern is SCENE_NUMBER else pattern.match(text)
        if found:
            rest = text[: found.start()] if pattern is SCENE_NUMBER else text[found.end() :]
            return found[1].strip(), rest.strip()
    return str(count), text
