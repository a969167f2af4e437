"""The same through /api/v1."""

import base64

import pytest

from app.journal import actions as journal
from app.people import actions, passwords
from app.people.models import Person
from tests.documents.test_sheets import xlsx

GOOD = "비 오는 병원 대기실"


def test_sign_in_and_out(browse, world, lite):
    with lite.writing() as session:
        session.get(Person, world.kim.person_id).password_hash = passwords.hashed(GOOD)
    browser = browse()
    wrong = browser.post("/api/v1/sign-in", json={"email": "kim@example.test", "password": "wrong"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid")
    assert "password" in wrong.json()["errors"]
    assert browser.post("/api/v1/sign-in", json={"email": "kim@example.test", "password": GOOD}).status_code == 200
    assert [one["current"] for one in browser.get("/api/v1/me/sessions").json()] == [True]
    assert browser.post("/api/v1/sign-out").status_code == 204
    assert browser.get("/api/v1/me").status_code == 401


def test_a_link_by_api(browse, world, lite):
    with lite.writing() as session:
        secret = actions.make_link(session, session.get(Person, world.loner.person_id))
    browser = browse()
    assert browser.get(f"/api/v1/links/{secret}").json()["purpose"] == "invite"
    assert browser.post(f"/api/v1/links/{secret}", json={}).status_code == 422
    body = {"name": "로너", "language": "ko", "password": GOOD}
    assert browser.post(f"/api/v1/links/{secret}", json=body).json()["name"] == "로너"
    assert browse().get(f"/api/v1/links/{secret}").json()["code"] == "gone"


def test_ones_own_account(browse, world):
    kim = browse(world.kim)
    me = kim.put("/api/v1/me", json={"name": "  김 서연 ", "language": "ko", "mail_notices": False}).json()
    assert (me["name"], me["language"], me["mail_notices"]) == ("김 서연", "ko", False)
    assert kim.put("/api/v1/me/password", json={"password": "short"}).json()["errors"]
    half = b'{"password": "\\ud800 half a letter"}'
    assert kim.put("/api/v1/me/password", content=half, headers={"Content-Type": "application/json"}).status_code == 422
    made = kim.post("/api/v1/me/tokens", json={"title": "script"}).json()
    assert [one["id"] for one in kim.get("/api/v1/me/tokens").json()] == [made["id"]]
    assert browse(world.lee).delete(f"/api/v1/me/tokens/{made['id']}").status_code == 404
    assert kim.delete(f"/api/v1/me/tokens/{made['id']}").status_code == 204


@pytest.mark.parametrize("kind", ["text", "file"])
def test_a_roster_in_two_steps(browse, world, kind):
    prof, base = browse(world.prof), f"/api/v1/courses/{world.course_id}"
    rows = [["이름", "이메일"], ["김서연", "seoyeon@school.test"]]
    text = "\n".join(",".join(row) for row in rows)
    sent = {"text": text} if kind == "text" else {"file": base64.b64encode(xlsx(rows)).decode()}
    found = prof.post(f"{base}/roster/preview", json=sent).json()
    assert [row["verdict"] for row in found["rows"]] == ["new"]
    body = {name: found[name] for name in ("cells", "columns", "header", "seal")}
    assert prof.post(f"{base}/roster", json={**body, "seal": "x"}).status_code == 409
    done = prof.post(f"{base}/roster", json=body).json()
    assert (done["added"], len(done["links"])) == (1, 1)
    people = {one["email"]: one for one in prof.get(f"{base}/people").json()["people"]}
    assert people["seoyeon@school.test"]["opened"] is False
    assert all(one["email"] is None for one in browse(world.kim).get(f"{base}/people").json()["people"])


def test_roles_and_links_of_a_course(browse, world):
    prof, base = browse(world.prof), f"/api/v1/courses/{world.course_id}/people"
    assert prof.put(f"{base}/{world.loner.person_id}/role", json={"role": "assistant"}).status_code == 204
    assert prof.delete(f"{base}/{world.prof.person_id}").json()["code"] == "forbidden"
    assert prof.delete(f"{base}/{world.kim.person_id}").json()["code"] == "conflict"
    assert "/links/" in prof.post(f"{base}/{world.lee.person_id}/links").json()["href"]
    assert browse(world.assistant).post(base, json={"addresses": "a@b.c"}).status_code == 403


def test_notices_and_journal(browse, world, lite):
    with lite.writing() as session:
        journal.record(
            session,
            world.prof,
            "team.founded",
            course_id=world.course_id,
            team_id=world.team_id,
            tell=[world.kim.person_id],
            name="기다림",
        )
    kim = browse(world.kim)
    found = kim.get("/api/v1/notices").json()
    assert (found["unread"], found["notices"][0]["verb"]) == (1, "team.founded")
    assert kim.post(f"/api/v1/notices/{found['notices'][0]['id']}/read").status_code == 204
    assert kim.get("/api/v1/notices").json()["unread"] == 0
    entries = kim.get(f"/api/v1/teams/{world.team_id}/journal").json()["entries"]
    assert "기다림" in entries[0]["sentence"]
    assert kim.get(f"/api/v1/courses/{world.course_id}/journal").status_code == 403
    assert kim.get("/api/v1/notices?before=99999999999999999999").status_code == 422
