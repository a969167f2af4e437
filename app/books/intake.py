"""Read what people bring into a book: a screenplay of another program, a table with headings in any order. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from app.books import fountain
from app.books.rules import SheetState
from app.books.tables import Column, ColumnKind, Table
from app.core.errors import Invalid, TooLarge
from app.core.text import LANGUAGES, Text, say, speaking
from app.documents.texts import decoded

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 500
NOBODY_TYPES = frozenset({ColumnKind.SUM, ColumnKind.FOUND})
NO_WORD = re.compile(r"[^\w가-힣]+")
ARMED = re.compile(r"'+[=+\-@\t]")
LISTED = re.compile(r"(?<=\n\n)[ \t]*(\d{1,4}[A-Za-z]?)[.)][ \t]+(?=\S[^\n]*\n)")
"""Scenes as word processors number them: 1. 옥상 (밤)."""


def script_of(content: bytes) -> str:
    """Read a screenplay as Fountain: .fountain and .txt in any encoding, or Final Draft's .fdx.

    Raises TooLarge, and Invalid for what is none; both say what to do.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(say("The file is larger than %(n)s MB; a screenplay is much smaller.", n=MOST_BYTES // 1024**2))
    if content.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Invalid(say("This is no text. Save the screenplay as .fountain, .fdx or .txt and bring that."))
    text = decoded(content)
    if text is None or not text.strip():
        raise Invalid(say("There is no text in this file that could be read. Save it as .fountain, .fdx or .txt."))
    if "<FinalDraft" not in text[:2000]:
        return _with_scenes(text)
    try:
        title, found = fountain.from_fdx(content)
    except fountain.Unreadable as error:
        raise Invalid(say("This Final Draft file cannot be read. Save it anew in Final Draft, or as .txt.")) from error
    return fountain.written(title, found)


def _with_scenes(text: str) -> str:
    """Mark what is numbered as scenes in a text that has none: a list in a text that has some stays a list."""
    if fountain.scenes(fountain.parse(text)):
        return text
    marked = LISTED.sub(r"S#\1. ", f"\n\n{text}\n")[2:-1]
    lit = [one for one in fountain.scenes(fountain.parse(marked)) if fountain.setting(one.heading).light]
    return marked if lit else text


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that cannot be taken: its row counted from 1 as in the file, its column with its ``name``, and why."""

    row: int
    column: Text | str
    why: Text | str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A table as it would be taken. ``columns`` are those found, ``left_out`` the headings nobody knows.

    ``names`` are what the rows are known by (``Table.known_by``), ``first`` is the number of the first row in the file.
    """

    columns: tuple[Column, ...]
    left_out: tuple[str, ...]
    cells: Sequence[Sequence[str]]
    rows: tuple[BaseModel, ...] = ()
    names: tuple[str, ...] = ()
    first: int = 1
    wrong: tuple[Wrong, ...] = field(default=())

    @property
    def marked(self) -> frozenset[tuple[int, str]]:
        """The cells that cannot be taken: the place of the row among ``cells``, and the name of the column."""
        return frozenset((one.row - self.first, one.name) for one in self.wrong)

    @property
    def given(self) -> frozenset[str]:
        """The columns that the rows bring, by name."""
        return frozenset(one.name for one in self.columns)


def name_of(table: Table, row: Mapping[str, Any]) -> str:
    """Give what a row that stands is known by; nothing for one that waits for its scene."""
    waits = table.made and row["state"] != SheetState.FOLLOWED
    return "" if waits else str(row[table.known_by] or "")


def paired(standing: Sequence[str], names: Sequence[str]) -> list[int | None]:
    """Say for each row of a file which row that stands has its name; the first of a name takes the first."""
    free: dict[str, list[int]] = {}
    for place, name in enumerate(standing):
        free.setdefault(name, []).append(place)
    return [free[name].pop(0) if name and free.get(name) else None for name in names]


def table_of(table: Table, cells: Sequence[Sequence[str]], decimals: int, known: Sequence[str] = ()) -> Reading:
    """Read cells as rows of a table: by the headings of the first row, else in the order of the columns.

    Money is in the currency's major unit. ``known`` are the names of the rows that stand: those of a made table must be
    among them, each once. Raises Invalid where there is no row, or none says which scene it is of.
    """
    places, left_out, first = _columns(table, cells)
    body = cells[first:]
    if not body or not places:
        raise Invalid(say("There is no row in it."))
    if table.made and table.known_by not in {one.name for one in places.values()}:
        raise Invalid(say("A column with the numbers of the scenes is needed, with the heading “Scene”."))
    if len(body) > MOST_ROWS:
        raise TooLarge(say("This table is full: it takes %(n)s rows.", n=MOST_ROWS))
    shown: list[list[str]] = []
    rows: list[BaseModel] = []
    names: list[str] = []
    wrong: list[Wrong] = []
    for number, row in enumerate(body, start=first + 1):
        values = {one.name: _armed(row[place]) if place < len(row) else "" for place, one in places.items()}
        shown.append([values[one.name] for one in places.values()])
        try:
            typed = {name: words for name, words in values.items() if words}
            rows.append(table.schema.model_validate(typed, context={"decimals": decimals}))
            names.append(values[table.known_by] if table.made else str(getattr(rows[-1], table.known_by) or ""))
        except ValidationError as error:
            wrong += [_wrong(number, table, values, one) for one in error.errors()]
    if table.made and not wrong:
        wrong = _strangers(table, names, known, first + 1)
    return Reading(tuple(places.values()), left_out, shown, tuple(rows), tuple(names), first + 1, tuple(wrong))


def _strangers(table: Table, names: Sequence[str], known: Sequence[str], first: int) -> list[Wrong]:
    """Name the rows of scenes that the scenario does not have."""
    label, found = table.printed[0].label, []
    for number, (name, place) in enumerate(zip(names, paired(known, names), strict=True), start=first):
        if place is None:
            why = say("No scene has the number “%(n)s”, or it stands here twice.", n=name)
            found.append(Wrong(number, label, why, table.known_by))
    return found


def _armed(cell: str) -> str:
    """Take away the apostrophe that disarms what a spreadsheet would take for a formula."""
    return cell[1:].strip() if ARMED.match(cell) else cell.strip()


def _columns(table: Table, cells: Sequence[Sequence[str]]) -> tuple[dict[int, Column], tuple[str, ...], int]:
    """Find which column stands where, the headings nobody knows, and the first row that is no heading."""
    head = cells[0] if cells else []
    known = _headings(table)
    found = {place: known[word] for place, cell in enumerate(head) if (word := _word(cell)) in known}
    if len(found) * 2 < sum(bool(_word(cell)) for cell in head) or not found:
        width = max((len(row) for row in cells), default=0)
        return dict(enumerate((table.printed if table.made else table.kept)[:width])), (), 0
    once: dict[int, Column] = {}
    for place, one in found.items():
        if one.kind not in NOBODY_TYPES and one not in once.values():
            once[place] = one
    left_out = tuple(cell.strip() for place, cell in enumerate(head) if cell.strip() and place not in found)
    return once, left_out, 1


def _headings(table: Table) -> Mapping[str, Column]:
    """Give every word that may stand over a column: its name, and its label in every language."""
    found: dict[str, Column] = {_word(one.name): one for one in table.printed}
    for language in LANGUAGES:
        with speaking(language):
            found |= {_word(str(one.label)): one for one in table.printed}
    return found


def _word(cell: str) -> str:
    return NO_WORD.sub("", unicodedata.normalize("NFC", cell)).casefold().replace("_", "")


def _wrong(row: int, table: Table, values: Mapping[str, str], error: Any) -> Wrong:
    name = str(error["loc"][0]) if error["loc"] else ""
    label = next((one.label for one in table.printed if one.name == name), say("Row"))
    context = error.get("ctx") or {}
    reason = getattr(context.get("error"), "args", ("",))[0]
    if isinstance(reason, Text):
        return Wrong(row, label, reason, name)
    if "max_length" in context:
        return Wrong(row, label, say("At most %(n)s letters.", n=context["max_length"]), name)
    return Wrong(row, label, say("“%(cell)s” cannot be read here.", cell=values.get(name, "")[:40]), name)
