"""The night's pages and JSON."""

from zoneinfo import ZoneInfo

from app.core import clock
from app.core.settings import Settings
from app.courses.models import Course
from app.routers import room
from app.screenings.models import Screening, Slot
from app.screenings.rules import SlotKind
from tests.costs import MOST
from tests.screenings import nights

NIGHT = {"title": "Joint screening", "starts_at": "2026-12-01T19:00"}


def test_the_whole_night_as_json(browse, world, lite):
    with lite.writing() as session:
        nights.accepted_cut(session, world, world.team_id)
    prof = browse(world.prof)
    made = prof.post(f"/api/v1/courses/{world.course_id}/nights", json=NIGHT)
    assert made.status_code == 201
    night, address = made.json(), f"/api/v1/screenings/{made.json()['id']}"
    assert night["starts_at"].startswith("2026-12-01T10:00")  # Seoul's evening
    assert [slot["kind"] for slot in night["slots"]] == ["welcome", "film", "postscript", "end"]
    assert prof.get(f"/api/v1/courses/{world.course_id}/nights").json()[0]["films"] == 1
    changed = prof.put(address, json={**NIGHT, "place": "Hall 3", "auto": True}).json()
    assert (changed["place"], changed["auto"]) == ("Hall 3", True)
    grown = prof.post(f"{address}/slots", json={"kind": "break", "minutes": 7}).json()
    pause = grown["slots"][3]
    assert (pause["kind"], pause["seconds"]) == ("break", 420)
    assert prof.put(f"/api/v1/slots/{pause['id']}/length", json={"minutes": 9}).json()["slots"][3]["seconds"] == 540
    moved = prof.post(f"/api/v1/slots/{pause['id']}/move", json={"up": True}).json()
    assert moved["slots"][2]["id"] == pause["id"]
    assert prof.delete(f"/api/v1/slots/{pause['id']}").status_code == 204
    assert len(prof.post(f"{address}/films").json()["slots"]) == 4
    guest = prof.post(f"{address}/guests", json={"name": "A parent"}).json()
    assert prof.get(f"{address}/guests").json()[0]["secret"] is None
    visitor = browse()
    assert visitor.get(f"/g/{guest['secret']}").status_code == 303
    assert visitor.get(f"{address}/state").json()["state"] == "planned"
    assert prof.post(f"/api/v1/guests/{guest['id']}/revoke").json()["revoked_at"]
    assert visitor.get(f"{address}/state").status_code == 401
    assert browse().get(f"/g/{guest['secret']}").status_code == 410
    assert prof.delete(address).status_code == 204
    assert prof.get(address).status_code == 404


def test_a_press_on_an_old_state_learns_the_new_one(browse, world, lite):
    screening_id, films = nights.plan(lite, world)
    prof, assistant = browse(world.prof), browse(world.assistant)
    address = f"/api/v1/screenings/{screening_id}/command"
    assert prof.post(address, json={"command": "start", "rev": 0}).json()["rev"] == 1
    late = assistant.post(address, json={"command": "start", "rev": 0})
    assert late.status_code == 409
    assert late.headers["content-type"] == "application/problem+json"
    assert late.json()["code"] == "overtaken"
    assert (late.json()["room"]["state"], late.json()["room"]["rev"]) == ("live", 1)
    assert browse(world.kim).post(address, json={"command": "next", "rev": 1}).status_code == 403
    assert prof.post(address, json={"command": "next", "rev": 1}).json()["slot"] == films[world.team_id]
    closed = prof.put(f"/api/v1/slots/{films[world.team_id]}/closed", json={"closed": True}).json()
    assert next(slot for slot in closed["slots"] if slot["id"] == films[world.team_id])["closed_at"]


def test_a_page_that_is_behind_learns_the_new_state_too(browse, world, lite):
    screening_id, _ = nights.plan(lite, world)
    prof, press = browse(world.prof), {"command": "start", "rev": 0}
    address = f"/screenings/{screening_id}/command"
    assert prof.post(address, data=press, headers={"Accept": "application/json"}).json()["rev"] == 1
    late = prof.post(address, data=press, headers={"Accept": "application/json"})
    assert (late.status_code, late.json()["rev"]) == (409, 1)
    assert prof.post(address, data=press).headers["location"].endswith("/control")


def test_a_programme_costs_the_same_at_3_and_at_300_items(browse, world, lite, count_sql):
    screening_id, _ = nights.plan(lite, world)
    prof, costs = browse(world.prof), []
    base = f"/screenings/{screening_id}"
    pages = (f"/courses/{world.course_id}/night", base, f"{base}/seat", f"{base}/control", f"{base}/state")
    for more in (0, 300):
        with lite.writing() as session:
            for n in range(more):
                slot = Slot(screening_id=screening_id, position=10 + n, kind=SlotKind.FILM, ended_at=clock.now())
                slot.team_id = world.other_team_id
                session.add(slot)
        for page in pages:
            with count_sql(lite) as sql:
                assert prof.get(page).status_code == 200
            costs.append(len(sql))
    assert max(costs) <= MOST
    assert costs[:5] == costs[5:]


def test_a_seat_waiting_for_news_asks_the_database_once_and_its_clock_never(browse, world, lite, count_sql):
    screening_id, _ = nights.plan(lite, world)
    with count_sql(lite) as sql:
        revision, content = room.follow(lite, Settings(secret_key="room"), screening_id, world.park)
    assert (revision, len(sql)) == (0, 1)
    with count_sql(lite) as sql:
        assert content()["state"] == "planned"
    assert len(sql) <= MOST
    with count_sql(lite) as sql:
        told = browse().get("/clock")
    assert sql == []
    assert abs(told.json()["now"] / 1000 - clock.now().timestamp()) < 60
    assert told.headers["cache-control"] == "no-store"


def test_the_head_says_the_day_and_the_hour_in_both_languages(browse, world, lite):
    with lite.writing() as session:
        session.get(Course, world.course_id).timezone = "Asia/Seoul"
    screening_id, _ = nights.plan(lite, world)
    prof = browse(world.prof)
    with lite.reading() as session:
        starts = session.get(Screening, screening_id).starts_at.astimezone(ZoneInfo("Asia/Seoul"))
    for language, day in (
        ("en", f"{starts:%a} {starts.day} {starts:%b %Y, %H:%M}"),
        ("ko", f"{starts.month}월 {starts.day}일"),
    ):
        prof.cookies.set("rushes_lang", language)
        text = prof.get(f"/screenings/{screening_id}").text
        assert day in text
        assert ("in 1 hour" if language == "en" else "1시간 후") in text or "minutes" in text or "분 후" in text
