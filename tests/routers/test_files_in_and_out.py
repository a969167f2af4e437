"""Files into the book and out of it: looked at first, all or nothing, in any encoding, and undone without a loss."""

import base64
import html
import io
import json
import re

import pytest
import xlsxwriter
from openpyxl import load_workbook
from sqlmodel import select

from app.books import actions, fountain, intake, queries
from app.books.models import Intake, Scenario
from app.books.rules import SectionKind
from app.books.schemas import (
    LineInput,
    ScenarioInput,
    ShotInput,
)
from app.books.tables import BREAKDOWN, BUDGET, SHOTS, TABLES
from app.documents.sheets import read_table

KOREAN = {"Accept-Language": "ko"}
SCRIPT = "S#1. 병원 복도 (낮)\n\n노인이 시계를 본다.\n\n민수\n(머뭇거리며)\n할아버지, 아직 안 불렀어요?\n"
OLD = "INT. WARD - NIGHT\n\nThe old text.\n"
TRICKY = '=1+1 "a", b\nsecond line'


@pytest.fixture
def book(world):
    return f"/teams/{world.team_id}/book"


@pytest.fixture
def written(lite, world):
    """A scenario, two shots and a budget line."""
    with lite.writing() as session:
        actions.save_scenario(session, world.kim, world.team_id, ScenarioInput(text=OLD))
        actions.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="1", size="CU", picture=TRICKY))
        actions.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="1", size="WS", minutes=15))
        line = LineInput(category="식비", item="-김밥", quantity=8, unit_price=3500, actual=27000)
        actions.add_row(session, world.kim, world.team_id, BUDGET, line)


def scenario(database):
    with database.reading() as session:
        found = session.exec(select(Scenario)).one()
        return found.text, found.version


def field(page, name):
    """Give what a hidden field of a page holds."""
    found = re.search(rf'<(?:input[^>]*|textarea) name="{name}"(?: hidden>\n([^<]*)<| value="([^"]*)")', page)
    return html.unescape(found[1] if found[1] is not None else found[2])


def looked_at(browser, address, content, name):
    answer = browser.post(f"{address}/bring", files={"file": (name, content)}, headers=KOREAN)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("대본.fountain", SCRIPT.encode()),
        ("a.txt", b"\xef\xbb\xbf" + SCRIPT.replace("\n", "\r\n").encode()),
        ("a.txt", SCRIPT.encode("cp949")),
        ("a.txt", SCRIPT.encode("utf-16")),
        ("a.txt", SCRIPT.encode("utf-16-be")),
        ("a.fdx", fountain.to_fdx({}, fountain.blocks(fountain.parse(SCRIPT)))),
    ],
    ids=["fountain", "utf-8 with mark", "cp949", "utf-16", "utf-16 without mark", "final draft"],
)
def test_a_screenplay_is_looked_at_before_it_replaces_another_and_can_be_undone(
    browse, world, lite, book, written, name, content
):
    kim = browse(world.kim)
    before = scenario(lite)
    page = looked_at(kim, f"{book}/scenario", content, name)
    assert scenario(lite) == before, "looking changes nothing"
    assert "할아버지, 아직 안 불렀어요?" in page
    data = {one: field(page, one) for one in ("text", "version", "file_name")}
    taken = kim.post(f"{book}/scenario/brought", data=data)
    assert scenario(lite)[0] == SCRIPT
    shown = kim.get(taken.headers["location"])
    assert "The old text." in shown.text
    undone = kim.post(f"{taken.headers['location']}/undo")
    assert undone.headers["location"] == f"{book}/scenario"
    assert scenario(lite)[0] == OLD
    assert kim.post(f"{taken.headers['location']}/undo").status_code == 303
    assert scenario(lite)[0] == OLD


