"""A film on its page, played with the keys."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.footage.models import Clip, Take
from app.jobs.rules import WorkState
from app.main import create_app
from tests import live
from tests.footage.test_pipeline import Studio, film  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.ffmpeg, pytest.mark.browser]
MOVES = "video => new Promise((done) => { video.ontimeupdate = () => video.currentTime > 0.2 && done(true); })"


@pytest.fixture
def studio(lite, tmp_path):
    """A house with one take that is ready."""
    made = Studio(lite, tmp_path / "media")
    made.engine.start()
    yield made
    made.engine.stop()


def test_a_key_plays_wherever_the_focus_is(studio, film, chromium):  # noqa: F811 -- the fixture
    """On the focused film the browser's own controls hear the space bar too: the film must not be stopped again."""
    key = studio.bring(film)
    with studio.database.writing() as session:
        session.add(Take(team_id=studio.world.team_id, clip_id=key, created_at=session.get(Clip, key).created_at))
    studio.wait(key, WorkState.READY, until=lambda clip: clip.stream_key)
    app = create_app(studio.settings.model_copy(update={"embedded_worker": False}), studio.database)
    with studio.database.reading() as session:
        take = session.exec(select(Take.id)).one()
    with live.serving(app) as address, chromium.new_context() as context:
        live.sign_in(app, context, address, studio.world.kim)
        page = context.new_page()
        page.goto(f"{address}/takes/{take}")
        video = page.locator("video")
        page.wait_for_function("document.querySelector('video').readyState > 1")
        for focus, pressed in (("video", "Space"), ("main", "Space"), ("video", "k")):
            video.evaluate("video => { video.pause(); video.muted = true; video.currentTime = 0; }")
            page.locator(focus).focus()
            page.keyboard.press(pressed)
            assert video.evaluate(MOVES)
            expect(video).to_have_js_property("paused", False)
