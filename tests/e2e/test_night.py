"""The night in real browsers: projector, seats and control follow one state, through reloads and a killed server."""

import contextlib
import re

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from app.core import clock
from app.screenings import actions
from app.screenings.models import Screening, Slot
from app.screenings.rules import Command, Phase, ScreeningState
from app.screenings.schemas import GuestInput
from tests import live, servers
from tests.screenings import hall as halls
from tests.screenings.hall import PLACE, error, spread, start_error, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg, pytest.mark.timeout(300)]
SECONDS = 40
LOOSE = 0.25
"""Seconds; what is measured is far smaller (``python -m bench room``), but machines of tests are noisy."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    made = halls.Hall(tmp_path_factory.mktemp("hall"), SECONDS)
    yield made
    made.close()


@pytest.fixture(scope="module")
def pages(hall, chromium):
    """The projector, a seat of each team, and the control."""
    people = hall.world
    return {
        "projector": hall.open(chromium, people.prof, "projector", live.DESK),
        "kim": hall.open(chromium, people.kim, "seat"),
        "park": hall.open(chromium, people.park, "seat"),
        "control": hall.open(chromium, people.assistant, "control"),
    }


@pytest.fixture(autouse=True)
def no_trouble(hall):
    """No policy violation and no script error; what a server's absence makes a browser say is none of ours."""
    yield
    found = [t for troubles in hall.troubles for t in troubles]
    assert [t for t in found if not re.search(r"ERR_|409|Failed to load resource", t)] == []


def watching(pages):
    return [pages[name] for name in ("projector", "kim", "park")]


def playing(page):
    return page.evaluate(PLACE)["playing"]


def in_step(hall, page):
    """Tell whether a page plays where the room is now: a projector that waits for its film moves the whole room."""
    return playing(page) and abs(error(page, hall.state())) < LOOSE


def press(control, command, then):
    """Press as people do: what the projector says in the same moment refuses a press, so look and press again."""
    after = control.locator(f"button[value={then}]").first
    for _ in range(3):
        button = control.locator(f"button[value={command}]").first
        if button.is_visible():
            button.click()
        with contextlib.suppress(AssertionError):
            expect(after).to_be_visible(timeout=4000)
            return
    expect(after).to_be_visible()


def play(hall, pages):
    """Bring the first film on by the control and let both seats watch it."""
    hall.again()
    expect(pages["control"].locator(f"[data-desk][data-rev='{hall.state().rev}'] button[value=play]")).to_be_visible()
    for name in ("kim", "park"):
        button = pages[name].locator("[data-join]")
        expect(pages[name].locator("[data-watch]")).to_be_visible()
        if button.is_visible():
            button.click()
    press(pages["control"], "play", "pause")
    expect(pages["projector"].locator("[data-count]")).to_have_text(re.compile("[1-5]"))
    for page in watching(pages):
        wait_for(page, lambda page=page: playing(page), 15, "the film begins")


def test_a_film_begins_everywhere_at_its_moment_and_pauses_everywhere(hall, pages):
    play(hall, pages)
    night = hall.state()
    pages["kim"].wait_for_timeout(1500)
    late = [start_error(page, night) for page in watching(pages)]
    assert max(map(abs, late)) < LOOSE * 8, late
    wait_for(pages["kim"], lambda: spread(watching(pages)) < LOOSE, 5, "they come into step")
    assert pages["projector"].evaluate(PLACE)["sound"] > 0
    assert not pages["projector"].evaluate(PLACE)["muted"]
    assert pages["kim"].evaluate(PLACE)["muted"], "the projector is the sound"
    press(pages["control"], "pause", "play")
    for page in watching(pages):
        wait_for(page, lambda page=page: page.evaluate("document.querySelector('video').paused"), 5, "it pauses")
    paused = hall.state()
    assert paused.phase is Phase.PAUSED
    for page in watching(pages):
        wait_for(
            page,
            lambda page=page: abs(page.evaluate(PLACE)["second"] - paused.position) < 0.1,
            5,
            "it rests at its second",
        )
    press(pages["control"], "play", "pause")
    for page in watching(pages):
        wait_for(page, lambda page=page: playing(page), 8, "it goes on")
    wait_for(pages["park"], lambda: abs(error(pages["park"], hall.state())) < LOOSE, 5, "it is in step again")


def test_a_seat_that_comes_late_and_one_that_fell_behind_are_in_step_again(hall, pages, chromium):
    play(hall, pages)
    late = hall.open(chromium, hall.world.loner, "seat")
    late.click("[data-join]")
    wait_for(late, lambda: in_step(hall, late), 6, "the late seat is in step")
    pages["park"].evaluate("document.querySelector('video').currentTime += 3")
    pages["park"].wait_for_timeout(100)
    wait_for(pages["park"], lambda: in_step(hall, pages["park"]), 5, "3 s off")
    late.reload()
    wait_for(late, lambda: in_step(hall, late), 8, "who watched watches after a reload")
    late.context.close()
    hall.pages.remove(late)


