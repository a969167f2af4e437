"""What a board says of its division: points, what a move made of them, and who is too near for instructors alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import delete

from app.core import clock
from app.courses.models import Enrolment
from app.jobs.rules import WorkState
from app.people.models import Person
from app.people.rules import CourseRole
from app.teams.models import Companion, KeepApart, Proposal, ProposalPlace, Wish
from app.teams.proposals import queries
from app.teams.proposals.rules import DEFAULT_GOALS, Goal, Spot, Weight
from app.teams.proposals.standing import change, standing, undone
from app.teams.rules import Band, Move, Place, Role
from app.teams.solving.problem import Problem, Seat, Student
from app.teams.solving.score import ROLES as ROLE_POINTS
from app.teams.solving.score import costs
from tests.costs import MOST, counted

ROLES = [Role.DIRECTOR, Role.EDITOR, Role.CAMERA]
MOVED = "Lee: Team 1 → Team 2."

students = st.integers(2, 8).flatmap(
    lambda number: st.tuples(
        *(
            st.builds(
                Student,
                st.just(one),
                st.lists(st.sampled_from(ROLES), unique=True, max_size=3).map(tuple),
                st.dictionaries(st.sampled_from(["editing", "filming"]), st.integers(0, 3)),
                st.lists(st.integers(1, number).filter(lambda other, one=one: other != one), max_size=2).map(tuple),
                st.integers(0, 15),
                st.sampled_from(["", "A", "B"]),
            )
            for one in range(1, number + 1)
        )
    )
)
places = st.builds(Spot, st.one_of(st.none(), st.integers(1, 4)), st.sampled_from(ROLES).map(lambda role: (role,)))


def asked(people):
    goals = dict.fromkeys(Goal, Weight.IMPORTANT)
    return Problem(people, 3, Band(1, 8), dict.fromkeys(ROLES, Band(0, 8)), 2, goals=goals, slots=4)


@settings(deadline=None)
@given(students, st.data())
def test_a_move_and_its_return_gain_nothing_together(people, data):
    problem = asked(people)
    spots = {one.id: data.draw(places) for one in people}
    moves = []
    after = dict(spots)
    for who in data.draw(st.lists(st.sampled_from(sorted(spots)), max_size=4)):
        there, target = after[who], data.draw(places)
        moves.insert(
            0, Move(who, "", Place(1, there.team_number, there.roles), Place(1, target.team_number, target.roles))
        )
        after[who] = target
    assert undone(after, moves) == spots
    old, new = standing(problem, spots), standing(problem, after)
    there, back = change(problem, old, new), change(problem, new, old)
    assert there.gained == -back.gained == old.points - new.points
    assert bool(there.why) == bool(back.why)
    assert there.gained == 0 or there.why


@settings(deadline=None)
@given(students, st.data())
def test_a_whole_division_is_worth_what_the_search_counts(people, data):
    problem = asked(people)
    spots = {one.id: Spot(1 + place % 3, (data.draw(st.sampled_from(ROLES)),)) for place, one in enumerate(people)}
    problem = replace(problem, teams=min(3, len(people)))
    seats = {person: Seat(spot.team_number or 0, spot.roles) for person, spot in spots.items()}
    assert standing(problem, spots).points == costs(problem, seats).points(problem.goals)


def test_who_has_no_team_has_none_of_their_choices_and_none_of_their_friends():
    people = (Student(1, (Role.EDITOR,), together=(2,)), Student(2))
    problem = asked(people)
    before = {1: Spot(1, (Role.EDITOR,)), 2: Spot(1, (Role.CAMERA,))}
    made = change(problem, standing(problem, before), standing(problem, {**before, 1: Spot(None)}))
    assert made.number == "−28"  # six ranks and one person alone, four points each
    assert [str(one) for one in made.why] == [
        "1 first choice less",
        "Somebody has none of their choices.",
        "1 more sits with nobody they named",
    ]


def wish(session, world, who, **said):
    row = Wish(course_id=world.course_id, person_id=who.person_id, updated_at=clock.now(), **said)
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def proposal(lite, world, browse):
    """Kim and Lee together; Kim named Lee, both are free on Thursday evening, Park never."""
    thursday = 3 * 7 + 4
    with lite.writing() as session:
        kim = wish(session, world, world.kim, free=[thursday], ranked=["director"])
        session.add(Companion(wish_id=kim.id, person_id=world.lee.person_id))
        wish(session, world, world.lee, free=[thursday], ranked=["editor"])
        park = wish(session, world, world.park, free=[0])
        session.add(KeepApart(wish_id=park.id, person_id=world.lee.person_id))
    answer = browse(world.prof).post(f"/courses/{world.course_id}/proposals/present")
    return answer.headers["location"]


def moved(browse, world, who, proposal, number, version, fragment=True):
    data = {"person_id": world.lee.person_id, "team_number": number, "version": version}
    headers = {"HX-Request": "true"} if fragment else {}
    return browse(who).post(f"{proposal}/move", data=data, headers=headers)


def test_a_move_says_what_it_made_of_the_points(browse, world, proposal):
    answer = moved(browse, world, world.prof, proposal, 2, 1)
    assert MOVED in answer.text
    # Kim sits alone (1 point of "little"); Lee misses Team 2's hour (4)
    assert "−5" in answer.text
    assert "1 more sits with nobody they named" in answer.text
    assert "Team 2: Monday 9–11 no longer suits everybody" in answer.text
    told = browse(world.prof).get(f"/api/v1{proposal}").json()
    assert told["last_change"]["gained"] == -5
    back = moved(browse, world, world.prof, proposal, 1, 2)
    assert "+5" in back.text
    assert "all moves together: ±0" in back.text


def test_who_must_be_apart_is_named_on_the_board_to_instructors_alone(browse, world, proposal, lite):
    near = "Lee and Park must be apart, and both are in Team 2."
    teachers = moved(browse, world, world.prof, proposal, 2, 1)
    assert near in teachers.text
    assert near in browse(world.prof).get(proposal).text
    assert browse(world.prof).get(f"/api/v1{proposal}").json()["too_near"] == [near]

    def answers():
        return [browse(who).get(f"{start}{proposal}").text for start in ("", "/api/v1") for who in blind]

    blind = (world.assistant, world.admin)
    for version, number in ((2, 1), (3, 2)):
        step = moved(browse, world, world.assistant, proposal, number, version)
        assert step.status_code == 200
        assert "must be apart" not in step.text
    with_wish = answers()
    with lite.writing() as session:
        session.exec(delete(KeepApart))
    assert answers() == with_wish
    assert near not in browse(world.prof).get(proposal).text


def test_a_board_of_many_costs_eight_statements_and_a_move_one_small_answer(browse, world, lite):
    with lite.writing() as session:
        first = Proposal(course_id=world.course_id, number=1, created_at=clock.now())
        session.add(first)
        session.flush()
        row = Proposal(course_id=world.course_id, number=2, created_at=clock.now(), made_from=first.id)
        session.add(row)
        session.flush()
        for number in range(65):
            person = Person(email=f"s{number}@example.test", name=f"Student {number:02}", created_at=clock.now())
            session.add(person)
            session.flush()
            session.add(
                Enrolment(
                    course_id=world.course_id, person_id=person.id, role=CourseRole.STUDENT, joined_at=clock.now()
                )
            )
            said = Wish(course_id=world.course_id, person_id=person.id, updated_at=clock.now(), ranked=["editor"])
            session.add(said)
            session.flush()
            session.add(Companion(wish_id=said.id, person_id=world.kim.person_id))
            session.add(KeepApart(wish_id=said.id, person_id=world.lee.person_id))
            for one in (first, row):
                session.add(
                    ProposalPlace(proposal_id=one.id, person_id=person.id, team_number=1 + number % 8, roles=["cast"])
                )
        address, who = f"/proposals/{row.id}", person.id
    prof = browse(world.prof)
    for path in (address, f"{address}?person={who}", f"/api/v1{address}"):
        with counted(lite) as sql:
            page = prof.get(path)
        assert page.status_code == 200
        assert len(sql) <= MOST, path
    whole = prof.get(address)
    data = {"person_id": who, "team_number": 2, "version": 1}
    answer = prof.post(f"{address}/move", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.count("<section") == 3  # what it is worth, and the two columns
    assert len(answer.content) < len(whole.content) / 2, (len(answer.content), len(whole.content))


def test_the_usual_goals_count_where_none_were_asked_for(browse, world, proposal):
    told = browse(world.prof).get(f"/api/v1{proposal}").json()
    assert DEFAULT_GOALS[Goal.TIME] is Weight.IMPORTANT
    assert "Every team has an hour that all can make." in told["reached"]


def searching(lite, world, **changed):
    """Write a proposal that is being looked for, as its job does."""
    costs_so_far = {"worst": 0, "ranks": 1, "together": 8, "time": 0, "experience": 4, "mix": 0}
    goals = {goal.value: weight.value for goal, weight in DEFAULT_GOALS.items()}
    with lite.writing() as session:
        row = Proposal(
            course_id=world.course_id,
            number=1,
            created_at=clock.now(),
            **{
                "settings": {"teams": 2, "seconds": 20, "goals": goals},
                "state": WorkState.RUNNING,
                "percent": 40,
                "found": costs_so_far,
                "value": ROLE_POINTS + 24,
                "bound": ROLE_POINTS + 21,
                **changed,
            },
        )
        session.add(row)
        session.flush()
        return f"/proposals/{row.id}"


def test_while_searching_the_best_so_far_the_least_possible_and_the_time_left_are_shown(browse, world, lite):
    address = searching(lite, world)
    for path in (address, f"{address}/progress"):
        shown = browse(world.prof).get(path).text
        # 16 points of one rank, 8 of company, 16 of experience
        assert "Best so far: 40 points from ideal" in shown
        assert "fewer than 37 are not possible" in shown
        assert "At most 12 more seconds." in shown
        assert "Take the best so far" in shown
        assert f'action="{address}/stop"' in shown
    told = browse(world.prof).get(f"/api/v1{address}").json()
    assert (told["best"], told["least"], told["seconds_left"]) == (40, 37, 12)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": None, "bound": None, "found": {}}, "no division is found yet"),
        ({"bound": 24}, "how near roles can get is not known yet"),
    ],
)
def test_what_is_not_known_yet_is_not_claimed(browse, world, lite, changed, sentence):
    shown = browse(world.prof).get(f"{searching(lite, world, **changed)}/progress").text
    assert sentence in shown
    assert "are not possible" not in shown


def test_proposals_stand_side_by_side_with_who_sits_elsewhere_marked(browse, world, proposal, lite):
    prof = browse(world.prof)
    other = prof.post(f"{proposal}/copy").headers["location"]
    third = prof.post(f"/courses/{world.course_id}/proposals/present").headers["location"]
    moved(browse, world, world.prof, other, 2, 1)
    ids = [int(address.split("/")[-1]) for address in (proposal, other, third, "/404")]
    address = f"/courses/{world.course_id}/proposals/compare"
    with counted(lite) as sql:
        page = prof.get(address, params={"proposal": ids})
    assert page.status_code == 200
    assert len(sql) <= MOST
    first, second, last = page.text.split('aria-labelledby="proposal-')[1:]
    assert "changed" not in first + last
    assert second.count('class="row changed"') == 1
    assert f'class="row changed" data-person="{world.lee.person_id}"' in second
    assert "1 person is placed otherwise" in second
    assert "0 people are placed otherwise" in last
    assert "1 person sits with none of those they named." in second
    # without a choice the newest are shown, and nothing of another course
    assert prof.get(address).text.count('aria-labelledby="proposal-') == 3
    assert browse(world.kim).get(address).status_code == 403


def test_json_copies_brings_and_lists_what_the_pages_can(browse, world, proposal):
    prof = browse(world.prof)
    copied = prof.post(f"/api/v1{proposal}/copy")
    assert (copied.status_code, copied.json()["number"]) == (201, 2)
    assert copied.json()["spots"] == prof.get(f"/api/v1{proposal}").json()["spots"]
    address = f"/api/v1/courses/{world.course_id}/proposals/import"
    brought = prof.post(
        address, json={"text": "team,e-mail,roles\n1,kim@example.test,director\n1,lee@example.test,editor\n"}
    )
    assert brought.status_code == 201
    assert {(one["name"], one["team_number"]) for one in brought.json()["spots"]} == {("Kim", 1), ("Lee", 1)}
    refused = prof.post(address, json={"text": "team,e-mail\n1,nobody@example.test\n"})
    assert refused.status_code == 422
    rows = prof.get(f"/api/v1/courses/{world.course_id}/formation/sheet").json()
    assert {"team": 1, "name": "Lee", "roles": ["editor"]}.items() <= next(
        row for row in rows if row["name"] == "Lee"
    ).items()
    deadline = f"/api/v1/courses/{world.course_id}/wishes/deadline"
    assert prof.put(deadline, json={"wishes_until": "2001-01-01T00:00:00Z"}).status_code == 204
    late = browse(world.kim).put(f"/api/v1/courses/{world.course_id}/wishes", json={"version": 1})
    assert late.status_code == 403


def test_reasons_are_the_readers_own_and_sums_of_the_team(browse, world, proposal):
    kim = browse(world.kim).get(f"/api/v1/teams/{world.team_id}/reasons").json()
    assert kim["roles"][0] == {"role": "director", "reason": "your first choice"}
    assert kim["company"] == "Lee, whom you named, is here."
    assert kim["hour"] == "Thursday 17–19"
    teacher = browse(world.prof).get(f"/api/v1/teams/{world.team_id}/reasons").json()
    assert (teacher["roles"], teacher["company"]) == ([], None)
    assert teacher["team"] == kim["team"]


def test_solving_again_with_pins_gives_no_hint_of_who_keeps_apart(browse, world, proposal, lite):
    """The same question is asked, and so the same answer given, with and without the wish of whom pins hold together."""
    number = int(proposal.split("/")[-1])

    def question():
        with lite.reading() as session:
            return queries.question_of(session, session.get(Proposal, number))

    with lite.writing() as session:
        session.get(Proposal, number).settings = {"teams": 2, "seconds": 5, "seed": 1}

    assistant = browse(world.assistant)
    pair = (world.lee.person_id, world.park.person_id)
    assert question().apart == {pair}
    moved(browse, world, world.assistant, proposal, 2, 1)
    for person in pair:
        assistant.post(f"{proposal}/pin", data={"person_id": person, "pinned": "true"})
    held = question()
    assert {held.pins[person].team for person in pair} == {2}
    with lite.writing() as session:
        session.exec(delete(KeepApart))
    assert question() == held
