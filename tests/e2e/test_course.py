"""The whole course at phone width, as administrator, instructor, two students of different teams and a guest."""

import re
import subprocess
import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.cli import migrations
from app.core import clock
from app.core.db import Database
from app.core.settings import Settings
from app.courses.models import Enrolment
from app.main import create_app
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from tests import live, servers

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg, pytest.mark.timeout(600)]
SCENARIO = "S#1. 병원 복도 (밤)\n\n민수가 서 있다.\n\n민수\n선생님, 몇 시예요?\n"


@pytest.fixture(scope="module")
def phone_film(tmp_path_factory):
    """A real phone's film with sound where the samples are, else one made like it."""
    real = servers.SAMPLES / "media" / "pixel_360p_vfr_17s.mp4"
    if real.exists():
        return real
    return make_film(tmp_path_factory.mktemp("film") / "IMG_1.mp4", 6)


def make_film(path, seconds):
    size = f"-f lavfi -i testsrc2=s=640x360:r=30:d={seconds} -f lavfi -i sine=f=330:d={seconds}"
    codec = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"
    subprocess.run(["ffmpeg", "-loglevel", "error", "-y", *size.split(), *codec.split(), path], check=True)
    return path


class House:
    """A served installation with a worker inside, and a phone for everybody."""

    def __init__(self, folder, chromium):
        self.settings = Settings(media=folder / "media", secret_key="walk")
        self.database = Database(self.settings.database)
        migrations.upgrade(self.database)
        self.app = create_app(self.settings, self.database)
        self.chromium, self.troubles, self.phones = chromium, [], []

    def person(self, name, *, admin=False):
        with self.database.writing() as session:
            person = Person(email=f"{name}@example.test", name=name, is_admin=admin, created_at=clock.now())
            session.add(person)
            session.flush()
            return Actor(person_id=person.id, name=name, is_admin=admin)

    def enrol(self, course, actor, role):
        with self.database.writing() as session:
            session.add(Enrolment(course_id=course, person_id=actor.person_id, role=role, joined_at=clock.now()))

    def phone(self, actor=None, **options):
        context = self.chromium.new_context(viewport=live.PHONE, locale="en", **options)
        if actor:
            live.sign_in(self.app, context, self.address, actor)
        page = context.new_page()
        seen = live.watch(page)
        self.troubles.append(seen.troubles)
        self.phones.append(context)
        return page

    def open(self, page, path):
        page.goto(self.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= live.PHONE["width"], f"{path} scrolls sideways"


@pytest.fixture(scope="module")
def house(tmp_path_factory, chromium):
    made = House(tmp_path_factory.mktemp("walk"), chromium)
    with live.serving(made.app) as address:
        made.address = address
        yield made
        for context in made.phones:
            context.close()


def wait_reload(page, what, seconds=90):
    """Look again until it is there: conversions go on beside."""
    until = time.monotonic() + seconds
    while not what.is_visible():
        assert time.monotonic() < until, page.inner_text("main")[:800]
        page.wait_for_timeout(700)
        page.reload()


def until(page, selector, second):
    """Wait until a film has come that far; the strict policy forbids the browser's own waiting function."""
    for _ in range(150):
        if page.locator(selector).evaluate("v => v.currentTime") > second:
            return
        page.wait_for_timeout(200)
    raise AssertionError(
        page.locator(selector).evaluate("v => [v.currentTime, v.readyState, v.error && v.error.message]")
    )


def plays(page, selector="video"):
    """Press play; assert that the picture moves and the sound is decoded."""
    video = page.locator(selector)
    video.evaluate("v => { v.muted = false; return v.play() }")
    until(page, selector, 0.7)
    facts = video.evaluate(
        "v => ({frames: v.getVideoPlaybackQuality().totalVideoFrames, sound: v.webkitAudioDecodedByteCount})"
    )
    assert facts["frames"] > 5
    assert facts["sound"] > 0


def test_from_the_first_class_to_released_feedback(house, phone_film, tmp_path):
    admin = house.person("Root", admin=True)
    prof, kim, park = house.person("Han"), house.person("Kim"), house.person("Park")

    course = plan_course(house, house.phone(admin))
    house.enrol(course, prof, CourseRole.INSTRUCTOR)
    for student in (kim, park):
        house.enrol(course, student, CourseRole.STUDENT)

    director, editor, teacher = house.phone(kim), house.phone(park), house.phone(prof)
    team = found_team(house, director, course, "Waiting")
    found_team(house, editor, course, "Night shift")

    write_book(house, director, team)
    answer_book(house, teacher, course)
    revise_book(house, director, teacher, course, team)
    shoot(house, director, team, phone_film)
    cut_and_accept(house, director, teacher, course, team, make_film(tmp_path / "final.mp4", 3))
    guest = invite_and_show(house, teacher, editor, course)
    release_and_read(house, teacher, director, course, team)
    assert "Joint screening" in guest
    assert [t for troubles in house.troubles for t in troubles if "409" not in t and "Failed to load" not in t] == []


def plan_course(house, page):
    house.open(page, "/courses/new")
    page.fill("[name=title]", "Short film, autumn")
    now = clock.now()
    page.fill("[name=first_class]", (now - timedelta(days=20)).strftime("%Y-%m-%dT10:00"))
    page.fill("[name=night]", (now + timedelta(days=20)).strftime("%Y-%m-%dT19:00"))
    page.locator("main form button.primary").first.click()
    page.wait_for_url(re.compile(r"/courses/\d+"))
    return int(re.search(r"/courses/(\d+)", page.url)[1])


def found_team(house, page, course, name):
    house.open(page, f"/courses/{course}/teams")
    if not page.locator("[name=name]").first.is_visible():
        page.locator("details:has([name=name]) > summary").first.click()
    page.locator("[name=name]").first.fill(name)
    page.locator("form:has([name=name]) button").first.click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(name)
    house.open(page, "/")
    return int(re.search(r"/teams/(\d+)", page.locator("nav.tabs a[href^='/teams/']").first.get_attribute("href"))[1])


def write_book(house, page, team):
    house.open(page, f"/teams/{team}/book/pitch")
    page.fill("[name=logline]", "Two people wait for nobody.")
    page.fill("[name=whose_view]", "His.")
    expect(page.locator("[data-saved=pitch]")).to_have_attribute("data-state", "saved", timeout=10_000)
    house.open(page, f"/teams/{team}/book/scenario")
    page.fill("[name=text]", SCENARIO)
    expect(page.locator("[data-page] .cue")).to_have_text("민수", timeout=10_000)
    expect(page.locator("[data-saved=scenario]")).to_have_attribute("data-state", "saved", timeout=10_000)
    page.reload()
    assert page.input_value("[name=text]") == SCENARIO
    house.open(page, f"/teams/{team}/book/shots")
    page.fill("form [name=scene] >> nth=0", "1")
    page.fill("#f-picture", "민수의 손")
    page.click("form:has(#f-picture) button.primary")
    expect(page.locator("table input[name=number]")).to_have_value("1A")
    house.open(page, f"/teams/{team}/book")
    page.click("text=Hand in this version")
    page.wait_for_url(re.compile(r"/submissions/\d+"))


def answer_book(house, page, course):
    house.open(page, f"/courses/{course}/books")
    page.locator("a[href^='/submissions/']").first.click()
    page.locator("a.lineno").nth(1).click()
    page.fill("#c-text", "Where does he stand?")
    page.click("#composer button.primary")
    expect(page.locator("[data-thread]")).to_contain_text("Where does he stand?")
    page.click("button[value=changes]")
    page.wait_for_url(re.compile(r"/books$"))


def revise_book(house, student, teacher, course, team):
    house.open(student, f"/teams/{team}/book")
    student.locator("a[href^='/submissions/']").first.click()
    expect(student.locator("[data-thread]")).to_contain_text("Where does he stand?")
    student.locator("[data-thread] details > summary").first.click()
    student.locator("[data-thread] textarea").first.fill("Under the exit sign.")
    student.click("[data-thread] button:has-text('Send')")
    house.open(student, f"/teams/{team}/book/scenario")
    student.fill("[name=text]", SCENARIO.replace("서 있다", "비상구 아래 서 있다"))
    expect(student.locator("[data-saved=scenario]")).to_have_attribute("data-state", "saved", timeout=10_000)
    house.open(student, f"/teams/{team}/book")
    student.click("text=Hand in this version")
    student.wait_for_url(re.compile(r"/submissions/\d+"))
    student.goto(student.url.split("/receipt")[0] + "/compare")
    expect(student.locator("ins")).to_contain_text("비상구")
    house.open(teacher, f"/courses/{course}/books")
    teacher.locator("a[href^='/submissions/']").first.click()
    teacher.click("button[value=approved]")
    teacher.wait_for_url(re.compile(r"/books$"))


def shoot(house, page, team, film):
    house.open(page, f"/teams/{team}/rushes")
    page.select_option("#shot", index=1)
    page.set_input_files("#clips", film)
    expect(page.locator("#wall .slate")).to_have_count(1, timeout=30_000)
    page.click("#wall .slate a.frame")
    page.wait_for_url(re.compile(r"/takes/\d+"))
    wait_reload(page, page.locator("video[data-hls], video[src]").first)
    plays(page)
    page.fill("[data-note]", "Focus on the hand")
    page.click("form:has([data-note]) button.primary")
    expect(page.locator("#notes")).to_contain_text("Focus on the hand")
    page.click("button[value=circled]")
    page.wait_for_load_state()
    house.open(page, f"/teams/{team}/rushes")
    expect(page.locator("#wall .slate")).to_contain_text("Circled")


def cut_and_accept(house, student, teacher, course, team, film):
    house.open(student, f"/teams/{team}/cuts")
    student.select_option("#kind", "final")
    student.set_input_files("#film", film)
    student.click("form[data-upload] button.primary")
    expect(student.locator("#wall a[href^='/cuts/']").first).to_be_visible(timeout=30_000)
    cut = student.locator("#wall a[href^='/cuts/']").first.get_attribute("href")
    house.open(teacher, cut)
    wait_reload(teacher, teacher.locator("button[name=accept][value=true]"))
    plays(teacher)
    teacher.fill("[name=answer]", "Show it.")
    teacher.click("button[name=accept][value=true]")
    expect(teacher.locator("main")).to_contain_text("accepted")


def invite_and_show(house, teacher, other, course):
    house.open(teacher, f"/courses/{course}/night")
    teacher.fill("[name=title]", "Joint screening")
    teacher.fill("[name=starts_at]", clock.now().strftime("%Y-%m-%dT19:00"))
    teacher.click("main form button.primary")
    teacher.wait_for_url(re.compile(r"/screenings/\d+"))
    screening = re.search(r"/screenings/(\d+)", teacher.url)[1]
    teacher.fill("[name=name]", "A parent")
    teacher.click("form:has([name=name]) button")
    link = teacher.locator("[data-copy], input[readonly]").first.input_value()
    visitor = house.phone()
    visitor.goto(link)
    visitor.wait_for_url(re.compile(r"/seat"))
    title = visitor.inner_text("h1")

    house.open(other, f"/screenings/{screening}/seat")
    projector = teacher.context.new_page()
    projector.goto(f"{house.address}/screenings/{screening}/projector")
    house.open(teacher, f"/screenings/{screening}/control")
    for command, then in (("start", "next"), ("next", "play"), ("play", "pause")):
        teacher.locator(f"button[value={command}]").first.click()
        expect(teacher.locator(f"button[value={then}]").first).to_be_visible()
    until(projector, "video", 0.5)
    expect(other.locator("form[data-keep]")).to_be_visible(timeout=30_000)
    other.locator(".scale").first.locator("label").nth(3).click()
    other.locator("textarea").first.fill("The shoes.")
    other.click("form[data-keep] button[value='1']")
    other.wait_for_url(re.compile(r"/seat"))
    expect(other.locator("[data-forms]")).to_contain_text("sent")
    projector.close()
    return title


def release_and_read(house, teacher, student, course, team):
    house.open(student, f"/teams/{team}/feedback")
    expect(student.locator("main")).to_contain_text("Nothing to read yet")
    house.open(teacher, f"/courses/{course}/night")
    teacher.locator("a[href^='/screenings/']").first.click()
    teacher.click("a[href$='/feedback']")
    teacher.click("text=Release all that was shown")
    expect(teacher.locator("main")).to_contain_text("released")
    house.open(student, f"/teams/{team}/feedback")
    expect(student.locator("article.letter")).to_contain_text("1 person has answered")


def test_tus_js_client_goes_on_after_a_closed_tab(house, tmp_path):
    """20 MB in pieces of 8: the tab is closed in the middle; the next one goes on by itself where it stopped."""
    admin, student = house.person("Root2", admin=True), house.person("Lee")
    course = plan_course(house, house.phone(admin))
    house.enrol(course, student, CourseRole.STUDENT)
    page = house.phone(student)
    team = found_team(house, page, course, "Uploaders")
    film = tmp_path / "long.mp4"
    film.write_bytes(bytes(range(256)) * (20 * 4096))
    house.open(page, f"/teams/{team}/rushes")
    sent: list[int] = []
    page.route(
        "**/uploads/*",
        lambda route: (
            route.abort()
            if route.request.method == "PATCH" and int(route.request.headers["upload-offset"]) > 0
            else route.continue_()
        ),
    )
    with page.expect_response(lambda r: r.request.method == "PATCH" and r.status == 204, timeout=30_000):
        page.set_input_files("#clips", film)
    page.context.on(
        "request",
        lambda r: sent.append(int(r.headers.get("upload-offset", -1))) if r.method == "PATCH" else None,
    )
    page.evaluate("window.onbeforeunload = null")
    page.close(run_before_unload=False)
    page = page.context.new_page()
    house.open(page, f"/teams/{team}/rushes")
    expect(page.locator("main")).to_contain_text("1 upload is not finished")
    expect(page.locator("#wall .slate")).to_have_count(1, timeout=30_000)
    assert sent[0] >= 8 * 1024 * 1024, "nothing of what was acknowledged is sent again"
