"""People's prose as pure code: what changed between two texts, changes put together, and the three-way merge.

Nothing here raises for any text, and all of it stays near linear: a scenario of 400 kB is merged between two keys.
"""

from app.books.prose.changes import Hunk, Patch, applied, difference, joined, lines_of, packed, reverse, unpacked
from app.books.prose.merging import Clash, Merged, merge

__all__ = [
    "Clash",
    "Hunk",
    "Merged",
    "Patch",
    "applied",
    "difference",
    "joined",
    "lines_of",
    "merge",
    "packed",
    "reverse",
    "unpacked",
]
