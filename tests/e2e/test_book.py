"""The book in Chromium: two people at one field, no network, a closed book, tables by keyboard and drag, notes kept."""

import re
import time

import pytest
from playwright.sync_api import expect

from app.books import actions, queries
from app.books.rules import SectionKind
from app.books.schemas import NoteInput, PitchInput, ScenarioInput, ShotInput, SubmitInput
from app.books.tables import BUDGET, SHOTS
from app.core.db import Database
from app.core.settings import Settings
from app.courses.models import Course
from app.main import create_app
from tests import live, worlds
from tests.e2e.test_every_page import axe
from tests.schema import create_schema

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SCRIPT = "S#1. 병원 복도 (밤)\n\n민수가 서 있다.\n\n민수\n몇 시예요?\n\nS#2. 옥상 (낮)\n\n바람이 분다.\n"
SHOT_ROWS = "1\t1A\tWS\n1\t1B\tCU\n2\t2A\tMS\n"


class Desk:
    """A served course with a book, and browsers for its people."""

    def __init__(self, folder, chromium):
        url = f"sqlite:///{folder / 'book.db'}"
        create_schema(url)
        self.database = Database(url)
        self.world = worlds.build(self.database)
        self.app = create_app(Settings(media=folder / "media", embedded_worker=False, secret_key="b"), self.database)
        self.chromium, self.contexts, self.seen = chromium, [], []
        self.book = f"/teams/{self.world.team_id}/book"

    def act(self, action, who, *args, **more):
        with self.database.writing() as session:
            return action(session, who, *args, **more)

    def stands(self):
        with self.database.reading() as session:
            return queries.book_page(session, self.world.kim, self.world.team_id)

    def open(self, who, path, *, size=live.DESK, language="en"):
        context = self.chromium.new_context(viewport=size, locale=language)
        context.add_cookies([{"name": "rushes_lang", "value": language, "url": self.address}])
        live.sign_in(self.app, context, self.address, who)
        self.contexts.append(context)
        page = context.new_page()
        self.seen.append(live.watch(page))
        page.goto(self.address + path)
        return page

    def close(self, *expected):
        """Close every browser; only the refusals that a test wants may have been seen."""
        for context in self.contexts:
            context.close()
        troubles = [t for seen in self.seen for t in seen.troubles if not any(word in t for word in expected)]
        self.contexts, self.seen = [], []
        assert troubles == []


@pytest.fixture
def desk(tmp_path, chromium):
    house = Desk(tmp_path, chromium)
    with live.serving(house.app) as house.address:
        yield house
        for context in house.contexts:
            context.close()


def saved(page, form="scenario"):
    expect(page.locator(f"[data-saved={form}]")).to_have_text(re.compile(r"(Saved|저장됨?) \d\d:\d\d"), timeout=15000)


