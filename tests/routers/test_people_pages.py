"""Signing in, one's account, notices and the administrator's pages, as a browser sees them."""

import re

import pytest
from sqlmodel import select

from app.core import ids
from app.courses.enrolments.actions import enrol
from app.journal import actions as journal
from app.people import actions, passwords
from app.people.models import ApiToken, Login, Person
from app.people.rules import CourseRole
from tests.costs import MOST

GOOD = "비 오는 병원 대기실"
HASHED = passwords.hashed(GOOD)
HOSTILE = ['"><img src=x onerror=alert(1)>', "\u202eevil", "기\x00다림", "a" * 255, "기다림", "{{ 7*7 }}"]


@pytest.fixture
def kim_can_sign_in(lite, world):
    with lite.writing() as session:
        session.get(Person, world.kim.person_id).password_hash = HASHED


def sign_in(browser, **changes):
    return browser.post("/sign-in", data={"email": "kim@example.test", "password": GOOD, "next": "/me", **changes})


def test_signing_in_leads_where_one_wanted_to_go(browse, kim_can_sign_in):
    browser = browse()
    assert browser.get("/me").headers["location"] == "/sign-in?next=/me"
    answer = sign_in(browser, email=" Kim@Example.TEST ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("rushes="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert browser.get("/me").status_code == 200
    assert browser.get("/sign-in?next=/notices").headers["location"] == "/notices"


@pytest.mark.parametrize(
    "next_", ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)", "/a\r\nX: y"]
)
def test_next_stays_on_this_site(browse, kim_can_sign_in, next_):
    assert sign_in(browse(), next=next_).headers["location"].startswith("/")
    assert "evil" not in sign_in(browse(), next=next_).headers["location"].replace("/a X: y", "")


def test_a_refusal_keeps_the_address_and_stands_beside_the_field(browse, kim_can_sign_in):
    answer = sign_in(browse(), password="wrong")
    assert answer.status_code == 422
    assert 'value="kim@example.test"' in answer.text
    assert "wrong" not in re.findall(r'<input[^>]*name="password"[^>]*>', answer.text)[0]
    assert 'id="f-password-error"' in answer.text
    assert "do not belong together" in answer.text


def test_who_has_not_chosen_a_language_reads_what_the_browser_asks_for(browse, world, lite, kim_can_sign_in):
    with lite.writing() as session:
        session.get(Person, world.kim.person_id).language = ""
    for asked, word in (("ko-KR,ko", "오늘"), ("en-GB,en", "Today")):
        browser = browse()
        browser.headers["accept-language"] = asked
        entered = sign_in(browser)
        assert "rushes_lang" not in entered.cookies
        assert word in browser.get("/").text
        assert f' value="{asked[:2]}" selected' in browser.get("/me").text


def test_too_many_tries_are_refused_in_a_sentence(browse, kim_can_sign_in):
    browser = browse()
    for _ in range(10):
        sign_in(browser, password="wrong")
    answer = sign_in(browser)
    assert answer.status_code == 429
    assert "Too many tries" in answer.text


def test_another_site_cannot_sign_somebody_in(browse, kim_can_sign_in):
    answer = browse().post(
        "/sign-in", data={"email": "kim@example.test", "password": GOOD}, headers={"Origin": "https://evil.test"}
    )
    assert answer.status_code == 403


def test_signing_out_ends_the_session_on_the_server(browse, world, lite):
    kim = browse(world.kim)
    secret = kim.cookies["rushes"]
    assert kim.post("/sign-out").headers["location"] == "/sign-in"
    with lite.reading() as session:
        assert session.exec(select(Login).where(Login.token_hash == ids.digest(secret))).all() == []


def test_opening_a_link_page_does_not_use_it_but_pressing_does(browse, world, lite):
    with lite.writing() as session:
        secret = actions.make_link(session, session.get(Person, world.loner.person_id))
    browser = browse()
    for _ in range(2):
        shown = browser.get(f"/links/{secret}")
        assert shown.status_code == 200
        assert shown.headers["referrer-policy"] == "no-referrer"
    refused = browser.post(f"/links/{secret}", data={"name": "로너", "language": "ko", "password": "short"})
    assert refused.status_code == 422
    assert 'value="로너"' in refused.text
    assert "at least 8" in refused.text
    entered = browser.post(f"/links/{secret}", data={"name": "로너", "language": "ko", "password": GOOD})
    assert entered.status_code == 303
    assert entered.cookies["rushes_lang"] == "ko"
    assert "로너" in browser.get("/me").text
    again = browse().get(f"/links/{secret}")
    assert again.status_code == 410
    assert "used already" in again.text


def test_forgotten_says_whom_to_ask_where_no_mail_is_set(browse, world):
    assert "Ask your teacher" in browse().get("/forgotten").text
    answers = [browse().post("/forgotten", data={"email": f"{name}@example.test"}).text for name in ("kim", "no-one")]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_shown_as_text_only(browse, world, name):
    kim = browse(world.kim)
    answer = kim.post("/me", data={"name": name, "language": "en"})
    shown = answer.text if answer.status_code == 422 else kim.get("/me").text
    assert answer.status_code in {303, 422}
    assert "<img" not in shown
    assert "\u202e" not in shown
    assert "\x00" not in shown
    assert 'value="49"' not in shown
    if name == "기다림":
        assert 'value="기다림"' in shown


