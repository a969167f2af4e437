"""The search as a job: asked for on the page's action, answered by a process of its own, on a real engine."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from app.core import clock
from app.core.db import Database
from app.core.errors import Conflict, Forbidden
from app.courses.models import Course, Enrolment
from app.footage.jobs import Tools
from app.jobs.engine import Engine, migrate
from app.jobs.rules import WORKING, WorkState
from app.people.models import Person
from app.people.rules import CourseRole
from app.teams import jobs
from app.teams import queries as teams
from app.teams.models import Proposal, ProposalPlace
from app.teams.proposals import actions
from app.teams.proposals.rules import Goal, Weight
from app.teams.proposals.schemas import ProposeInput
from app.teams.rules import Band, Role
from app.teams.wishes import actions as wishes
from app.teams.wishes.schemas import WishesInput
from app.people.rules import Actor
from tests import worlds
from tests.schema import create_schema

PATIENCE = timedelta(seconds=90)


@pytest.fixture
def house(tmp_path):
    """A course of 20 students without teams, and a running engine."""
    url = f"sqlite:///{tmp_path / 'search.db'}"
    create_schema(url)
    database = Database(url)
    migrate(database)
    world = worlds.build(database)
    ids = []
    with database.writing() as session:
        course = session.get(Course, world.other_course_id)
        course.team_min, course.team_max = 4, 6
        for number in range(20):
            person = Person(email=f"s{number}@example.test", name=f"Student {number:02}", created_at=clock.now())
            session.add(person)
            session.flush()
            session.add(
                Enrolment(course_id=course.id, person_id=person.id, role=CourseRole.STUDENT, joined_at=clock.now())
            )
            ids.append(person.id)
    assert jobs.PROPOSE
    engine = Engine(database, Tools(None), tmp_path / "work", poll=0.2)
    engine.start()
    assert engine.ready.wait(20)
    yield database, world, ids
    engine.stop()
    database.dispose()


def ask(database, world, **changed):
    with database.writing() as session:
        data = ProposeInput(**{"teams": 4, "seconds": 5, "goals": {Goal.RANKS: Weight.MOST}, **changed})
        return actions.propose(session, world.other_prof, world.other_course_id, data).id


def ended(database, proposal_id):
    until = time.monotonic() + PATIENCE.total_seconds()
    while time.monotonic() < until:
        with database.reading() as session:
            row = session.get(Proposal, proposal_id)
            if row.state not in WORKING:
                return row
        time.sleep(0.2)
    raise AssertionError("the search did not end")


def test_wishes_become_a_division_that_keeps_people_apart(house):
    database, world, ids = house
    with database.writing() as session:
        for number, person_id in enumerate(ids):
            actor = Actor(person_id, "", courses={world.other_course_id: CourseRole.STUDENT})
            data = WishesInput(
                ranked=[list(Role)[number % 6]], apart=[ids[(number + 1) % 20]] if number in (0, 5) else []
            )
            wishes.save_wishes(session, actor, world.other_course_id, data)
    row = ended(database, ask(database, world))
    assert (row.state, row.cause) == (WorkState.READY, "")
    with database.reading() as session:
        seats = session.exec(select(ProposalPlace).where(ProposalPlace.proposal_id == row.id)).all()
    team = {seat.person_id: seat.team_number for seat in seats}
    assert set(ids) <= set(team)
    assert team[ids[0]] != team[ids[1]]
    assert team[ids[5]] != team[ids[6]]
    assert all(seat.roles for seat in seats)
    assert row.found["worst"] >= 0
    assert row.bound <= row.value


def test_what_cannot_be_is_refused_with_the_rules_that_clash(house):
    database, world, _ = house
    row = ended(database, ask(database, world, teams=9))
    assert row.state is WorkState.FAILED
    assert "no division" in row.cause
    assert {one["kind"] for one in row.clashes if one["part"] == "clash"} == {"small"}


def test_a_change_that_is_offered_makes_a_division_possible(house):
    database, world, _ = house
    failed = ended(database, ask(database, world, teams=9))
    with database.writing() as session, pytest.raises(Conflict):
        actions.take_offer(session, world.other_prof, failed.id, 9)
    offered = [one for one in failed.clashes if one["part"] == "offer"]
    assert [(one["kind"], one["value"]) for one in offered] == [("teams", 5)]
    with database.writing() as session:
        again = actions.take_offer(session, world.other_prof, failed.id, 0).id
    row = ended(database, again)
    assert (row.state, row.settings["teams"], row.made_from) == (WorkState.READY, 5, failed.id)


def test_a_quota_that_is_offered_is_set_for_the_course_by_its_instructor_alone(house):
    database, world, _ = house
    with database.writing() as session:
        offer = {"part": "offer", "kind": "few", "value": 1, "role": "editor", "person": None}
        settings = ProposeInput(teams=4, seconds=5).model_dump(mode="json", exclude={"name"})
        row = Proposal(
            course_id=world.other_course_id,
            number=1,
            created_at=clock.now(),
            state=WorkState.FAILED,
            clashes=[offer],
            settings=settings,
        )
        session.add(row)
        session.flush()
        proposal_id = row.id
    with database.reading() as session:
        before = teams.division_visible_to(session, world.other_prof, world.other_course_id).limits
    helper = replace(world.other_prof, courses={world.other_course_id: CourseRole.ASSISTANT})
    with database.writing() as session, pytest.raises(Forbidden, match="Only the instructor"):
        actions.take_offer(session, helper, proposal_id, 0)
    with database.writing() as session:
        again = actions.take_offer(session, world.other_prof, proposal_id, 0).id
    with database.reading() as session:
        limits = teams.division_visible_to(session, world.other_prof, world.other_course_id).limits
    assert limits.of(Role.EDITOR) == Band(1, 2)
    assert limits.of(Role.CAST) == before.of(Role.CAST)
    assert ended(database, again).state is WorkState.READY


def test_stopping_a_search_keeps_the_best_so_far(house):
    database, world, _ = house
    proposal_id = ask(database, world, seconds=60, goals=dict.fromkeys(Goal, Weight.IMPORTANT))
    with database.writing() as session:
        actions.stop(session, world.other_prof, proposal_id)
    row = ended(database, proposal_id)
    assert row.state in {WorkState.READY, WorkState.CANCELLED}
    assert row.seconds < 30
