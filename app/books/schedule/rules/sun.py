"""Sunrise and sunset. Pure.

The algorithm is that of NOAA's solar calculator (Global Monitoring Laboratory, "Solar Calculation Details"), after
Jean Meeus, *Astronomical Algorithms*: the sun's upper edge at the horizon of the sea, with 34' of refraction. Right
within about a minute up to 72° of latitude; mountains and weather are not in it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import acos, asin, cos, degrees, radians, sin, tan

ZENITH = 90.833
DAY = timedelta(days=1)
DAY_MINUTES = 1440
CENTURY = 36525.0
J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sun:
    """When the sun rises and sets on a day, in the zone that was asked; without either it stays ``up`` or down."""

    rise: datetime | None
    set: datetime | None
    up: bool

    @property
    def polar(self) -> bool:
        """Whether it neither rises nor sets."""
        return self.rise is None


def sun(day: date, latitude: float, longitude: float, zone: tzinfo) -> Sun:
    """Work out sunrise and sunset of a calendar day; north and east are positive degrees."""
    noon = _noon(day, longitude, zone)
    declination, _ = _position(noon)
    angle = _hour_angle(latitude, declination)
    if angle is None:
        return Sun(None, None, up=latitude * declination > 0)
    rise, set_ = (_crossing(noon, latitude, side) for side in (-1, 1))
    return Sun(rise.astimezone(zone), set_.astimezone(zone), up=True)


def _noon(day: date, longitude: float, zone: tzinfo) -> datetime:
    """Find the moment at which the sun is highest on this day of the zone's calendar."""
    midnight = datetime.combine(day, time(), UTC)
    noon = midnight + timedelta(minutes=720 - 4 * longitude)
    return noon + (day - noon.astimezone(zone).date()).days * DAY


def _crossing(noon: datetime, latitude: float, side: int) -> datetime:
    """Find when the sun crosses the horizon before (-1) or after (1) noon; the second round uses the first's moment."""
    moment = noon
    for _ in range(3):
        declination, equation = _position(moment)
        angle = _hour_angle(latitude, declination)
        if angle is None:
            break
        true_noon = noon - timedelta(minutes=equation)
        moment = true_noon + side * timedelta(minutes=4 * angle)
    return moment


def _hour_angle(latitude: float, declination: float) -> float | None:
    """Give the angle between noon and the horizon, in degrees; None when the sun does not cross it."""
    at, sun_at = radians(latitude), radians(declination)
    bottom = cos(at) * cos(sun_at)
    if abs(bottom) < 1e-12:  # noqa: PLR2004 -- a pole: the sun goes round and crosses nothing
        return None
    cosine = cos(radians(ZENITH)) / bottom - tan(at) * tan(sun_at)
    return degrees(acos(cosine)) if -1 <= cosine <= 1 else None


def _position(moment: datetime) -> tuple[float, float]:
    """Give the sun's declination in degrees, and the equation of time in minutes."""
    t = (moment - J2000) / DAY / CENTURY
    mean_longitude = (280.46646 + t * (36000.76983 + t * 0.0003032)) % 360
    anomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    centre = (
        sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * t)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * t)
    apparent = radians(mean_longitude + centre - 0.00569 - 0.00478 * sin(node))
    mean_obliquity = 23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60
    obliquity = radians(mean_obliquity + 0.00256 * cos(node))
    declination = degrees(asin(sin(obliquity) * sin(apparent)))
    y, at = tan(obliquity / 2) ** 2, radians(mean_longitude)
    equation = 4 * degrees(
        y * sin(2 * at)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * y * sin(anomaly) * cos(2 * at)
        - 0.5 * y * y * sin(4 * at)
        - 1.25 * eccentricity * eccentricity * sin(2 * anomaly)
    )
    return declination, equation