def test_sessions_are_listed_and_ended(browse, world, lite):
    kim, other = browse(world.kim), browse(world.kim)
    assert kim.get("/me").text.count("/end") >= 2
    with lite.reading() as session:
        login = session.exec(select(Login.id).where(Login.token_hash == ids.digest(other.cookies["rushes"]))).one()
    assert browse(world.lee).post(f"/me/sessions/{login}/end").status_code == 404
    kim.post(f"/me/sessions/{login}/end")
    assert other.get("/me").status_code == 303
    third = browse(world.kim)
    kim.post("/me/sessions/end")
    assert third.get("/me").status_code == 303
    assert kim.get("/me").status_code == 200


def test_a_key_is_shown_once_and_works_until_removed(browse, world, lite):
    kim = browse(world.kim)
    made = kim.post("/me/tokens", data={"title": "script", "days": ""})
    secret = re.findall(r'id="new-key" value="([\w-]{43})"', made.text)[0]
    assert made.headers["cache-control"] == "no-store"
    assert secret not in kim.get("/me").text
    program = browse()
    header = {"Authorization": f"Bearer {secret}"}
    assert program.get("/api/v1/me", headers=header).json()["email"] == "kim@example.test"
    program.post("/api/v1/notices/read", headers=header)
    with lite.reading() as session:
        token = session.exec(select(ApiToken)).one()
    assert token.used_at
    kim.post(f"/me/tokens/{token.id}/remove")
    assert program.get("/api/v1/me", headers=header).status_code == 401


def test_a_password_is_changed_with_the_present_one(browse, world, kim_can_sign_in):
    kim = browse(world.kim)
    refused = kim.post("/me/password", data={"current": "wrong", "password": "a new sentence"})
    assert refused.status_code == 422
    assert 'id="f-current-error"' in refused.text
    assert kim.post("/me/password", data={"current": GOOD, "password": "a new sentence"}).status_code == 303
    assert sign_in(browse()).status_code == 422
    assert sign_in(browse(), password="a new sentence").status_code == 303


def test_the_bell_counts_and_a_notice_leads_on(browse, world, lite):
    with lite.writing() as session:
        for name in ("A", "B"):
            journal.record(session, world.prof, "team.founded", tell=[world.kim.person_id], href="/teams/1", name=name)
        journal.record(session, world.prof, "team.left", tell=[world.kim.person_id], href="//evil.test", name="C")
    kim = browse(world.kim)
    shown = kim.get("/notices")
    assert ">Notices, 3 new</span>" in shown.text
    numbers = sorted(int(n) for n in re.findall(r"/notices/(\d+)/read", shown.text))
    assert kim.post(f"/notices/{numbers[0]}/read").headers["location"] == "/teams/1"
    assert kim.post(f"/notices/{numbers[2]}/read").headers["location"] == "/notices"
    assert browse(world.lee).post(f"/notices/{numbers[1]}/read").status_code == 404
    kim.post("/notices/read", data={"until": "x" * 50})
    assert ">Notices</span>" in kim.get("/notices").text


def test_an_administrator_makes_switches_off_and_lets_in(browse, world, lite):
    admin = browse(world.admin)
    made = admin.post("/admin/people", data={"email": "new@school.test", "name": "새 선생님", "language": "ko"})
    assert re.search(r"http://testserver/links/[\w-]{43}", made.text)
    assert admin.post("/admin/people", data={"email": "new@school.test", "name": "x"}).status_code == 422
    assert "새 선생님" in admin.get("/admin/people?q=NEW@school").text
    kim = browse(world.kim)
    admin.post(f"/admin/people/{world.kim.person_id}/off")
    assert kim.get("/me").headers["location"].startswith("/sign-in")
    assert admin.post(f"/admin/people/{world.kim.person_id}/link").status_code == 403
    admin.post(f"/admin/people/{world.kim.person_id}/on")
    assert admin.post(f"/admin/people/{world.admin.person_id}/off").status_code == 403
    for path in ("/admin", "/admin/people", "/admin/people/new"):
        assert browse(world.prof).get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/me", "/notices", "/courses/{c}/people", "/courses/{c}/journal", "/admin", "/admin/people"]
)
def test_a_page_costs_the_same_with_few_and_many(browse, world, lite, count_sql, path):
    path = path.format(c=world.course_id)
    browser = browse(world.admin)

    def cost():
        with count_sql(lite) as sql:
            assert browser.get(path).status_code == 200
        return len(sql)

    few = cost()
    with lite.writing() as session:
        for n in range(60):
            person = actions.create_person(session, email=f"p{n}@school.test", name=f"P {n}")
            enrol(session, world.course_id, person, CourseRole.STUDENT)
            actions.open_login(session, session.get(Person, world.admin.person_id), days=1)
            journal.record(
                session,
                world.prof,
                "team.founded",
                course_id=world.course_id,
                tell=[world.admin.person_id],
                name=person.name,
            )
    assert cost() == few <= MOST
