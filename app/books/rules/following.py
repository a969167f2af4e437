"""Follow scenes from one state of the scenario to the next by their content, whatever their numbers become.

What cannot be followed without guessing is left out, so that people are asked.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

LIKE = 0.5
"""How much of two scenes' words must be the same when nothing else speaks for it."""
LIKE_THERE = 0.3
"""The same for scenes with the same heading, or alone between the same neighbours."""
AHEAD = 0.1
"""How far the best candidate must be before the next one."""
TELLING = 12
"""Letters from which a scene's words alone say which scene it is."""


@dataclass(frozen=True)
class Mark:
    """What a scene is known by: its number, its heading without the number, the words below."""

    number: str
    heading: str
    text: str

    @cached_property
    def pairs(self) -> Counter[str]:
        """Pairs of neighbouring letters: they know a Korean word with another particle, too."""
        return _pairs(self.text)


Key = Callable[[Mark], object]
"""Tells scenes apart; None for one that it knows nothing of."""


def follow(old: Sequence[Mark], new: Sequence[Mark]) -> dict[int, int]:
    """Say which new scene each old one became: places in ``old`` → places in ``new``, none twice."""
    trail = _Trail(old, new)
    trail.same(lambda one: (one.number, one.heading, one.text))
    trail.same(lambda one: (one.heading, one.text))
    trail.only(lambda one: one.text if len(one.text) >= TELLING else None)
    trail.only(lambda one: one.heading, LIKE_THERE)
    trail.likest()
    trail.between()
    return trail.found


class _Trail:
    def __init__(self, old: Sequence[Mark], new: Sequence[Mark]) -> None:
        self.old, self.new = old, new
        self.found: dict[int, int] = {}

    @property
    def left(self) -> list[int]:
        return [n for n in range(len(self.old)) if n not in self.found]

    @property
    def free(self) -> list[int]:
        taken = set(self.found.values())
        return [n for n in range(len(self.new)) if n not in taken]

    def same(self, key: Key) -> None:
        """Pair equal scenes, the first with the first."""
        places: dict[object, list[int]] = {}
        for n in reversed(self.free):
            places.setdefault(key(self.new[n]), []).append(n)
        for n in self.left:
            if places.get(key(self.old[n])):
                self.found[n] = places[key(self.old[n])].pop()

    def only(self, key: Key, least: float = 0) -> None:
        """Pair what is the only one of its kind on both sides, when the words are alike enough."""
        olds, news = _grouped(self.old, self.left, key), _grouped(self.new, self.free, key)
        for kind, places in olds.items():
            others = news.get(kind, [])
            if len(places) == len(others) == 1 and likeness(self.old[places[0]], self.new[others[0]]) >= least:
                self.found[places[0]] = others[0]

    def likest(self) -> None:
        """Pair scenes by their words, the likest first, unless two candidates are about as like."""
        scores = {
            (n, m): likeness(self.old[n], self.new[m]) + (0.25 if self.old[n].heading == self.new[m].heading else 0)
            for n in self.left
            for m in self.free
        }
        for (n, m), score in sorted(scores.items(), key=lambda one: -one[1]):
            if score < LIKE or n in self.found or m in self.found.values():
                continue
            rivals = [
                other
                for (a, b), other in scores.items()
                if ((a == n) != (b == m)) and a not in self.found and b not in self.found.values()
            ]
            if score - max(rivals, default=0) >= AHEAD:
                self.found[n] = m

    def between(self) -> None:
        """Pair a changed scene that alone stands between the same neighbours and kept its place or some words."""
        for n, m in list(self._alone()):
            one, other = self.old[n], self.new[m]
            kept = one.heading == other.heading or likeness(one, other) >= LIKE_THERE
            if kept or (not other.text.strip() and not one.text.strip() and _like(one.heading, other.heading) >= LIKE):
                self.found[n] = m

    def _alone(self) -> Iterator[tuple[int, int]]:
        back = {m: n for n, m in self.found.items()}
        ends = {-1: -1, len(self.old): len(self.new)} | self.found
        for n in self.left:
            before, after = ends.get(n - 1), ends.get(n + 1)
            if before is not None and after == before + 2 and before + 1 not in back:
                yield n, before + 1


def likeness(one: Mark, other: Mark) -> float:
    """Say how much of two scenes' words is the same, from 0 to 1; nothing is like nothing else."""
    return _dice(one.pairs, other.pairs)


def _like(one: str, other: str) -> float:
    return _dice(_pairs(one), _pairs(other))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def _pairs(text: str) -> Counter[str]:
    letters = re.sub(r"\W+", "", text.casefold())
    return Counter(letters[n : n + 2] for n in range(len(letters) - 1))


def _grouped(marks: Sequence[Mark], places: Sequence[int], key: Key) -> dict[object, list[int]]:
    found: dict[object, list[int]] = {}
    for n in places:
        if (kind := key(marks[n])) is not None:
            found.setdefault(kind, []).append(n)
    return found
