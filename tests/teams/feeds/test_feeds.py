"""Private addresses of calendars: who sees what under them, until they are renewed or taken back."""

from datetime import UTC, date, datetime

import icalendar
import pytest
from sqlmodel import delete, select

from app.books import actions as books
from app.books.models import ShootingDay
from app.books.schedule import actions as moving
from app.books.schedule.schemas import DayInput, MoveStripInput
from app.books.schemas import ArticleInput, CastingInput, PlaceInput, ScenarioInput
from app.books.tables import CASTING, EQUIPMENT, PLACES, SCHEDULE
from app.core.errors import NotFound
from app.courses.models import ClassMeeting, Milestone
from app.courses.rules import MilestoneKind
from app.insights import queries as insights
from app.people.models import Person
from app.teams.feeds import actions
from app.teams.models import CalendarFeed, Extension, Membership
from tests import worlds

HOME = "https://rushes.example"


@pytest.fixture
def world(db):
    return worlds.build(db)


@pytest.fixture
def plan(db, world):
    """A shooting day of both teams, a class, and a milestone that team 1 may meet a day later."""
    with db.writing() as session:
        days = []
        for who, team in ((world.kim, world.team_id), (world.park, world.other_team_id)):
            data = DayInput.model_validate({"day": "2026-12-05", "call": "22:00", "wrap": "02:30", "place": "옥상"})
            days.append(books.add_row(session, who, team, SCHEDULE, data).id)
        session.add(
            ClassMeeting(
                course_id=world.course_id,
                number=3,
                title="Pre-production",
                starts_at=datetime(2026, 12, 1, 1, tzinfo=UTC),
            )
        )
        due = datetime(2026, 12, 9, 9, tzinfo=UTC)
        milestone = Milestone(course_id=world.course_id, kind=MilestoneKind.FINAL_CUT, title="Final cut", due_at=due)
        session.add(milestone)
        session.flush()
        session.add(Extension(team_id=world.team_id, milestone_id=milestone.id, due_at=due.replace(day=10)))
    return days


def made(db, who, team_id=None):
    with db.writing() as session:
        return actions.make_feed(session, who, team_id)[1]


def events(db, secret):
    with db.reading() as session:
        found = icalendar.Calendar.from_ical(insights.feed(session, secret, HOME))
    return {str(one["uid"]): one for one in found.walk("VEVENT")}


def test_a_member_follows_all_that_is_theirs_and_nothing_of_others(db, world, plan):
    found = events(db, made(db, world.kim))
    assert {uid.rpartition("-")[0] for uid in found} == {"shooting-day", "milestone", "class"}
    day = found[f"shooting-day-{plan[0]}@rushes"]
    assert f"shooting-day-{plan[1]}@rushes" not in found
    assert day["dtstart"].dt == datetime(2026, 12, 5, 13, tzinfo=UTC)
    assert day["dtend"].dt == datetime(2026, 12, 5, 17, 30, tzinfo=UTC)
    assert str(day["location"]) == "옥상"
    assert str(day["url"]) == f"{HOME}/teams/{world.team_id}/book/schedule/days/{plan[0]}"
    due = next(one for uid, one in found.items() if uid.startswith("milestone"))
    assert due["dtstart"].dt == datetime(2026, 12, 10, 9, tzinfo=UTC)


def test_sentences_are_in_the_language_of_who_follows(db, world, plan):
    secret = made(db, world.kim)
    with db.writing() as session:
        session.get(Person, world.kim.person_id).language = "ko"
    assert str(events(db, secret)[f"shooting-day-{plan[0]}@rushes"]["summary"]).startswith("촬영: ")


def test_staff_follows_any_team_of_the_course_and_others_only_their_own(db, world, plan):
    assert f"shooting-day-{plan[1]}@rushes" in events(db, made(db, world.prof, world.other_team_id))
    for who in (world.kim, world.stranger, world.loner):
        with pytest.raises(NotFound):
            made(db, who, world.other_team_id)
    with pytest.raises(NotFound):
        made(db, world.kim, 10**6)


def test_only_the_newest_address_shows_anything_and_none_after_it_is_taken_back(db, world, plan):
    first, second = made(db, world.kim), made(db, world.kim)
    assert first != second
    with pytest.raises(NotFound):
        events(db, first)
    assert events(db, second)
    with db.writing() as session:
        (feed,) = session.exec(select(CalendarFeed)).all()
        assert second not in feed.token_hash
        with pytest.raises(NotFound):
            actions.remove_feed(session, world.lee, feed.id)
        actions.remove_feed(session, world.kim, feed.id)
    for secret in (second, "", "guess"):
        with pytest.raises(NotFound):
            events(db, secret)


