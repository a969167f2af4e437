"""The pages and JSON of feedback; above all: no peer learns who gave it."""

import re

import pytest

from app.core import clock
from app.feedback.models import Answer, Release, Response
from app.feedback.rules import PromptKind
from app.people.models import Person
from app.screenings.models import Slot
from app.screenings.rules import SlotKind
from tests.costs import MOST
from tests.feedback.test_actions import Evening
from tests.routes import endpoints
from tests.worlds import World

CANARY = "Canary Zilpzalp"


@pytest.fixture
def evening(lite):
    return Evening(lite)


@pytest.fixture
def world(evening) -> World:
    return evening.world


LISTS = re.compile("/people|/teams|/wishes$|/swaps$|/calls$")


def addresses(evening, browser):
    """Every page and JSON of these rooms, of notices and of the journal that a browser may open."""
    places = {
        "course_id": evening.world.course_id,
        "team_id": evening.world.team_id,
        "screening_id": evening.screening_id,
        "slot_id": evening.slot_id,
    }
    words = ("feedback", "screenings", "slots", "teams/{", "night", "notices", "journal", "courses/{", "responses")
    for path, route in endpoints():
        if "GET" not in (route.methods or ()) or path.endswith(("/events", "/stream")):
            continue
        names = path.replace("}", "{").split("{")[1::2]
        if path != "/" and (not any(w in path for w in words) or any(name not in places for name in names)):
            continue
        yield path, browser.get(path.format(**places))


def test_the_givers_name_reaches_no_peer(browse, evening, lite):
    world = evening.world
    with lite.writing() as session:
        session.get(Person, world.park.person_id).name = CANARY
        session.get(Person, world.park.person_id).email = "zilpzalp@example.test"
    giver = browse(world.park)
    body = {"answers": [one.model_dump() for one in evening.answers(text="A word for the team.")], "send": True}
    answer = giver.put(f"/api/v1/slots/{evening.slot_id}/feedback", json=body)
    assert answer.json()["sent"] is True
    assert not {"id", "response_id", "person_id"} & set(answer.json())
    for one in (world.loner, evening.guest()):
        evening.respond(one, text="A word for the team.")
    peers, clean = [world.kim, world.lee, world.loner], set()
    for released in (False, True):
        if released:
            evening.release()
        for peer in peers:
            for path, seen in addresses(evening, browse(peer)):
                if seen.status_code != 200 or (LISTS.search(path) and "feedback" not in path):
                    continue  # the course's lists of people name everybody, whoever answered
                text = seen.text + str(seen.headers)
                if "formation" in path or "board" in path:
                    continue
                assert "Zilpzalp" not in text, (path, peer.name)
                assert "zilpzalp" not in text, (path, peer.name)
                if peer in (world.kim, world.lee) and not released:
                    assert "A word for the team" not in text, path
                clean.add(path)
    assert {"/teams/{team_id}/feedback", "/api/v1/teams/{team_id}/feedback", "/screenings/{screening_id}"} <= clean
    assert any("notices" in path for path in clean)


def test_before_release_the_team_learns_nothing(browse, evening):
    kim = browse(evening.world.kim)

    def seen():
        pages = [f"/teams/{evening.world.team_id}/feedback", f"/screenings/{evening.screening_id}"]
        data = [f"/api/v1{page}" for page in pages] + [f"/api/v1/slots/{evening.slot_id}/feedback"]
        return [kim.get(page).text for page in pages + data]

    before = seen()
    for one in (evening.world.park, evening.world.loner, evening.guest()):
        evening.respond(one)
    assert [a for a, b in zip(before, seen(), strict=True) if a != b and "csp" not in a] == []
    for refused in (f"/slots/{evening.slot_id}/responses", f"/screenings/{evening.screening_id}/feedback"):
        assert kim.get(refused).status_code == 403
        assert kim.get(f"/api/v1{refused}").status_code == 403
    evening.release(message="Well seen.")
    letter = kim.get(f"/api/v1/teams/{evening.world.team_id}/feedback").json()
    assert (letter[0]["responses"], letter[0]["message"]) == (3, "Well seen.")
    page = kim.get(f"/teams/{evening.world.team_id}/feedback").text
    assert "The shoes." in page
    assert "3 people answered" in page
    assert browse(evening.world.park).get(f"/teams/{evening.world.team_id}/feedback").status_code == 404


