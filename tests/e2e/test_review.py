"""A book answered by keyboard alone: opened, noted, reworded, decided, and on to the next team; the team takes it up."""

import re

import pytest
from playwright.sync_api import expect

from app.books import actions, queries
from app.books.models import Note
from app.books.rules import SubmissionState
from app.books.schemas import LineInput, NoteInput, PitchInput, ScenarioInput, SubmitInput, VerdictInput
from app.books.tables import BUDGET
from sqlmodel import select
from tests import live
from tests.e2e.test_book import Desk
from tests.e2e.test_every_page import axe

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SCRIPT = "S#1. 병원 복도 (밤)\n\n민수가 서 있다.\n\n민수\n몇 시예요?\n\nS#2. 옥상 (낮)\n\n바람이 분다.\n"


@pytest.fixture
def desk(tmp_path, chromium):
    house = Desk(tmp_path, chromium)
    with live.serving(house.app) as house.address:
        yield house
        for context in house.contexts:
            context.close()


def handed_in(desk, who, team_id):
    desk.act(actions.save_pitch, who, team_id, PitchInput(title="대기실", logline="둘이 기다린다."))
    desk.act(actions.save_scenario, who, team_id, ScenarioInput(text=SCRIPT))
    desk.act(actions.add_row, who, team_id, BUDGET, LineInput(item="우산", unit_price=6000))
    return desk.act(actions.submit_book, who, team_id, SubmitInput()).id


def notes(desk):
    with desk.database.reading() as session:
        return session.exec(select(Note).order_by(Note.id)).all()


def test_a_book_is_answered_without_a_mouse_in_three_page_loads(desk):
    world = desk.world
    first, second = handed_in(desk, world.kim, world.team_id), handed_in(desk, world.park, world.other_team_id)
    page = desk.open(world.prof, f"/submissions/{first}")
    loads = [page.url]
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    press, text = page.keyboard.press, page.keyboard.type

    press("?")
    expect(page.locator("dialog[data-keys]")).to_be_visible()
    press("Escape")
    press("2")
    expect(page.locator("#L1")).to_be_focused()
    press("ArrowDown")
    press("n")
    text("Where does he stand?")
    expect(page.locator("[data-composer] [data-state]")).to_have_text("Draft kept", timeout=10_000)
    press("Control+Enter")
    expect(page.locator("[data-notes-at='3'] [data-thread]")).to_contain_text("Where does he stand?")
    press("ArrowDown")
    press("Shift+ArrowDown")
    press("w")
    expect(page.locator("#c-suggestion")).to_have_value("민수\n몇 시예요?")
    press("Control+a")
    text("민수\n지금 몇 시예요?")
    press("Control+Enter")
    expect(page.locator("[data-notes-at='6'] .suggestion")).to_contain_text("지금 몇 시예요?")
    press("0")  # the tenth section: the budget
    press("n")
    press("/")
    press("ArrowDown")
    press("Enter")
    press("Control+Enter")
    expect(page.locator("[data-notes=budget] [data-thread]")).to_contain_text("They say exactly what they feel.")
    assert [(one.line, one.last_line, one.row_id, one.sent_at) for one in notes(desk)] == [
        (3, 3, None, None),
        (5, 6, None, None),
        (None, None, 1, None),
    ]
    assert axe(page) == []
    press("j")
    press("e")
    expect(page.locator("#c-text")).to_have_value("Where does he stand?")
    text(" And why?")
    press("Escape")
    expect(page.locator("[data-notes-at='3'] [data-thread]")).to_contain_text("And why?")
    press("x")
    text("Nearly.")
    press("Control+Enter")
    page.wait_for_url(re.compile(rf"/submissions/{second}$"))
    press("a")
    press("Control+Enter")
    page.wait_for_url(re.compile(r"/books$"))
    assert len([one for one in loads if "#" not in one]) <= 3, loads
    with desk.database.reading() as session:
        states = [queries.submission_page(session, world.prof, one).submission.state for one in (first, second)]
    assert states == [SubmissionState.CHANGES, SubmissionState.APPROVED]
    assert all(one.sent_at for one in notes(desk))
    desk.close()


