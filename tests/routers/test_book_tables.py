"""The tables of the production book on their pages: rows, choices, money, photos, lending."""

import csv
import io
import re
from datetime import timedelta

import pytest
from PIL import Image

from app.core import clock
from app.courses.models import Course

JSON = {"Accept": "application/json"}


@pytest.fixture
def book(world):
    return f"/teams/{world.team_id}/book"


def test_steps_come_from_the_template_and_are_ticked_off(browse, world, book, count_sql, lite):
    kim = browse(world.kim)
    assert "Begin with the template" in kim.get(f"{book}/steps").text
    assert "Begin with the template" not in browse(world.prof).get(f"{book}/steps").text
    assert kim.post(f"{book}/steps/template").status_code == 303
    assert kim.post(f"{book}/steps/template").status_code == 303  # a second press changes nothing
    with count_sql(lite) as sql:
        page = kim.get(f"{book}/steps").text
    assert len(sql) <= 8
    assert page.count("data-row=") == 28
    assert "0 of 28 done" in page
    row = {"what": "Write", "phase": "production", "owner": "Lee", "due_on": "2020-01-02", "version": 1}
    assert kim.post(f"{book}/steps/rows/1", data={**row, "done": "on"}, headers=JSON).json() == {"version": 2}
    assert "1 of 28 done" in kim.get(f"{book}/steps").text
    assert kim.post(f"{book}/steps/rows/1", data={**row, "done": "", "version": 2}, headers=JSON).status_code == 200
    page = kim.get(f"{book}/steps").text
    assert "1 late" in page
    assert '<option value="production" selected>' in page
    wrong = kim.post(f"{book}/steps/rows/1", data={**row, "begins_on": "2020-02-01", "version": 3})
    assert wrong.status_code == 422
    assert "This is before it begins." in wrong.text
    assert 'value="2020-01-02"' in wrong.text
    shown = browse(world.prof).get(f"{book}/steps").text
    assert "Thu 2 Jan" in shown
    assert "<select" not in shown


SCRIPT = "INT. WARD - NIGHT\n\n@노인\n아직 안 갔어.\n\nEXT. YARD - DAY\n\n@KIM\nRain.\n"


def test_characters_are_cast_by_people_of_the_team_and_others(browse, world, book, count_sql, lite):
    kim = browse(world.kim)
    assert "No casting yet" in kim.get(f"{book}/casting").text
    kim.post(f"{book}/scenario", data={"text": SCRIPT, "version": 0})
    assert "In the scenario, but not here yet: 노인, KIM." in kim.get(f"{book}/casting").text
    assert "Nobody plays 노인, KIM." in kim.get(book).text
    assert kim.post(f"{book}/casting/characters").status_code == 303
    kim.post(f"{book}/casting/rows/1", data={"part": "노인", "person": "Grandfather", "contact": "010", "version": 1})
    kim.post(f"{book}/casting/rows/2", data={"part": "KIM", "person": "Lee", "version": 1})
    with count_sql(lite) as sql:
        page = browse(world.prof).get(f"{book}/casting").text
    assert len(sql) <= 8
    assert "from outside" in page
    assert "scene 1" in page
    assert "<dd>Lee</dd>" in page  # the editor, read from the team
    assert "Nobody plays" not in kim.get(book).text
    assert browse(world.park).get(f"{book}/casting").status_code == 404


def picture(kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (90, 120, 40)).save(out, kind)
    return out.getvalue()


def test_locations_have_photos_and_permission(browse, world, book, count_sql, lite):
    kim = browse(world.kim)
    kim.post(f"{book}/scenario", data={"text": SCRIPT, "version": 0})
    assert "WARD (1), YARD (2)" in kim.get(f"{book}/places").text
    assert kim.post(f"{book}/places/settings").status_code == 303
    sent = kim.post(f"{book}/places/rows/1/photos", files={"picture": ("IMG_1.HEIC", picture("PNG"), "image/heic")})
    assert sent.headers["location"] == f"{book}/places#row-1"
    with count_sql(lite) as sql:
        page = browse(world.prof).get(f"{book}/places").text
    assert len(sql) <= 8
    [address] = set(re.findall(r'src="(/files/[^"]+)"', page))
    shown = browse().get(address)
    assert shown.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(shown.content)).size == (640, 480)
    refused = kim.post(f"{book}/places/rows/1/photos", files={"picture": ("x.jpg", b"no picture", "image/jpeg")})
    assert "no%20picture" in refused.headers["set-cookie"]
    assert "Choose" in kim.post(f"{book}/places/rows/1/photos", files={}).headers["set-cookie"]
    assert browse(world.prof).post(f"{book}/places/rows/1/photos", files={"picture": picture()}).status_code == 403
    assert browse(world.park).post(f"{book}/places/rows/1/photos", files={"picture": picture()}).status_code == 404
    place = {"name": "Ward", "scenes": "1", "permission": "given", "coordinates": "37.5, 127.1", "version": 1}
    assert kim.post(f"{book}/places/rows/1", data=place, headers=JSON).json() == {"version": 2}
    page = kim.get(f"{book}/places").text
    assert "may film here" in page
    assert 'href="https://map.naver.com/p/search/37.500000%2C127.100000"' in page
    wrong = kim.post(f"{book}/places/rows/1", data={**place, "coordinates": "far", "version": 2})
    assert wrong.status_code == 422
    assert "Write latitude and longitude" in wrong.text
    assert kim.post(f"{book}/places/photos/1/remove").status_code == 303
    assert browse().get(address).status_code == 404
    assert "/files/" not in kim.get(f"{book}/places").text


