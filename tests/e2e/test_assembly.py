"""An assembly in the browser: it plays from piece to piece, and each part of the list leads to its moment."""

import pytest

from app.footage import actions as footage
from app.footage.assembly import actions
from app.footage.assembly.schemas import TrimInput
from app.footage.rules import Rating
from app.main import create_app
from tests import live
from tests.footage.assembly.test_assembly import act, settled, studio, takes  # noqa: F401 -- fixtures
from tests.e2e.test_every_page import axe
from tests.footage.test_pipeline import film  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.ffmpeg, pytest.mark.browser]


def test_the_film_plays_across_its_pieces(studio, takes, chromium):  # noqa: F811 -- the fixtures
    for take in takes:
        act(studio, footage.rate_take, studio.world.kim, take, Rating.CIRCLED)
    act(studio, actions.trim_take, studio.world.kim, takes[0], TrimInput(last_frame=29))
    settled(studio)
    app = create_app(studio.settings.model_copy(update={"embedded_worker": False}), studio.database)
    with live.serving(app) as address, chromium.new_context(viewport=live.PHONE) as context:
        live.sign_in(app, context, address, studio.world.prof)
        page = context.new_page()
        page.goto(f"{address}/teams/{studio.world.team_id}/assembly")
        video = page.locator("video[data-player]")
        page.wait_for_function("() => document.querySelector('video').readyState > 1")
        assert video.evaluate("video => video.duration") == pytest.approx(1 + 2.5 + 3, abs=0.1)
        ended = "video => new Promise((done) => { video.muted = true; video.playbackRate = 2; video.onended = () => done(video.currentTime); video.play(); })"
        assert video.evaluate(ended) == pytest.approx(6.5, abs=0.1)
        quality = video.evaluate("video => video.getVideoPlaybackQuality().totalVideoFrames")
        assert quality > 60
        assert axe(page) == []
        page.locator(".parts [data-seek]").nth(2).click()
        page.wait_for_function("() => Math.abs(document.querySelector('video').currentTime - 3.52) < 0.05")
