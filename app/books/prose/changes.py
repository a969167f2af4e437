"""What changed between two texts, as hunks of lines that can be applied, turned round, joined and kept."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

SMALL = 40_000
"""Blocks whose sides multiply to at most this are compared piece by piece."""
DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Hunk:
    """From the piece ``at`` (from 0, in the older text) on, ``cut`` went and ``new`` came."""

    at: int
    cut: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def end(self) -> int:
        """The piece after the last one that went."""
        return self.at + len(self.cut)


Patch = tuple[Hunk, ...]
"""All that changed, from top to bottom; hunks neither overlap nor touch."""


def lines_of(text: str) -> list[str]:
    """Part a text into lines that keep their line ends: joined they are the text again."""
    found = [f"{line}\n" for line in text.split("\n")]
    found[-1] = found[-1][:-1]
    return found if found[-1] else found[:-1]


def difference(old: Sequence[str], new: Sequence[str]) -> Patch:
    """Find what changed from one sequence of lines (or words) to the other.

    Pieces that stand once in both hold the rest in place; between them small blocks are compared piece by piece and
    large ones without anything in common are replaced whole, so that no text takes long.
    """
    hunks: list[Hunk] = []
    for a, b, c, d in _steps(old, new, 0, len(old), 0, len(new), 0):
        if hunks and hunks[-1].end == a:
            last = hunks.pop()
            hunks.append(Hunk(last.at, (*last.cut, *old[a:b]), (*last.new, *new[c:d])))
        else:
            hunks.append(Hunk(a, tuple(old[a:b]), tuple(new[c:d])))
    return tuple(hunks)


def _steps(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int, depth: int
) -> Iterator[tuple[int, int, int, int]]:
    """Give (from, to, from, to) of what differs between ``old[a:b]`` and ``new[c:d]``."""
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    if a == b or c == d:
        if a < b or c < d:
            yield a, b, c, d
        return
    if (b - a) * (d - c) <= SMALL:
        for tag, i, j, k, m in SequenceMatcher(None, old[a:b], new[c:d], autojunk=False).get_opcodes():
            if tag != "equal":
                yield a + i, a + j, c + k, c + m
        return
    anchors = _anchors(old[a:b], new[c:d]) if depth < DEEPEST else []
    if not anchors:
        yield a, b, c, d
        return
    from_old, from_new = a, c
    for i, k in [*anchors, (b - a, d - c)]:
        yield from _steps(old, new, from_old, a + i, from_new, c + k, depth + 1)
        from_old, from_new = a + i + 1, c + k + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair what stands once in both, as many pairs as keep the order."""
    counts, others = Counter(old), Counter(new)
    places = {piece: place for place, piece in enumerate(new) if others[piece] == 1}
    pairs = [(n, places[piece]) for n, piece in enumerate(old) if counts[piece] == 1 and piece in places]
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for n, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        before.append(tops[at - 1] if at else -1)
        ends[at : at + 1] = [place]
        tops[at : at + 1] = [n]
    found: list[tuple[int, int]] = []
    n = tops[-1] if tops else -1
    while n >= 0:
        found.append(pairs[n])
        n = before[n]
    return found[::-1]


def applied(patch: Patch, text: str) -> str:
    """Make the newer text from the older. Raises ValueError when the text is another."""
    lines = lines_of(text)
    made: list[str] = []
    here = 0
    for hunk in patch:
        if hunk.at < here or tuple(lines[hunk.at : hunk.end]) != hunk.cut:
            raise ValueError(hunk.at)
        made += lines[here : hunk.at]
        made += hunk.new
        here = hunk.end
    return "".join([*made, *lines[here:]])


def reverse(patch: Patch) -> Patch:
    """Turn a change round: what makes the older text from the newer."""
    turned: list[Hunk] = []
    shift = 0
    for hunk in patch:
        turned.append(Hunk(hunk.at + shift, hunk.new, hunk.cut))
        shift += len(hunk.new) - len(hunk.cut)
    return tuple(turned)


def joined(first: Patch, second: Patch) -> Patch:
    """Put two changes that followed one another into one; what came and went again is no change."""
    back = reverse(first)  # the first change as it stands in the text between
    found: list[Hunk] = []
    shift = n = m = 0
    while n < len(back) or m < len(second):
        from_n, from_m = n, m
        low = min(one[k].at for one, k in ((back, n), (second, m)) if k < len(one))
        high = low
        grown = True
        while grown:
            grown = False
            if n < len(back) and back[n].at <= high:
                high, n, grown = max(high, back[n].end), n + 1, True
            if m < len(second) and second[m].at <= high:
                high, m, grown = max(high, second[m].end), m + 1, True
        between: list[str] = [""] * (high - low)
        for hunk in (*back[from_n:n], *second[from_m:m]):
            between[hunk.at - low : hunk.end - low] = hunk.cut
        cut = _changed(between, back[from_n:n], low)
        found += _trimmed(low + shift, cut, _changed(between, second[from_m:m], low))
        shift += len(cut) - len(between)
    return tuple(found)


def _changed(pieces: Sequence[str], hunks: Sequence[Hunk], low: int) -> list[str]:
    made: list[str] = []
    here = low
    for hunk in hunks:
        made += [*pieces[here - low : hunk.at - low], *hunk.new]
        here = hunk.end
    return [*made, *pieces[here - low :]]


def _trimmed(at: int, cut: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    return [Hunk(at + one.at, one.cut, one.new) for one in difference(cut, new)]


def packed(patch: Patch) -> list[Any]:
    """Write a change down as plain JSON values."""
    return [[hunk.at, list(hunk.cut), list(hunk.new)] for hunk in patch]


def unpacked(kept: Sequence[Any]) -> Patch:
    """Read a change that ``packed`` wrote."""
    return tuple(Hunk(at, tuple(cut), tuple(new)) for at, cut, new in kept)
