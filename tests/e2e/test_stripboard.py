"""The stripboard in Chromium: by finger, by keyboard, without scripts; a call sheet ticked on location; calendars."""

import re

import pytest
from playwright.sync_api import expect

from app.books import actions
from app.books.schedule.schemas import DayInput
from app.books.schemas import ScenarioInput
from app.books.tables import SCHEDULE
from app.core import clock
from app.insights import queries as insights
from tests import live
from tests.e2e.test_book import Desk
from tests.e2e.test_every_page import axe

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SCRIPT = "\n\n".join(f"INT. ROOM {n} - {light}\n\nKIM\nHere." for n, light in enumerate(("DAY", "NIGHT", "DAWN"), 1))


@pytest.fixture
def desk(tmp_path, chromium):
    house = Desk(tmp_path, chromium)
    kim, team = house.world.kim, house.world.team_id
    house.act(actions.save_scenario, kim, team, ScenarioInput(text=SCRIPT))
    today = clock.now().date().isoformat()
    days = [{"day": today, "call": "10:00", "wrap": "18:00", "place": "Roof"}, {"day": "2099-12-06"}]
    house.days = [house.act(actions.add_row, kim, team, SCHEDULE, DayInput.model_validate(d)).id for d in days]
    house.board = f"/teams/{team}/book/schedule"
    with live.serving(house.app) as house.address:
        yield house
        for context in house.contexts:
            context.close()


def standing(desk):
    with desk.database.reading() as session:
        found = insights.schedule_page(session, desk.world.kim, desk.world.team_id)
    columns = [one.pieces for one in found.days] + [found.waiting]
    return [[one.strip.scene for one in pieces] for pieces in columns]


def handle(page, scene):
    return page.get_by_role("button", name=f"Move scene {scene}:")


def drop(page, scene, day):
    """Drag a strip by its dots into a day; held at the upper edge, the page scrolls."""
    handle(page, scene).evaluate("one => one.scrollIntoView({ block: 'center' })")
    box, target = handle(page, scene).bounding_box(), page.locator(f"[data-day='{day}'] .strips")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for n in range(200):
        if target.bounding_box()["y"] > 100:
            break
        page.mouse.move(60 + n % 2, 60)
    there = target.bounding_box()
    page.mouse.move(there["x"] + 30, there["y"] + there["height"] + 2, steps=8)
    page.mouse.up()


@pytest.mark.parametrize("size", [live.PHONE, live.DESK], ids=["phone", "desk"])
def test_strips_are_dragged_to_their_days(desk, size):
    page = desk.open(desk.world.kim, desk.board, size=size)
    for scene in "12":
        drop(page, scene, desk.days[0])
        expect(page.locator("[data-told]")).to_contain_text(f"Scene {scene}: Day 1")
    assert standing(desk) == [["1", "2"], [], ["3"]]
    assert axe(page) == []
    desk.close()


def test_the_keyboard_moves_strips_and_a_reader_hears_where_they_are(desk):
    page = desk.open(desk.world.kim, desk.board)
    handle(page, 1).focus()
    page.keyboard.press("2")
    told = page.locator("[data-told]")
    expect(told).to_contain_text("Day 2")
    expect(handle(page, 1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(told).to_contain_text("Day 1")
    handle(page, 3).focus()
    page.keyboard.press("1")
    expect(page.locator(f"[data-day='{desk.days[0]}'] .strip")).to_have_count(2)
    expect(handle(page, 3)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"[data-day='{desk.days[0]}'] .strip").first).to_contain_text("ROOM 3")
    handle(page, 3).focus()
    page.keyboard.press("0")
    expect(page.locator(f"[data-day='{desk.days[0]}'] .strip")).to_have_count(1)
    assert standing(desk) == [["1"], [], ["2", "3"]]
    desk.close()


def test_two_who_move_the_same_strip_are_told(desk):
    first, second = (desk.open(who, desk.board) for who in (desk.world.kim, desk.world.lee))
    handle(first, 1).focus()
    first.keyboard.press("1")
    expect(first.locator("[data-told]")).to_contain_text("Day 1")
    handle(second, 1).focus()
    second.keyboard.press("2")
    expect(second.locator("[data-told]")).to_contain_text("Somebody has moved this strip meanwhile")
    expect(second.locator(f"[data-day='{desk.days[0]}'] .strip")).to_have_count(1)
    assert standing(desk) == [["1"], [], ["2", "3"]]
    desk.close()


def test_the_menu_does_the_same_without_scripts(desk):
    context = desk.chromium.new_context(viewport=live.PHONE, java_script_enabled=False, locale="en")
    desk.contexts.append(context)
    live.sign_in(desk.app, context, desk.address, desk.world.kim)
    page = context.new_page()
    page.goto(desk.address + desk.board)
    page.get_by_label("More about scene 2").click()
    page.get_by_label("Move scene 2 to").select_option(str(desk.days[0]))
    page.locator("#waiting .strip", has_text="ROOM 2").get_by_role("button", name="Move", exact=True).click()
    assert standing(desk) == [["2"], [], ["1", "3"]]


def test_today_leads_to_the_call_sheet_where_scenes_are_ticked(desk):
    page = desk.open(desk.world.kim, desk.board, size=live.PHONE)
    handle(page, 1).focus()
    page.keyboard.press("1")
    expect(page.locator("[data-told]")).to_contain_text("Day 1")
    page.goto(desk.address + "/")
    page.get_by_role("link", name="You film today: call 10:00, Roof").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Day 1 of 2")
    page.get_by_role("button", name="Filmed: 1").click()
    expect(page.get_by_role("button", name="Filmed: 1")).to_have_attribute("aria-pressed", "true")
    assert axe(page) == []
    desk.close()


def test_a_calendar_address_is_made_and_copied(desk):
    page = desk.open(desk.world.kim, "/calendars", size=live.PHONE)
    page.get_by_role("button", name="Make an address").first.click()
    expect(page.get_by_label("Private address")).to_have_value(re.compile(r"/calendars/[\w-]{40,}\.ics$"))
    assert axe(page) == []
    desk.close()
