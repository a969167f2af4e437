"""Rows of the book's tables: numbers of shots, and rows pasted from a spreadsheet."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of shot numbers: I and O are left out, they read as one and nought."""


def next_shot_number(scene: str, taken: Iterable[str]) -> str:
    """Give the next shot of a scene its number: 12A, 12B … 12Z, 12AA; nothing for a shot without a scene."""
    if not scene:
        return ""
    used = set(taken)
    names = [*LETTERS, *(a + b for a in LETTERS for b in LETTERS)]
    return next((f"{scene}{name}" for name in names if f"{scene}{name}" not in used), scene)


def pasted_rows(text: str, columns: Mapping[str, str], numbers: Collection[str], most: int) -> list[dict[str, str]]:
    """Read rows copied from a spreadsheet (tabs) or CSV; cells beyond the columns are dropped.

    ``columns`` maps names to labels. Empty rows are left out, and a row of headings: the labels or names, or words
    also where ``numbers`` (and days) belong. Raises csv.Error for what is no table.
    """
    lines = text.strip("\n").replace("\r\n", "\n")
    reader = csv.reader(io.StringIO(lines), delimiter="\t" if "\t" in lines else ",")
    rows = [dict(zip(columns, (cell.strip() for cell in row), strict=False)) for row in reader]
    found = [row for row in rows if any(row.values())]
    headed = len(found) > 1 and (_is_heading(found[0], numbers) or _is_named(found[0], columns))
    return found[1:][:most] if headed else found[:most]


def _is_named(row: Mapping[str, str], columns: Mapping[str, str]) -> bool:
    return all(not cell or cell.casefold() in {name, columns[name].casefold()} for name, cell in row.items())


def _is_heading(row: Mapping[str, str], numbers: Collection[str]) -> bool:
    cells = [row[name] for name in numbers if name in row]
    return bool(cells) and all(cell and not re.search(r"\d", cell) for cell in cells)


def halves(text: str) -> tuple[str, str]:
    """Part a text where a sentence, else a word, ends nearest to its middle; the second half may be nothing."""
    for ends in (r"[.!?…。,;]\s+|\n+", r"\s+"):
        places = [found.end() for found in re.finditer(ends, text) if found.end() < len(text)]
        if places:
            middle = min(places, key=lambda place: abs(2 * place - len(text)))
            return text[:middle].strip(), text[middle:].strip()
    return text.strip(), ""
