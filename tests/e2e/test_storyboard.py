"""Frames drawn in Chromium: by finger and mouse, taken back, kept without a network, saved, shown and removed."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.books import actions
from app.books.schemas import ScenarioInput
from app.books.tables import SHOTS
from tests import live
from tests.e2e.test_book import SCRIPT, SHOT_ROWS, Desk
from tests.e2e.test_every_page import axe

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


@pytest.fixture
def desk(tmp_path, chromium):
    found = Desk(tmp_path, chromium)
    found.act(actions.save_scenario, found.world.kim, found.world.team_id, ScenarioInput(text=SCRIPT, version=0))
    found.act(actions.paste_rows, found.world.kim, found.world.team_id, SHOTS, SHOT_ROWS)
    with live.serving(found.app) as found.address:
        yield found
    found.database.dispose()


def line(page, *points):
    box = page.locator("canvas").bounding_box()
    at = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*at[0])
    page.mouse.down()
    for place in at[1:]:
        page.mouse.move(*place, steps=6)
    page.mouse.up()


def pixels(page, address):
    answer = page.request.get(address)
    return Image.open(io.BytesIO(answer.body())).convert("RGB")


def test_a_frame_is_drawn_saved_and_shown(desk):
    kim = desk.open(desk.world.kim, f"{desk.book}/shots", size=live.PHONE)
    kim.get_by_role("link", name="Frame of shot 1A").click()
    save = kim.get_by_role("button", name="Save the drawing")
    expect(save).to_be_disabled()
    line(kim, (0.1, 0.5), (0.5, 0.5), (0.9, 0.5))
    kim.get_by_role("button", name="thick").click()
    kim.get_by_role("button", name="red").click()
    line(kim, (0.5, 0.1), (0.5, 0.9))
    kim.get_by_role("button", name="fine").click()
    line(kim, (0.1, 0.1), (0.2, 0.1))
    kim.get_by_role("button", name="Undo").click()
    assert axe(kim) == []
    save.click()
    kim.wait_for_url("**/storyboard#shot-1")
    expect(kim.get_by_text("1 of 3 shots have a frame")).to_be_visible()
    shown = kim.get_by_role("link", name="Frame of shot 1A").locator("img")
    found = pixels(kim, desk.address + shown.get_attribute("src"))
    assert found.size == (1280, 720)
    assert max(found.getpixel((300, 360))) < 90  # the first line, dark
    red, green, blue = found.getpixel((640, 200))
    assert red > 150
    assert max(green, blue) < 90
    assert min(found.getpixel((190, 72))) > 240  # taken back
    assert axe(kim) == []
    kim.get_by_role("link", name="Frame of shot 1A").click()  # over the frame there is
    kim.wait_for_function("document.querySelector('canvas').getContext('2d').getImageData(300, 360, 1, 1).data[0] < 90")
    kim.get_by_role("button", name="Clear").click()
    line(kim, (0.1, 0.9), (0.9, 0.9))
    kim.get_by_role("button", name="Save the drawing").click()
    kim.wait_for_url("**/storyboard#shot-1")
    shown = kim.get_by_role("link", name="Frame of shot 1A").locator("img")
    assert min(pixels(kim, desk.address + shown.get_attribute("src")).getpixel((300, 360))) > 240
    kim.get_by_role("link", name="Frame of shot 1A").click()
    kim.get_by_text("Remove the frame").click()
    kim.get_by_role("button", name="Yes, remove").click()
    expect(kim.get_by_text("0 of 3 shots have a frame")).to_be_visible()
    desk.close()


def test_a_drawing_outlives_a_lost_network_and_a_reload(desk):
    kim = desk.open(desk.world.kim, f"{desk.book}/shots/rows/2/frame")
    line(kim, (0.2, 0.2), (0.8, 0.8))
    kim.context.set_offline(True)
    kim.get_by_role("button", name="Save the drawing").click()
    expect(kim.get_by_text("no network. The drawing stays here")).to_be_visible()
    kim.context.set_offline(False)
    kim.reload()
    expect(kim.get_by_text("not saved yet")).to_be_visible()
    kim.get_by_role("button", name="Save the drawing").click()
    kim.wait_for_url("**/storyboard#shot-2")
    expect(kim.get_by_text("1 of 3 shots have a frame")).to_be_visible()
    kim.get_by_role("link", name="Frame of shot 1B").click()
    expect(kim.get_by_role("button", name="Undo")).to_be_disabled()  # what is saved is not kept beside it
    desk.close("ERR_INTERNET_DISCONNECTED")
