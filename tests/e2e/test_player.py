"""A film on its page: our controls over the browser's, the keys, thumbnails, sizes, ticks, and what is left without them."""

import re

import pytest
from playwright.sync_api import expect

from app.footage.models import ClipNote
from app.core import clock
from tests import live
from tests.e2e import cinema
from tests.e2e.test_every_page import axe

pytestmark = [pytest.mark.ffmpeg, pytest.mark.browser]
PLAYER_SCRIPTS = 180 * 1000
MOVES = "video => new Promise((done) => { video.ontimeupdate = () => video.currentTime > 0.2 && done(true); })"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """Two films, each a take and a cut, served."""
    with cinema.opened(tmp_path_factory.mktemp("cinema")) as opened:
        yield opened


def go(page, house, path):
    """Open a page with a film and wait for its controls."""
    page.goto(house.address + path)
    page.wait_for_selector(".player[data-ready]")
    page.wait_for_function("() => document.querySelector('video[data-player]').readyState > 1")
    return page.locator("video[data-player]")


@pytest.mark.parametrize(("language", "size", "words"), [("ko", live.PHONE, "재생"), ("en", live.DESK, "Play")])
def test_our_controls_take_the_place_of_the_browsers(house, chromium, language, size, words):
    with house.visit(chromium, language, viewport=size) as (page, seen):
        video = go(page, house, f"/takes/{house.takes[0]}")
        assert not video.evaluate("video => video.controls")
        expect(page.locator("media-play-button")).to_have_attribute("aria-label", re.compile(words, re.IGNORECASE))
        expect(page.locator("media-captions-button")).to_be_hidden()
        page.locator("media-play-button").click()
        expect(video).to_have_js_property("paused", False)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        around = page.locator(".player").bounding_box()
        for name in ("media-play-button", "[data-step='1']", "media-mute-button", "media-fullscreen-button"):
            box = page.locator(name).bounding_box()
            assert min(box["width"], box["height"]) >= 44, name
            assert box["x"] + box["width"] <= around["x"] + around["width"] + 1, name
        scripts = {one: size for one, size in seen.sizes.items() if re.search(r"\.m?js", one)}
        assert 100_000 < sum(scripts.values()) < PLAYER_SCRIPTS, scripts
        assert seen.troubles == []


def test_a_page_without_a_film_allows_no_styles_but_its_own(house, chromium):
    with house.visit(chromium) as (page, _):
        rules = {
            path: page.goto(house.address + path).headers["content-security-policy"]
            for path in ("/", f"/cuts/{house.cuts[0]}")
        }
        styles = {path: re.search(r"style-src ([^;]*)", rule)[1] for path, rule in rules.items()}
        assert styles["/"] == "'self'"
        assert styles[f"/cuts/{house.cuts[0]}"].count("sha256-") > 5
        assert "unsafe" not in "".join(rules.values())


def test_the_browsers_controls_stay_where_ours_cannot_be_loaded(house, chromium):
    with house.visit(chromium) as (page, _):
        page.route("**/player.mjs*", lambda route: route.abort())
        page.goto(f"{house.address}/takes/{house.takes[0]}")
        page.wait_for_function("() => document.querySelector('video').readyState > 1")
        assert page.locator("video").evaluate("video => video.controls")
        expect(page.locator("[data-bar]")).to_be_hidden()
        page.keyboard.press("k")
        expect(page.locator("video")).to_have_js_property("paused", False)


@pytest.mark.parametrize("ours", [True, False])
def test_a_key_plays_wherever_the_focus_is(house, chromium, ours):
    """On the focused film the browser's own controls hear the space bar too: the film must not be stopped again."""
    with house.visit(chromium) as (page, _):
        if not ours:
            page.route("**/player.mjs*", lambda route: route.abort())
        page.goto(f"{house.address}/takes/{house.takes[0]}")
        page.wait_for_function("() => document.querySelector('video').readyState > 1")
        if ours:
            page.wait_for_selector(".player[data-ready]")
        video = page.locator("video")
        places = [("video", "Space")] if not ours else [("media-play-button", "Space"), ("media-mute-button", "k")]
        for focus, pressed in [*places, ("main", "Space"), ("main", "k")]:
            video.evaluate("video => { video.pause(); video.muted = true; video.currentTime = 0; }")
            page.locator(focus).focus()
            page.keyboard.press(pressed)
            assert video.evaluate(MOVES)
            expect(video).to_have_js_property("paused", False)


def test_frames_are_stepped_one_by_one(house, chromium):
    with house.visit(chromium) as (page, _):
        video = go(page, house, f"/takes/{house.takes[0]}")
        video.evaluate("video => new Promise((done) => { video.onseeked = done; video.currentTime = 2.01; })")
        shown = [round(video.evaluate("v => v.currentTime") * cinema.RATE - 0.5)]
        for key, pressed in [(".", 6), (",", 3)]:
            for _ in range(pressed):
                page.keyboard.press(key)
                page.wait_for_function("() => !document.querySelector('video').seeking")
                shown.append(video.evaluate(f"v => Math.floor(v.currentTime * {cinema.RATE})"))
        assert shown[1:] == [61, 62, 63, 64, 65, 66, 65, 64, 63]
        page.locator("[data-step='-1']").click()
        assert video.evaluate(f"v => Math.floor(v.currentTime * {cinema.RATE})") == 62


