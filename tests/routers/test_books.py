"""The pages of the production book: written by two, handed in, read line by line; nothing typed is run or lost."""

import csv
import html
import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from sqlmodel import select

from app.books import actions
from app.books.schemas import NoteInput, PitchInput, ScenarioInput, SubmitInput
from app.core import clock
from app.courses.models import Course, Milestone
from app.courses.rules import MilestoneKind
from app.people.models import Person
from app.teams.models import Team

XSS = "<script>alert(1)</script>"
JSON = {"Accept": "application/json"}


@pytest.fixture
def book(world):
    return f"/teams/{world.team_id}/book"


@pytest.fixture
def submission(lite, world):
    """A version with a note on its first line."""
    with lite.writing() as session:
        actions.save_scenario(session, world.kim, world.team_id, ScenarioInput(text="INT. WARD - NIGHT\n\nA bed.\n"))
        found = actions.submit_book(session, world.kim, world.team_id, SubmitInput(message="Ours"))
        actions.add_note(session, world.prof, found.id, NoteInput(line=1, text="Which ward?", send=True))
        return found.id


@pytest.mark.parametrize("part", ["", "/pitch", "/scenario", "/shots", "/budget"])
def test_every_section_opens_empty(browse, world, book, part):
    assert browse(world.kim).get(book + part).status_code == 200
    assert browse(world.prof).get(book + part).status_code == 200
    assert browse(world.park).get(book + part).status_code == 404
    assert browse().get(book + part).status_code == 303


def test_a_conflict_shows_both_texts(browse, world, book):
    kim, lee = browse(world.kim), browse(world.lee)
    assert kim.post(f"{book}/scenario", data={"text": "Kim's ending", "version": 0}).status_code == 303
    answer = lee.post(f"{book}/scenario", data={"text": "Lee's ending", "version": 0})
    shown = html.unescape(answer.text)
    assert answer.status_code == 409
    assert "Kim has saved meanwhile" in shown
    assert "Kim's ending" in shown
    assert "Lee's ending" in shown
    assert 'name="version" value="1"' in answer.text
    assert lee.post(f"{book}/scenario", data={"text": "Lee's ending", "version": 1}).status_code == 303
    assert "Lee's ending" in html.unescape(kim.get(f"{book}/scenario").text)


def test_autosave_is_told_what_stands_there(browse, world, book):
    kim, lee = browse(world.kim), browse(world.lee)
    saved = kim.post(f"{book}/pitch", data={"logline": "Two wait.", "version": 0}, headers=JSON)
    assert saved.json() == {"version": 1}
    late = lee.post(f"{book}/pitch", data={"logline": "Three wait.", "version": 0}, headers=JSON)
    assert late.status_code == 409
    assert late.json()["theirs"]["logline"] == "Two wait."
    assert late.json()["version"] == 1
    assert "Kim" in late.json()["detail"]
    row = {"item": "Rope", "unit_price": "5,000"}
    kim.post(f"{book}/budget/rows", data=row)
    address = f"{book}/budget/rows/1"
    assert kim.post(address, data={**row, "note": "red", "version": 1}, headers=JSON).json() == {"version": 2}
    late = lee.post(address, data={**row, "note": "blue", "version": 1}, headers=JSON)
    assert (late.status_code, late.json()["theirs"]["note"]) == (409, "red")
    wrong = lee.post(address, data={**row, "unit_price": "a lot", "version": 2}, headers=JSON)
    assert wrong.status_code == 422
    assert "unit_price" in wrong.json()["errors"]


def test_too_long_a_pitch_comes_back_as_it_was_typed(browse, world, book):
    typed = "words " * 150
    answer = browse(world.kim).post(f"{book}/pitch", data={"logline": typed, "version": 0})
    assert answer.status_code == 422
    assert typed.strip() in answer.text
    assert "At most 600 characters" in answer.text


