"""Films that can be watched, for the tests of the player: made once, with two takes of one shot and two cuts."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from playwright.sync_api import Browser, Page

from app.books import actions as books
from app.books.schemas import ShotInput
from app.books.tables import SHOTS
from app.core import clock
from app.core.db import Database
from app.footage.models import Cut, Take
from app.footage.rules import CutKind
from app.jobs.rules import WorkState
from app.main import create_app
from tests import live
from tests.footage.test_pipeline import Studio
from tests.schema import create_schema

SECONDS = 9
RATE = 30


@dataclass(frozen=True, slots=True)
class Cinema:
    """A served house. The takes and cuts are ids; the second film is the first one, a second later."""

    app: FastAPI
    world: object
    address: str
    takes: tuple[int, int]
    cuts: tuple[int, int]
    clips: tuple[int, int]

    @contextmanager
    def visit(self, browser: Browser, language: str = "en", **options: object) -> Iterator[tuple[Page, live.Watch]]:
        """Open a page of a team's member, signed in, and write down what goes wrong in it."""
        with browser.new_context(locale=language, **options) as context:
            context.add_cookies([{"name": "rushes_lang", "value": language, "url": self.address}])
            live.sign_in(self.app, context, self.address, self.world.kim)
            page = context.new_page()
            page.add_init_script(
                "addEventListener('securitypolicyviolation', (e) => console.error('policy', e.violatedDirective, e.sample))"
            )
            yield page, live.watch(page)


@contextmanager
def opened(folder: Path) -> Iterator[Cinema]:
    """Bring two films, wait until they are made in every size, and serve the house."""
    url = f"sqlite:///{folder / 'rushes.db'}"
    create_schema(url)
    studio = Studio(Database(url), folder / "media")
    studio.engine.start()
    try:
        clips = tuple(studio.bring(_film(folder / f"{late}.mp4", late)) for late in (0, 1))
        for clip in clips:
            studio.wait(clip, WorkState.READY, seconds=180, until=lambda one: one.stream_key)
    finally:
        studio.engine.stop()
    with studio.database.writing() as session:
        takes, cuts = _rows(session, studio.world, clips)
    app = create_app(studio.settings.model_copy(update={"embedded_worker": False}), studio.database)
    with live.serving(app) as address:
        yield Cinema(app, studio.world, address, takes, cuts, clips)


def _film(path: Path, late: int) -> Path:
    """Make a film whose pictures count, so many seconds late, with sound."""
    filters = f"testsrc2=s=1280x720:r={RATE}:d={SECONDS}"
    if late:
        filters = f"color=c=black:s=1280x720:r={RATE}:d={late}[b];{filters}[f];[b][f]concat"
    line = f"-f lavfi -i {filters} -f lavfi -i sine=f=330:d={SECONDS + late} -c:v libx264 -preset ultrafast"
    subprocess.run(
        ["ffmpeg", "-loglevel", "error", *line.split(), "-pix_fmt", "yuv420p", "-c:a", "aac", path], check=True
    )
    return path


def _rows(session, world, clips) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two takes of a shot, and two cuts of other rows for the same pictures: a clip belongs to one of them in earnest."""
    shot = books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="12"))
    takes = [
        Take(
            team_id=world.team_id, clip_id=clip, shot_id=shot.id, numbered_in=shot.id, number=n, created_at=clock.now()
        )
        for n, clip in enumerate(clips, 1)
    ]
    cuts = [
        Cut(
            team_id=world.team_id,
            course_id=world.course_id,
            clip_id=clip,
            number=n,
            kind=CutKind.ROUGH,
            submitted_at=clock.now(),
        )
        for n, clip in enumerate(clips, 1)
    ]
    session.add_all([*takes, *cuts])
    session.flush()
    return tuple(one.id for one in takes), tuple(one.id for one in cuts)