def test_things_are_listed_and_lent_without_clashes(browse, world, book, count_sql, lite):
    kim, prof = browse(world.kim), browse(world.prof)
    lending = f"/courses/{world.course_id}/lending"
    assert "The course lends nothing yet" in prof.get(lending).text
    assert prof.post(lending, data={"name": " ", "quantity": "1"}).status_code == 422
    assert prof.post(lending, data={"name": "Boom", "quantity": "1", "note": "Room 3"}).status_code == 303
    kim.post(f"{book}/equipment/rows", data={"item": "Umbrella", "kind": "prop", "brought_by": "Lee", "state": "there"})
    day = (clock.now() + timedelta(days=3)).date().isoformat()
    booked = kim.post(f"/teams/{world.team_id}/bookings/1", data={"first_on": day, "last_on": "", "quantity": "1"})
    assert "Booked" in booked.headers["set-cookie"]
    late = browse(world.park).post(f"/teams/{world.other_team_id}/bookings/1", data={"first_on": day, "quantity": "1"})
    assert "team%201" in late.headers["set-cookie"]
    with count_sql(lite) as sql:
        page = kim.get(f"{book}/equipment").text
    assert len(sql) <= 8
    assert "1 of 1 things are there" in page
    assert "/bookings/1/cancel" in page
    assert "/bookings/1/cancel" not in browse(world.park).get(f"/teams/{world.other_team_id}/book/equipment").text
    assert "/bookings/1/cancel" in prof.get(lending).text
    assert 'action="/shared-items/1"' not in kim.get(lending).text
    assert kim.post("/bookings/1/cancel").status_code == 303
    assert prof.post("/shared-items/1", data={"name": "Boom pole", "quantity": "2"}).status_code == 303
    assert "Boom pole" in kim.get(f"{book}/equipment").text
    assert prof.post("/shared-items/1/remove").status_code == 303
    assert "Boom pole" not in kim.get(f"{book}/equipment").text


def test_a_budget_says_what_is_too_much_and_who_is_owed(browse, world, book, count_sql, lite):
    kim, prof = browse(world.kim), browse(world.prof)
    limits = f"/courses/{world.course_id}/budget-limits"
    assert prof.post(limits, data={"budget_cap": "many", "contingency": "10"}).status_code == 422
    assert prof.post(limits, data={"budget_cap": "100,000", "contingency": "10"}).status_code == 303
    line = {"item": "Rope", "quantity": "1", "unit_price": "120,000", "actual": "130,000", "paid_by": "Lee"}
    kim.post(f"{book}/budget/rows", data=line)
    kim.post(f"{book}/budget/rows", data={**line, "unit_price": "0", "actual": "5000", "reimbursed": "on"})
    kim.post(f"{book}/budget/rows", data={"item": "Tape", "actual": "700", "paid_by": "Grandmother"})
    with count_sql(lite) as sql:
        page = kim.get(f"{book}/budget").text
    assert len(sql) <= 8
    assert "The plan is ₩20,000 over the cap of ₩100,000." in page
    assert "₩15,700 more was paid than planned." in page
    owed = re.findall(r'<td[^>]*strong">([^<]+)<', page[page.index("owed-title") :])
    assert [one.strip() for one in owed[:4]] == ["Lee", "₩130,000", "Grandmother", "₩700"]
    sent = kim.post(f"{book}/budget/rows/1/receipt", files={"picture": ("r.png", picture("PNG"), "image/png")})
    assert sent.status_code == 303
    page = kim.get(f"{book}/budget").text
    address = re.search(r'href="(/files/[^"]+)"', page)[1]
    assert browse().get(address).headers["content-type"] == "image/jpeg"
    kim.post(f"{book}/budget/rows/1/receipt", files={"picture": ("r.png", picture("PNG"), "image/png")})
    assert browse().get(address).status_code == 404  # the one before is gone
    assert kim.post(f"{book}/budget/rows/1/receipt/remove").status_code == 303
    assert "/files/" not in kim.get(f"{book}/budget").text


