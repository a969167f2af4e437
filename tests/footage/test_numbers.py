"""Numbers of takes when several people upload and move at the same moment, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from app.books import actions as books
from app.books.tables import SHOTS
from app.books.schemas import ShotInput
from app.core import clock
from app.core.errors import StorageFull
from app.footage import actions
from app.footage.models import Cut, Take, Upload
from app.footage.schemas import UploadInput
from tests import worlds
from tests.footage import rows

MANY = 6


def at_once(*works):
    """Do all of it in threads that begin together; a thread's error is the test's."""
    ready = Barrier(len(works))

    def do(work):
        ready.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [one.result() for one in [pool.submit(do, work) for work in works]]


@pytest.fixture
def shot(db):
    """A team's shot."""
    world = worlds.build(db)
    with db.writing() as session:
        return world, books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="1")).id


def uploads(db, world, **target):
    """Open uploads whose last byte is missing; gives what brings it."""

    def last_byte(token):
        with db.writing() as session:
            actions.advance_upload(session, token, 0, 1)

    with db.writing() as session:
        for number in range(MANY):
            session.add(
                Upload(
                    token=f"t{number}",
                    team_id=world.team_id,
                    person_id=world.kim.person_id,
                    length=1,
                    created_at=clock.now(),
                    expires_at=clock.now(),
                    **target,
                )
            )
    return [lambda token=f"t{number}": last_byte(token) for number in range(MANY)]


@pytest.mark.parametrize("known", [True, False])
def test_takes_that_arrive_together_get_their_own_numbers(db, shot, known):
    world, shot_id = shot
    at_once(*uploads(db, world, target={"shot": shot_id} if known else {}))
    with db.reading() as session:
        assert sorted(session.exec(select(Take.number)).all()) == list(range(1, MANY + 1))


def test_cuts_that_arrive_together_get_their_own_numbers(db, shot):
    at_once(*uploads(db, shot[0], purpose="cut", target={"kind": "rough"}))
    with db.reading() as session:
        assert sorted(session.exec(select(Cut.number)).all()) == list(range(1, MANY + 1))


def test_takes_moved_to_a_shot_together_get_their_own_numbers(db, shot):
    world, shot_id = shot
    with db.writing() as session:
        takes = [rows.take(session, world).id for _ in range(MANY)]

    def move(take_id):
        with db.writing() as session:
            actions.move_take(session, world.kim, take_id, shot_id)

    at_once(*(lambda key=key: move(key) for key in takes))
    with db.reading() as session:
        assert sorted(session.exec(select(Take.number).where(Take.shot_id == shot_id)).all()) == list(
            range(1, MANY + 1)
        )


def test_the_database_itself_refuses_a_number_twice(db, shot):
    world, _ = shot
    with db.writing() as session:
        rows.take(session, world, number=1)
    with pytest.raises(IntegrityError), db.writing() as session:
        rows.take(session, world, number=1)


def test_uploads_that_begin_together_share_the_room(db, shot):
    world, _ = shot
    room = actions.Room(largest=100, quota=250, free=2**50, hours=1)

    def begin():
        try:
            with db.writing() as session:
                actions.open_upload(session, world.kim, UploadInput(team=world.team_id), 100, room)
        except StorageFull:
            return False
        return True

    assert sum(at_once(*[begin] * MANY)) == 2
