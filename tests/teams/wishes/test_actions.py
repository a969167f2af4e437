"""Wishing, on SQLite and PostgreSQL: who may, until when, and what nobody may ever learn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.journal.models import Entry
from app.teams.models import Companion, Formation, KeepApart, Wish
from app.teams.rules import Role
from app.teams.wishes import actions, queries
from app.teams.wishes.rules import Craft
from app.teams.wishes.schemas import DeadlineInput, WishesInput
from tests import worlds


@pytest.fixture
def world(db):
    return worlds.build(db)


def say_all(world, **changed):
    return WishesInput(
        **{
            "ranked": [Role.CAMERA, Role.EDITOR],
            "experience": {Craft.EDITING: 2},
            "equipment": "tripod",
            "together": [world.lee.person_id],
            "apart": [world.loner.person_id],
            "free": [3, 1, 3],
            "words": "I leave early on Fridays.",
            **changed,
        }
    )


def wish(db, world, who, data):
    with db.writing() as session:
        return actions.save_wishes(session, who, world.course_id, data).version


def test_what_was_wished_is_read_back(db, world):
    assert wish(db, world, world.kim, say_all(world)) == 1
    with db.reading() as session:
        found = queries.own_wishes(session, world.kim, world.course_id).wishes
    assert found.ranked == (Role.CAMERA, Role.EDITOR)
    assert found.experience == {Craft.EDITING: 2}
    assert (found.together, found.apart, found.free) == ((world.lee.person_id,), (world.loner.person_id,), (1, 3))
    assert (found.equipment, found.words, found.version) == ("tripod", "I leave early on Fridays.", 1)


def test_wishing_again_replaces_and_the_older_device_is_told(db, world):
    wish(db, world, world.kim, say_all(world))
    assert wish(db, world, world.kim, say_all(world, together=[], apart=[], version=1)) == 2
    with db.writing() as session, pytest.raises(Conflict, match="another device"):
        actions.save_wishes(session, world.kim, world.course_id, say_all(world, version=1))
    with db.reading() as session:
        assert session.exec(select(Companion)).all() == session.exec(select(KeepApart)).all() == []


def test_choices_left_open_or_named_twice_are_one_wish():
    assert WishesInput(ranked=["", "camera", "camera", "editor"], together=["", "7", "7"]).ranked == [
        Role.CAMERA,
        Role.EDITOR,
    ]


@pytest.mark.parametrize("field", ["together", "apart"])
def test_only_fellow_students_can_be_named(db, world, field):
    for named in (world.kim.person_id, world.prof.person_id, 99_999):
        with db.writing() as session, pytest.raises(Invalid) as refused:
            actions.save_wishes(session, world.kim, world.course_id, say_all(world, **{field: [named]}))
        assert refused.value.field == field


def test_nobody_is_both_wanted_and_kept_apart(db, world):
    with db.writing() as session, pytest.raises(Invalid, match="same person"):
        actions.save_wishes(session, world.kim, world.course_id, say_all(world, apart=[world.lee.person_id]))


def test_the_deadline_holds_and_can_be_moved(db, world):
    earlier = (clock.now() - timedelta(minutes=1)).isoformat()
    with db.writing() as session:
        actions.set_deadline(session, world.prof, world.course_id, DeadlineInput(wishes_until=earlier))
    with db.writing() as session, pytest.raises(Forbidden, match="over"):
        actions.save_wishes(session, world.kim, world.course_id, say_all(world))
    with db.writing() as session:
        actions.set_deadline(session, world.assistant, world.course_id, DeadlineInput())
    assert wish(db, world, world.kim, say_all(world)) == 1


def test_strangers_and_staff_have_no_wishes(db, world):
    with db.writing() as session, pytest.raises(NotFound):
        actions.save_wishes(session, world.stranger, world.course_id, say_all(world))
    with db.writing() as session, pytest.raises(Forbidden):
        actions.save_wishes(session, world.prof, world.course_id, say_all(world))
    with db.writing() as session, pytest.raises(Forbidden):
        actions.set_deadline(session, world.kim, world.course_id, DeadlineInput())


def test_keep_apart_is_read_by_the_courses_instructors_alone(db, world):
    wish(db, world, world.kim, say_all(world))
    with db.reading() as session:
        told = queries.all_wishes(session, world.prof, world.course_id)
        assert {one.apart for one in told.answered} == {(world.loner.person_id,)}
    for who in (world.assistant, world.admin):
        with db.reading() as session:
            seen = queries.all_wishes(session, who, world.course_id)
            assert {one.apart for one in seen.answered} == {()}
    for who in (world.kim, world.lee):
        with db.reading() as session, pytest.raises(Forbidden):
            queries.all_wishes(session, who, world.course_id)


def test_the_journal_says_that_somebody_wished_and_nothing_of_what(db, world):
    wish(db, world, world.kim, say_all(world))
    wish(db, world, world.kim, say_all(world, version=1))
    with db.reading() as session:
        entries = [e for e in session.exec(select(Entry)).all() if e.verb.startswith("wishes.")]
    assert [(e.verb, e.data) for e in entries] == [("wishes.given", {})]


def test_the_same_student_on_two_devices_at_once_loses_nothing_unsaid(db, world):
    def one(text):
        try:
            return wish(db, world, world.kim, say_all(world, words=text))
        except Conflict:
            return None

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(one, ["a", "b", "c", "d"]))
    assert sorted(answers, key=str) == [1, None, None, None]
    with db.reading() as session:
        rows = session.exec(select(Wish)).all()
    assert [row.words for row in rows] == ["abcd"[answers.index(1)]]


def test_a_course_without_a_deadline_takes_wishes_until_publishing(db, world):
    with db.reading() as session:
        formation = session.exec(select(Formation).where(Formation.course_id == world.course_id)).one()
        assert formation.wishes_until is None
