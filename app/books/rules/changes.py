"""What changed between two versions of a table or of the pitch. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.books.fountain import Change, in_order


@dataclass(frozen=True, slots=True)
class RowStep:
    """What became of a row: ``cells`` names those that changed; ``moved``: it stands elsewhere among the others."""

    change: Change
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    cells: frozenset[str] = field(default_factory=frozenset)
    moved: bool = False

    @property
    def row(self) -> Mapping[str, Any]:
        """The row as it is, or as it was when it is gone."""
        return self.after or self.before or {}


def compare_rows(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], columns: Sequence[str]
) -> list[RowStep]:
    """Say what became of each row, known by its id: in the order of the newer table, then what was taken out."""
    before = {one["id"]: one for one in old}
    order = {one["id"]: place for place, one in enumerate(old)}
    after = {one["id"] for one in new}
    still = in_order([order[one["id"]] for one in new if one["id"] in order])
    found: list[RowStep] = []
    for row in new:
        was = before.get(row["id"])
        if was is None:
            found.append(RowStep(Change.NEW, None, row))
            continue
        cells = frozenset(name for name in columns if _text(was.get(name)) != _text(row.get(name)))
        change = Change.CHANGED if cells else Change.SAME
        found.append(RowStep(change, was, row, cells, moved=order[row["id"]] not in still))
    return found + [RowStep(Change.CUT, one, None) for one in old if one["id"] not in after]


def compare_fields(old: Mapping[str, Any], new: Mapping[str, Any], names: Sequence[str]) -> frozenset[str]:
    """Name the fields that read otherwise; nothing and an empty text are the same."""
    return frozenset(name for name in names if _text(old.get(name)) != _text(new.get(name)))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
