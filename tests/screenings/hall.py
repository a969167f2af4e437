"""A hall for real browsers: a served night with a real film, a server of its own process that may be killed."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, BrowserContext, Page

from app.cli import migrations
from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from app.people.rules import Actor
from app.screenings import actions
from app.screenings.models import Screening
from app.screenings.rules import Command
from app.storage import open_storage
from tests import live, worlds
from tests.screenings import nights

KEY = "films/1/master.mp4"
PATIENCE = 4
PLACE = """() => {
  const v = document.querySelector("video[data-film]");
  return {second: v.currentTime, at: performance.timeOrigin + performance.now(), playing: !v.paused && v.readyState > 2 && !v.seeking,
          rate: v.playbackRate, muted: v.muted, sound: v.webkitAudioDecodedByteCount, shown: v.classList.contains("on")};
}"""
RECORD = """
addEventListener("DOMContentLoaded", () => {
  const v = document.querySelector("video[data-film]");
  window.seeks = 0;
  v?.addEventListener("playing", () => console.info(v.muted ? "plays muted" : "plays aloud"));
  v?.addEventListener("seeking", () => { window.seeks += 1; });
  v?.addEventListener("playing", () => v.requestVideoFrameCallback((now, facts) => {
    window.first = {at: performance.timeOrigin + facts.expectedDisplayTime, second: facts.mediaTime};
  }));
});
"""
"""Notes each page's seeks and the first frame after it began to play: its second, and when it was shown.

That it plays is also said on the console: asking a page by script counts as its use, and a used page may play aloud.
"""


def make_film(path: Path, seconds: int) -> Path:
    """Make a film with sound by ffmpeg, that begins to play before it is whole."""
    made = f"-f lavfi -i testsrc2=s=640x360:r=30:d={seconds} -f lavfi -i sine=f=330:d={seconds}"
    codec = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 30 -c:a aac -movflags +faststart"
    subprocess.run(["ffmpeg", "-loglevel", "error", "-y", *made.split(), *codec.split(), path], check=True)
    return path


class Hall:
    """A night of two teams' films, ``address``, and a page for everybody."""

    def __init__(self, folder: Path, seconds: int) -> None:
        self.folder, self.server = folder, None
        self.settings = Settings(media=folder / "media", embedded_worker=False, secret_key="hall")
        self.database = Database(self.settings.database)
        migrations.upgrade(self.database)
        self.world = worlds.build(self.database)
        self.app = create_app(self.settings, self.database)
        open_storage(self.settings).put(KEY, make_film(folder / "film.mp4", seconds))
        self.night, self.films = nights.plan(self.database, self.world, key=KEY, seconds=seconds)
        self.port, self.pages, self.troubles, self.said = 0, [], [], []
        self.serve()

    @property
    def address(self) -> str:
        """Where it is served; the same after a restart."""
        return f"http://127.0.0.1:{self.port}"

    def serve(self) -> None:
        """Start the server in its own process and wait until it answers."""
        given = {
            "RUSHES_MEDIA": str(self.settings.media),
            "RUSHES_SECRET_KEY": "hall",
            "RUSHES_EMBEDDED_WORKER": "false",
        }
        out = self.folder / "server.log"
        with out.open("w") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve", "--port", str(self.port)],
                env={**os.environ, **given, "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + 40
        while True:
            if self.server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(out.read_text())
            if not self.port and "http://127.0.0.1:" in out.read_text():
                self.port = int(out.read_text().split("http://127.0.0.1:")[1].split()[0].split("/")[0])
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2):
                    return
            except (URLError, OSError):
                time.sleep(0.1)

    def kill(self) -> None:
        """End the server at once, as a power cut does."""
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()

    def close(self) -> None:
        """Close the pages and end the server."""
        for page in self.pages:
            page.context.close()
        self.kill()
        self.database.dispose()

    def open(
        self, browser: Browser, actor: Actor, what: str, size: dict[str, int] = live.PHONE, lang: str = "en"
    ) -> Page:
        """Open a page of the night in a browser of its own; a seat that is opened watches when the film is on."""
        context: BrowserContext = browser.new_context(viewport=size, locale=lang)
        context.add_cookies([{"name": "rushes_lang", "value": lang, "url": self.address}])
        context.add_init_script(RECORD)
        live.sign_in(self.app, context, self.address, actor)
        page = context.new_page()
        self.troubles.append(live.watch(page).troubles)
        page.on("console", lambda message: self.said.append((page, message.text)))
        self.pages.append(page)
        page.goto(f"{self.address}/screenings/{self.night}/{what}")
        return page

    def state(self) -> Screening:
        """Give the night as the database has it."""
        with self.database.reading() as session:
            return session.get(Screening, self.night)

    def press(self, *commands: Command) -> Screening:
        """Run the night as the instructor, beside the pages."""
        for what in commands:
            with self.database.writing() as session:
                rev = session.get(Screening, self.night).rev
                found = actions.command(session, self.world.prof, self.night, what, rev)
        return found

    def again(self) -> None:
        """Bring the night to the title card of its first film, wherever it is."""
        if self.state().state.value == "live":
            self.press(Command.FINISH)
        self.press(Command.START, Command.NEXT)


def error(page: Page, night: Screening) -> float:
    """Give how far the page's film is from where the night is, in seconds; ahead is positive."""
    place = page.evaluate(PLACE)
    return place["second"] - (night.position + place["at"] / 1000 - night.at.timestamp())


def start_error(page: Page, night: Screening) -> float:
    """Give how much too late the page showed its first frame, in seconds."""
    first = page.evaluate("window.first")
    return first["at"] / 1000 - (night.at.timestamp() + first["second"] - night.position)


def let_play(page: Page, night: Screening, seconds: float) -> None:
    """Let the pages run until the film has played for so long."""
    page.wait_for_timeout(max(0.0, (night.at.timestamp() + seconds - time.time()) * 1000))


def spread(pages: list[Page]) -> float:
    """Give how far apart the pages' films are, in seconds."""
    places = [page.evaluate(PLACE) for page in pages]
    offsets = [place["second"] - place["at"] / 1000 for place in places]
    return max(offsets) - min(offsets)


def wait_for(page: Page, what, seconds: float, why: str):
    """Ask again until it is true; the strict policy forbids the browser's own waiting function.

    ``seconds`` is what a calm machine needs: ``bench/room.py`` measures how quick it is, a test waits longer.
    """
    until = time.monotonic() + PATIENCE * seconds
    while True:
        found = what()
        if found:
            return found
        assert time.monotonic() < until, (
            f"{why}: {page.evaluate(PLACE) if page.query_selector('video') else page.inner_text('main')}"
        )
        page.wait_for_timeout(50)
