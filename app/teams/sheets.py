"""Tables to take away: CSV that Korean Excel opens, and XLSX."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import xlsxwriter

from app.core import clock

# Excel reads UTF-8 only behind this mark
MARK = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula, or what was disarmed already and must come back as it is."""


def csv_of(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV; text that a spreadsheet would take for a formula is disarmed with an apostrophe."""
    out = io.StringIO()
    out.write(MARK)
    csv.writer(out, lineterminator="\r\n").writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def xlsx_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as an Excel file, the first one as headings; text stays text, whatever it begins with."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": clock.now()})
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                told = _plain(cell) if isinstance(cell, str) and cell.startswith("'") else cell
                sheet.write(line, place, told, bold if line == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return out.getvalue()


def _plain(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if FORMULA.match(text) else text