def test_what_was_written_meanwhile_is_not_replaced_nor_undone_over(browse, world, lite, book, written):
    kim, lee = browse(world.kim), browse(world.lee)
    page = looked_at(kim, f"{book}/scenario", SCRIPT.encode(), "a.fountain")
    data = {one: field(page, one) for one in ("text", "version", "file_name")}
    lee.post(f"{book}/scenario", data={"text": "Lee's ending", "version": data["version"]})
    refused = kim.post(f"{book}/scenario/brought", data=data)
    assert refused.status_code == 409
    assert scenario(lite)[0] == "Lee's ending"
    again = {one: field(refused.text, one) for one in ("text", "version", "file_name")}
    taken = kim.post(f"{book}/scenario/brought", data=again)
    assert scenario(lite)[0] == SCRIPT
    lee.post(f"{book}/scenario", data={"text": SCRIPT + "More.", "version": scenario(lite)[1]})
    assert kim.post(f"{taken.headers['location']}/undo").status_code == 409
    assert scenario(lite)[0] == SCRIPT + "More."


@pytest.mark.parametrize(
    "content", [b"", b"   \n", b"%PDF-1.7 x", b"PK\x03\x04x", b"\x00\x01\x02" * 50, b"<FinalDraft><x"]
)
def test_what_is_no_screenplay_is_refused_in_words(browse, world, lite, book, written, content):
    answer = browse(world.kim).post(f"{book}/scenario/bring", files={"file": ("a.fdx", content)})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert scenario(lite)[0] == OLD


def test_every_format_brings_the_scenario_back(browse, world, lite, book):
    with lite.writing() as session:
        actions.save_scenario(session, world.kim, world.team_id, ScenarioInput(text=SCRIPT))
    kim = browse(world.kim)
    for ending in ("fountain", "fdx", "txt"):
        answer = kim.get(f"{book}/scenario.{ending}")
        assert f".{ending}" in answer.headers["content-disposition"]
        page = looked_at(kim, f"{book}/scenario", answer.content, f"a.{ending}")
        brought = fountain.parse(field(page, "text"))
        assert [s.heading for s in fountain.scenes(brought)] == ["병원 복도 (낮)"]
        assert fountain.cast(brought) == ("민수",)


def xlsx(rows):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return out.getvalue()


def rows(database, world, table):
    with database.reading() as session:
        found = queries.book_page(session, world.kim, world.team_id, (table.section,))
        return [dict(one.values) for one in found.rows(table.section)]


HEADED = [["크기", "무엇", "장면", "소리", "분"], ["CU", "?", "2", "시계", "12"], ["WS", "?", "2", "", ""]]


@pytest.mark.parametrize("make", [xlsx, "utf-8", "cp949"], ids=["xlsx", "csv", "cp949"])
def test_headings_of_a_spreadsheet_are_known_in_any_order(browse, world, lite, book, make):
    head = [str(SHOTS.column(name).label) for name in ("size", "scene", "sound", "minutes")]
    table = [[head[0], "무엇", "씬", "사운드", head[3]], *HEADED[1:]]
    table[0][3] = "Sound"
    content = make(table) if callable(make) else "\r\n".join(",".join(row) for row in table).encode(make)
    kim = browse(world.kim)
    page = looked_at(kim, f"{book}/shots", content, "shots.csv")
    assert "무엇" in page, "what is left out is named"
    assert rows(lite, world, SHOTS) == []
    taken = kim.post(f"{book}/shots/brought", data={"cells": field(page, "cells"), "file_name": "shots.csv"})
    found = rows(lite, world, SHOTS)
    assert [(one["scene"], one["number"], one["size"], one["sound"], one["minutes"]) for one in found] == [
        ("2", "2A", "CU", "시계", 12),
        ("2", "2B", "WS", "", 0),
    ]
    kim.post(f"{taken.headers['location']}/undo")
    assert rows(lite, world, SHOTS) == []


def test_one_wrong_cell_stops_all_rows_and_is_named(browse, world, lite, book, written):
    content = "Category,Item,Quantity\nfood,gimbap,8\nfood,bus,many\n" + f"x,{'y' * 300},1\n"
    kim = browse(world.kim)
    answer = kim.post(f"{book}/budget/bring", data={"text": content})
    shown = html.unescape(answer.text)
    assert answer.status_code == 422
    assert "Row 3, Quantity" in shown
    assert "Row 4, Item: At most 200 letters." in shown
    marked = re.findall(r'<mark class="wrongly">([^<]*)</mark>', shown)
    assert marked == ["many", "y" * 300], "the cells are marked where they stand"
    forced = kim.post(f"{book}/budget/brought", data={"cells": json.dumps([r.split(",") for r in content.split("\n")])})
    assert forced.status_code == 422
    assert len(rows(lite, world, BUDGET)) == 1


