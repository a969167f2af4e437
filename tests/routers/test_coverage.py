"""The coverage over HTTP: today's shots, what lacks a good take, and a page that costs the same at any length."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from app.books import actions as books
from app.books.models import Shot, ShootingDay, Strip
from app.books.schemas import ShotInput
from app.books.tables import SHOTS
from app.core import clock
from app.footage.models import Clip
from app.footage.rules import Rating
from app.jobs.rules import WorkState
from tests.costs import MOST
from tests.footage import rows

WARNED = {"kind": "shaky", "level": "warn", "value": 3.4, "start": 3.0, "end": 9.0}


@pytest.fixture
def shots(lite, world):
    """Four shots: circled, with a warned take, with an untouched take, without any: their ids; and a day with two."""
    with lite.writing() as session:
        made = [
            books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene=scene, number=number))
            for scene, number in (("1", "1A"), ("1", "1B"), ("2", "2A"), ("2", "2B"))
        ]
        rows.take(session, world, made[0], warnings=[WARNED]).rating = Rating.CIRCLED
        rows.take(session, world, made[1], warnings=[WARNED])
        rows.take(session, world, made[2])
        book = session.get(Shot, made[0].id).book_id
        day = ShootingDay(
            book_id=book, team_id=world.team_id, position=0, day=datetime(2026, 11, 30, tzinfo=UTC).date()
        )
        session.add(day)
        session.flush()
        session.add(Strip(book_id=book, day_id=day.id, position=0, scene="1"))
        session.add(Strip(book_id=book, day_id=day.id, position=1, scene="2", shots=[made[3].id]))
        return [shot.id for shot in made], day.id


def told(browse, world, query=""):
    return browse(world.kim).get(f"/api/v1/teams/{world.team_id}/coverage{query}").json()


def test_what_lacks_a_good_take_is_named(browse, world, shots, lite):
    found = told(browse, world, "?day=0")
    assert [one["cover"] for one in found["shots"]] == ["circled", "doubtful", "shot", "open"]
    assert found["lacking"] == ["1B", "2B"]
    page = browse(world.kim).get(f"/teams/{world.team_id}/coverage?day=0").text
    assert "1B, 2B have no good take." in page
    assert f"/rushes?shot={shots[0][3]}" in page
    assert "selected" in browse(world.kim).get(f"/teams/{world.team_id}/rushes?shot={shots[0][3]}").text
    with lite.writing() as session:
        for clip in session.exec(select(Clip)).all():
            clip.warnings = [{**one, "kept": True} for one in clip.warnings]
    assert told(browse, world, "?day=0")["lacking"] == ["2B"]


def test_a_take_is_good_only_after_its_check(browse, world, shots, lite):
    with lite.writing() as session:
        two = rows.take(session, world, session.get(Shot, shots[0][2]), state=WorkState.RUNNING)
        for clip in session.exec(select(Clip)).all():
            clip.stream_key, clip.state = "", WorkState.FAILED
        session.get(Clip, two.clip_id).state = WorkState.RUNNING
    found = told(browse, world, "?day=0")
    assert [one["cover"] for one in found["shots"]] == ["open", "open", "checking", "open"]
    assert found["lacking"] == ["1A", "1B", "2A", "2B"]
    assert "being checked" in browse(world.kim).get(f"/teams/{world.team_id}/coverage?day=0").text


def test_on_the_day_itself_its_shots_come_first(browse, world, shots):
    assert told(browse, world)["day_id"] is None
    with clock.at(datetime(2026, 11, 30, 3, tzinfo=UTC)):
        found = told(browse, world)
        assert (found["day_id"], [one["number"] for one in found["shots"]]) == (shots[1], ["1A", "1B", "2B"])
        page = browse(world.prof).get(f"/teams/{world.team_id}/coverage").text
        assert "Before you leave:" in page
    assert browse(world.park).get(f"/teams/{world.team_id}/coverage").status_code == 404


def test_the_page_costs_the_same_at_any_length(browse, world, lite, shots, count_sql):
    kim = browse(world.kim)
    with count_sql(lite) as few:
        kim.get(f"/teams/{world.team_id}/coverage?day=0")
    with lite.writing() as session:
        for n in range(100):
            shot = books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="9", number=f"9-{n}"))
            rows.take(session, world, shot, warnings=[WARNED])
    with count_sql(lite) as many:
        kim.get(f"/teams/{world.team_id}/coverage?day=0")
    assert len(few) == len(many) <= MOST
