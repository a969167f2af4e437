"""Rosters: which column is what, what becomes of each row. Pure: no database, no clock."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.text import Text, say
from app.people.rules import CourseRole


class Column(StrEnum):
    """What a column of a roster holds."""

    NAME = "name"
    EMAIL = "email"
    STUDENT_NO = "student-no"
    SECTION = "section"
    GIVEN = "given"
    FAMILY = "family"


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    JOINS = "joins"
    CHANGED = "changed"
    HERE = "here"
    REPEATED = "repeated"
    WRONG = "wrong"


HEADERS: Mapping[Column, frozenset[str]] = {
    Column.NAME: frozenset(
        {"이름", "성명", "학생명", "성함", "학생이름", "name", "fullname", "studentname", "student"}
    ),
    Column.EMAIL: frozenset(
        {"이메일", "메일", "이메일주소", "메일주소", "전자우편", "전자메일", "email", "mail", "emailaddress", "loginid"}
    ),
    Column.STUDENT_NO: frozenset(
        {
            "학번",
            "학생번호",
            "교번",
            "studentno",
            "studentnumber",
            "studentid",
            "idnumber",
            "id",
            "sisuserid",
            "number",
            "no",
        }
    ),
    Column.SECTION: frozenset({"분반", "반", "조", "그룹", "section", "class", "group", "groups"}),
    Column.GIVEN: frozenset({"firstname", "givenname", "given"}),
    Column.FAMILY: frozenset({"lastname", "surname", "familyname", "성", "family"}),
}
"""Headers as learning platforms and Korean universities write them, without blanks and signs, in lower case."""

VAGUE = frozenset({"no", "number", "id"})

MAIL = re.compile(r"[^@\s\"<>,;:()\[\]\\]+@[^@\s\"<>,;:()\[\]\\]+")
NAMED = re.compile(r"\s*\"?(?P<name>[^\"<>]*?)\"?\s*<(?P<mail>[^<>]*)>\s*")
LONGEST_MAIL, LONGEST_NAME, LONGEST_MARK = 254, 120, 40
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A roster as brought: cells, whether it has a header, and which column is what."""

    cells: tuple[tuple[str, ...], ...]
    columns: Mapping[Column, int]
    header: bool

    @property
    def head(self) -> int:
        """The row of the header, from 0: the title of an export may stand above it."""
        return next((i for i, row in enumerate(self.cells[:LOOKED_AT]) if Column.EMAIL in _by_header(row)), 0)

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row) for row in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a roster; ``number`` is the row as the spreadsheet counts it."""

    number: int
    name: str
    email: str
    student_no: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, what becomes of it and why."""

    row: Row
    verdict: Verdict
    sentence: Text | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address: the account's name, and its place in the course if it has one."""

    name: str
    disabled: bool = False
    role: CourseRole | None = None
    student_no: str = ""
    section: str = ""


def understood(cells: Sequence[Sequence[str]]) -> Sheet:
    """Find the header and what each column is, by the header's words or by what stands in the columns."""
    frozen = tuple(tuple(row) for row in cells)
    found = Sheet(frozen, {}, header=True)
    if frozen:
        named = _by_header(frozen[found.head])
        if named and not any(MAIL.fullmatch(cell) for row in frozen[: found.head + 1] for cell in row):
            content = _by_content(frozen[found.head + 1 :], taken=set(named.values()))
            return replace(found, columns={**content, **named})
    return Sheet(frozen, _by_content(frozen), header=False)


def _by_header(row: Sequence[str]) -> dict[Column, int]:
    found: dict[Column, int] = {}
    words = [re.sub(r"[\W_]", "", cell).lower() for cell in row]
    # "No" may count the rows: a column that names itself better comes first
    for index in sorted(range(len(words)), key=lambda index: words[index] in VAGUE):
        column = next((c for c, known in HEADERS.items() if words[index] in known), None)
        if column is not None:
            found.setdefault(column, index)
    if Column.NAME in found:
        found.pop(Column.GIVEN, None)
        found.pop(Column.FAMILY, None)
    return found


def _by_content(rows: Sequence[Sequence[str]], taken: set[int] | None = None) -> dict[Column, int]:
    """Guess: addresses hold "@", student numbers are digits, the first column of words is the name."""
    found: dict[Column, int] = {}
    looked = rows[:LOOKED_AT]
    for index in range(max((len(row) for row in looked), default=0)):
        if taken and index in taken:
            continue
        cells = [row[index] for row in looked if index < len(row) and row[index]]
        if not cells:
            continue
        if sum("@" in cell for cell in cells) * 2 > len(cells):
            found.setdefault(Column.EMAIL, index)
        elif taken is not None:
            continue
        elif all(re.fullmatch(r"[\d-]{4,}", cell) for cell in cells):
            found.setdefault(Column.STUDENT_NO, index)
        elif not all(cell.isdigit() for cell in cells):
            found.setdefault(Column.NAME, index)
    return found


