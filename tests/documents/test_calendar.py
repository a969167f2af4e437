"""Calendars that programs read: zones, Korean, folding, the same names whatever changes."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from app.documents.calendar import Event, calendar

NOW = datetime(2026, 12, 1, tzinfo=UTC)
KOREAN = "촬영: 대기실 앞에서 기다리는 사람들, 그리고 아무도 기다리지 않는 사람을 기다리는 두 사람; 우산\n둘째 줄"


def read(*events, zone="Asia/Seoul"):
    written = calendar("대기실", zone, events, NOW)
    return written, icalendar.Calendar.from_ical(written)


def test_lines_are_short_in_bytes_and_korean_comes_back_whole():
    written, found = read(Event("a@rushes", KOREAN, datetime(2026, 12, 5, 1, tzinfo=UTC), words=KOREAN * 5))
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    (event,) = found.walk("VEVENT")
    assert str(event["summary"]) == KOREAN
    assert str(event["description"]) == KOREAN * 5
    assert str(found["x-wr-calname"]) == "대기실"


@pytest.mark.parametrize(
    ("zone", "moment", "wall"),
    [
        ("Asia/Seoul", "2026-12-05T01:00+00:00", "2026-12-05T10:00"),
        ("Europe/London", "2026-03-28T10:00+00:00", "2026-03-28T10:00"),
        ("Europe/London", "2026-03-30T10:00+00:00", "2026-03-30T11:00"),
        ("America/New_York", "2026-11-02T14:00+00:00", "2026-11-02T09:00"),
    ],
)
def test_moments_stand_on_the_clock_of_the_course_and_its_zone_is_described(zone, moment, wall):
    begins = datetime.fromisoformat(moment)
    written, found = read(Event("a@rushes", "Shoot", begins, begins.replace(hour=20)), zone=zone)
    (event,) = found.walk("VEVENT")
    assert event["dtstart"].dt == begins
    assert event["dtstart"].dt.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.fromisoformat(wall)
    assert event["dtend"].dt == begins.replace(hour=20)
    assert [str(one["tzid"]) for one in found.walk("VTIMEZONE")] == [zone]
    assert f"DTSTART;TZID={zone}:".encode() in written


def test_a_day_without_hours_takes_the_whole_day():
    _, found = read(Event("a@rushes", "Shoot", date(2026, 12, 5)))
    (event,) = found.walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 12, 5), date(2026, 12, 6))


def test_an_empty_calendar_is_one():
    written, found = read()
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert found.walk("VEVENT") == []


def test_an_event_keeps_its_name_and_counts_its_versions():
    first, second = (read(Event("day-1@rushes", "Shoot", NOW, version=n))[1].walk("VEVENT")[0] for n in (1, 2))
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (1, 2)
