"""Sunrise and sunset against published times (almanacs of the national observatories), to two minutes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.books.schedule.places import home_of
from app.books.schedule.rules.sun import sun

SEOUL = (37.5665, 126.9780, "Asia/Seoul")
LONDON = (51.5074, -0.1278, "Europe/London")
SYDNEY = (-33.8688, 151.2093, "Australia/Sydney")
HONOLULU = (21.3069, -157.8583, "Pacific/Honolulu")
TONGA = (-21.1393, -175.2049, "Pacific/Tongatapu")


@pytest.mark.parametrize(
    ("place", "day", "rise", "set_"),
    [
        (SEOUL, "2024-03-20", "06:35", "18:43"),
        (SEOUL, "2024-06-21", "05:11", "19:57"),
        (SEOUL, "2024-12-21", "07:43", "17:17"),
        (LONDON, "2024-06-20", "04:43", "21:21"),
        (LONDON, "2024-12-21", "08:03", "15:53"),
        (SYDNEY, "2024-06-21", "07:00", "16:54"),
        (SYDNEY, "2024-12-21", "05:41", "20:05"),
        (HONOLULU, "2024-06-20", "05:50", "19:16"),
    ],
)
def test_the_sun_keeps_to_the_almanac(place, day, rise, set_):
    latitude, longitude, zone = place
    found = sun(date.fromisoformat(day), latitude, longitude, ZoneInfo(zone))
    for moment, published in ((found.rise, rise), (found.set, set_)):
        wanted = datetime.fromisoformat(f"{day}T{published}").replace(tzinfo=ZoneInfo(zone))
        assert abs(moment - wanted) <= timedelta(minutes=2), moment


def test_near_the_poles_the_sun_may_stay_up_or_down():
    tromso = (69.6492, 18.9553, ZoneInfo("Europe/Oslo"))
    summer, winter = sun(date(2024, 6, 21), *tromso), sun(date(2024, 12, 21), *tromso)
    assert (summer.polar, summer.up) == (True, True)
    assert (winter.polar, winter.up) == (True, False)
    spring = sun(date(2024, 3, 20), *tromso)
    assert timedelta(hours=11) < spring.set - spring.rise < timedelta(hours=13)
    mcmurdo = (-77.85, 166.67, ZoneInfo("Antarctica/McMurdo"))
    assert sun(date(2024, 12, 21), *mcmurdo).up
    assert not sun(date(2024, 6, 21), *mcmurdo).up
    assert sun(date(2024, 6, 21), 90.0, 0.0, ZoneInfo("UTC")).up


@given(
    day=st.dates(date(1950, 1, 1), date(2090, 12, 31)),
    latitude=st.floats(-60, 60),
    place=st.sampled_from([SEOUL, LONDON, SYDNEY, HONOLULU, TONGA]),
)
def test_the_sun_rises_and_sets_on_the_day_that_was_asked(day, latitude, place):
    _, longitude, zone = place
    found = sun(day, latitude, longitude, ZoneInfo(zone))
    middle = found.rise + (found.set - found.rise) / 2
    assert middle.date() == day
    assert timedelta(hours=4) < found.set - found.rise < timedelta(hours=20)
    assert found.rise.tzinfo == ZoneInfo(zone)


def test_a_course_is_in_the_city_of_its_time_zone():
    latitude, longitude = home_of("Asia/Seoul")
    assert abs(latitude - 37.55) < 0.1
    assert abs(longitude - 126.97) < 0.1
    assert home_of("America/New_York")[1] < 0
    assert home_of("UTC") is None