def test_the_team_takes_a_wording_and_hands_in_what_changed(desk):
    world = desk.world
    version = handed_in(desk, world.kim, world.team_id)
    wording = NoteInput(line=6, suggestion="지금 몇 시예요?")
    desk.act(actions.add_note, world.prof, version, wording)
    desk.act(actions.answer_submission, world.prof, version, VerdictInput(state=SubmissionState.CHANGES))
    page = desk.open(world.kim, f"/teams/{world.team_id}/book/scenario", size=live.PHONE)
    page.get_by_role("button", name="Page 1 note").click()
    mark = page.locator("[data-mark]")
    expect(mark).to_contain_text("지금 몇 시예요?")
    mark.get_by_role("button", name="Take this wording").click()
    expect(page.locator("[name=text]")).to_have_value(re.compile("지금 몇 시예요"))
    page.goto(f"{desk.address}/teams/{world.team_id}/book")
    page.click("text=Hand in this version")
    page.wait_for_url(re.compile(r"/receipt$"))
    expect(page.locator("main")).to_contain_text("Version 2 of the production book is in.")
    assert axe(page) == []
    shown = desk.open(world.prof, page.url.removesuffix("/receipt").removeprefix(desk.address))
    expect(shown.locator("ins")).to_contain_text(["new", "지금"])
    expect(shown.locator("[data-thread]")).to_contain_text("Answered in version 2")
    expect(shown.locator("#s-budget")).not_to_have_attribute("open", "")
    assert axe(shown) == []
    desk.close()


def test_another_team_reviews_on_a_phone_and_its_notes_have_no_name(desk):
    world = desk.world
    version = handed_in(desk, world.kim, world.team_id)
    page = desk.open(world.prof, f"/courses/{world.course_id}/books", size=live.PHONE)
    page.get_by_label("Books that each team reviews").fill("1")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#peers")).to_contain_text("Team 1 is read by Team 2")
    assert axe(page) == []
    page = desk.open(world.park, f"/teams/{world.other_team_id}/book", size=live.PHONE)
    page.locator("#reviews a").click()
    page.wait_for_url(re.compile(rf"/submissions/{version}$"))
    page.locator("#L3 a.lineno").click()
    page.locator("#c-text").fill("Where does he stand?")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("[data-notes-at='3'] [data-thread]")).to_contain_text("Where does he stand?")
    page.get_by_role("button", name="Send the notes").click()
    expect(page.locator("[data-notes-at='3'] [data-thread]")).not_to_contain_text("draft")
    assert axe(page) == []
    read = desk.open(world.kim, f"/submissions/{version}", size=live.PHONE)
    expect(read.locator("[data-notes-at='3'] [data-thread]")).to_contain_text("from team 2")
    expect(read.locator("main")).not_to_contain_text(world.park.name)
    assert axe(read) == []
    desk.close()


def test_what_is_written_without_network_is_there_again(desk):
    world = desk.world
    version = handed_in(desk, world.kim, world.team_id)
    page = desk.open(world.prof, f"/submissions/{version}")
    page.keyboard.press("2")
    page.keyboard.press("n")
    page.route("**/notes", lambda route: route.abort())
    page.keyboard.type("Nobody may lose this.")
    expect(page.locator("[data-composer] [data-state]")).to_have_text("Not saved: no network", timeout=10_000)
    page.unroute("**/notes")
    page.reload()
    expect(page.locator("[data-notes-at='1'] [data-thread]")).to_contain_text("Nobody may lose this.")
    assert [one.text for one in notes(desk)] == ["Nobody may lose this."]
    desk.close("ERR_FAILED", "Failed to fetch")
