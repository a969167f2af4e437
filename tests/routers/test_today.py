"""Today, for everybody who may come."""

from datetime import timedelta

from app.core import clock
from app.courses.models import Milestone
from app.courses.rules import MilestoneKind
from app.people.models import Person
from app.people.rules import Actor
from app.web.actor import GUEST_COOKIE
from tests.furnished import GUEST_SECRET, furnish


def test_nobody_is_welcomed(browse):
    page = browse().get("/")
    assert page.status_code == 200
    assert 'href="/sign-in"' in page.text


def test_a_person_without_a_course_learns_how_to_join(browse, world, lite):
    with lite.writing() as session:
        person = Person(email="new@example.test", name="New", created_at=clock.now())
        session.add(person)
        session.flush()
    page = browse(Actor(person_id=person.id, name="New")).get("/").text
    assert "You are in no course yet" in page
    assert 'href="/join"' in page
    assert "/courses/new" not in page
    assert "/courses/new" in browse(world.admin).get("/").text


def test_a_student_sees_what_is_next_and_what_is_late(browse, world, lite):
    with lite.writing() as session:
        for kind, days in ((MilestoneKind.TOPIC, -1), (MilestoneKind.TEAM, 2)):
            due = clock.now() + timedelta(days=days)
            session.add(Milestone(course_id=world.course_id, kind=kind, title=kind.value, due_at=due))
    page = browse(world.kim).get("/").text
    assert "Open: Write the pitch" in page
    assert "was due" in page
    assert "Next for your team" in browse(world.lee).get("/").text
    loner = browse(world.loner).get("/").text
    assert f'href="/courses/{world.course_id}/teams"' in loner
    assert "in 2 days" in loner or "Find a team" in loner


def test_the_staff_sees_what_waits_and_who_slips(browse, world, lite):
    furnish(lite, world)
    with lite.writing() as session:
        due = clock.now() - timedelta(days=1)
        session.add(Milestone(course_id=world.course_id, kind=MilestoneKind.TOPIC, title="Pitch day", due_at=due))
    page = browse(world.assistant).get("/").text
    assert "Production book, version 2" in page
    assert "Pitch day" in page
    assert "Night Shift" in page
    assert "Production book, version 1" not in browse(world.other_prof).get("/").text


def test_today_speaks_korean(browse, world):
    kim = browse(world.kim)
    kim.cookies.set("rushes_lang", "ko")
    assert "지금 내가 할 일" in kim.get("/").text


def test_a_guest_goes_to_their_seat(browse, world, lite):
    places = furnish(lite, world)
    guest = browse()
    guest.cookies.set(GUEST_COOKIE, GUEST_SECRET)
    assert guest.get("/").headers["location"] == f"/screenings/{places['screening_id']}/seat"
