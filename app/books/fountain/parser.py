"""The parser: one pass over the lines, with one line of foresight. Syntax: fountain.io, version 1.1.

Added for Korean scripts: headings such as ``S#12. 병원 복도 (낮)`` or ``씬 3. 옥상`` and Hangul cues without ``@``.
"""

import re
from collections.abc import Iterator

from app.books.fountain.elements import Element, Kind

HEADING = re.compile(r"(?:INT|EXT|EST|INT\.?/EXT|I\.?/E)[. ]", re.IGNORECASE)
KOREAN_HEADING = re.compile(r"(?:S\s?#\s?|씬\s?#?|장면\s?)(\d{1,4}[A-Za-z]?)\s?[.:)\- ]", re.IGNORECASE)
SCENE_NUMBER = re.compile(r"#([^#\n]{1,12})#$")
LEADING_NUMBER = re.compile(r"(\d{1,4}[A-Za-z]?)\.\s+")
TRANSITION = re.compile(r"[A-Z][A-Z .]{0,40}TO:$")
EXTENSION = re.compile(r"\s*\([^()]{0,30}\)$")
TITLE_KEY = re.compile(r"[A-Za-z가-힣][A-Za-z가-힣 ]{0,30}:")
HANGUL_NAME = re.compile(r"[가-힣][가-힣0-9]{0,7}(?: ?[가-힣0-9]{1,5})?")
LONGEST_CUE = 40
SPOKEN = frozenset({Kind.CUE, Kind.PARENTHETICAL, Kind.DIALOGUE})
MARKS = {"!": Kind.ACTION, "@": Kind.CUE, "~": Kind.LYRIC, "#": Kind.SECTION, "=": Kind.SYNOPSIS}
# a short Hangul line that ends like a sentence is action, not somebody's name
SENTENCE_END = ("다", "요", "까", "죠", "네", "자", "전", "음")


def parse(text: str) -> list[Element]:
    """Take a screenplay apart, line by line. Never raises."""
    lines = text.split("\n")
    found = list(_title_page(lines))
    found += _Body(lines, len(found)).elements()
    return found


def _title_page(lines: list[str]) -> Iterator[Element]:
    """Yield the keys at the top up to the first blank line, when the first line is one."""
    if not lines or not TITLE_KEY.match(lines[0]) or HEADING.match(lines[0]) or TRANSITION.match(lines[0].strip()):
        return
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            return
        yield Element(Kind.TITLE, number, raw, raw.strip())


class _Body:
    """The screenplay after its title page."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines, self.start = lines, start
        self.blank = [not line or line.isspace() for line in lines]
        self.speaking = False
        self.inside: Kind | None = None
        self.scene, self.count = "", 0

    def elements(self) -> Iterator[Element]:
        for index in range(self.start, len(self.lines)):
            yield self._element(index)

    def _element(self, index: int) -> Element:
        raw = self.lines[index]
        line = raw.strip()
        kind, text = self._commented(line) or self._kind(index, raw, line)
        self.speaking = kind in SPOKEN or (kind is Kind.LYRIC and self.speaking)
        if kind is Kind.HEADING:
            self.count += 1
            self.scene, text = _number(text, self.count)
        return Element(kind, index + 1, raw, text, self.scene, kind is Kind.CUE and line.endswith("^"))

    def _commented(self, line: str) -> tuple[Kind, str] | None:
        """Follow notes and boneyards, which may run over many lines."""
        if self.inside is not None:
            kind, end = self.inside, "*/" if self.inside is Kind.BONEYARD else "]]"
            if end in line or (kind is Kind.NOTE and not line):
                self.inside = None
            return kind, line.replace(end, "").strip()
        if line.startswith("/*"):
            self.inside = None if "*/" in line else Kind.BONEYARD
            return Kind.BONEYARD, line.removeprefix("/*").replace("*/", "").strip()
        if line.startswith("[["):
            self.inside = None if "]]" in line else Kind.NOTE
            return Kind.NOTE, line.removeprefix("[[").replace("]]", "").strip()
        return None

    def _kind(self, index: int, raw: str, line: str) -> tuple[Kind, str]:  # noqa: PLR0911 -- one return a kind
        if not line:
            # two blanks keep a speech going over an empty line
            return (Kind.DIALOGUE, "") if self.speaking and raw == "  " else (Kind.BLANK, "")
        forced = self._forced(line)
        if forced:
            return forced
        if self.speaking:
            return (Kind.PARENTHETICAL, line) if line.startswith("(") else (Kind.DIALOGUE, line)
        if self._alone(index, before=True):
            heading = _heading(line)
            if heading:
                return Kind.HEADING, line
            if TRANSITION.match(line) and self._alone(index, before=False):
                return Kind.TRANSITION, line
            if not self._alone(index, before=False) and is_cue(line):
                return Kind.CUE, line.removesuffix("^").rstrip()
        return Kind.ACTION, raw.rstrip()

    def _forced(self, line: str) -> tuple[Kind, str] | None:
        """Read the markers that say what a line is."""
        if line[0] not in "=>.!@~#":
            return None
        if line.startswith("===") and not line.strip("="):
            return Kind.PAGE_BREAK, ""
        if line.startswith(">"):
            return (Kind.CENTERED, line[1:-1].strip()) if line.endswith("<") else (Kind.TRANSITION, line[1:].strip())
        if line.startswith(".") and line[1:2].isalnum():
            return Kind.HEADING, line[1:].strip()
        kind = MARKS.get(line[0])
        if kind is None or (kind is Kind.SECTION and self.speaking):
            return None
        text = line.lstrip("#").strip() if kind is Kind.SECTION else line[1:].strip()
        return kind, text.removesuffix("^").rstrip() if kind is Kind.CUE else text

    def _alone(self, index: int, *, before: bool) -> bool:
        """Tell whether the line before (or after) is blank or beyond the text."""
        other = index - 1 if before else index + 1
        return not (self.start <= other < len(self.lines)) or self.blank[other]


def is_cue(line: str) -> bool:
    """Tell whether a line that stands over others names somebody: capitals, or a short Hangul name."""
    if len(line) > LONGEST_CUE:
        return False
    name = EXTENSION.sub("", line.removesuffix("^").rstrip())
    if not name:
        return False
    if HANGUL_NAME.fullmatch(name):
        return not name.endswith(SENTENCE_END) or EXTENSION.search(line) is not None or len(name) <= 2  # noqa: PLR2004 -- two-letter names
    return name == name.upper() and any(letter.isalpha() and letter.isascii() for letter in name)


def _heading(line: str) -> bool:
    numbered = LEADING_NUMBER.match(line)
    rest = line[numbered.end() :] if numbered else line
    return bool(HEADING.match(rest) or KOREAN_HEADING.match(line))


def _number(text: str, count: int) -> tuple[str, str]:
    for pattern in (SCENE_NUMBER, KOREAN_HEADING, LEADING_NUMBER):
        found = pattern.search(text) if pattern is SCENE_NUMBER else pattern.match(text)
        if found:
            rest = text[: found.start()] if pattern is SCENE_NUMBER else text[found.end() :]
            return found[1].strip(), rest.strip()
    return str(count), text
