"""Tables that people bring: encodings, Excel, and files that mean harm."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Invalid, TooLarge
from app.documents import sheets
from app.documents.sheets import read_table, read_text

TABLE = [["학번", "이름"], ["2026001", "김서연"]]
CSV = "학번,이름\r\n2026001,김서연\r\n"


def xlsx(rows) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_csv_as_korean_excel_saves_it(encoding):
    assert read_table(CSV.encode(encoding)) == TABLE


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators(separator):
    assert read_text(CSV.replace(",", separator)) == TABLE


def test_excel_numbers_are_written_as_people_see_them():
    assert read_table(xlsx([["학번", "이름"], [2026001, "김서연"], ["", ""], [2026002.0, " 박 지우 "]])) == [
        *TABLE,
        ["2026002", "박 지우"],
    ]


def test_a_formula_is_never_worked_out():
    book = openpyxl.Workbook()
    book.create_sheet(index=0).append(["name", '=HYPERLINK("http://evil.test")', "=1+1"])
    out = io.BytesIO()
    book.save(out)
    assert read_table(out.getvalue()) == [["name"]]  # no stored value, so nothing
    assert read_text("=cmd|' /C calc'!A0,kim@school.test") == [["=cmd|' /C calc'!A0", "kim@school.test"]]


def test_hangul_in_pieces_is_put_together_and_controls_go():
    assert read_text("\u1100\u1175\u11b7\x00\u202e,a") == [["김", "a"]]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MOST_UNPACKED + 1))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"x" * (sheets.MOST_BYTES + 1), TooLarge),
        (bomb(), TooLarge),
        (b"a\n" * (sheets.MOST_ROWS + 1), TooLarge),
        ((b"a," * sheets.MOST_COLUMNS) + b"a", TooLarge),
        (b"PK\x03\x04 broken", Invalid),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Invalid),
        (b"\xff\xff\xff\xff", Invalid),
        (b'"' + b"a" * 200_000, Invalid),
    ],
    ids=["bytes", "bomb", "rows", "columns", "broken", "old-excel", "letters", "one-huge-cell"],
)
def test_what_is_no_list_of_names_is_refused_in_a_sentence(content, error):
    with pytest.raises(error) as refusal:
        read_table(content)
    assert str(refusal.value).endswith(".")


def test_entities_are_not_expanded():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(TABLE))) as good, zipfile.ZipFile(out, "w") as bad:
        for item in good.infolist():
            data = good.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                data = data.replace(
                    b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet', 1
                )
            bad.writestr(item, data)
    with pytest.raises(Invalid):
        read_table(out.getvalue())


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_sentence(content):
    try:
        table = read_table(content)
    except (Invalid, TooLarge) as refusal:
        table = [[str(refusal)]]
    assert all(isinstance(cell, str) and "\x00" not in cell for row in table for cell in row)
