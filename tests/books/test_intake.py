"""Cells as spreadsheets write them: typed as days, hours and numbers, or as the text of a Korean Excel."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.books import intake
from app.books.tables import BUDGET, SCHEDULE, SHOTS
from app.documents.sheets import read_table
from app.teams.sheets import csv_of, xlsx_of


def excel(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def korean(*rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("cp949")


def read(table, content):
    found = intake.table_of(table, read_table(content, long=True), 0)
    assert found.wrong == ()
    return [one.model_dump() for one in found.rows]


MIDNIGHT = dt.datetime(2026, 11, 20)  # noqa: DTZ001 -- a spreadsheet knows no zones
HEAD = ["날짜", "집합", "종료", "장소"]


@pytest.mark.parametrize(
    ("content", "call", "wrap"),
    [
        (excel(HEAD, [dt.date(2026, 11, 20), dt.time(9, 30), dt.time(18), "옥상"]), "09:30", "18:00"),
        (excel(HEAD, [MIDNIGHT, "9:30", MIDNIGHT.replace(1899, 12, 31, 18), "옥상"]), "09:30", "18:00"),
        (korean(HEAD, ["2026-11-20", "9:30", "18:00", "옥상"]), "09:30", "18:00"),
        (korean(HEAD, ["2026. 11. 20.", "오전 9:30:00", "오후 6시", "옥상"]), "09:30", "18:00"),
        (korean(HEAD, ["2026년 11월 20일", "9:30:00 AM", "6:00 PM", "옥상"]), "09:30", "18:00"),
    ],
    ids=["excel", "excel moments", "cp949", "Korean words", "English words"],
)
def test_days_and_hours(content, call, wrap):
    (row,) = read(SCHEDULE, content)
    assert (row["day"], row["call"], row["wrap"], row["place"]) == (dt.date(2026, 11, 20), call, wrap, "옥상")


@pytest.mark.parametrize(
    ("quantity", "price", "paid"),
    [
        (8, 3500, 27000),
        (8.0, 3500.0, "27,000"),
        ("8", "3,500", "₩27,000"),
        ("8개", "3500원", "27 000"),
        ("８", "￦3,500", "27,000원"),
    ],
)
def test_numbers_and_won(quantity, price, paid):
    head = ["항목", "수량", "단가", "실제 지출"]
    (row,) = read(BUDGET, excel(head, ["김밥", quantity, price, paid]))
    assert (row["quantity"], row["unit_price"], row["actual"]) == (8, 3500, 27000)


def test_nothing_and_minutes():
    (line,) = read(BUDGET, excel(["항목", "단가", "실제 지출"], ["김밥", "-", None]))
    assert (line["unit_price"], line["actual"]) == (read(BUDGET, excel(["항목"], ["김밥"]))[0]["unit_price"], None)
    (shot,) = read(SHOTS, excel(["숏", "준비(분)", "촬영(분)"], ["1A", "15분", "10 min"]))
    assert (shot["setup_minutes"], shot["minutes"]) == (15, 10)


@given(st.text(st.sampled_from("'=+-@a가\t 1,\";\n"), max_size=12))
@example("'=SUM(A1)")
@example("''=1")
@example("-")
@settings(deadline=None, max_examples=60)
def test_any_words_go_out_disarmed_and_come_back(words):
    (kept,) = read(SHOTS, excel(["Shot", "Picture"], ["1A", "x"]))
    kept["picture"] = SHOTS.schema.model_validate({"picture": words.strip()}).picture.strip()
    rows = [["Shot", "Picture"], ["1A", kept["picture"]]]
    written = csv_of(rows)
    assert not any(cell.startswith(tuple("=+-@\t")) for row in csv.reader(io.StringIO(written)) for cell in row)
    for content in (written.encode(), xlsx_of(rows)):
        assert read(SHOTS, content)[0]["picture"] == kept["picture"]