def test_who_leaves_the_team_or_is_switched_off_sees_nothing_more(db, world, plan):
    team, own = made(db, world.kim, world.team_id), made(db, world.kim)
    assert len(events(db, team)) == 3
    with db.writing() as session:
        session.exec(delete(Membership).where(Membership.person_id == world.kim.person_id))
    with pytest.raises(NotFound):
        events(db, team)
    assert f"shooting-day-{plan[0]}@rushes" not in events(db, own)
    with db.writing() as session:
        session.get(Person, world.kim.person_id).disabled = True
    with pytest.raises(NotFound):
        events(db, own)


def test_a_day_that_is_called_off_says_so_until_it_has_passed(db, world, plan):
    secret, uid = made(db, world.kim), f"shooting-day-{plan[0]}@rushes"
    told = [events(db, secret)[uid]]
    for change in (books.remove_row, books.restore_row):
        with db.writing() as session:
            change(session, world.kim, world.team_id, SCHEDULE, plan[0])
        told.append(events(db, secret)[uid])
    assert [str(one["status"]) for one in told] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert str(told[1]["summary"]).startswith("Called off: Shooting day")
    counts = [int(one["sequence"]) for one in told]
    assert counts == sorted(set(counts)), "a program takes what counts higher"
    assert [one["last-modified"].dt for one in told] == sorted(one["last-modified"].dt for one in told)
    with db.writing() as session:
        books.remove_row(session, world.kim, world.team_id, SCHEDULE, plan[0])
        session.get(ShootingDay, plan[0]).day = date(2020, 1, 4)
    assert uid not in events(db, secret)


def test_a_day_says_what_its_call_sheet_says(db, world, plan):
    with db.writing() as session:
        place = PlaceInput(name="옥상", address="종로구 1, 2층; 뒤", coordinates="37.57, 126.98")
        books.add_row(session, world.kim, world.team_id, PLACES, place)
        for item, scenes in (("Lamp", "2"), ("Rope", "9"), ("Water", "")):
            row = ArticleInput(kind="gear", item=item, scenes=scenes, brought_by="Lee" if item == "Lamp" else "")
            books.add_row(session, world.kim, world.team_id, EQUIPMENT, row)
        day = session.get(ShootingDay, plan[0])
        day.scenes, day.hospital, day.contacts, day.meeting = "1, 2", "서울대병원", "Kim 010-1234", "정문"
    event = events(db, made(db, world.kim))[f"shooting-day-{plan[0]}@rushes"]
    assert str(event["location"]) == "옥상, 종로구 1, 2층; 뒤"
    assert str(event["description"]).split("\n") == [
        "Where to meet: 정문",
        "Map: https://map.naver.com/p/search/37.570000%2C126.980000",
        "Sun: up 07:31, down 17:13",
        "Scenes: 1, 2",
        "To bring: Lamp (Lee), Water",
        "Nearest hospital: 서울대병원",
        "Kim 010-1234",
    ]


def test_one_day_to_download_has_its_cast_and_crew(db, world, plan):
    with db.writing() as session:
        books.save_scenario(session, world.kim, world.team_id, ScenarioInput(text="INT. A - DAY\n\nNURSE\nHi.\n"))
        casting = CastingInput(kind="character", part="NURSE", person="Choi")
        books.add_row(session, world.kim, world.team_id, CASTING, casting)
        (waiting,) = insights.schedule_page(session, world.kim, world.team_id).waiting
        moving.move_strip(session, world.kim, world.team_id, waiting.strip.id, MoveStripInput(day=plan[0]))
    with db.reading() as session:
        written = insights.day_calendar(session, world.kim, world.team_id, plan[0], HOME)
        with pytest.raises(NotFound):
            insights.day_calendar(session, world.park, world.team_id, plan[0], HOME)
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert "Cast: NURSE (Choi)\nCrew: Kim, Lee" in str(event["description"])


def test_a_calendar_costs_the_same_with_many_days(db, world, plan, count_sql):
    def cost():
        with db.reading() as session, count_sql(db) as sql:
            insights.feed(session, secret, HOME)
        return len(sql)

    secret = made(db, world.kim)
    few = cost()
    assert few <= 8
    with db.writing() as session:
        data = DayInput.model_validate({"day": "2026-12-06", "call": "10:00"})
        for _ in range(20):
            books.add_row(session, world.kim, world.team_id, SCHEDULE, data)
    assert cost() == few
