"""Two films beside each other: in step while they play and at rest, moved against each other, one heard at a time."""

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.footage.models import Take
from app.footage.rules import Rating
from tests import live
from tests.e2e import cinema
from tests.e2e.test_every_page import axe

pytestmark = [pytest.mark.ffmpeg, pytest.mark.browser]
FRAME = 1 / cinema.RATE
DRIFT = 0.04
"""Seconds between two films in step, at most."""
PAIR = "const [one, other] = document.querySelectorAll('.screens video');"
IN_STEP = f"""(later) => new Promise((done) => {{
  {PAIR}
  let held = 0;
  const look = () => {{
    held = Math.abs(other.currentTime - one.currentTime - later) <= {DRIFT} ? held + 1 : 0;
    if (held === 40) done(true); else if (one.ended || one.paused || other.paused) done(false); else requestAnimationFrame(look);
  }};
  look();
}})"""
"""They come into step, whatever the machine is busy with, and are so in 40 pictures that follow each other."""
FRAMES = f"() => {{ {PAIR} return [one, other].map((film) => Math.floor(film.currentTime * {cinema.RATE} + 1e-3)); }}"
AT_REST = f"() => {{ {PAIR} return !one.seeking && !other.seeking && one.paused && other.paused; }}"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Two films, each a take and a cut, served."""
    with cinema.opened(tmp_path_factory.mktemp("cinema")) as opened:
        yield opened


def go(page, house, path):
    """Open two films and wait until both can be played."""
    page.goto(house.address + path)
    page.wait_for_selector(".player[data-ready]")
    page.wait_for_function(f"() => {{ {PAIR} return one.readyState > 2 && other.readyState > 2; }}")


def pair(house, kind="takes"):
    """Give the address of the two takes, or cuts."""
    first, second = getattr(house, kind)
    return f"/{kind}/{first}/compare/{second}"


@pytest.mark.parametrize("later", [0, 1])
def test_two_films_play_in_step(house, chromium, later):
    with house.visit(chromium, viewport=live.DESK) as (page, seen):
        go(page, house, pair(house) + f"?later={later}")
        page.keyboard.press("k")
        page.wait_for_function(f"() => {{ {PAIR} return one.currentTime > 0.5 && !other.paused; }}")
        assert page.evaluate(IN_STEP, later)
        page.evaluate(f"() => {{ {PAIR} one.currentTime = 4; }}")
        page.wait_for_function(f"() => {{ {PAIR} return one.currentTime > 4.2 && !other.paused; }}")
        assert page.evaluate(IN_STEP, later)
        page.keyboard.press("k")
        page.wait_for_function(AT_REST)
        one, other = page.evaluate(FRAMES)
        assert other - one == later * cinema.RATE
        assert seen.troubles == []


def test_they_are_stepped_and_moved_against_each_other_by_frames(house, chromium):
    with house.visit(chromium, viewport=live.DESK) as (page, _):
        go(page, house, pair(house))
        page.evaluate(f"() => {{ {PAIR} one.currentTime = 3.01; }}")
        page.wait_for_function(AT_REST)
        for key, shown in ((".", [91, 91]), (".", [92, 92]), (",", [91, 91])):
            page.keyboard.press(key)
            page.wait_for_function(AT_REST)
            assert page.evaluate(FRAMES) == shown
        for _ in range(2):
            page.get_by_role("button", name="One frame later").click()
        page.wait_for_function(AT_REST)
        assert page.evaluate(FRAMES) == [91, 93]
        page.locator("[data-later]").fill("1.2")
        page.wait_for_function(AT_REST)
        assert page.evaluate(FRAMES) == [91, 127]
        assert page.url.endswith("?later=1.2")


def test_one_film_is_heard_at_a_time(house, chromium):
    with house.visit(chromium, viewport=live.DESK) as (page, _):
        go(page, house, pair(house))
        muted = f"() => {{ {PAIR} return [one.muted, other.muted]; }}"
        first, second = (page.get_by_role("button", name=f"Sound: Take {n}") for n in (1, 2))
        assert page.evaluate(muted) == [False, True]
        second.click()
        expect(second).to_have_attribute("aria-pressed", "true")
        expect(first).to_have_attribute("aria-pressed", "false")
        assert page.evaluate(muted) == [True, False]
        page.keyboard.press("m")
        expect(first).to_have_attribute("aria-pressed", "true")
        assert page.evaluate(muted) == [False, True]
        first.click()
        assert page.evaluate(muted) == [True, True]
        page.goto(f"{house.address}/takes/{house.takes[0]}")
        page.wait_for_selector(".player[data-ready]")
        assert not page.locator("video").evaluate("video => video.muted"), "what was silent here is heard elsewhere"


@pytest.mark.parametrize(("language", "size", "stacked"), [("ko", live.PHONE, True), ("en", live.DESK, False)])
@pytest.mark.parametrize("kind", ["takes", "cuts"])
def test_the_page_on_a_phone_and_on_a_desk(house, chromium, kind, language, size, stacked):
    with house.visit(chromium, language, viewport=size) as (page, seen):
        first, second = getattr(house, kind)
        page.goto(f"{house.address}/{kind}/{first}")
        page.locator("details.menu summary.button").click()
        page.locator(f"a[href$='/compare/{second}']").click()
        page.wait_for_selector(".player[data-ready]")
        one, other = (page.locator(".screens figure").nth(n).bounding_box() for n in (0, 1))
        assert (other["y"] > one["y"]) == stacked
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert axe(page) == []
        assert seen.troubles == []


def test_takes_are_judged_where_they_are_compared(house, chromium):
    with house.visit(chromium) as (page, _):
        go(page, house, pair(house))
        page.locator(".rating").nth(1).locator("[value=hold]").click()
        page.wait_for_url(f"**{pair(house)}")
        with house.app.state.database.reading() as session:
            ratings = dict(session.exec(select(Take.id, Take.rating)).all())
        assert ratings[house.takes[1]] is Rating.HOLD
        assert ratings[house.takes[0]] is Rating.NONE
