"""Who was where: written down from publishing on, each change once."""

from datetime import timedelta

import pytest

from app.core import clock
from app.core.errors import Forbidden, NotFound
from app.teams import actions as teams
from app.teams.actions.held import hold
from app.teams.rules import Role
from app.teams.schemas import MoveInput, RolesInput
from app.teams.stays import queries
from tests import worlds


@pytest.fixture
def world(db):
    return worlds.build(db)


def told(db, world, who, **more):
    with db.reading() as session:
        _, rows = queries.history(session, world.prof, world.course_id, **more)
    mine = [row for row in rows if row.stay.person_id == who.person_id]
    return [(row.stay.team_number, row.roles, _hours(row.stay.until)) for row in mine]


def _hours(until):
    """Give in how many hours from now that is; None while it goes on."""
    return until and round((until - clock.now()).total_seconds() / 3600)


def move(db, world, who, team_id, hours):
    with clock.at(clock.now() + timedelta(hours=hours)), db.writing() as session:
        _, formation = hold(session, world.course_id)
        data = MoveInput(person_id=who.person_id, team_id=team_id, version=formation.version)
        teams.move_person(session, world.prof, world.course_id, data)


def publish(db, world):
    with db.writing() as session:
        teams.publish_formation(session, world.prof, world.course_id)


def test_nothing_is_written_down_of_a_division_that_was_only_tried(db, world):
    move(db, world, world.lee, world.other_team_id, 0)
    assert told(db, world, world.lee) == []


def test_a_move_ends_a_stay_and_begins_the_next(db, world):
    publish(db, world)
    (first,) = told(db, world, world.lee)
    assert first[0] == 1
    assert first[2] is None
    move(db, world, world.lee, world.other_team_id, 1)
    assert [(number, until) for number, _, until in told(db, world, world.lee)] == [(1, 1), (2, None)]
    move(db, world, world.lee, None, 2)
    assert [until for *_, until in told(db, world, world.lee)] == [1, 2]
    assert told(db, world, world.kim, moved=True) == []
    assert len(told(db, world, world.lee, moved=True)) == 2


def test_other_roles_are_a_new_stay_and_the_same_ones_are_none(db, world):
    publish(db, world)
    with db.writing() as session:
        _, formation = hold(session, world.course_id)
        data = RolesInput(person_id=world.lee.person_id, roles=[Role.SOUND], version=formation.version)
        teams.assign_roles(session, world.prof, world.course_id, data)
    assert [roles for _, roles, _ in told(db, world, world.lee)][-1] == (Role.SOUND,)
    publish(db, world)
    assert len(told(db, world, world.lee)) == 2


def test_a_latecomer_is_written_down_too(db, world):
    publish(db, world)
    assert told(db, world, world.loner) == []
    move(db, world, world.loner, world.team_id, 1)
    assert [number for number, *_ in told(db, world, world.loner)] == [1]


def test_only_the_staff_reads_it(db, world):
    with db.reading() as session:
        assert queries.history(session, world.assistant, world.course_id)[1] == []
        with pytest.raises(Forbidden):
            queries.history(session, world.kim, world.course_id)
        with pytest.raises(NotFound):
            queries.history(session, world.stranger, world.course_id)
