"""Who is in which team as a CSV file that Korean Excel opens."""

import csv
import io
from collections.abc import Iterable, Sequence

# Excel reads UTF-8 only behind this mark
MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV; text that a spreadsheet would take for a formula is disarmed with an apostrophe."""
    out = io.StringIO()
    out.write(MARK)
    csv.writer(out, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def _plain(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
