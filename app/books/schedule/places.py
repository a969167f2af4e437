"""Where a course is when nobody says so: the city that its time zone is named after."""

import re
from functools import cache
from importlib import resources

ISO6709 = re.compile(r"([+-]\d{4,7})([+-]\d{5,8})")


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
