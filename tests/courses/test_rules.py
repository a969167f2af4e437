"""Planning backwards from the night, shifting days, and what is odd about a calendar."""

# ruff: noqa: DTZ001 -- wall-clock times of a course carry no zone

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.courses.rules import SHORTEST, Dated, MilestoneKind, backwards, in_zone, shifted, wall_clock, warnings

moments = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31))
zones = st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])


@given(moments, st.integers(0, 400), st.integers(0, 23))
def test_every_plan_is_in_order_and_ends_with_the_night(first, days, hour):
    night = (first + timedelta(days=days)).replace(hour=hour)
    plan = backwards(first, night)
    if night - first < SHORTEST:
        assert plan is None
        return
    assert plan is not None
    assert len(plan.classes) == 6
    assert plan.classes[0] == first
    assert plan.classes[-1] == night
    assert all(one < other for one, other in pairwise(plan.classes))
    due = dict(plan.due)
    assert list(due) == [kind for kind in MilestoneKind if kind is not MilestoneKind.OTHER]
    assert all(one.date() <= other.date() for one, other in pairwise(due.values()))
    assert due[MilestoneKind.BOOK] < plan.classes[4]
    assert due[MilestoneKind.SCREENING] == night
    assert due[MilestoneKind.FINAL_CUT].date() < night.date()


def test_the_template_of_ten_weeks():
    plan = backwards(datetime(2026, 9, 3, 15), datetime(2026, 11, 5, 18))
    assert plan is not None
    assert [moment.date() for moment in plan.classes[:5]] == [date(2026, 9, 3) + timedelta(weeks=n) for n in range(5)]
    due = {kind.value: moment.strftime("%m-%d %H") for kind, moment in plan.due}
    assert due == {
        "team": "09-09 18",
        "topic": "09-17 18",
        "book": "09-30 18",
        "revised-scenario": "10-07 18",
        "final-cut": "11-02 18",
        "screening": "11-05 18",
        "feedback": "11-12 18",
    }


@given(moments, st.integers(-400, 400), zones)
def test_shifting_by_days_keeps_the_hour_on_the_wall(local, days, zone):
    moment = in_zone(local, zone)
    wall = wall_clock(moment, zone)
    target = wall + timedelta(days=days)
    skipped = wall_clock(in_zone(target, zone), zone) != target  # this hour does not exist there that day
    moved = shifted(moment, days, zone)
    assert moved.tzinfo is UTC
    assert skipped or wall_clock(moved, zone) == target


def test_a_wall_clock_time_means_the_courses_zone():
    assert in_zone(datetime(2026, 11, 26, 18), "Asia/Seoul") == datetime(2026, 11, 26, 9, tzinfo=UTC)
    given_zone = datetime(2026, 11, 26, 18, tzinfo=ZoneInfo("Europe/Berlin"))
    assert in_zone(given_zone, "Asia/Seoul") == datetime(2026, 11, 26, 17, tzinfo=UTC)


START, END = date(2026, 9, 1), date(2026, 12, 20)
NO_EXAM = (None, None)


def night(day: str) -> Dated:
    return Dated("Night", datetime.fromisoformat(f"{day}T18:00"), MilestoneKind.SCREENING)


def said(*dated: Dated, exam=NO_EXAM) -> list[str]:
    return [str(sentence) for sentence in warnings(START, END, exam, dated)]


def test_the_night_and_the_exams():
    exam = (date(2026, 12, 7), date(2026, 12, 11))
    assert "falls into the exam period" in said(night("2026-12-07"), exam=exam)[0]
    assert "falls into the exam period" in said(night("2026-12-11"), exam=exam)[0]
    assert said(night("2026-11-30"), exam=exam) == ["The night is only 7 days before the exams begin."]
    assert said(night("2026-12-12"), exam=exam) == ["The night is only 1 days after the exams end."]
    assert said(night("2026-11-29"), exam=exam) == []
    assert said(night("2026-12-19"), exam=exam) == []
    assert said(night("2026-12-07"), exam=(date(2026, 12, 7), None)) != []


def test_order_and_edges():
    book = Dated("Book", datetime(2026, 10, 1, 18), MilestoneKind.BOOK)
    topic = Dated("Topic", datetime(2026, 10, 2, 18), MilestoneKind.TOPIC)
    extra = Dated("Own", datetime(2026, 9, 2, 18), MilestoneKind.OTHER)
    assert said(topic, book, extra) == ["“Book” comes before “Topic”."]
    first, second = Dated("One", datetime(2026, 9, 8, 9)), Dated("Two", datetime(2026, 9, 7, 9))
    assert said(first, second) == ["“Two” comes before “One”."]
    early, late = Dated("Early", datetime(2026, 8, 31, 9)), Dated("Late", datetime(2026, 12, 21, 9))
    assert said(early, late) == ["“Early” is before the course begins.", "“Late” is after the course ends."]
