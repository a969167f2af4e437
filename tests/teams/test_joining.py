"""Asking, inviting, answering: quotas and sizes hold, nobody is let in who may not come, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.courses.models import Enrolment
from app.journal.models import Entry, Notice
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams import actions as teams
from app.teams import queries
from app.teams.joining import actions
from app.teams.joining import queries as calls
from app.teams.joining.rules import CallKind, Door
from app.teams.joining.schemas import AskInput, DoorInput, InviteInput
from app.teams.models import Call
from app.teams.schemas import BandInput, LimitsInput
from tests import worlds


@pytest.fixture
def world(db):
    return worlds.build(db)


def names(db, world, team_id):
    with db.reading() as session:
        return [
            m.name for m in queries.division_visible_to(session, world.prof, world.course_id).roster(team_id).members
        ]


def ask(db, world, who=None, team_id=None):
    with db.writing() as session:
        return actions.ask(session, who or world.loner, team_id or world.team_id, AskInput(words="I edit.")).id


def test_a_closed_door_is_asked_at_and_opened_from_inside(db, world):
    with db.writing() as session:
        actions.set_door(session, world.kim, world.team_id, DoorInput(door=Door.ASK))
    with db.writing() as session, pytest.raises(Conflict, match="asked first"):
        teams.join_team(session, world.loner, world.team_id)
    call_id = ask(db, world)
    with db.reading() as session:
        (row,) = calls.calls_visible_to(session, world.lee, world.course_id)
        assert (row.call.kind, row.person_name, row.call.words) == (CallKind.ASKED, "Loner", "I edit.")
    with db.writing() as session:
        actions.answer(session, world.lee, call_id, yes=True)
    assert names(db, world, world.team_id) == ["Kim", "Lee", "Loner"]
    with db.reading() as session:
        assert session.exec(select(Call)).all() == []
        told = session.exec(select(Notice.person_id, Entry.verb).join(Entry)).all()
    assert (world.kim.person_id, "team.asked") in told
    assert (world.loner.person_id, "team.let-in") in told


def test_asking_twice_is_asking_once_and_can_be_taken_back(db, world):
    assert ask(db, world) == ask(db, world)
    with db.writing() as session, pytest.raises(Forbidden):
        actions.take_back(session, world.kim, 1)
    with db.writing() as session:
        actions.take_back(session, world.loner, 1)
    with db.reading() as session:
        assert calls.calls_visible_to(session, world.loner, world.course_id) == []


def test_an_invitation_is_answered_by_the_invited_alone(db, world):
    with db.writing() as session:
        call_id = actions.invite(session, world.kim, world.team_id, InviteInput(person_id=world.loner.person_id)).id
    for who in (world.kim, world.park):
        with db.writing() as session, pytest.raises(Forbidden):
            actions.answer(session, who, call_id, yes=True)
    with db.writing() as session, pytest.raises(NotFound):
        actions.answer(session, world.stranger, call_id, yes=True)
    with db.writing() as session:
        actions.answer(session, world.loner, call_id, yes=False)
    assert names(db, world, world.team_id) == ["Kim", "Lee"]


def test_only_who_has_no_team_is_invited(db, world):
    with db.writing() as session, pytest.raises(Invalid) as refused:
        actions.invite(session, world.kim, world.team_id, InviteInput(person_id=world.park.person_id))
    assert refused.value.field == "person_id"


def test_whoever_gets_a_team_waits_for_no_other(db, world):
    ask(db, world)
    ask(db, world, team_id=world.other_team_id)
    with db.writing() as session:
        teams.join_team(session, world.loner, world.team_id)
    with db.reading() as session:
        assert session.exec(select(Call)).all() == []


def test_one_place_and_two_who_are_let_in_at_once(db, world):
    """The team has two people and room for three; two members say yes to two students in the same moment."""
    with db.writing() as session:
        second = Person(email="second@example.test", name="Second", created_at=clock.now())
        session.add(second)
        session.flush()
        session.add(
            Enrolment(course_id=world.course_id, person_id=second.id, role=CourseRole.STUDENT, joined_at=clock.now())
        )
        limits = LimitsInput(team_min=1, team_max=3, quotas={"editor": BandInput(least=1, most=3)})
        teams.set_limits(session, world.prof, world.course_id, limits)
        other = Actor(second.id, "Second", courses={world.course_id: CourseRole.STUDENT})
    waiting = [ask(db, world), ask(db, world, who=other)]

    def let_in(call_id):
        try:
            with db.writing() as session:
                actions.answer(session, world.kim, call_id, yes=True)
        except Conflict as refusal:
            return str(refusal.sentence)
        return "in"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(let_in, waiting))
    assert answers == ["Team 1 is full: 3 people.", "in"]
    assert len(names(db, world, world.team_id)) == 3
