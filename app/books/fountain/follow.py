"""Follow lines from one version of a text to another: where a note stands now.

What reads the same is followed, also when its scene was moved; a line that was rewritten in place is followed to its
new wording; of what was cut only the place is known.
"""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from app.books.fountain.compare import Change, compare

TELLING = 4
"""Letters that a line needs to be recognised elsewhere: shorter ones stand everywhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """Lines (from 1, both included) of the newer text. ``same``: they read as before; ``gone``: they were cut here."""

    first: int
    last: int
    same: bool = True
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """The way from an older text to a newer one: old line → new line, as it was or rewritten."""

    kept: dict[int, int]
    rewritten: dict[int, int]
    blank: frozenset[int]
    length: int

    def place(self, first: int, last: int | None = None) -> Place:
        """Find the lines in the newer text; what was cut stands where it was cut."""
        lines = range(first, (last or first) + 1)
        telling = [one for one in lines if one not in self.blank] or list(lines)
        found = [self.kept.get(one) or self.rewritten.get(one) for one in telling]
        there = _together([one for one in found if one is not None], len(lines))
        if not there:
            here = self._before(first)
            return Place(here, here, same=False, gone=True)
        same = all(one in self.kept for one in lines) and [self.kept[one] for one in lines] == list(
            range(self.kept[first], self.kept[first] + len(lines))
        )
        if same:
            return Place(self.kept[first], self.kept[first] + len(lines) - 1)
        return Place(there[0], there[-1], same=False)

    def _before(self, line: int) -> int:
        """Give the line of the newer text after which a cut line stood."""
        known = self.kept.keys() | self.rewritten.keys()
        above = next((self.kept.get(n) or self.rewritten[n] for n in range(line - 1, 0, -1) if n in known), 1)
        return max(1, min(above, self.length))


def path(old: str, new: str) -> Path:
    """Find the way from one version to another; it costs one comparison."""
    before, after = old.split("\n"), new.split("\n")
    blank = frozenset(n for n, line in enumerate(before, start=1) if not line.strip())
    if old == new:
        return Path({n: n for n in range(1, len(before) + 1)}, {}, blank, len(after))
    kept = _recognised(before, after)
    taken = set(kept.values())
    rewritten: dict[int, int] = {}
    for one in compare(old, new):
        if one.before and one.after and one.before not in kept and one.after not in taken:
            (kept if one.change is Change.SAME else rewritten)[one.before] = one.after
    return Path(kept, rewritten, blank, len(after))


def _recognised(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Find lines wherever they stand now: by lines that both have once, and from there line by line to both sides."""
    left, right = _once(before), _once(after)
    found = {left[text]: right[text] for text in left if text in right}
    taken = set(found.values())
    for a, c in list(found.items()):
        for step in (1, -1):
            b, d = a + step, c + step
            while _free(b, before, found) and _free(d, after, taken) and before[b - 1] == after[d - 1]:
                found[b] = d
                taken.add(d)
                b, d = b + step, d + step
    return found


def _free(line: int, lines: Sequence[str], taken: Container[int]) -> bool:
    return 1 <= line <= len(lines) and line not in taken


def _once(lines: Sequence[str]) -> dict[str, int]:
    """Give the telling lines that stand once in a text."""
    counted = Counter(lines)
    return {text: n for n, text in enumerate(lines, start=1) if counted[text] == 1 and len(text.strip()) >= TELLING}


def _together(places: Sequence[int], length: int) -> list[int]:
    """Keep what stands close to the first: a range whose lines were scattered stays with its beginning."""
    if not places:
        return []
    return sorted(one for one in places if abs(one - places[0]) <= 2 * length + 4)
