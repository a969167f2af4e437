"""Sums, numbers, amounts and pasted rows keep their promises for whatever people type."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.books import rules
from app.books.rules import LETTERS, Line

MONEY = st.integers(0, 10**12)
LINES = st.lists(
    st.builds(
        Line,
        category=st.sampled_from(["Props", "Food", "Travel", "", "소품"]),
        quantity=st.integers(0, 1000),
        unit_price=MONEY,
        actual=st.none() | MONEY,
    ),
    max_size=30,
)
CELL = st.text(st.characters(exclude_characters='\t\n\r"\0', exclude_categories=["C", "Z"]), max_size=8)


@given(LINES)
def test_categories_add_up_to_the_whole(lines):
    sums, total = rules.top_sheet(lines)
    assert sum(one.planned for one in sums) == total.planned == sum(one.quantity * one.unit_price for one in lines)
    assert sum(one.actual for one in sums) == total.actual == sum(one.actual or 0 for one in lines)
    assert [one.category for one in sums] == list(dict.fromkeys(line.category for line in lines))
    assert all(one.left == one.planned - one.actual for one in [*sums, total])
    assert all(one.over == (one.actual > one.planned) for one in [*sums, total])


@given(st.text("0123456789AB", min_size=1, max_size=4), st.integers(0, 60))
def test_every_next_number_is_new_and_reads_like_no_digit(scene, count):
    taken: list[str] = []
    for _ in range(count):
        number = rules.next_shot_number(scene, taken)
        assert number not in taken
        assert set(number.removeprefix(scene)) <= set(LETTERS)
        taken.append(number)
    assert taken[:2] == [f"{scene}A", f"{scene}B"][:count]
    if count > len(LETTERS):
        assert taken[len(LETTERS)] == f"{scene}AA"


def test_no_scene_no_number():
    assert rules.next_shot_number("", ["1A"]) == ""


SHAPES = {
    0: ["{:,}", "₩{:,}", "{:,}원", " {} ", "{:,}.00", "KRW {}", "{:,} KRW"],
    2: ["{:,.2f}", "€{:,.2f}", "{:.2f} €", "EUR {:.2f}", "{:.2f}"],
    3: ["{:,.3f}", "BHD {:.3f}", "{:.3f}"],
}


@given(st.integers(0, 10**11), st.sampled_from(sorted(SHAPES)), st.integers(0, 6))
def test_amounts_are_read_as_people_write_them(minor, decimals, shape):
    major = Decimal(minor).scaleb(-decimals)
    text = SHAPES[decimals][shape % len(SHAPES[decimals])].format(major if decimals else minor)
    assert rules.amount(text, decimals) == minor, text


@given(st.integers(0, 10**12 - 1), st.sampled_from(["KRW", "JPY", "EUR", "USD", "BHD", "TND"]))
def test_what_is_shown_in_a_field_is_read_back_as_the_same_money(minor, currency):
    decimals = rules.places(currency)
    shown = rules.typed(minor, decimals)
    assert ("." in shown) == bool(decimals)
    assert rules.amount(shown, decimals) == minor


@pytest.mark.parametrize(
    ("text", "decimals", "minor"),
    [
        ("12.50", 2, 1250),
        ("12,50", 2, 1250),
        ("12.5", 2, 1250),
        ("1.234,50 €", 2, 123450),
        ("1'234.50", 2, 123450),
        ("12,000", 2, 1200000),
        ("1 234.50", 2, 123450),
        ("12000.00", 0, 12000),
        ("-5", 0, -5),
        ("-€12.50", 2, -1250),
        ("0.125", 3, 125),
        ("0", 2, 0),
    ],
)
def test_amounts_in_many_hands(text, decimals, minor):
    assert rules.amount(text, decimals) == minor


@pytest.mark.parametrize(
    "text", ["", "words", "1.5", "12.50", "12,50", "1-2", "-", "₩", "1" * 13, "1만", "12k", "1,2,3", "١٢"]
)
def test_what_is_no_whole_amount_is_refused(text):
    assert rules.amount(text) is None


@pytest.mark.parametrize("text", ["12.000", "12.505", "1,23,4", "1.2.3", "12.", ".5", "1,234.567,00"])
def test_what_reads_in_two_ways_is_asked_about(text):
    assert rules.amount(text, 2) is None


@given(st.text(max_size=30), st.integers(0, 4))
def test_amount_takes_anything(text, decimals):
    found = rules.amount(text, decimals)
    assert found is None or abs(found) < 10 ** (12 + decimals)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8), st.sampled_from(["\t", ","]))
def test_pasted_rows_come_back_as_they_were(rows, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    found = rules.pasted_rows(out.getvalue(), {"a": "First", "b": "Second", "c": "Third"}, (), 100)
    assert [list(row.values()) for row in found] == [row for row in rows if any(row)]


@given(st.text(st.characters(exclude_characters="\0\r"), max_size=200), st.integers(0, 5))
def test_any_text_pastes_to_at_most_so_many_rows_of_known_columns(text, most):
    found = rules.pasted_rows(text, {"a": "First", "b": "Second"}, (), most)
    assert len(found) <= most
    assert all(set(row) <= {"a", "b"} and any(row.values()) for row in found)


def test_a_row_of_headings_is_no_row():
    columns = {"category": "Category", "item": "Item", "quantity": "Quantity", "unit_price": "Unit price"}
    numbers = ("quantity", "unit_price")
    rows = "Category\tItem\tQuantity\tUnit price\nProps\tRope\t1\t5\n"
    assert [row["item"] for row in rules.pasted_rows(rows, columns, numbers, 9)] == ["Rope"]
    assert (
        len(rules.pasted_rows("Props\tRope\tmany\tmuch", columns, numbers, 9)) == 1
    )  # to be refused, not to be dropped
    named = {"phase": "단계", "what": "할 일"}
    for heading in ("phase\twhat", "단계\t할 일", "단계\t"):
        assert rules.pasted_rows(f"{heading}\n제작\t할 일\n", named, (), 9) == [{"phase": "제작", "what": "할 일"}]
    assert len(rules.pasted_rows("제작\t할 일\n제작\t단계\n", named, (), 9)) == 2


def test_what_a_book_lacks_is_said_in_order():
    sentences = [str(one.sentence) for one in rules.missing({})]
    assert [(one.section.value, one.place) for one in rules.missing({})][:2] == [
        ("pitch", "f-logline"),
        ("pitch", "f-whose_view"),
    ]
    assert sentences[0] == "The pitch has no logline."
    assert sentences[-1].startswith("The budget is empty.")
    whole = {
        "pitch": dict.fromkeys(("logline", "whose_view", "at_stake", "unsaid"), "words"),
        "scenario": "INT. WARD - NIGHT\n\nA bed.\n\nEXT. YARD - DAY\n\nRain.\n",
        "breakdown": [
            {**dict.fromkeys(rules.TYPED, ""), "props": "bed", "scene": n, "state": "followed"} for n in ("1", "2")
        ],
        "shots": [{"scene": "1"}],
        "steps": [{}],
        "places": [{"name": "Ward", "scenes": "1, 2", "permission": "given"}],
        "schedule": [{"scenes": "1, 2"}],
        "budget": [{}],
    }
    assert [str(one.sentence) for one in rules.missing(whole)] == ["No shots yet for scene 2."]
    whole["equipment"] = [
        {"id": n, "item": item, "brought_by": "", "state": "needed"} for n, item in ((7, ""), (8, "Lamp"), (9, "Tape"))
    ]
    whole["breakdown"][1]["id"], whole["breakdown"][1]["props"] = 5, ""
    assert [(one.section.value, one.place) for one in rules.missing(whole)] == [
        ("breakdown", "row-5"),
        ("shots", ""),
        ("equipment", "row-8"),
    ]
    assert rules.is_empty({"pitch": {"title": ""}, "scenario": "", "shots": [], "budget": []})
    assert not rules.is_empty(whole)