def test_the_desk_as_json(browse, evening):
    world, prof = evening.world, browse(evening.world.prof)
    evening.respond(world.park)
    desk = prof.get(f"/api/v1/screenings/{evening.screening_id}/feedback").json()
    assert [(film["responses"], film["released_at"]) for film in desk["films"]] == [(1, None), (0, None)]
    [response] = prof.get(f"/api/v1/slots/{evening.slot_id}/responses").json()
    hide = f"/api/v1/responses/{response['id']}/hidden"
    assert prof.put(hide, json={"reason": "unkind"}).status_code == 204
    assert browse(world.kim).put(hide, json={"reason": "x"}).status_code == 403
    release = f"/api/v1/slots/{evening.slot_id}/release"
    assert prof.put(release, json={"message": "Read it."}).json()["responses"] == 0
    assert prof.delete(release).status_code == 204
    desk = prof.post(f"/api/v1/screenings/{evening.screening_id}/release").json()
    assert desk["films"][0]["released_at"]
    assert desk["films"][1]["released_at"] is None
    questions = {"prompts": [{"text_en": "What stayed?"}]}
    form = prof.put(f"/api/v1/screenings/{evening.screening_id}/questions", json=questions).json()
    assert (form["number"], [one["text_en"] for one in form["prompts"]]) == (2, ["What stayed?"])


def test_a_form_as_json_says_why_it_is_shut(browse, evening):
    kim, park = browse(evening.world.kim), browse(evening.world.park)
    address = f"/api/v1/slots/{evening.slot_id}/feedback"
    assert "own film" in kim.get(address).json()["why"]
    assert kim.put(address, json={"answers": [], "send": False}).status_code == 403
    lacking = park.put(address, json={"answers": [], "send": True})
    assert lacking.status_code == 422
    assert [name for name in lacking.json()["errors"] if name.startswith("p")]
    draft = park.put(address, json={"answers": [evening.answers()[0].model_dump()], "send": False}).json()
    assert (draft["sent"], draft["answers"][0]["number"]) == (False, 4)


def crowd(lite, evening, count):
    """Let so many answer so many films of team 1."""
    texts = [one.id for one in evening.prompts if one.kind is PromptKind.TEXT]
    with lite.writing() as session:
        for n in range(count):
            person = Person(email=f"p{n}-{count}@example.test", name=f"P{n}", created_at=clock.now())
            slot = Slot(screening_id=evening.screening_id, position=50, kind=SlotKind.FILM, ended_at=clock.now())
            slot.team_id = evening.world.team_id
            session.add_all([person, slot])
            session.flush()
            response = Response(
                form_id=evening.prompts[0].form_id,
                screening_id=evening.screening_id,
                slot_id=slot.id,
                team_id=slot.team_id,
                person_id=person.id,
                created_at=clock.now(),
                sent_at=clock.now(),
            )
            session.add_all([response, Release(slot_id=slot.id, team_id=slot.team_id, released_at=clock.now())])
            session.flush()
            session.add(Answer(response_id=response.id, prompt_id=texts[0], text="The shoes."))


def test_desk_and_letter_cost_the_same_at_3_and_at_300(browse, evening, lite, count_sql):
    prof, kim, costs = browse(evening.world.prof), browse(evening.world.kim), []
    for count in (3, 297):
        crowd(lite, evening, count)
        for browser, page in (
            (prof, f"/screenings/{evening.screening_id}/feedback"),
            (kim, f"/teams/{evening.world.team_id}/feedback"),
            (prof, f"/slots/{evening.slot_id}/responses"),
        ):
            with count_sql(lite) as sql:
                assert browser.get(page).status_code == 200
            costs.append(len(sql))
    assert max(costs) <= MOST
    assert costs[:3] == costs[3:]