SAMPLES = {
    SectionKind.BREAKDOWN: [
        {"props": "시계, 링거", "story_day": "1", "continuity": TRICKY},
        {"extras": "환자 2", "wardrobe": "환자복", "makeup": "-"},
    ],
    SectionKind.SHOTS: [{"scene": "1", "size": "CU", "picture": TRICKY}, {"scene": "2", "size": "WS", "minutes": 15}],
    SectionKind.STEPS: [
        {"what": "대본 읽기", "phase": "post", "owner": "Kim", "begins_on": "2026-11-02", "due_on": "2026-11-05"},
        {"what": "=read", "done": True},
    ],
    SectionKind.CASTING: [
        {"kind": "character", "part": "노인", "person": "Lee", "contact": "+82 10-1", "note": "a, b"},
        {"kind": "helper", "part": "운전", "person": "이모"},
    ],
    SectionKind.PLACES: [
        {
            "name": "병원 복도",
            "scenes": "1, 2",
            "permission": "given",
            "coordinates": "37.5796, 126.9990",
            "note": TRICKY,
        },
        {"name": "옥상", "permission": "turned-down", "hours": "9-18"},
    ],
    SectionKind.EQUIPMENT: [
        {"kind": "make-up", "item": "분", "brought_by": "Kim", "state": "promised"},
        {"kind": "gear", "item": "삼각대", "scenes": "1", "state": "there", "note": "@school"},
    ],
    SectionKind.SCHEDULE: [
        {"day": "2026-11-21", "call": "09:00", "wrap": "18:30", "place": "병원", "spot": "37.57, 126.99"},
        {"day": "2026-11-22", "call": "22:00", "wrap": "02:00", "contacts": "a\nb", "hospital": "-서울대"},
    ],
    SectionKind.BUDGET: [
        {"category": "식비", "item": "-김밥", "quantity": 8, "unit_price": 3500, "actual": 27000, "paid_by": "Kim"},
        {"item": "시계", "actual": None, "reimbursed": True},
    ],
}
"""Two rows of every table, with what a spreadsheet would take for a formula."""


@pytest.fixture
def full(lite, world):
    """A book whose every table has two rows."""
    with lite.writing() as session:
        actions.save_scenario(session, world.kim, world.team_id, ScenarioInput(text=f"{OLD}\n{SCRIPT}"))
        for section, samples in SAMPLES.items():
            table = TABLES[section]
            sheets = session.exec(select(table.row)).all() if table.made else ()
            for n, one in enumerate(samples):
                data = table.schema.model_validate(one)
                if table.made:
                    actions.change_row(session, world.kim, world.team_id, table, sheets[n].id, data)
                else:
                    actions.add_row(session, world.kim, world.team_id, table, data)


def standing(database, world, table):
    """Give the rows that stand with their ids, places and all cells."""
    with database.reading() as session:
        found = queries.book_page(session, world.kim, world.team_id, (table.section,))
        return [(one.id, one.position, dict(one.values)) for one in found.rows(table.section)]


