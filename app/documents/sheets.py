"""Read small tables that people bring: CSV in UTF-8 or Korean Windows' CP949, XLSX, or text pasted from a sheet.

Nothing is executed: a formula is its stored value, or nothing. What is too large is refused before it is unpacked.
"""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from app.core.errors import Invalid, TooLarge
from app.core.inputs import clean_line, clean_trimmed
from app.core.text import say
from app.documents.texts import decoded

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 60
MOST_LETTERS = 500
MOST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS = 500
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
SEPARATORS = "\t;,"

Table = list[list[str]]


def read_table(content: bytes, *, long: bool = False) -> Table:
    """Read a file's cells as clean text, without empty rows and empty columns at the end.

    ``long`` cells keep their line breaks and all their letters.

    Raises TooLarge, and Invalid when it is no table; both say what to do.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(
            say("The file is larger than %(n)s MB; a list of names is much smaller.", n=MOST_BYTES // 1024**2)
        )
    if content.startswith(OLD_EXCEL):
        raise Invalid(say("This is an old or locked Excel file. Save it as .xlsx without a password, or as CSV."))
    if content.startswith(b"PK"):
        return _table(_xlsx(content), long=long)
    return read_text(_decoded(content), long=long)


def read_text(text: str, *, long: bool = False) -> Table:
    """Read CSV or cells pasted from a spreadsheet (tabs, semicolons or commas). Raises as ``read_table``."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    first = next((line for line in text.split("\n") if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    try:
        return _table(csv.reader(io.StringIO(text), delimiter=separator), long=long)
    except csv.Error as error:
        raise Invalid(say("This cannot be read as a table. Save it as .xlsx or as CSV and try again.")) from error


def _decoded(content: bytes) -> str:
    text = decoded(content)
    if text is None:
        raise Invalid(say("The letters of this file cannot be read. Save it as .xlsx, or as CSV in UTF-8."))
    return text


def _xlsx(content: bytes) -> Iterable[Iterable[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
        _check_parts(parts)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says about its own size may be wrong
        yield from sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=20 * MOST_ROWS, values_only=True)
    except (TooLarge, Invalid):
        raise
    except Exception as error:  # openpyxl raises whatever the broken part happens to break
        raise Invalid(say("This Excel file cannot be opened. Save it anew as .xlsx, or as CSV.")) from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise TooLarge(say("This Excel file unpacks to more than a list of names. Copy the list into a new file."))


def _table(rows: Iterable[Iterable[Any]], *, long: bool) -> Table:
    table: Table = []
    for row in rows:
        cells = [_cell(value, long=long) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise TooLarge(say("The table has more than %(n)s columns.", n=MOST_COLUMNS))
        table.append(cells)
        if len(table) > MOST_ROWS:
            raise TooLarge(say("The table has more than %(n)s rows.", n=MOST_ROWS))
    return table


def _cell(value: Any, *, long: bool) -> str:
    """Write a cell as a person sees it: 2026001.0 → "2026001", a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        value = value.isoformat().removesuffix("T00:00:00")
    text = unicodedata.normalize("NFC", str(value))
    return str(clean_trimmed(text)) if long else str(clean_line(text))[:MOST_LETTERS]