def until(true, seconds=10):
    """Wait for the server to have something."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


@pytest.mark.parametrize("size", [live.PHONE, live.DESK], ids=["phone", "desk"])
def test_two_people_at_one_field_see_both_texts_and_lose_none(desk, size):
    desk.act(actions.save_pitch, desk.world.kim, desk.world.team_id, PitchInput(title="대기실", logline="Two wait."))
    kim, lee = (desk.open(who, f"{desk.book}/pitch", size=size) for who in (desk.world.kim, desk.world.lee))
    kim.get_by_label("Logline").fill("Two brothers wait.")
    saved(kim, "pitch")
    lee.get_by_label("Logline").fill("Three sisters wait.")
    lee.get_by_label("Genre").fill("Drama")
    panel = lee.get_by_role("alert")
    expect(panel).to_contain_text("Kim has saved meanwhile")
    expect(panel.locator("[data-mine]")).to_have_text("Three sisters wait.")
    expect(panel.locator("[data-theirs]")).to_have_text("Two brothers wait.")
    assert lee.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert axe(lee) == []
    lee.reload()  # a page that was left in the middle of it asks again
    expect(lee.locator("[data-mine]")).to_have_text("Three sisters wait.")
    lee.get_by_role("button", name="Take theirs").click()
    saved(lee, "pitch")
    expect(lee.get_by_label("Logline")).to_have_value("Two brothers wait.")
    lee.get_by_text("The text that was not taken", exact=True).click()
    expect(lee.locator("[data-left] pre")).to_have_text("Three sisters wait.")
    pitch = desk.stands().pitch
    assert (pitch.logline, pitch.genre) == ("Two brothers wait.", "Drama")
    desk.close("409")


def test_changes_that_do_not_touch_are_put_together_without_a_question(desk):
    desk.act(actions.save_scenario, desk.world.kim, desk.world.team_id, ScenarioInput(text=SCRIPT))
    kim, lee = (desk.open(who, f"{desk.book}/scenario") for who in (desk.world.kim, desk.world.lee))
    kim.locator("#f-text").fill(SCRIPT.replace("서 있다", "앉아 있다"))
    saved(kim)
    lee.locator("#f-text").fill(SCRIPT.replace("바람이 분다", "눈이 온다"))
    saved(lee)
    expect(lee.locator("#f-text")).to_have_value(re.compile("앉아 있다"))
    text = desk.stands().scenario.text
    assert "앉아 있다" in text
    assert "눈이 온다" in text
    assert lee.locator("[data-choose]").count() == 0
    kim.locator("#f-text").press("Control+End")
    kim.locator("#f-text").type("\n끝.\n")
    until(lambda: desk.stands().scenario.text.endswith("눈이 온다.\n\n끝.\n"))
    lee.locator("#f-text").press("Control+End")
    lee.locator("#f-text").type("막이 내린다.")
    lee.get_by_role("button", name="Keep both").click()
    saved(lee)
    text = desk.stands().scenario.text
    assert "끝." in text
    assert "막이 내린다." in text
    desk.close("409")


def test_only_what_was_typed_is_sent(desk):
    """The bar: saving a field is one request of at most 2 kB, also in a scenario of forty pages."""
    long = "".join(f"INT. WARD {n} - NIGHT\n\nA bed 🎬 and a lamp. {n}\n\nMINSU\nNobody comes.\n\n" for n in range(900))
    desk.act(actions.save_scenario, desk.world.kim, desk.world.team_id, ScenarioInput(text=long))
    page = desk.open(desk.world.kim, f"{desk.book}/scenario")
    sent = []
    page.on("request", lambda one: sent.append(one) if one.method == "POST" and one.url.endswith("/edits") else None)
    typed = long.replace("A bed 🎬 and a lamp. 450", "A bed 🎬🎥 and two lamps. 450")
    page.locator("#f-text").evaluate(
        "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); }", typed
    )
    saved(page)
    assert desk.stands().scenario.text == typed
    page.locator("#f-text").press("Control+End")
    page.locator("#f-text").type("끝.")
    until(lambda: desk.stands().scenario.text == f"{typed}끝.")
    assert sent
    assert max(len(one.post_data_buffer or b"") for one in sent) <= 1000, "headers come on top"
    desk.close()


def test_one_sees_who_is_here_and_what_they_write(desk, shots):
    kim, lee = shots, desk.open(desk.world.lee, f"{desk.book}/shots", size=live.PHONE)
    expect(lee.locator("[data-names]")).to_have_text("Kim", timeout=20_000)
    expect(kim.locator("[data-names]")).to_have_text("Lee", timeout=20_000)
    cell(lee, 1, "picture").evaluate(
        "field => { field.value = 'Half a thou'; field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    desk.act(actions.add_row, desk.world.kim, desk.world.team_id, SHOTS, ShotInput(scene="9"))
    cell(kim, 0, "picture").fill("A bed")
    expect(cell(lee, 0, "picture")).to_have_value("A bed", timeout=20_000)
    expect(cell(lee, 1, "picture")).to_have_value("Half a thou")
    expect(lee.locator("[data-moved-on]")).to_be_visible()
    assert axe(lee) == []
    prof = desk.open(desk.world.prof, f"{desk.book}/pitch")
    expect(prof.locator("[data-names]")).to_have_text("Kim (Shot list), Lee (Shot list)", timeout=20_000)
    desk.close()


def test_without_a_network_the_text_waits_in_the_browser(desk):
    page = desk.open(desk.world.kim, f"{desk.book}/scenario")
    page.context.set_offline(True)
    page.locator("#f-text").fill(SCRIPT)
    expect(page.locator("[data-saved=scenario]")).to_contain_text("no network")
    page.close()  # the tab is gone, nothing was sent
    assert desk.stands().scenario.text == ""
    context = desk.contexts[-1]
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{desk.address}{desk.book}/scenario")
    expect(again.locator("#f-text")).to_have_value(SCRIPT)
    saved(again)
    assert desk.stands().scenario.text == SCRIPT
    again.context.set_offline(True)
    again.locator("#f-text").fill(SCRIPT + "끝.")
    expect(again.locator("[data-saved=scenario]")).to_contain_text("no network")
    again.context.set_offline(False)
    saved(again)
    assert desk.stands().scenario.text.endswith("끝.")
    desk.close("ERR_INTERNET_DISCONNECTED")


def test_a_page_open_past_the_end_keeps_its_text(desk):
    page = desk.open(desk.world.kim, f"{desk.book}/scenario")
    with desk.database.writing() as session:
        session.get(Course, desk.world.course_id).archived = True
    page.locator("#f-text").fill(SCRIPT)
    expect(page.locator("[data-saved=scenario]")).to_contain_text("Your text stays in this browser.")
    expect(page.locator("#f-text")).to_have_value(SCRIPT)
    page.reload()
    expect(page.get_by_label("Your text")).to_have_value(SCRIPT)
    desk.close("403")


def test_the_page_and_its_length_follow_the_typing(desk):
    page = desk.open(desk.world.kim, f"{desk.book}/scenario")
    page.locator("#f-text").fill(SCRIPT)
    expect(page.locator("[data-part=page] .heading")).to_have_count(2)
    expect(page.locator("[data-part=length]")).to_contain_text("2 scenes")
    page.get_by_text("Characters", exact=True).click()
    expect(page.locator("[data-part=cast]")).to_contain_text("민수")
    page.locator("[data-goto]").nth(1).click()
    assert page.evaluate("document.activeElement.selectionStart") == SCRIPT.index("S#2")
    desk.close()


def shot_numbers(desk):
    return [shot["number"] for shot in desk.stands().rows(SectionKind.SHOTS)]


@pytest.fixture
def shots(desk):
    desk.act(actions.paste_rows, desk.world.kim, desk.world.team_id, SHOTS, SHOT_ROWS)
    return desk.open(desk.world.kim, f"{desk.book}/shots")


def cell(page, row, name):
    return page.locator("tbody tr[data-row]:not([hidden])").nth(row).locator(f"[name={name}]")


def toast(page, text):
    expect(page.locator("[data-toast]")).to_contain_text(text)


def test_rows_move_by_keys_buttons_and_drag(desk, shots):
    cell(shots, 2, "size").focus()
    shots.keyboard.press("Alt+ArrowUp")
    toast(shots, "Row 2 now.")
    assert shot_numbers(desk) == ["1A", "2A", "1B"]
    expect(cell(shots, 1, "size")).to_be_focused()
    shots.locator("tbody tr").nth(0).get_by_role("button", name="Down").click()
    toast(shots, "Row 2 now.")
    expect(cell(shots, 0, "number")).to_have_value("2A")
    handle = shots.locator("tbody tr").nth(2).locator("[data-handle]")
    handle.hover()
    shots.mouse.down()
    top = shots.locator("tbody tr").nth(0).bounding_box()
    shots.mouse.move(top["x"] + 20, top["y"] + 60, steps=5)
    shots.mouse.move(top["x"] + 20, top["y"] + 5, steps=5)
    shots.mouse.up()
    toast(shots, "Row 1 now.")
    assert shot_numbers(desk) == ["1B", "2A", "1A"]
    desk.close()


def test_a_move_over_anothers_shows_the_order_that_stands(desk, shots):
    first = desk.stands().rows(SectionKind.SHOTS)[0]
    desk.act(actions.nudge_row, desk.world.lee, desk.world.team_id, SHOTS, first.id, up=False)
    cell(shots, 0, "size").focus()
    shots.keyboard.press("Alt+ArrowDown")
    toast(shots, "Somebody has moved rows meanwhile")
    expect(cell(shots, 0, "number")).to_have_value("1B")
    assert shot_numbers(desk) == ["1B", "1A", "2A"]
    desk.close("409")


def test_cells_are_walked_and_edited_by_keyboard(desk, shots):
    cell(shots, 0, "size").focus()
    for key, row, name in (
        ("Enter", 1, "size"),
        ("ArrowUp", 0, "size"),
        ("Tab", 0, "angle"),
        ("ArrowLeft", 0, "size"),
        ("ArrowDown", 1, "size"),
        ("Shift+Enter", 0, "size"),
    ):
        shots.keyboard.press(key)
        expect(cell(shots, row, name)).to_be_focused()
    shots.keyboard.type("ECU")
    shots.keyboard.press("Enter")
    expect(shots.locator("tbody tr").nth(0).locator(".saved")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    assert desk.stands().rows(SectionKind.SHOTS)[0]["size"] == "ECU"
    cell(shots, 2, "size").focus()
    shots.keyboard.press("Enter")
    expect(shots.locator("[data-add] [name=size]")).to_be_focused()
    desk.close()


def test_a_removed_row_is_undone(desk, shots):
    shots.locator("tbody tr").nth(1).get_by_role("button", name="Remove").click()
    toast(shots, "The row is removed.")
    assert shot_numbers(desk) == ["1A", "2A"]
    shots.get_by_role("button", name="Undo").click()
    expect(shots.locator("tbody tr[data-row]:not([hidden])")).to_have_count(3)
    expect(cell(shots, 1, "scene")).to_be_focused()
    assert shot_numbers(desk) == ["1A", "1B", "2A"]
    desk.close()


def paste(page, field, text):
    field.focus()
    field.evaluate(
        """(field, text) => { const data = new DataTransfer(); data.setData("text/plain", text);
        field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }""",
        text,
    )


def test_a_block_from_a_spreadsheet_fills_cells_and_adds_rows(desk):
    with desk.database.writing() as session:
        session.get(Course, desk.world.course_id).currency = "EUR"
    desk.act(
        actions.paste_rows, desk.world.kim, desk.world.team_id, BUDGET, "Props\tRope\t1\t5.00\nFood\tKimbap\t9\t4.50\n"
    )
    page = desk.open(desk.world.kim, f"{desk.book}/budget")
    expect(cell(page, 1, "unit_price")).to_have_value("4.50")
    paste(page, cell(page, 1, "item"), 'Kimbap, "big"\t10\t1,204.50\nTea\t3\t1.20\nCake\t1\t20\n')
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("[data-fill]")).to_have_text("1")
    expect(dialog.locator("[data-new]")).to_have_text("2")
    assert axe(page) == []
    dialog.get_by_role("button", name="Paste").click()
    expect(page.locator("tbody tr[data-row]")).to_have_count(4)
    lines = desk.stands().rows(SectionKind.BUDGET)
    assert [(one["item"], one["quantity"], one["unit_price"]) for one in lines] == [
        ("Rope", 1, 500),
        ('Kimbap, "big"', 10, 120450),
        ("Tea", 3, 120),
        ("Cake", 1, 2000),
    ]
    expect(page.locator("#top-sheet")).to_contain_text("€12,073.60")
    cell(page, 0, "unit_price").fill("12,50")
    expect(page.locator("#top-sheet")).to_contain_text("€12,081.10")
    cell(page, 0, "unit_price").fill("a lot")
    expect(page.locator("tbody tr").nth(0).locator(".saved")).to_have_text("Write an amount like 12.50.")
    expect(cell(page, 0, "unit_price")).to_have_attribute("aria-invalid", "true")
    desk.close("422")


def test_a_row_changed_by_two_people_asks_in_the_table(desk, shots):
    lee = desk.open(desk.world.lee, f"{desk.book}/shots", size=live.PHONE)
    cell(shots, 0, "picture").fill("A bed")
    expect(shots.locator("tbody tr").nth(0).locator(".saved")).to_contain_text("Saved")
    lee.get_by_label("Edit").first.check()  # on a phone a row opens to be edited
    cell(lee, 0, "angle").fill("low")
    expect(lee.locator("tbody tr").nth(0).locator(".saved")).to_contain_text("Saved")
    assert lee.locator("tr.clash").count() == 0, "another field: no question"
    cell(shots, 0, "angle").fill("high")
    row = shots.locator("tr.clash")
    expect(row.locator("[data-theirs]")).to_have_text("low")
    assert axe(shots) == []
    row.get_by_role("button", name="Keep mine").click()
    expect(shots.locator("tbody tr").nth(0).locator(".saved")).to_contain_text("Saved")
    shot = desk.stands().rows(SectionKind.SHOTS)[0]
    assert (shot["angle"], shot["picture"]) == ("high", "A bed")
    desk.close("409")


def test_notes_are_walked_by_j_and_k_and_what_is_written_stays(desk):
    world = desk.world
    desk.act(actions.save_scenario, world.kim, world.team_id, ScenarioInput(text=SCRIPT))
    version = desk.act(actions.submit_book, world.kim, world.team_id, SubmitInput()).id
    for line in (3, 6):
        desk.act(actions.add_note, world.prof, version, NoteInput(line=line, text=f"On line {line}", send=True))
    page = desk.open(world.kim, f"/submissions/{version}")
    notes = page.locator("[data-thread]")
    for key, place in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(notes.nth(place)).to_be_focused()
    box, line = notes.nth(0).bounding_box(), page.locator("#L3").bounding_box()
    assert box["x"] > line["x"] + line["width"] - 60, "the note stands in the margin"
    notes.nth(0).locator("summary").click()
    notes.nth(0).locator("textarea").fill("Because he waits.")
    page.reload()
    expect(page.locator("[data-thread]").nth(0).locator("textarea")).to_have_value("Because he waits.")
    page.get_by_role("button", name="Send").first.click()
    expect(page.locator("[data-thread] .reply")).to_contain_text("Because he waits.")
    expect(page.locator("[data-thread]").nth(0).locator("textarea")).to_have_value("")
    phone = desk.open(world.kim, f"/submissions/{version}", size=live.PHONE)
    box, line = phone.locator("[data-thread]").first.bounding_box(), phone.locator("#L3").bounding_box()
    assert box["y"] >= line["y"] + line["height"] - 1, "the note stands under its line"
    desk.close()