def test_the_budget_runs_no_formula(browse, world, book):
    kim = browse(world.kim)
    texts = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "소품"]
    for text in texts:
        kim.post(f"{book}/budget/rows", data={"category": text, "item": text, "unit_price": "1,000"})
    answer = kim.get(f"{book}/budget.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [row[1] for row in rows[1:]] == ["'=1+1", "'+cmd|' /C calc'!A0", "'-2", "'@SUM(A1)", "소품"]
    assert {row[3] for row in rows[1:]} == {"1000"}


def test_rows_are_added_pasted_moved_removed_and_brought_back(browse, world, book):
    kim = browse(world.kim)
    assert kim.post(f"{book}/shots/paste", data={"rows": "1\t\tWS\n1\t\tCU"}).status_code == 303
    wrong = kim.post(f"{book}/budget/paste", data={"rows": "Props\tRope\tmany"})
    assert wrong.status_code == 422
    assert "Row 1 cannot be read" in wrong.text
    assert "Props\tRope\tmany" in wrong.text
    assert kim.post(f"{book}/shots/rows/2/up").status_code == 303
    shown = kim.get(f"{book}/shots").text
    assert shown.index('id="row-2"') < shown.index('id="row-1"')
    kim.post(f"{book}/shots/rows/2/remove")
    late = browse(world.lee).post(f"{book}/shots/rows/2", data={"picture": "late", "version": 1})
    assert late.status_code == 409
    kim.post(f"{book}/shots/rows/2/restore")
    assert 'id="row-2"' in kim.get(f"{book}/shots").text
    assert kim.post(f"{book}/shots/rows/2/sideways").status_code == 404
    assert kim.post(f"{book}/nothing/rows").status_code == 404


@pytest.fixture
def euros(lite, world):
    """The course counts in euros, which have two decimals."""
    with lite.writing() as session:
        session.get(Course, world.course_id).currency = "EUR"


@pytest.mark.usefixtures("euros")
def test_money_is_typed_and_shown_in_the_major_unit(browse, world, book):
    kim = browse(world.kim)
    for typed in ("12.50", "€1,204.50", "1.204,50", "20"):
        assert kim.post(f"{book}/budget/rows", data={"item": "Rope", "unit_price": typed}).status_code == 303
    kim.post(f"{book}/budget/paste", data={"rows": "Item\tCategory\tQuantity\tUnit price\nProps\tTape\t3\t2.20\t6.60"})
    rows = kim.get(f"/api/v1/teams/{world.team_id}/book").json()
    assert (rows["currency"], rows["decimals"]) == ("EUR", 2)
    assert [row["values"]["unit_price"] for row in rows["tables"]["budget"]] == [1250, 120450, 120450, 2000, 220]
    assert rows["tables"]["budget"][4]["values"]["actual"] == 660
    shown = kim.get(f"{book}/budget").text
    assert all(f'name="unit_price" value="{text}"' in shown for text in ("12.50", "1204.50", "20.00", "2.20"))
    assert "€2,448.10" in shown
    row = {"item": "Rope", "unit_price": "12.505", "version": 1}
    refused = kim.post(f"{book}/budget/rows/1", data=row)
    assert refused.status_code == 422
    assert "Write an amount like 12.50." in refused.text
    assert 'value="12.505"' in refused.text
    kim.post(f"{book}/budget/rows/1", data={**row, "unit_price": "13"}, headers=JSON)
    late = browse(world.lee).post(f"{book}/budget/rows/1", data={**row, "unit_price": "14"}, headers=JSON)
    assert late.json()["theirs"]["unit_price"] == "13.00"
    table = list(csv.reader(io.StringIO(kim.get(f"{book}/budget.csv").text.removeprefix("\ufeff"))))
    assert table[0][3] == "Unit price"
    assert [float(line[3]) for line in table[1:]] == [13.0, 1204.5, 1204.5, 20.0, 2.2]


def test_a_hundred_and_twenty_shots_cost_as_much_as_three(browse, world, book, lite, count_sql):
    kim = browse(world.kim)
    counts, sizes = [], []
    for rows in (3, 117):
        kim.post(f"{book}/shots/paste", data={"rows": "1\t\tWS\teye\tpan\tA bed\twind\tKim\tlamp\t15\n" * rows})
        with count_sql(lite) as sql:
            answer = kim.get(f"{book}/shots")
        counts.append(len(sql))
        sizes.append(len(answer.content))
    assert counts[0] == counts[1] <= 8
    assert answer.text.count("data-row=") == 120
    assert sizes[1] - sizes[0] < 117 * 3_000, sizes  # twelve columns and their tools
