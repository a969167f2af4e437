"""How well the pages of a night keep together: start, spread, a late seat, three seconds off, a reloaded projector.

Chromium shows the projector and three seats of one film from a server on this machine; all clocks are the machine's.
``python -m bench room`` prints milliseconds; the bars are those of the design.
"""

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from app.screenings.models import Screening
from app.screenings.rules import Command
from tests import live
from tests.screenings.hall import PLACE, Hall, error, let_play, spread, start_error, wait_for

ROUNDS = 4
SECONDS = 90
STEP = 0.03
"""So near to the room a page counts as in step, in seconds."""


def main() -> None:
    """Print a row for each figure."""
    with tempfile.TemporaryDirectory() as name, live.browser() as browser:
        hall = Hall(Path(name), SECONDS)
        try:
            rows = measure(hall, browser)
        finally:
            hall.close()
    print(f"{'ms':38} {'p50':>8} {'p95':>8} {'most':>8}   bar")
    for what, bar, figures in rows:
        most = sorted(figures)
        p95 = most[min(len(most) - 1, round(0.95 * (len(most) - 1)))]
        print(f"{what:38} {statistics.median(most) * 1000:8.1f} {p95 * 1000:8.1f} {most[-1] * 1000:8.1f}   {bar}")


def measure(hall: Hall, browser: Browser) -> list[tuple[str, str, list[float]]]:
    """Show the film several times and look at it."""
    people = hall.world
    hall.again()
    projector = hall.open(browser, people.prof, "projector", live.DESK)
    seats = [hall.open(browser, who, "seat") for who in (people.kim, people.lee, people.park)]
    for seat in seats:
        seat.click("[data-join]")
    starts, spreads, seeks, lates, offs, backs = [], [], [], [], [], []
    for _ in range(ROUNDS):
        hall.again()
        night = hall.press(Command.PLAY)
        let_play(projector, night, 5)
        starts += [abs(start_error(page, night)) for page in (projector, *seats)]
        before = [page.evaluate("window.seeks") for page in (projector, *seats)]
        for _ in range(25):
            spreads.append(spread([projector, *seats]))
            projector.wait_for_timeout(200)
        seeks.append(sum(page.evaluate("window.seeks") for page in (projector, *seats)) - sum(before))
        late = hall.open(browser, people.loner, "seat")
        late.locator("[data-join]").or_(late.locator("[data-box]")).first.wait_for(state="attached")
        late.click("[data-join]")
        lates.append(in_step(late, night))
        late.context.close()
        hall.pages.remove(late)
        seats[0].evaluate("document.querySelector('video').currentTime += 3")
        offs.append(in_step(seats[0], night))
        began = time.monotonic()
        projector.reload()
        in_step(projector, night, 0.15)
        backs.append(time.monotonic() - began)
    return [
        ("start error of the first frame", "≤ 150", starts),
        ("spread of 4 pages after 5 s", "p50 ≤ 20, p95 ≤ 40", spreads),
        ("late seat in step", "≤ 2000", lates),
        ("3 s off in step again", "≤ 1000", offs),
        ("projector within 0.15 s after reload", "≤ 5000", backs),
        ("seeks in steady state (count/1000)", "0", [n / 1_000_000 for n in seeks]),
    ]


def in_step(page: Page, night: Screening, near: float = STEP) -> float:
    """Wait until the page plays where the room is; returns the seconds that it took."""
    began = time.monotonic()
    page.wait_for_timeout(40)
    wait_for(page, lambda: page.evaluate(PLACE)["playing"] and abs(error(page, night)) < near, 15, "in step")
    return time.monotonic() - began
