"""What a screenplay consists of."""

from enum import StrEnum
from typing import NamedTuple

from app.books.fountain.emphasis import Run, runs


class Kind(StrEnum):
    """The kind of an element, as Fountain 1.1 names them."""

    TITLE = "title"
    HEADING = "heading"
    ACTION = "action"
    CUE = "cue"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRIC = "lyric"
    TRANSITION = "transition"
    CENTERED = "centered"
    NOTE = "note"
    BONEYARD = "boneyard"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    PAGE_BREAK = "page-break"
    BLANK = "blank"


class Element(NamedTuple):
    """One line of the screenplay; a tuple, because a script has thousands.

    ``line`` counts from 1, ``raw`` is as typed, ``text`` without its markers and without notes inside the line.

    ``scene`` is the number of the scene it stands in ("" before the first); ``dual`` marks the right-hand speaker.
    """

    kind: Kind
    line: int
    raw: str
    text: str
    scene: str = ""
    dual: bool = False

    @property
    def runs(self) -> list[Run]:
        """Its letters by their emphasis."""
        return runs(self.text)

    @property
    def depth(self) -> int:
        """How deep a section stands: 1 for an act."""
        line = self.raw.lstrip()
        return len(line) - len(line.lstrip("#"))
