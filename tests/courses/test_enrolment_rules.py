"""Rosters: columns, verdicts, seals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.courses.enrolments.rules import (
    Column,
    Known,
    Row,
    Sheet,
    Verdict,
    importable,
    judged,
    rows_of,
    understood,
    written_down,
)
from app.people.rules import CourseRole

KIM = ("2026001", "김서연", "Seoyeon@School.test", "1")


@pytest.mark.parametrize(
    "header",
    [
        ("학번", "이름", "이메일", "분반"),
        ("학생 번호", "성명", "E-Mail 주소", "반"),
        ("Student ID", "Full name", "Email address", "Section"),
        ("ID number", "NAME", "e-mail", "Group"),
    ],
)
def test_headers_are_understood(header):
    sheet = understood([header, KIM])
    assert sheet.header
    assert rows_of(sheet) == [Row(2, "김서연", "seoyeon@school.test", "2026001", "1")]


def test_a_title_above_the_header_and_a_column_that_counts_are_no_students():
    """Exports of universities carry a title, and often a running number before the student's own."""
    title, header = ("2026 단편영화 수강생 명단",), ("No", "Name", "E-mail", "Student ID")
    sheet = understood([title, header, ("1", "김서연", "seoyeon@school.test", "2026001")])
    assert sheet.header
    assert rows_of(sheet) == [Row(3, "김서연", "seoyeon@school.test", "2026001")]
    assert understood([title, ("1", "김서연", "seoyeon@school.test", "2026001")]).header is False


def test_first_and_last_name_make_a_name():
    sheet = understood([("First name", "Surname", "Email address"), ("Maya", "Torres", "maya@school.test")])
    assert rows_of(sheet)[0].name == "Maya Torres"


def test_without_header_the_content_tells():
    sheet = understood([KIM, ("2026002", "박지우", "jiwoo@school.test", "1")])
    assert not sheet.header
    assert sheet.columns == {Column.STUDENT_NO: 0, Column.NAME: 1, Column.EMAIL: 2}
    assert [row.number for row in rows_of(sheet)] == [1, 2]


def test_name_and_address_in_one_cell():
    assert rows_of(understood([('"Torres, Maya" <maya@school.test>',)])) == [Row(1, "Torres, Maya", "maya@school.test")]


def one(row: Row, known: dict[str, Known] | None = None) -> tuple[Verdict, str]:
    found = judged([row], known or {})[0]
    return found.verdict, str(found.sentence or "")


def test_each_row_gets_its_verdict():
    row = Row(2, "Kim", "kim@school.test", "1", "A")
    here = Known("Kim", role=CourseRole.STUDENT, student_no="1", section="A")
    assert one(row)[0] is Verdict.NEW
    assert one(row, {row.email: Known("Kim")})[0] is Verdict.JOINS
    assert one(row, {row.email: here})[0] is Verdict.HERE
    assert one(row, {row.email: Known("Kim", role=CourseRole.STUDENT)})[0] is Verdict.CHANGED
    assert one(row, {row.email: Known("Kim", disabled=True)}) == (
        Verdict.WRONG,
        "This account is switched off; an administrator can switch it on.",
    )


@pytest.mark.parametrize(
    "email", ["", "kim", "kim@", "a b@c.d", "kim@school.test, lee@school.test", "x" * 251 + "@a.b"]
)
def test_what_is_no_address_is_wrong(email):
    verdict, sentence = one(Row(2, "Kim", email))
    assert verdict is Verdict.WRONG
    assert sentence


def test_rows_that_contradict_each_other():
    rows = [
        Row(2, "Kim", "kim@school.test", "1"),
        Row(3, "Kim", "kim@school.test", "1"),
        Row(4, "Other", "kim@school.test", "1"),
        Row(5, "Lee", "lee@school.test", "1"),
    ]
    found = judged(rows, {})
    assert [f.verdict for f in found] == [Verdict.NEW, Verdict.REPEATED, Verdict.WRONG, Verdict.WRONG]
    assert "Row 2" in str(found[3].sentence)
    assert importable(found) == found[:1]


def test_the_name_of_a_foreign_account_is_not_told():
    found = judged([Row(2, "", "kim@school.test")], {"kim@school.test": Known("Secret Name")})
    assert found[0].row.name == "kim"


cells = st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=6)


@given(cells, cells)
def test_a_seal_is_for_one_sheet(first, second):
    sheets = [understood(first), understood(second)]
    texts = {written_down(1, sheet, judged(rows_of(sheet), {})) for sheet in sheets}
    assert len(texts) == len({sheet.cells for sheet in sheets})
    assert written_down(2, sheets[0], []) != written_down(1, sheets[0], [])


@given(cells)
def test_any_table_is_judged_row_by_row(table):
    sheet = understood(table)
    assert isinstance(sheet, Sheet)
    assert len(judged(rows_of(sheet), {})) == len(table) - sheet.header
