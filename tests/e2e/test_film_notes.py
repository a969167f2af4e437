"""Notes on a film in the browser: a range, a drawing, a call by name, an answer; the page and the film stay where they are."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.footage.models import Clip, ClipNote, Take
from app.jobs.rules import WorkState
from app.main import create_app
from tests import live
from tests.footage.test_pipeline import Studio, film  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.ffmpeg, pytest.mark.browser]


@pytest.fixture
def studio(lite, tmp_path):
    """A house with its worker."""
    made = Studio(lite, tmp_path / "media")
    made.engine.start()
    yield made
    made.engine.stop()


@pytest.fixture
def take(studio, film):  # noqa: F811 -- the fixture
    """A take that can be watched."""
    key = studio.bring(film)
    with studio.database.writing() as session:
        made = Take(team_id=studio.world.team_id, clip_id=key, created_at=session.get(Clip, key).created_at)
        session.add(made)
        session.flush()
        found = made.id
    studio.wait(key, WorkState.READY, until=lambda clip: clip.stream_key)
    return found


def test_a_note_over_a_range_with_a_drawing_and_its_answer(studio, take, chromium):
    app = create_app(studio.settings.model_copy(update={"embedded_worker": False}), studio.database)
    with live.serving(app) as address, chromium.new_context(viewport=live.PHONE, has_touch=True) as context:
        live.sign_in(app, context, address, studio.world.kim)
        page = context.new_page()
        page.goto(f"{address}/takes/{take}")
        video = page.locator("video[data-player]")
        page.wait_for_function("() => document.querySelector('video').readyState > 1")
        form = page.locator("[data-new-note]")
        seek = "(video, t) => { video.muted = true; video.currentTime = t; }"
        video.evaluate(seek, 0.21)
        expect(form.locator("[name=frame]")).not_to_have_value("0")
        first = int(form.locator("[name=frame]").input_value())
        form.locator("[data-range]").click()
        video.evaluate(seek, 0.62)
        expect(form.locator("[name=last_frame]")).not_to_have_value("")
        form.locator("[data-pen]").click()
        board = page.locator(".sketch")
        board.scroll_into_view_if_needed()
        box = board.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 4)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
        page.mouse.up()
        page.evaluate("window.stays = true")
        form.locator("[data-note]").fill("Look at this @L")
        form.locator("[data-name=Lee]").click()
        form.locator("button.primary").click()
        shown = page.locator("#notes .list > li")
        expect(shown).to_contain_text("Look at this @Lee")
        expect(form.locator("[data-note]")).to_have_value("")
        with studio.database.reading() as session:
            note = session.exec(select(ClipNote)).one()
        assert note.frame == first
        assert note.last_frame > first
        assert (note.drawing[0][:2], note.drawing[0][-2:]) == ([250, 250], [500, 500])
        shown.get_by_text("Answer", exact=True).click()
        shown.locator("[action$=answers] textarea").fill("I see it")
        shown.locator("[action$=answers] button").click()
        expect(shown.locator(".answers")).to_contain_text("I see it")
        video.evaluate(seek, 0)
        shown.locator("[data-drawing]").click()
        expect(board.locator("polyline")).to_have_count(1)
        page.wait_for_function(f"() => Math.abs(document.querySelector('video').currentTime - {note.seek}) < 0.005")
        video.evaluate("video => video.play()")
        expect(board.locator("polyline")).to_have_count(0)
        shown.get_by_text("Done", exact=True).click()
        expect(page.locator("#notes > details")).to_contain_text("1 note is done")
        assert page.evaluate("window.stays")


def test_writing_pauses_and_sending_goes_on(studio, take, chromium):
    app = create_app(studio.settings.model_copy(update={"embedded_worker": False}), studio.database)
    with live.serving(app) as address, chromium.new_context() as context:
        live.sign_in(app, context, address, studio.world.kim)
        page = context.new_page()
        page.goto(f"{address}/takes/{take}")
        video = page.locator("video[data-player]")
        page.wait_for_function("() => document.querySelector('video').readyState > 1")
        video.evaluate("video => { video.muted = true; video.loop = true; return video.play(); }")
        words = page.locator("[data-new-note] [data-note]")
        words.press_sequentially("Too dark")
        expect(video).to_have_js_property("paused", True)
        context.set_offline(True)
        words.press("Control+Enter")
        expect(page.locator("[data-new-note] [data-told]")).to_contain_text("Not sent")
        expect(words).to_have_value("Too dark")
        context.set_offline(False)
        words.press("Control+Enter")
        expect(page.locator("#notes .list")).to_contain_text("Too dark")
        expect(video).to_have_js_property("paused", False)