def test_names_and_texts_are_text(browse, world, book, lite, submission):
    with lite.writing() as session:
        session.get(Person, world.kim.person_id).name = XSS
        session.get(Team, world.team_id).name = XSS
        fields = dict.fromkeys(("title", "logline", "genre", "whose_view", "at_stake", "unsaid", "different"), XSS)
        actions.save_pitch(session, world.kim, world.team_id, PitchInput(**fields))
        text = f"INT. {XSS} - NIGHT\n\n{XSS}\n\nKIM\n{XSS}\n"
        actions.save_scenario(session, world.kim, world.team_id, ScenarioInput(text=text, version=1))
        session.flush()
        second = actions.submit_book(session, world.kim, world.team_id, SubmitInput(message=XSS)).id
        actions.add_note(session, world.prof, second, NoteInput(line=1, scene=XSS[:12], text=XSS))
    kim = browse(world.kim)
    kim.post(f"{book}/shots/rows", data={"scene": "<b>", "picture": XSS, "cast": XSS})
    kim.post(f"{book}/steps/rows", data={"what": XSS, "owner": XSS})
    kim.post(f"{book}/casting/rows", data={"part": XSS, "person": XSS, "contact": XSS})
    kim.post(f"{book}/equipment/rows", data={"item": XSS, "brought_by": XSS, "note": XSS})
    kim.post(f"{book}/places/rows", data={"name": XSS, "scenes": XSS, "address": XSS})
    kim.post(f"{book}/budget/rows", data={"category": XSS, "item": XSS, "note": XSS})
    kim.post(f"{book}/scenario", data={"text": XSS, "version": 0})
    pages = [
        book + part
        for part in ("", "/pitch", "/scenario", "/shots", "/steps", "/casting", "/places", "/equipment", "/budget")
    ]
    pages += [f"/submissions/{second}", f"/submissions/{second}/receipt"]
    pages += [f"/submissions/{second}/compare", f"/courses/{world.course_id}/books"]
    for address in pages:
        answer = browse(world.prof).get(address)
        assert answer.status_code == 200, address
        assert "<script>alert" not in answer.text, address
    for address in (book, f"{book}/pitch", f"{book}/scenario", f"/submissions/{second}", pages[-1]):
        assert "&lt;script&gt;" in browse(world.prof).get(address).text, address


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


def test_a_closed_book_gives_back_what_was_typed(browse, world, book, lite):
    with lite.writing() as session:
        session.get(Course, world.course_id).archived = True
    for part, typed in (
        ("scenario", {"text": "INT. WARD - NIGHT"}),
        ("pitch", {"logline": "Two wait.", "genre": "Drama"}),
    ):
        answer = browse(world.kim).post(f"{book}/{part}", data={**typed, "version": 0})
        assert answer.status_code == 403
        assert all(text in answer.text for text in typed.values())
        assert browse(world.kim).post(f"{book}/{part}", data=typed, headers=JSON).status_code == 403


def test_the_overview_leads_to_what_it_lacks_and_says_when_it_is_due(browse, world, book, lite):
    def due(moment, *, closes):
        with lite.writing() as session:
            kind = MilestoneKind.BOOK
            row = session.exec(select(Milestone).where(Milestone.kind == kind)).first()
            row = row or Milestone(course_id=world.course_id, kind=kind, title="The book", due_at=moment)
            row.due_at, row.closes = moment, closes
            session.add(row)
        return html.unescape(browse(world.kim).get(book).text)

    browse(world.kim).post(f"{book}/equipment/rows", data={"item": "Lamp"})
    browse(world.kim).post(f"{book}/scenario", data={"text": "INT. WARD - NIGHT\n\nA bed.\n", "version": 0})
    page = html.unescape(browse(world.kim).get(book).text)
    assert 'id="deadline"' not in page
    links = dict(re.findall(r'<a href="([^"]+)">([^<]+\.)</a>', page))
    assert links[f"{book}/pitch#f-logline"] == "The pitch has no logline."
    assert links[f"{book}/equipment#row-1"] == "Nobody brings this yet: Lamp."
    for address in links:
        path, _, place = address.partition("#")
        shown = browse(world.kim).get(path)
        assert shown.status_code == 200
        assert not place or f'id="{place}"' in shown.text, address
    now = clock.now()
    assert "What comes later is taken and marked as late." in due(now + timedelta(days=2), closes=False)
    assert "Nothing is taken after this time" in due(now + timedelta(days=2), closes=True)
    assert "the version is marked as late" in due(now - timedelta(days=2), closes=False)
    assert "2 days late" in due(now - timedelta(days=2), closes=False)
    assert "Nothing is taken any more." in due(now - timedelta(days=2), closes=True)
    answer = browse(world.kim).get(f"/api/v1{book}").json()["deadline"]
    assert (answer["title"], answer["closes"], answer["extended"]) == ("The book", True, False)


def test_twenty_equal_posts_make_one_version(browse, world, book):
    kim = browse(world.kim)
    kim.post(f"{book}/pitch", data={"title": "T", "version": 0})
    found = {kim.post(f"{book}/submit", data={"message": "Ours"}).headers["location"] for _ in range(20)}
    assert len(found) == 1


