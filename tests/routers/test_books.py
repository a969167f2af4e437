"""The pages of the production book: written by two, handed in, read line by line; nothing typed is run or lost."""

import html
import re
from datetime import timedelta

import pytest
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


def test_a_version_that_waits_is_not_called_late(browse, world, book, lite):
    kim = browse(world.kim)
    kim.post(f"{book}/scenario", data={"text": "INT. WARD - NIGHT\n\nA bed.\n", "version": 0})
    kim.post(f"{book}/submit", data={"message": "Ours"})
    with lite.writing() as session:
        for kind in MilestoneKind:
            past = clock.now() - timedelta(days=2)
            session.add(Milestone(course_id=world.course_id, kind=kind, title=kind.value, due_at=past))
    page = html.unescape(kim.get(book).text)
    assert "Version 1 is handed in and waits for its answer." in page
    assert "the one that waits stays as it is" in page
    assert "2 days late" not in page
    assert '<div class="message note stack close" id="deadline">' in page


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
