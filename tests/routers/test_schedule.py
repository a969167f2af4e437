"""Pages of the filming schedule: the board by form and by script, the call sheet, calendars."""

import re

import pytest

from app.books import actions as books
from app.books.schemas import ScenarioInput, ShotInput
from app.books.tables import SHOTS

SCRIPT = "INT. WARD - NIGHT\n\nNURSE\nWho waits?\n\nEXT. ROOF - DAY\n\nKIM\nI do.\n"
DAY = {"day": "2026-12-05", "call": "10:00", "wrap": "18:00", "place": "Roof", "hospital": "St Mary", "version": "1"}


@pytest.fixture
def base(world):
    return f"/teams/{world.team_id}/book/schedule"


@pytest.fixture
def kim(lite, world, browse):
    with lite.writing() as session:
        books.save_scenario(session, world.kim, world.team_id, ScenarioInput(text=SCRIPT))
        books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="1", minutes=20, picture="Eyes"))
        books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="1", minutes=10))
    return browse(world.kim)


def strips(page):
    """Give the strips' ids by day ("" is not yet)."""
    found = {}
    for day, body in re.findall(r'data-day="(-?\d*)"(.*?)</section>', page.text, re.DOTALL):
        found[day] = re.findall(r'data-strip="(-?\d+)"', body)
    return found


def test_an_empty_book_says_what_the_board_is_for(browse, world, base):
    page = browse(world.kim).get(base)
    assert "Nothing to film yet" in page.text
    assert "Add a shooting day" in page.text


def test_a_day_is_added_changed_and_refused_with_what_was_typed(kim, base):
    wrong = kim.post(f"{base}/rows", data={**DAY, "call": "soon", "place": "Old roof"})
    assert wrong.status_code == 422
    assert "Write a time like 09:30." in wrong.text
    assert 'value="Old roof"' in wrong.text
    assert kim.post(f"{base}/rows", data=DAY).status_code == 303
    (day,) = [one for one in strips(kim.get(base)) if one]
    changed = kim.post(f"{base}/rows/{day}", data={**DAY, "wrap": "9:00"})
    assert changed.status_code == 303
    assert "The wrap is before the call." in kim.get(base).text
    late = kim.post(f"{base}/rows/{day}", data={**DAY, "place": "Elsewhere"})
    assert late.status_code == 409
    assert 'value="Elsewhere"' in late.text


def test_strips_move_by_form_and_by_script(kim, base):
    kim.post(f"{base}/rows", data=DAY)
    page = kim.get(base)
    (day,) = [one for one in strips(page) if one]
    first, second = strips(page)[""]
    assert kim.post(f"{base}/strips/{first}/move", data={"day": day, "was": ""}).status_code == 303
    answer = kim.post(
        f"{base}/strips/{second}/move", data={"day": day, "after": "0", "was": ""}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "<html" not in answer.text
    board = strips(answer)
    assert (len(board[day]), board[""]) == (2, [])
    assert "2 strips" in answer.text
    late = kim.post(f"{base}/strips/{board[day][0]}/move", data={"day": "", "was": ""}, headers={"HX-Request": "true"})
    assert "Somebody has moved this strip meanwhile." in late.text
    assert strips(late) == board
    kim.post(f"{base}/strips/{board[day][0]}/down")
    assert strips(kim.get(base))[day] == board[day][::-1]
    assert kim.post(f"{base}/strips/{board[day][0]}/sideways").status_code == 404


def test_a_call_sheet_is_ticked_and_the_rest_carried_over(kim, base):
    for date in ("2026-12-05", "2026-12-06"):
        kim.post(f"{base}/rows", data={**DAY, "day": date})
    page = kim.get(base)
    day, other = (one for one in strips(page) if one)
    kim.post(f"{base}/strips/{strips(page)[''][0]}/move", data={"day": day, "was": ""})
    sheet = kim.get(f"{base}/days/{day}")
    for words in ("10:00", "St Mary", "WARD", "NURSE", "Eyes", "map.naver.com/p/search/Roof", "up 07:3"):
        assert words in sheet.text
    strip = re.search(r"strips/(\d+)/mark", sheet.text)[1]
    shot = re.search(r'name="shot" value="(\d+)"', sheet.text)[1]
    done = kim.post(f"{base}/strips/{strip}/mark", data={"day": day, "shot": shot, "filmed": "on"})
    assert done.headers["location"] == f"{base}/days/{day}#strip-{strip}"
    assert kim.get(f"{base}/days/{day}").text.count('aria-pressed="true"') == 1
    kim.post(f"{base}/days/{day}/carry", data={"day": other})
    board = strips(kim.get(base))
    assert (len(board[day]), len(board[other])) == (1, 1)
    assert kim.get(f"{base}/days/{day}").text.count('aria-pressed="true"') == 1
    assert kim.get(f"{base}/days/99999").status_code == 404


def test_the_book_says_what_the_schedule_lacks(kim, world, base):
    assert "The filming schedule has no day yet." in kim.get(f"/teams/{world.team_id}/book").text
    kim.post(f"{base}/rows", data=DAY)
    page = kim.get(base)
    (day,) = [one for one in strips(page) if one]
    kim.post(f"{base}/strips/{strips(page)[''][1]}/move", data={"day": day, "was": ""})
    assert "Scene 1 has no shooting day." in kim.get(f"/teams/{world.team_id}/book").text


def test_the_schedule_as_json(kim, world):
    api = f"/api/v1/teams/{world.team_id}"
    day = kim.post(f"{api}/book/schedule", json={"day": "2026-12-05", "call": "9시"}).json()
    assert day["values"]["call"] == "09:00"
    found = kim.get(f"{api}/schedule").json()
    assert [one["scene"] for one in found["waiting"]] == ["1", "2"]
    strip = found["waiting"][0]
    moved = kim.post(f"{api}/schedule/strips/{strip['id']}/move", json={"day": day["id"]}).json()
    (kept,) = moved["days"][0]["strips"]
    assert (kept["shots"], kept["minutes"], kept["light"]) == (["1A", "1B"], 30, "by-night")
    late = kim.post(f"{api}/schedule/strips/{kept['id']}/move", json={"day": None})
    assert (late.status_code, late.json()["code"]) == (409, "moved")
    sheet = kim.get(f"{api}/schedule/days/{day['id']}").json()
    assert (sheet["call"], sheet["scenes"][0]["place"]) == ("09:00", "WARD")


def test_a_calendar_is_followed_until_its_address_is_taken_back(kim, world, browse, base):
    kim.post(f"{base}/rows", data=DAY)
    page = kim.post("/calendars", data={"team_id": str(world.team_id)})
    assert page.headers["cache-control"] == "no-store"
    address = re.search(r"/calendars/[\w-]+\.ics", page.text)[0]
    assert address not in kim.get("/calendars").text
    found = browse().get(address)
    assert found.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "LOCATION:Roof" in found.text
    taken_back = re.search(r"/calendars/\d+/remove", kim.get("/calendars").text)[0]
    kim.post(taken_back)
    assert browse().get(address).status_code == 404


def test_one_day_for_a_calendar(kim, browse, world, base):
    kim.post(f"{base}/rows", data=DAY)
    (day,) = [one for one in strips(kim.get(base)) if one]
    assert "DTSTART;TZID=Asia/Seoul:20261205T100000" in kim.get(f"{base}/days/{day}.ics").text
    assert browse(world.park).get(f"{base}/days/{day}.ics").status_code == 404