def rows_of(sheet: Sheet) -> list[Row]:
    """Read the rows by their columns; "Kim <kim@school.kr>" in one cell is name and address."""
    found = []
    for number, cells in enumerate(sheet.cells, start=1):
        if sheet.header and number <= sheet.head + 1:
            continue
        values = {c: cells[i] if i < len(cells) else "" for c, i in sheet.columns.items()}
        name = values.get(Column.NAME) or " ".join(
            part for part in (values.get(Column.GIVEN, ""), values.get(Column.FAMILY, "")) if part
        )
        email = values.get(Column.EMAIL, "")
        together = NAMED.fullmatch(email)
        if together:
            name, email = name or together["name"], together["mail"]
        found.append(
            Row(number, name, email.strip().lower(), values.get(Column.STUDENT_NO, ""), values.get(Column.SECTION, ""))
        )
    return found


def wrong(row: Row) -> Text | None:
    """Say what is wrong with a row by itself; None when nothing is."""
    if not row.email:
        return say("The e-mail address is missing.")
    if not MAIL.fullmatch(row.email) or len(row.email) > LONGEST_MAIL:
        return say("“%(email)s” is not an e-mail address.", email=row.email[:60])
    if len(row.name) > LONGEST_NAME:
        return say("The name is longer than %(n)s characters.", n=LONGEST_NAME)
    if max(len(row.student_no), len(row.section)) > LONGEST_MARK:
        return say("Student number and section have at most %(n)s characters.", n=LONGEST_MARK)
    return None


def judged(rows: Sequence[Row], known: Mapping[str, Known]) -> list[Judged]:
    """Say of each row what becomes of it, given what is known of the addresses."""
    seen: dict[str, Row] = {}
    numbers: dict[str, Row] = {}
    found = []
    for row in rows:
        sentence = wrong(row) or _contradiction(row, seen, numbers)
        if sentence:
            found.append(Judged(row, Verdict.WRONG, sentence))
            continue
        if row.email in seen:
            sentence = say("The same as row %(row)s; counted once.", row=seen[row.email].number)
            found.append(Judged(row, Verdict.REPEATED, sentence))
            continue
        seen[row.email] = row
        if row.student_no:
            numbers[row.student_no] = row
        found.append(_judge(row, known.get(row.email)))
    return found


def _contradiction(row: Row, seen: Mapping[str, Row], numbers: Mapping[str, Row]) -> Text | None:
    """Say when a row says something else than one before it."""
    before = seen.get(row.email)
    if before:
        if replace(before, number=row.number) == row:
            return None
        return say("Row %(row)s has the same address but says something else.", row=before.number)
    other = numbers.get(row.student_no) if row.student_no else None
    return say("Row %(row)s has the same student number.", row=other.number) if other else None


def _judge(row: Row, known: Known | None) -> Judged:
    if known is not None and known.disabled:
        return Judged(row, Verdict.WRONG, say("This account is switched off; an administrator can switch it on."))
    if known is None or known.role is None:  # the name of somebody else's account is not told
        row = row if row.name else replace(row, name=row.email.split("@")[0][:LONGEST_NAME])
        return Judged(row, Verdict.NEW if known is None else Verdict.JOINS)
    row = replace(row, name=known.name)
    changes = (row.student_no and row.student_no != known.student_no) or (row.section and row.section != known.section)
    return Judged(row, Verdict.CHANGED if changes else Verdict.HERE)


def importable(rows: Sequence[Judged]) -> list[Judged]:
    """Keep the rows that change something."""
    return [one for one in rows if one.verdict in {Verdict.NEW, Verdict.JOINS, Verdict.CHANGED}]


def written_down(course_id: int, sheet: Sheet, rows: Sequence[Judged]) -> str:
    """Write a preview down so that it can be sealed: the same text only for the same sheet and the same verdicts."""
    return json.dumps(
        [
            course_id,
            sheet.cells,
            sorted((column.value, index) for column, index in sheet.columns.items()),
            sheet.header,
            [(one.row.number, one.row.name, one.row.email, one.verdict.value) for one in rows],
        ],
        ensure_ascii=True,
    )
