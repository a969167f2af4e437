"""Private addresses of calendars: who sees what under them, until they are renewed or taken back."""

from datetime import UTC, datetime

import icalendar
import pytest
from sqlmodel import delete, select

from app.books import actions as books
from app.books.schedule.schemas import DayInput
from app.books.tables import SCHEDULE
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


def test_a_day_that_is_taken_out_leaves_the_calendar(db, world, plan):
    secret = made(db, world.kim)
    with db.writing() as session:
        books.remove_row(session, world.kim, world.team_id, SCHEDULE, plan[0])
    assert not any(uid.startswith("shooting") for uid in events(db, secret))
