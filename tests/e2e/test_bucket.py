"""Films in a bucket play in a real browser: converted from it, sent on to it, allowed by the pages' policy."""

import pytest
from sqlmodel import select

from app.footage.models import Clip, Take
from app.jobs.rules import WorkState
from app.main import create_app
from tests import live
from tests.footage.test_pipeline import Studio, film  # noqa: F401 -- a fixture
from tests.storage.bucket import bucket

pytestmark = [pytest.mark.ffmpeg, pytest.mark.browser]
PLAY = """video => new Promise((done, fail) => {
  video.muted = true;
  video.ontimeupdate = () => video.currentTime > 1 && done(video.videoWidth);
  video.onerror = () => fail(video.error.message);
  setTimeout(() => fail(`stuck at ${video.currentTime}, ${video.readyState}, ${video.currentSrc}`), 20000);
  video.play().catch(fail);
})"""


@pytest.fixture
def studio(lite, tmp_path):
    """A house whose films are in a bucket, with one take."""
    with bucket() as settings:
        made = Studio(lite, tmp_path / "media", **settings)
        made.engine.start()
        yield made
        made.engine.stop()


def test_a_take_plays_from_the_bucket(studio, film, chromium):  # noqa: F811 -- the fixture
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
        seen, asked = live.watch(page), []
        page.on("request", lambda request: asked.append(request.url))
        answer = page.goto(f"{address}/takes/{take}")
        assert f"media-src 'self' blob: {studio.storage.origin};" in answer.headers["content-security-policy"]
        assert page.locator("video").evaluate(PLAY) > 0
        far = [url for url in asked if url.startswith(studio.storage.origin)]
        assert any(".m4s" in url for url in far)
        assert any(".jpg" in url for url in far)
        media = page.request.get(f"{address}/api/v1/takes/{take}").json()["media"]
        assert page.request.get(address + media["playlist"]).text().startswith("#EXTM3U")
        assert page.request.get(address + media["film"], headers={"Range": "bytes=0-99"}).status == 206
        assert seen.troubles == []