def test_staff_reads_notes_and_answers(browse, world, submission):
    prof, kim = browse(world.prof), browse(world.kim)
    address = f"/submissions/{submission}"
    assert "Which ward?" in kim.get(address).text
    empty = prof.post(f"{address}/notes", data={"section": "scenario", "line": 3, "text": " "})
    assert empty.status_code == 422
    assert prof.post(f"{address}/notes", data={"section": "scenario", "line": 3, "text": "Whose bed?"}).is_redirect
    assert kim.post("/book-notes/1/reply", data={"text": "The old one."}).status_code == 303
    assert kim.post("/book-notes/1/done", data={}).status_code == 303
    assert "The old one." in prof.get(address).text
    assert prof.post("/book-notes/2/remove").status_code == 303
    assert "Whose bed?" not in prof.get(address).text
    assert prof.post(f"{address}/answer", data={"state": "waiting"}).status_code == 422
    assert prof.post(f"{address}/answer", data={"state": "approved"}).status_code == 303
    assert prof.get(f"{address}/compare").status_code == 404
    assert browse(world.park).get(address).status_code == 404
    assert kim.get(f"/courses/{world.course_id}/books").status_code == 403


def test_teams_review_each_other_without_names(browse, world, book, submission, lite, count_sql):
    prof, kim, park = browse(world.prof), browse(world.kim), browse(world.park)
    listing, address = f"/courses/{world.course_id}/books", f"/submissions/{submission}"
    kim.post(f"{book}/budget/rows", data={"item": "Umbrella", "unit_price": "6,000"})
    submission = kim.post(f"{book}/submit", data={"message": "Dear professor"}).headers["location"].split("/")[2]
    assert park.get(address).status_code == 404
    wrong = prof.post(f"/courses/{world.course_id}/peer-reviews", data={"each": 2})
    assert (wrong.status_code, "each can review 1 at most" in wrong.text) == (422, True)
    assert prof.post(f"/courses/{world.course_id}/peer-reviews", data={"each": 1}).status_code == 303
    with count_sql(lite) as sql:
        mine = park.get(f"/teams/{world.other_team_id}/book").text
    assert len(sql) <= 8
    assert (f'href="/submissions/{submission}"' in mine, "to read" in mine) == (True, True)

    address = f"/submissions/{submission}"
    with count_sql(lite) as sql:
        page = park.get(address).text
    assert len(sql) <= 8
    assert "A bed." in page
    for secret in ("Umbrella", "Dear professor", "Which ward?", "receipt", "/compare", "Approve", "/remarks"):
        assert secret not in page, secret
    assert park.get(f"{address}/receipt").status_code == park.get(f"{address}/compare").status_code == 404
    assert park.post(f"{address}/notes", data={"section": "budget", "text": "Too dear"}).status_code == 422
    assert park.post(f"{address}/notes", data={"section": "scenario", "line": 3, "text": "Whose bed?"}).is_redirect
    assert "Whose bed?" not in kim.get(address).text
    assert park.post(f"{address}/send").status_code == 303
    read = kim.get(address).text
    assert "from team 2" in read
    for name in (world.park.name, world.park.email):
        assert name not in read + kim.get("/notices").text + kim.get(f"/api/v1{address}").text
    assert world.park.name in prof.get(address).text
    given = park.get(f"/api/v1{address}").json()
    assert (sorted(given["content"]), given["missing"]) == (["breakdown", "pitch", "scenario", "shots"], [])
    shown = prof.get(listing).text
    assert "is read by" in shown
    found = prof.get(f"/api/v1/courses/{world.course_id}/peer-reviews").json()
    assert {(one["reviewer_id"], one["team_id"]): one["notes"] for one in found} == {
        (world.team_id, world.other_team_id): 0,
        (world.other_team_id, world.team_id): 1,
    }
    assert prof.put(f"/api/v1/courses/{world.course_id}/peer-reviews", json={"each": 0}).json() == []
    assert park.get(address).status_code == 404


def test_the_scenario_is_downloaded_under_its_own_name(browse, world, book, submission):
    answer = browse(world.lee).get(f"{book}/scenario.fountain")
    assert answer.text == "INT. WARD - NIGHT\n\nA bed.\n"
    assert "The%20Waiting%20Room.fountain" in answer.headers["content-disposition"]
