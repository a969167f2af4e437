"""From a pasted roster to a signed-in student, at phone width, in Chromium; every state on the way passes axe."""

import pytest

from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from tests import live, worlds
from tests.e2e.test_every_page import axe
from tests.schema import create_schema

pytestmark = pytest.mark.browser
ROSTER = "학번\t이름\t이메일\n2026001\t김서연\tseoyeon@school.test\n2026002\t박지우\t\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("coming-in")
    url = f"sqlite:///{folder / 'rushes.db'}"
    create_schema(url)
    database = Database(url)
    world = worlds.build(database)
    app = create_app(Settings(media=folder / "media", embedded_worker=False, secret_key="coming-in"), database)
    with live.serving(app) as address:
        yield app, world, address


@pytest.fixture
def visit(house, chromium):
    app, _, address = house
    opened = []

    def open_page(actor=None, language="en"):
        context = chromium.new_context(viewport=live.PHONE, locale=language, base_url=address)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.add_cookies([{"name": "rushes_lang", "value": language, "url": address}])
        if actor:
            live.sign_in(app, context, address, actor)
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


def sound(page):
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_pasted_roster_becomes_a_signed_in_student(house, visit):
    _, world, _ = house
    teacher = visit(world.prof)
    seen = live.watch(teacher)
    teacher.goto(f"/courses/{world.course_id}/roster")
    teacher.get_by_label("or paste the cells").fill(ROSTER)
    teacher.get_by_role("button", name="Look at it").click()
    assert teacher.get_by_text("The e-mail address is missing.").is_visible()
    sound(teacher)
    teacher.get_by_label("Leave out the row that is wrong").check()
    teacher.get_by_role("button", name="Import 1 person").click()
    link = teacher.get_by_label("Link for 김서연").input_value()
    teacher.get_by_role("button", name="Copy", exact=True).click()
    teacher.get_by_role("button", name="Copied").wait_for()
    assert teacher.evaluate("navigator.clipboard.readText()") == link
    sound(teacher)
    assert seen.troubles == []

    student = visit(language="ko")
    student.goto(link)
    sound(student)
    student.get_by_label("새 비밀번호").fill("짧음")
    student.get_by_role("button", name="계정 열기").click()
    assert student.get_by_text("비밀번호는 8자 이상이어야 해요.").is_visible()
    sound(student)
    student.get_by_label("새 비밀번호").fill("비 오는 병원 대기실")
    student.get_by_role("button", name="계정 열기").click()
    student.wait_for_url("**/")
    assert student.get_by_text("김서연 님, 환영해요.").is_visible()

    again = visit(language="ko")
    again.goto("/sign-in?next=/me")
    again.get_by_label("이메일 주소").fill("seoyeon@school.test")
    again.get_by_label("비밀번호").fill("틀린 비밀번호")
    again.get_by_role("button", name="로그인").click()
    assert again.get_by_text("맞지 않아요").is_visible()
    sound(again)
    again.get_by_label("비밀번호").fill("비 오는 병원 대기실")
    again.get_by_role("button", name="로그인").click()
    again.wait_for_url("**/me")
    again.get_by_label("쓰임새").fill("출석 스크립트")
    again.get_by_role("button", name="키 만들기").click()
    assert again.get_by_label("새 키").input_value()
    sound(again)


@pytest.mark.parametrize("path", ["/admin", "/admin/people", "/admin/people/new", "/forgotten", "/notices"])
def test_the_administrators_pages(house, visit, path):
    page = visit(house[1].admin, "ko")
    page.goto(path)
    sound(page)
