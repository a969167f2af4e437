"""Where a place lies: degrees as people copy them from a map, or those of the time zone's own city."""

import re
from functools import cache
from importlib import resources

DEGREES = re.compile(r"\s*(-?\d{1,2}(?:\.\d{1,9})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,9})?)\s*", re.ASCII)
ISO6709 = re.compile(r"([+-]\d{4,7})([+-]\d{5,8})")
MOST_NORTH, MOST_EAST = 90, 180


def coordinates(text: str) -> tuple[float, float] | None:
    """Read latitude and longitude: "37.5665, 126.9780"; None for anything else."""
    found = DEGREES.fullmatch(text)
    if found is None:
        return None
    north, east = float(found[1]), float(found[2])
    return (north, east) if abs(north) <= MOST_NORTH and abs(east) <= MOST_EAST else None


def home_of(timezone: str) -> tuple[float, float] | None:
    """Give latitude and longitude of the city that a time zone is named after; None for UTC and unknown zones."""
    return _homes().get(timezone)


@cache
def _homes() -> dict[str, tuple[float, float]]:
    lines = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text().splitlines()
    found = {}
    for line in lines:
        country, _, rest = line.partition("\t")
        where, _, name = rest.partition("\t")
        if not country.startswith("#") and (degrees := ISO6709.fullmatch(where)):
            found[name.partition("\t")[0]] = (_degrees(degrees[1], 2), _degrees(degrees[2], 3))
    return found


def _degrees(written: str, whole: int) -> float:
    """Read ±DDMM or ±DDMMSS (``whole`` digits of degrees)."""
    sign, digits = (-1 if written[0] == "-" else 1), written[1:]
    seconds = digits[whole + 2 :] or "0"
    return sign * (int(digits[:whole]) + int(digits[whole : whole + 2]) / 60 + int(seconds) / 3600)
