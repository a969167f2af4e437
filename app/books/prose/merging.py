"""Three-way merge of prose: two people began with the same text, and both changes are kept.

Lines that only one of them changed are settled; where both changed the same lines, their words decide. What touches at
the same words is a true clash: it is given back with both texts and never settled here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.books.prose.changes import Hunk, difference, lines_of

WORDS = re.compile(r"\n|\S+[^\S\n]*|[^\S\n]+")
"""Words with the blanks after them, so that two words put at one place touch; line ends stand for themselves."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both changed otherwise: as they were, mine, theirs. Each may be nothing."""

    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge from top to bottom: settled text and clashes. Joined with one side's clashes it is a whole text."""

    parts: tuple[str | Clash, ...]

    @property
    def clashes(self) -> list[Clash]:
        """What must be asked."""
        return [part for part in self.parts if isinstance(part, Clash)]

    @property
    def text(self) -> str | None:
        """The text with both changes, or None when something must be asked."""
        return None if self.clashes else "".join(part for part in self.parts if isinstance(part, str))


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Put the changes of two people who both began with ``base`` together."""
    if mine in (theirs, base):
        return Merged((theirs,))
    if theirs == base:
        return Merged((mine,))
    return Merged(tuple(_told(_parts(lines_of(base), lines_of(mine), lines_of(theirs), _by_words))))


def _by_words(base: str, mine: str, theirs: str) -> str | Clash:
    """Merge lines that both changed by their words; one clash of words is a clash of the lines."""
    words = [WORDS.findall(one) for one in (base, mine, theirs)]
    parts = list(_parts(words[0], words[1], words[2], Clash))
    if any(isinstance(part, Clash) for part in parts):
        return Clash(base, mine, theirs)
    return "".join(part for part in parts if isinstance(part, str))


def _parts(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], settle: Callable[[str, str, str], str | Clash]
) -> Iterator[str | Clash]:
    """Walk both changes from top to bottom; ``settle`` decides where they meet."""
    ours, others = difference(base, mine), difference(base, theirs)
    here = n = m = 0
    while n < len(ours) or m < len(others):
        low = min(one[k].at for one, k in ((ours, n), (others, m)) if k < len(one))
        high, until_n, until_m = _meeting(ours, others, n, m, low)
        yield "".join(base[here:low])
        my, their = (_made(base, one, low, high) for one in (ours[n:until_n], others[m:until_m]))
        if n == until_n or my == their:
            yield their
        elif m == until_m:
            yield my
        else:
            yield settle("".join(base[low:high]), my, their)
        here, n, m = high, until_n, until_m
    yield "".join(base[here:])


def _meeting(ours: Sequence[Hunk], others: Sequence[Hunk], n: int, m: int, low: int) -> tuple[int, int, int]:
    """Tell how far the changes that overlap or touch reach: (end in the base, hunks of ours, hunks of the others)."""
    high, grown = low, True
    while grown:
        grown = False
        if n < len(ours) and ours[n].at <= high:
            high, n, grown = max(high, ours[n].end), n + 1, True
        if m < len(others) and others[m].at <= high:
            high, m, grown = max(high, others[m].end), m + 1, True
    return high, n, m


def _made(base: Sequence[str], hunks: Sequence[Hunk], low: int, high: int) -> str:
    """Give ``base[low:high]`` as one side made it."""
    made: list[str] = []
    for hunk in hunks:
        made += [*base[low : hunk.at], *hunk.new]
        low = hunk.end
    return "".join([*made, *base[low:high]])


def _told(parts: Iterator[str | Clash]) -> Iterator[str | Clash]:
    """Join neighbouring settled parts, without empty ones."""
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
        else:
            if text:
                yield text
            yield part
            text = ""
    if text:
        yield text