def test_the_projector_is_back_at_the_right_second_after_a_reload(hall, pages):
    play(hall, pages)
    projector, night = pages["projector"], hall.state()
    projector.wait_for_timeout(1000)
    projector.reload()
    wait_for(projector, lambda: in_step(hall, projector), 5, "it is back")
    later = hall.state()
    assert (later.slot_id, later.position >= night.position) == (night.slot_id, True), "the film did not begin again"
    assert projector.evaluate(PLACE)["shown"]


def test_without_leave_for_sound_the_projector_plays_muted_and_asks_for_a_key(hall, pages):
    play(hall, pages)
    flags = [f for f in servers.CHROMIUM_FLAGS if "autoplay" not in f]
    asks = live.browser([*flags, "--autoplay-policy=document-user-activation-required"])
    with asks as strict:
        projector = hall.open(strict, hall.world.prof, "projector", live.DESK)
        plays = {(projector, "plays muted"), (projector, "plays aloud")}
        said = wait_for(projector, lambda: plays & set(hall.said), 12, "it plays")
        assert said == {(projector, "plays muted")}
        wait_for(projector, lambda: in_step(hall, projector), 8, "in step")
        assert projector.evaluate(PLACE)["muted"]
        expect(projector.locator("[data-sound]")).to_be_visible()
        rev = hall.state().rev
        projector.keyboard.press("PageDown")
        expect(projector.locator("[data-sound]")).to_be_hidden()
        assert not projector.evaluate(PLACE)["muted"]
        assert hall.state().rev == rev, "the first key is for the sound alone"
        hall.pages.remove(projector)
        projector.context.close()


def test_everybody_is_back_after_the_server_was_killed(hall, pages):
    play(hall, pages)
    hall.kill()
    for name in ("kim", "control"):
        expect(pages[name].locator(".away")).to_be_visible(timeout=15_000)
    hall.serve()
    hall.press(Command.PAUSE)
    for page in watching(pages):
        wait_for(
            page, lambda page=page: page.evaluate("document.querySelector('video').paused"), 10, "it heard the pause"
        )
    expect(pages["control"].locator("button[value=play]")).to_be_visible(timeout=10_000)
    hall.press(Command.PLAY)
    for page in watching(pages):
        wait_for(page, lambda page=page: in_step(hall, page), 12, "it plays again")
    expect(pages["kim"].locator(".away")).to_be_hidden()


def test_the_form_opens_as_the_film_ends_but_not_for_its_own_team(hall, pages):
    play(hall, pages)
    with hall.database.writing() as session:
        for slot in session.exec(select(Slot)).all():
            slot.ended_at = None
    for page in watching(pages):
        page.evaluate("document.querySelector('video').pause()")  # no key of a keyboard stops the film
    wait_for(pages["projector"], lambda: playing(pages["projector"]), 5, "it goes on by itself")
    with hall.database.writing() as session:  # so near its end that nobody has to wait
        night = session.get(Screening, hall.night)
        night.position, night.rev = SECONDS - 6.0, night.rev + 1
        night.at = clock.now()
    expect(pages["park"].locator("form[data-keep]")).to_have_count(0)
    expect(pages["park"].locator("form[data-keep]")).to_be_visible(timeout=20_000)
    assert hall.state().phase is Phase.AFTER, "the projector has said so"
    pages["kim"].wait_for_timeout(1000)
    assert pages["kim"].locator("form[data-keep]").count() == 0
    expect(pages["projector"].locator("[data-team]")).to_contain_text("the form is on your phone")
    pages["park"].reload()
    expect(pages["park"].locator("form[data-keep]")).to_be_visible()


def test_a_press_on_an_old_state_shows_the_new_one(hall, pages, chromium):
    hall.again()
    other = hall.open(chromium, hall.world.prof, "control")
    expect(other.locator("button[value=play]")).to_be_visible()
    other.context.route("**/events", lambda route: route.abort())
    other.reload()
    other.context.route("**/state", lambda route: route.abort())
    hall.press(Command.NEXT)
    other.locator("button[value=play]").click()
    expect(other.locator("[data-note]")).to_contain_text("Somebody else has pressed")
    expect(other.locator("button[value=next]").first).to_be_visible()
    assert hall.state().phase is Phase.CARD
    other.context.unroute("**/state")
    hall.press(Command.NEXT)
    expect(other.locator("button[value=play]")).to_be_visible(timeout=8000)
    other.context.close()
    hall.pages.remove(other)


def test_a_guest_comes_before_the_night_and_it_begins_by_itself(hall, chromium):
    with hall.database.writing() as session:
        night = session.get(Screening, hall.night)
        night.state, night.slot_id = ScreeningState.PLANNED, None
        _, secret = actions.invite_guest(session, hall.world.prof, hall.night, GuestInput(name="A parent"))
    context = chromium.new_context(viewport=live.PHONE, locale="en")
    page = context.new_page()
    hall.troubles.append(live.watch(page).troubles)
    page.goto(f"{hall.address}/g/{secret}")
    stage = page.locator(".stage")
    expect(stage).to_contain_text(re.compile(r"\w{3} \d+ \w{3} \d{4}, \d\d:\d\d"))
    expect(stage).to_contain_text(re.compile("in .* (hour|minute)"))
    hall.press(Command.START)
    expect(stage).to_contain_text("Welcome")
    context.close()
