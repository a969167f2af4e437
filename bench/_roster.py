"""Read a course from a table, to try the search on real wishes: ``python -m bench.teams roster.csv``.

One row a student. Columns: ``name``; ``roles`` (dearest first), ``together``, ``apart`` (names), ``free`` (slots of the
week, 0 is Monday 9–11), each with its values parted by ";"; ``section``; a column for each craft, with its anchor 0–3.
Missing columns are wishes that nobody has.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from app.teams.proposals.rules import Goal, Weight
from app.teams.rules import DEFAULT_ROLES, Band, Role
from app.teams.solving.problem import Problem, Student
from app.teams.wishes.rules import SLOTS, Craft, mask_of


def read(path: Path, goals: Mapping[Goal, Weight], size: Band) -> Problem:
    """Make a question of a table, for as many teams as make them middling. Raises KeyError for an unknown name."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    ids = {row["name"].strip(): number for number, row in enumerate(rows, start=1)}
    students = tuple(
        Student(
            number,
            tuple(Role(role) for role in _parts(row, "roles")),
            {craft.value: int(row[craft.value]) for craft in Craft if row.get(craft.value)},
            tuple(ids[name] for name in _parts(row, "together")),
            mask_of(int(slot) for slot in _parts(row, "free")),
            (row.get("section") or "").strip(),
        )
        for number, row in enumerate(rows, start=1)
    )
    apart = frozenset(
        (min(ids[row["name"].strip()], ids[name]), max(ids[row["name"].strip()], ids[name]))
        for row in rows
        for name in _parts(row, "apart")
    )
    teams = max(1, round(2 * len(rows) / (size.least + size.most)))
    return Problem(students, teams, size, DEFAULT_ROLES, 2, apart, {}, goals, SLOTS, 1)


def _parts(row: Mapping[str, str | None], column: str) -> list[str]:
    return [part.strip() for part in (row.get(column) or "").split(";") if part.strip()]
