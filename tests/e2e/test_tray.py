"""The tray of uploads survives moving through the site, in a real Chromium against a server that is slow to take bytes."""

import asyncio
import hashlib

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.footage.models import Clip, Upload
from tests import live

pytestmark = pytest.mark.browser
SIZE = 20 * 1024 * 1024
EACH = 10_000


class Slow:
    """Takes each piece of an upload only after ``seconds``; nothing while ``open`` is unset."""

    def __init__(self, app, seconds=0.4):
        self.app, self.state, self.seconds, self.held = app, app.state, seconds, False

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["method"] == "PATCH":
            await asyncio.sleep(self.seconds)
            while self.held:  # noqa: ASYNC110 -- set by the test, in another thread
                await asyncio.sleep(0.05)
        await self.app(scope, receive, send)


@pytest.fixture
def house(app, world, chromium):
    """A director's phone and the slow server: (page, address, server)."""
    slow = Slow(app)
    with live.serving(slow) as address, chromium.new_context(viewport=live.PHONE) as context:
        live.sign_in(app, context, address, world.kim)
        yield context.new_page(), address, slow
        slow.held = False


@pytest.fixture
def films(tmp_path):
    """Two files with different contents."""
    made = []
    for number in range(2):
        path = tmp_path / f"IMG_{number}.mov"
        path.write_bytes((bytes(range(256)) + bytes([number]))[:256] * (SIZE // 256) + bytes([number]))
        made.append(path)
    return made


def arrived(app, lite):
    with lite.reading() as session:
        clips = session.exec(select(Clip)).all()
    return {
        clip.file_name: hashlib.sha256(
            (app.state.storage.work / "uploads" / clip.upload_token).read_bytes()
        ).hexdigest()
        for clip in clips
    }


def test_two_files_finish_on_another_page_whole(house, films, app, lite, world):
    page, address, _ = house
    seen = live.watch(page)
    page.goto(f"{address}/teams/{world.team_id}/rushes")
    with page.expect_response(lambda r: r.request.method == "PATCH" and r.status == 204, timeout=EACH):
        page.set_input_files("#clips", films)
    page.goto(f"{address}/me")
    tray = page.locator("[data-tray]")
    expect(tray.locator(".file")).to_have_count(2, timeout=EACH)
    assert unfinished(lite) == 2, "both go on where they stood"
    page.goto(f"{address}/teams/{world.team_id}/cuts")
    expect(tray.locator("[data-state=done]")).to_have_count(2, timeout=3 * EACH)
    assert arrived(app, lite) == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in films}
    page.goto(f"{address}/me")
    page.wait_for_timeout(300)
    expect(tray).to_be_hidden()
    assert page.evaluate("!window.tus")
    # a piece that was under way when the page was left may be taken just before the next page sends it again
    assert [one for one in seen.troubles if "409" not in one and "423" not in one] == []


def unfinished(lite):
    with lite.reading() as session:
        return len(session.exec(select(Upload.id).where(Upload.clip_id.is_(None))).all())


def test_pause_stays_paused_cancel_asks_and_the_same_file_is_recognised(house, films, lite, world):
    page, address, slow = house
    slow.held = True
    page.goto(f"{address}/teams/{world.team_id}/rushes")
    page.set_input_files("#clips", films[0])
    tray = page.locator("[data-tray]")
    row = tray.locator(".file")
    expect(row).to_have_count(1)
    page.set_input_files("#clips", films[0])
    expect(tray).to_contain_text("IMG_0.mov is on its way already.")
    expect(row).to_have_count(1)
    row.locator("[data-pause]").click()
    expect(row.locator("[data-state]")).to_have_text("Paused")
    page.goto(f"{address}/me")
    expect(row.locator("[data-state]")).to_have_text("Paused")
    slow.held = False
    row.locator("[data-remove]").click()
    row.locator("[data-keep]").click()
    expect(row).to_have_count(1)
    row.locator("[data-remove]").click()
    row.locator("[data-drop]").click()
    expect(tray).to_be_hidden()
    page.reload()
    page.wait_for_timeout(300)
    expect(tray).to_be_hidden()
    assert unfinished(lite) == 0


def test_where_the_browser_keeps_nothing_the_page_has_to_stay_open(house, films, app, lite, world):
    page, address, slow = house
    slow.held = True
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page.goto(f"{address}/teams/{world.team_id}/rushes")
    page.set_input_files("#clips", films[0])
    expect(page.locator("[data-stay]")).to_be_visible()
    slow.held = False
    expect(page.locator("#wall .slate")).to_have_count(1, timeout=3 * EACH)
    expect(page.locator("[data-stay]")).to_be_hidden()
    assert list(arrived(app, lite).values()) == [hashlib.sha256(films[0].read_bytes()).hexdigest()]


def test_another_person_on_the_same_browser_sends_nothing_of_it(house, films, app, lite, world):
    page, address, slow = house
    slow.held = True
    page.goto(f"{address}/teams/{world.team_id}/rushes")
    page.set_input_files("#clips", films[0])
    expect(page.locator("[data-tray] .file")).to_have_count(1)
    live.sign_in(app, page.context, address, world.lee)
    page.goto(f"{address}/me")
    page.wait_for_timeout(300)
    expect(page.locator("[data-tray]")).to_be_hidden()


def test_a_file_that_is_refused_is_not_sent_again_from_the_next_page(house, tmp_path, world):
    page, address, _ = house
    empty = tmp_path / "IMG_empty.mov"
    empty.touch()
    page.goto(f"{address}/teams/{world.team_id}/rushes")
    page.set_input_files("#clips", empty)
    row = page.locator("[data-tray] .file")
    expect(row).to_have_attribute("data-state", "failed", timeout=EACH)
    expect(row.locator("[data-state].wrong")).to_contain_text("empty")
    page.goto(f"{address}/me")
    page.wait_for_timeout(500)
    expect(page.locator("[data-tray]")).to_be_hidden()
