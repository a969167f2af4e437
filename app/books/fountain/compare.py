"""Compare two texts line by line, and changed lines word by word."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

WORDS = re.compile(r"\s+|[^\s\w]|\w+")
LIKE = 0.35


class Change(StrEnum):
    """What became of a line or a word."""

    SAME = "same"
    CUT = "cut"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the comparison. ``before`` and ``after`` are line numbers from 1, None where the line is not there.

    ``words`` are (change, text) pairs; a line that is the same has one.
    """

    change: Change
    before: int | None
    after: int | None
    words: tuple[tuple[Change, str], ...]


def compare(old: str, new: str) -> list[Piece]:
    """Compare two versions."""
    before, after = old.split("\n"), new.split("\n")
    found: list[Piece] = []
    for tag, a, b, c, d in _steps(before, after):
        if tag == "equal":
            found += [Piece(Change.SAME, a + n + 1, c + n + 1, ((Change.SAME, before[a + n]),)) for n in range(b - a)]
        else:
            found += _block(before, after, range(a, b), range(c, d))
    return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a comparison that belong together; ``folded`` ones are the same in both and far from a change."""

    pieces: tuple[Piece, ...]
    folded: bool


def stretches(pieces: Sequence[Piece], around: int = 4, also: Collection[int] = ()) -> list[Stretch]:
    """Part a comparison into what to show and what to fold: lines further than ``around`` from a change.

    Lines of the newer text that are in ``also`` are shown like changes.
    """
    changed = [place for place, one in enumerate(pieces) if one.change is not Change.SAME or one.after in also]
    near = {n for place in changed for n in range(place - around, place + around + 1)}
    grouped = groupby(range(len(pieces)), key=lambda n: n not in near)
    return [Stretch(tuple(pieces[n] for n in places), folded) for folded, places in grouped]


def compare_words(old: str, new: str) -> tuple[tuple[Change, str], ...]:
    """Compare two short texts word by word: (change, text) pairs."""
    return tuple(_words(old, new))


def _block(before: Sequence[str], after: Sequence[str], cut: range, new: range) -> Iterator[Piece]:
    """Pair the lines of a changed block that are like each other; the rest is cut or new."""
    paired = min(len(cut), len(new))
    for n in range(paired):
        a, c = cut[n], new[n]
        if SequenceMatcher(None, before[a], after[c], autojunk=False).quick_ratio() >= LIKE:
            yield Piece(Change.CHANGED, a + 1, c + 1, tuple(_words(before[a], after[c])))
        else:
            yield Piece(Change.CUT, a + 1, None, ((Change.CUT, before[a]),))
            yield Piece(Change.NEW, None, c + 1, ((Change.NEW, after[c]),))
    for a in cut[paired:]:
        yield Piece(Change.CUT, a + 1, None, ((Change.CUT, before[a]),))
    for c in new[paired:]:
        yield Piece(Change.NEW, None, c + 1, ((Change.NEW, after[c]),))


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Give the steps from one to the other.

    What both begin and end with is set aside, and what stands everywhere (blank lines) is no anchor: else a long
    script would take minutes.
    """
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    if head:
        yield "equal", 0, head, 0, head
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail])
    for tag, a, b, c, d in middle.get_opcodes():
        yield tag, a + head, b + head, c + head, d + head
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)


def _words(old: str, new: str) -> Iterator[tuple[Change, str]]:
    a, b = WORDS.findall(old), WORDS.findall(new)
    for tag, i, j, k, m in _steps(a, b):
        if tag == "equal":
            yield Change.SAME, "".join(a[i:j])
            continue
        if j > i:
            yield Change.CUT, "".join(a[i:j])
        if m > k:
            yield Change.NEW, "".join(b[k:m])
