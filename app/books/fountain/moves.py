"""Compare two screenplays scene by scene: the same, changed, moved, cut, new."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.books.fountain.compare import Change
from app.books.fountain.elements import Element
from app.books.fountain.scenes import Scene, scenes

ALIKE = 0.5
SCENE_NUMBER = re.compile(r"^\s*(?:S\s*#\s*\d+\w*[.\s]*|#?\d+\w*[.)]\s*)|\s*#[^#]+#\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SceneStep:
    """What became of a scene. ``moved``: it stands elsewhere in the order; its words may be the same or changed."""

    change: Change
    before: Scene | None
    after: Scene | None
    moved: bool = False


def compare_scenes(old: Sequence[Element], new: Sequence[Element]) -> list[SceneStep]:
    """Say what became of each scene, in the order of the newer text; cut ones stand where they stood."""
    before, after = _parts(old), _parts(new)
    pairs = _pairs([words for _, words in before], [words for _, words in after])
    still = in_order([pairs[c] for c in sorted(pairs)])
    found: list[SceneStep] = []
    cut = iter([a for a in range(len(before)) if a not in pairs.values()])
    waiting = next(cut, None)
    for c, (scene, words) in enumerate(after):
        a = pairs.get(c)
        while waiting is not None and a in still and a is not None and waiting < a:
            found.append(SceneStep(Change.CUT, before[waiting][0], None))
            waiting = next(cut, None)
        if a is None:
            found.append(SceneStep(Change.NEW, None, scene))
        else:
            change = Change.SAME if before[a][1] == words else Change.CHANGED
            found.append(SceneStep(change, before[a][0], scene, moved=a not in still))
    while waiting is not None:
        found.append(SceneStep(Change.CUT, before[waiting][0], None))
        waiting = next(cut, None)
    return found


def _parts(elements: Sequence[Element]) -> list[tuple[Scene, tuple[str, ...]]]:
    """Give each scene with its lines; the number in a heading is no part of it: moving a scene renumbers it."""
    raw = {one.line: one.raw.strip() for one in elements}
    return [
        (
            one,
            (
                SCENE_NUMBER.sub("", raw[one.first]),
                *(text for n in range(one.first + 1, one.last + 1) if (text := raw.get(n))),
            ),
        )
        for one in scenes(elements)
    ]


def _pairs(before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]) -> dict[int, int]:
    """Pair newer scenes with older ones: what reads the same first, then what is most alike."""
    pairs: dict[int, int] = {}
    left = set(range(len(before)))
    for c, words in enumerate(after):
        same = min((a for a in left if before[a] == words), key=lambda a: abs(a - c), default=None)
        if same is not None:
            pairs[c] = same
            left.discard(same)
    bags = {a: Counter(before[a]) for a in left}
    fresh = {c: Counter(words) for c, words in enumerate(after) if c not in pairs}
    likeness = sorted(
        (
            (-_alike(bag, words, before[a][0] == after[c][0]), abs(a - c), c, a)
            for c, words in fresh.items()
            for a, bag in bags.items()
        ),
    )
    for unlike, _, c, a in likeness:
        if -unlike >= ALIKE and c not in pairs and a in left:
            pairs[c] = a
            left.discard(a)
    return pairs


def _alike(one: Counter[str], other: Counter[str], heading: bool) -> float:
    """Share of the lines that both have; the same heading alone makes two scenes alike."""
    both = (one & other).total()
    return 2 * both / (one.total() + other.total()) + (ALIKE if heading else 0)


def in_order(places: Sequence[int]) -> set[int]:
    """Give the most places that still follow one another: these did not move."""
    tails: list[int] = []
    ends: list[int] = []
    back = [-1] * len(places)
    for n, place in enumerate(places):
        k = bisect_left(tails, place)
        back[n] = ends[k - 1] if k else -1
        if k == len(tails):
            tails.append(place)
            ends.append(n)
        else:
            tails[k], ends[k] = place, n
    kept: set[int] = set()
    n = ends[-1] if ends else -1
    while n >= 0:
        kept.add(places[n])
        n = back[n]
    return kept