def test_the_whole_screen_has_the_controls_too(house, chromium):
    with house.visit(chromium, viewport=live.DESK) as (page, _):
        go(page, house, f"/takes/{house.takes[0]}")
        page.locator("main").focus()
        page.keyboard.press("f")
        page.wait_for_function("() => document.fullscreenElement?.id === 'player'")
        page.wait_for_function("() => document.querySelector('video').getBoundingClientRect().x === 0")
        film, bar = (page.locator(one).bounding_box() for one in ("video", "[data-bar]"))
        height = page.evaluate("innerHeight")
        assert abs(film["y"] + film["height"] - bar["y"]) <= 1
        assert abs(bar["y"] + bar["height"] - height) <= 1
        page.keyboard.press("f")
        page.wait_for_function("() => !document.fullscreenElement")


def test_what_is_pointed_at_shows_a_picture(house, chromium):
    with house.visit(chromium, viewport=live.DESK) as (page, seen):
        go(page, house, f"/takes/{house.takes[0]}")
        page.wait_for_function("() => [...document.querySelector('video').textTracks].some((t) => t.cues?.length > 1)")
        box = page.locator("media-time-range").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
        page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
        picture = page.locator("media-preview-thumbnail img")
        expect(picture).to_have_js_property("complete", True)
        expect(picture).to_have_attribute("src", re.compile(r"sprite\.jpg"))
        assert picture.evaluate("img => img.naturalWidth") >= 160
        assert seen.troubles == []


def test_a_size_is_chosen_where_there_are_several(house, chromium):
    with house.visit(chromium, viewport=live.DESK) as (page, _):
        video = go(page, house, f"/takes/{house.takes[0]}")
        choice = page.locator("[data-sizes] select")
        assert choice.locator("option").all_inner_texts() == ["Auto", "720p", "480p"]
        for size in ("480", "720"):
            choice.select_option(label=f"{size}p")
            video.evaluate("video => { video.muted = true; video.currentTime = 6; video.play(); }")
            page.wait_for_function(f"() => document.querySelector('video').videoHeight == {size}")
            video.evaluate("video => { video.pause(); video.currentTime = 0; }")


def test_captions_are_a_switch(house, chromium):
    with house.visit(chromium) as (page, _):
        video = go(page, house, f"/takes/{house.takes[0]}")
        video.evaluate("""video => {
          const track = Object.assign(document.createElement('track'), { kind: 'captions', label: 'English', srclang: 'en' });
          track.src = URL.createObjectURL(new Blob(['WEBVTT\\n\\n00:00.000 --> 00:08.000\\nHello'], { type: 'text/vtt' }));
          video.append(track);
        }""")
        button = page.get_by_role("switch", name="Captions")
        expect(button).to_have_attribute("aria-checked", "false")
        page.locator("main").focus()
        page.keyboard.press("c")
        expect(button).to_have_attribute("aria-checked", "true")
        assert video.evaluate("v => [...v.textTracks].find((t) => t.kind == 'captions').mode") == "showing"
        assert axe(page) == []


def test_notes_stand_on_the_bar_with_their_length(house, chromium):
    clip = house.clips[1]
    with house.app.state.database.writing() as session:
        note = ClipNote(
            clip_id=clip, frame=60, last_frame=119, rate="30", text="Too long", author_id=house.world.lee.person_id
        )
        note.created_at = clock.now()
        session.add(note)
    with house.visit(chromium, viewport=live.PHONE) as (page, _):
        video = go(page, house, f"/takes/{house.takes[1]}")
        tick = page.locator(".ticks a")
        expect(tick).to_have_count(1)
        lane, point, length = (page.locator(one).bounding_box() for one in (".ticks", ".ticks a", ".ticks li"))
        whole = video.evaluate("video => video.duration")
        assert point["width"] == point["height"] == 24
        assert abs((point["x"] + 12 - lane["x"]) / lane["width"] - 2 / whole) < 0.01
        assert abs(length["width"] / lane["width"] - 2 / whole) < 0.01
        tick.click()
        expect(video).to_have_js_property("seeking", False)
        assert video.evaluate("v => Math.floor(v.currentTime * 30)") == 60
        page.reload()
        video = go(page, house, f"/takes/{house.takes[1]}")
        page.wait_for_function("() => document.querySelector('video').currentTime > 1.9")


def test_the_next_take_is_a_key_or_a_swipe_away(house, chromium):
    older, newer = house.takes
    with house.visit(chromium, viewport=live.PHONE, has_touch=True) as (page, _):
        go(page, house, f"/takes/{newer}")
        page.keyboard.press("Shift+ArrowRight")
        page.wait_for_url(f"**/takes/{older}")
        page.wait_for_selector(".player[data-ready]")
        box = page.locator("video").bounding_box()
        touch = page.context.new_cdp_session(page)
        middle = box["y"] + box["height"] / 2
        points = [box["x"] + box["width"] * share for share in (0.2, 0.4, 0.6, 0.8)]
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": points[0], "y": middle}]})
        for x in points[1:]:
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": middle}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_url(f"**/takes/{newer}")