def bring(browser, address, content, name, how):
    """Look at a file and take it in; gives the address of what it brought."""
    data = {"cells": field(looked_at(browser, address, content, name), "cells"), "how": how}
    return browser.post(f"{address}/brought", data=data).headers["location"]


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: one.section.value)
@pytest.mark.parametrize(("ending", "language"), [("csv", "en"), ("csv", "ko"), ("xlsx", "en"), ("xlsx", "ko")])
def test_every_table_goes_out_and_comes_back_the_same(browse, world, lite, book, full, table, ending, language):
    kim, before, address = browse(world.kim), standing(lite, world, table), f"{book}/{table.section.value}"
    assert len(before) == 2
    content = kim.get(f"{address}.{ending}", headers={"Accept-Language": language}).content
    brought = bring(kim, address, content, f"a.{ending}", "replace")
    assert standing(lite, world, table) == before, "the same rows, with what hangs on them"
    kim.post(f"{brought}/undo")
    assert standing(lite, world, table) == before


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: one.section.value)
def test_what_changed_in_a_file_changes_in_its_table_and_can_be_undone(browse, world, lite, book, full, table):
    kim, before, address = browse(world.kim), standing(lite, world, table), f"{book}/{table.section.value}"
    head, first, second = read_table(kim.get(f"{address}.csv").content, long=True)
    named = next(n for n, one in enumerate(table.printed) if one.name == table.known_by)
    words = next(
        n
        for n, one in enumerate(table.printed)
        if one.kind in "words long choice" and not one.options and n not in {named, 0, 1}
    )
    first += [""] * (words + 1 - len(first))
    first[words] = "6"
    cells = (
        [head, second, first]
        if table.made
        else [head, first, ["2026-12-24" if n == named else "" for n, _ in enumerate(head)]]
    )
    brought = bring(kim, address, xlsx(cells), "a.xlsx", "replace")
    found = {row_id: values for row_id, _, values in standing(lite, world, table)}
    one, other = before[0][0], before[1][0]
    assert found[one] == before[0][2] | {table.printed[words].name: "6"}
    if table.made:
        assert list(found) == [one, other], "scenes stay where the scenario has them"
        assert found[other] == before[1][2]
    else:
        new = next(values for row_id, values in found.items() if row_id not in {one, other})
        assert (next(iter(found)), len(found), other in found) == (one, 2, False)
        assert str(new[table.known_by]) == "2026-12-24"
    kim.post(f"{brought}/undo")
    assert standing(lite, world, table) == before


@pytest.mark.parametrize(("shots", "how"), [("1A,2A", "replace"), ("1A,9A,9B", "add"), ("9A", "add")])
def test_a_file_of_the_same_rows_is_taken_for_the_table_and_others_for_more(browse, world, book, full, shots, how):
    content = "\n".join(["Shot,Angle", *(f"{one},low" for one in shots.split(","))])
    page = looked_at(browse(world.kim), f"{book}/shots", content.encode(), "a.csv")
    assert re.findall(r'name="how" value="(\w+)" checked', page) == [how]


def test_what_somebody_changed_since_stays_when_a_file_is_undone(browse, world, lite, book, full):
    kim = browse(world.kim)
    brought = bring(kim, f"{book}/shots", xlsx([["Shot", "Angle", "Cast"], ["1A", "low", "Jon"]]), "a.xlsx", "replace")
    with lite.writing() as session:
        row = session.exec(select(SHOTS.row).where(SHOTS.row.number == "1A")).one()
        data = ShotInput.model_validate({**row.model_dump(), "angle": "high"})
        actions.change_row(session, world.lee, world.team_id, SHOTS, row.id, data)
    kim.post(f"{brought}/undo")
    found = [values for _, _, values in standing(lite, world, SHOTS)]
    assert [(one["number"], one["angle"], one["cast"], one["picture"]) for one in found] == [
        ("1A", "high", "", TRICKY),
        ("2A", "", "", ""),
    ]


def test_the_scenes_of_a_file_must_be_those_of_the_scenario(browse, world, lite, book, full):
    kim, before = browse(world.kim), standing(lite, world, BREAKDOWN)
    for content, row in (("씬,소품\n1,링거\n7,시계\n", 3), ("Scene,Props\n1,a\n1,b\n", 3)):
        answer = kim.post(f"{book}/breakdown/bring", data={"text": content})
        assert (answer.status_code, f"Row {row}, Scene" in answer.text) == (422, True)
        forced = json.dumps([line.split(",") for line in content.split()])
        assert kim.post(f"{book}/breakdown/brought", data={"cells": forced}).status_code == 422
    assert kim.post(f"{book}/breakdown/bring", data={"text": "Props\nlamp\n"}).status_code == 422
    assert standing(lite, world, BREAKDOWN) == before


