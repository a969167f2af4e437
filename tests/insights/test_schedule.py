"""What a shooting day is held against, and its call sheet: people's time, other teams, takes, the calendar."""

from datetime import UTC, datetime, timedelta

import pytest

from app.books import actions as books
from app.books.actions.writing import book_for
from app.books.models import ShootingDay, Shot
from app.books.schedule import actions
from app.books.schedule.schemas import DayInput, MoveStripInput
from app.books.schemas import ScenarioInput, ShotInput
from app.books.tables import SCHEDULE, SHOTS
from app.core import clock
from app.courses.models import Course, Milestone
from app.courses.rules import MilestoneKind
from app.footage.models import Clip, Take
from app.footage.rules import Rating
from app.insights import queries as insights
from app.jobs.rules import WorkState
from app.teams.models import Extension, Wish
from app.teams.wishes.rules import slot_of
from tests import worlds

SCRIPT = "INT. WARD - NIGHT\n\nNURSE\nWho waits?\n\nEXT. ROOF - DAY\n\nKIM\nI do.\n"
SATURDAY = "2026-12-05"


@pytest.fixture
def world(db):
    return worlds.build(db)


@pytest.fixture
def shoot(db, world):
    """Two scenes on a Saturday from ten to six on the roof; a good take of the first shot."""
    with db.writing() as session:
        kim, team = world.kim, world.team_id
        books.save_scenario(session, kim, team, ScenarioInput(text=SCRIPT))
        shot = books.add_row(session, kim, team, SHOTS, ShotInput(scene="1", size="CU", picture="Eyes", props="Lamp"))
        data = DayInput.model_validate({"day": SATURDAY, "call": "10:00", "wrap": "18:00", "place": "Roof"})
        day = books.add_row(session, kim, team, SCHEDULE, data)
        for piece in insights.schedule_page(session, kim, team).waiting:
            actions.move_strip(session, kim, team, piece.strip.id, MoveStripInput(day=day.id))
        clip = Clip(team_id=team, created_at=clock.now(), state=WorkState.READY)
        session.add(clip)
        session.flush()
        for number, rating in ((1, Rating.CIRCLED),):
            session.add(
                Take(
                    team_id=team, clip_id=clip.id, shot_id=shot.id, number=number, rating=rating, created_at=clock.now()
                )
            )
        return day.id


def plan(db, world, day, who=None):
    with db.reading() as session:
        return insights.schedule_page(session, who or world.kim, world.team_id).day(day)


def sentences(db, world, day):
    return [str(one) for one in plan(db, world, day).clashes]


def test_nothing_stands_in_the_way_of_a_free_day(db, world, shoot):
    assert sentences(db, world, shoot) == []


def test_members_of_the_team_who_have_no_time_are_named_and_nobody_else(db, world, shoot):
    weekdays = [slot_of(day, row) for day in range(5) for row in range(7)]
    with db.writing() as session:
        for who, free in ((world.lee, weekdays), (world.kim, []), (world.park, [0])):
            session.add(
                Wish(
                    course_id=world.course_id,
                    person_id=who.person_id,
                    free=free,
                    words="secret",
                    updated_at=clock.now(),
                )
            )
    assert sentences(db, world, shoot) == ["Lee has no time 9–19."]


def test_another_team_at_the_same_place_is_told_without_its_plans(db, world, shoot):
    with db.writing() as session:
        other = book_for(session, session.get(worlds.Team, world.other_team_id))
        session.add(
            ShootingDay(
                book_id=other.id,
                team_id=world.other_team_id,
                position=1,
                day=datetime.fromisoformat(SATURDAY).date(),
                call="17:00",
                wrap="20:00",
                place=" roof",
                note="secret",
            )
        )
    assert sentences(db, world, shoot) == ["Team 2 is at the same place from 17:00 to 20:00."]


def test_the_final_cut_and_the_exams(db, world, shoot):
    due = datetime(2026, 12, 4, 9, tzinfo=UTC)
    with db.writing() as session:
        course = session.get(Course, world.course_id)
        course.exam_from = course.exam_to = datetime.fromisoformat(SATURDAY).date()
        milestone = Milestone(course_id=course.id, kind=MilestoneKind.FINAL_CUT, title="Final cut", due_at=due)
        session.add(milestone)
        session.flush()
        milestone_id = milestone.id
    assert sentences(db, world, shoot) == ["This is in the exam period.", "This is after the final cut is due."]
    with db.writing() as session:
        session.add(Extension(team_id=world.team_id, milestone_id=milestone_id, due_at=due + timedelta(days=3)))
    assert sentences(db, world, shoot) == ["This is in the exam period."]


def test_takes_cover_shots(db, world, shoot):
    first, second = plan(db, world, shoot).pieces
    assert (first.done, second.done) == (True, False)
    with db.reading() as session:
        assert len(insights.covered_of(session, world.kim, world.team_id)) == 1


def test_a_call_sheet_says_all_there_is(db, world, shoot):
    with db.writing() as session:
        session.get(ShootingDay, shoot).spot = "-33.87, 151.21"
    with db.reading() as session:
        sheet = insights.call_sheet(session, world.kim, world.team_id, shoot)
    assert (sheet.number, sheet.days, str(sheet.date), sheet.call, sheet.wrap) == (1, 1, SATURDAY, "10:00", "18:00")
    assert (sheet.spot, sheet.sun_at) == ((-33.87, 151.21), "Roof")
    assert [(one.number, one.side, one.place, one.cast) for one in sheet.scenes] == [
        ("1", "INT", "WARD", ("NURSE",)),
        ("2", "EXT", "ROOF", ("KIM",)),
    ]
    (shot,) = sheet.scenes[0].shots
    assert (shot.number, shot.size, shot.picture, shot.filmed, shot.taken) == ("1A", "CU", "Eyes", True, True)
    assert [(one.character, one.name, one.scenes) for one in sheet.cast] == [
        ("NURSE", "", ("1",)),
        ("KIM", "", ("2",)),
    ]
    assert [(one.name, one.roles) for one in sheet.crew] == [("Kim", ("director", "writer")), ("Lee", ("editor",))]
    assert [one.what for one in sheet.bring] == ["Lamp"]


def test_the_sun_is_that_of_the_course_when_the_place_is_unknown(db, world, shoot):
    with db.reading() as session:
        sheet = insights.call_sheet(session, world.kim, world.team_id, shoot)
    assert sheet.sun_at == "Seoul"
    assert sheet.sunrise.startswith("07:3")
    assert sheet.sunset.startswith("17:1")


def test_who_works_when(db, world, shoot):
    with db.reading() as session:
        found = insights.schedule_page(session, world.kim, world.team_id)
    assert [(one.name, [letter.value for letter in one.letters]) for one in found.outlines] == [
        ("NURSE", ["SWF"]),
        ("KIM", ["SWF"]),
        ("Kim", ["SWF"]),
    ]


def test_a_schedule_costs_the_same_with_many_days(db, world, shoot, count_sql):
    def cost():
        with db.reading() as session, count_sql(db) as sql:
            insights.schedule_page(session, world.kim, world.team_id)
        return len(sql)

    few = cost()
    with db.writing() as session:
        book = book_for(session, session.get(worlds.Team, world.team_id))
        for n in range(30):
            session.add(ShootingDay(book_id=book.id, team_id=world.team_id, position=n + 2))
            session.add(Shot(book_id=book.id, team_id=world.team_id, position=n + 2, scene="1", number=f"1{n}"))
    assert cost() == few <= 5
