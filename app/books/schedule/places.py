"""Where things are: the city that a course's time zone is named after, and plain links to maps.

Nothing of a map is on our pages, and nobody is told who looks at them.
"""

import re
from functools import cache
from importlib import resources
from urllib.parse import quote

KOREA = frozenset({"Asia/Seoul", "Asia/Pyongyang"})
ISO6709 = re.compile(r"([+-]\d{4,7})([+-]\d{5,8})")


def home_of(timezone: str) -> tuple[float, float] | None:
    """Give latitude and longitude of the city that a time zone is named after; None for UTC and unknown zones."""
    return _homes().get(timezone)


def map_of(place: str, spot: tuple[float, float] | None, timezone: str) -> str:
    """Give the address of a map of a place: by its degrees, else by searching its name.

    Korean maps know Korean places best; OpenStreetMap knows the rest.
    """
    words = f"{spot[0]:.6f},{spot[1]:.6f}" if spot else place
    if timezone in KOREA:
        return f"https://map.naver.com/p/search/{quote(words, safe='')}"
    if spot:
        north, east = (f"{one:.6f}" for one in spot)
        return f"https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=17/{north}/{east}"
    return f"https://www.openstreetmap.org/search?query={quote(place, safe='')}"


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