@pytest.mark.parametrize(
    ("text", "scenes"),
    [
        ("1. 옥상 (밤)\n\n민수\n왔니?\n\n2) 병원 복도 / 낮\n\n간다.\n", ["옥상 (밤)", "병원 복도 / 낮"]),
        ("1. INT. WARD - DAY\n\nA.\n\n2. EXT. ROOF - NIGHT\n", ["INT. WARD - DAY", "EXT. ROOF - NIGHT"]),
        ("INT. WARD - DAY\n\n1. 옥상 (밤)\n\n2. 복도 (낮)\n", ["INT. WARD - DAY"]),
        ("장보기\n\n1. 김밥\n\n2. 시계\n", []),
    ],
    ids=["Korean", "English", "a list in a script", "a list"],
)
def test_scenes_that_a_word_processor_numbered_are_scenes(text, scenes):
    read = intake.script_of(text.encode())
    assert [one.heading for one in fountain.scenes(fountain.parse(read))] == scenes
    assert scenes == ["옥상 (밤)", "병원 복도 / 낮"] or read == text


def test_no_cell_of_a_download_is_a_formula(browse, world, book, written):
    kim = browse(world.kim)
    sheet = load_workbook(io.BytesIO(kim.get(f"{book}/shots.xlsx").content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert TRICKY in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    csv_cells = read_table(kim.get(f"{book}/shots.csv").content, long=True)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in csv_cells for cell in row)


def test_programs_read_bring_and_undo_too(browse, world, lite, written):
    api, kim = f"/api/v1/teams/{world.team_id}/book", browse(world.kim)
    read = kim.post(f"{api}/scenario/read", json={"file": base64.b64encode(SCRIPT.encode("cp949")).decode()}).json()
    assert (read["text"], read["scenes"], read["cast"]) == (SCRIPT, ["1. 병원 복도 (낮)"], ["민수"])
    brought = kim.post(f"{api}/scenario/bring", json={"text": read["text"], "version": 0})
    assert (brought.status_code, brought.json()["theirs"]["text"]) == (409, OLD)
    brought = kim.post(f"{api}/scenario/bring", json={"text": read["text"], "version": 1, "file_name": "a.txt"})
    assert (brought.status_code, scenario(lite)[0]) == (201, SCRIPT)
    assert kim.post(f"/api/v1/book-intakes/{brought.json()['id']}/undo").json()["undone_at"]
    assert scenario(lite)[0] == OLD
    read = kim.post(f"{api}/budget/read", json={"text": "항목\t수량\n버스\t2\n택시\tx"}).json()
    assert read["columns"] == ["item", "quantity"]
    assert [(one["row"], one["column"]) for one in read["wrong"]] == [(3, "Quantity")]
    done = kim.post(f"{api}/budget/bring", json={"cells": read["cells"][:2], "replace": True})
    assert done.status_code == 201
    assert [(one["item"], one["quantity"]) for one in rows(lite, world, BUDGET)] == [("버스", 2)]
    for ending in ("scenario.fountain", "scenario.fdx", "scenario.txt", "shots.csv", "budget.xlsx", "shots.pdf"):
        assert kim.get(f"{api}/{ending}").status_code == 200


def test_what_a_file_brought_is_the_teams_own(browse, world, lite, book, written):
    with lite.writing() as session:
        data = ScenarioInput(text=SCRIPT, version=1)
        found = actions.bring_scenario(session, world.kim, world.team_id, data, "x" * 300)
        address = f"/book-intakes/{found.id}"
    with lite.reading() as session:
        kept = session.exec(select(Intake)).one()
        assert (kept.section, kept.before, len(kept.file_name)) == (SectionKind.SCENARIO, {"text": OLD}, 200)
    assert browse(world.park).get(address).status_code == 404
    assert browse(world.prof).get(address).status_code == 200
    assert browse(world.prof).post(f"{address}/undo").status_code == 403
    assert scenario(lite)[0] == SCRIPT
