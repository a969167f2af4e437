"""Read a scene heading: inside or outside, where, in which light."""

import re
from typing import NamedTuple

INSIDE = re.compile(
    r"(?:(INT\.?/EXT|I\.?/E|INT|EXT|EST)[. ]|(실내외|실내/실외|실내|실외)(?:[.,:/ ]|$))\s*", re.IGNORECASE
)
BRACKETED = re.compile(r"^(?P<place>.+?)\s*[(（](?P<light>[^()（）]{1,40})[)）]$")
DASHED = re.compile(r"\s+[-–—/]\s+(?=[^-–—]{1,40}$)")
SIDES = {"실내": "INT", "실외": "EXT", "실내외": "INT/EXT", "실내/실외": "INT/EXT", "I/E": "INT/EXT"}


class Setting(NamedTuple):
    """What a heading says; ``side`` is INT, EXT, EST, INT/EXT or nothing. Place and light are as written."""

    side: str
    place: str
    light: str


def setting(heading: str) -> Setting:
    """Take a heading apart: "INT. WARD 7 - NIGHT", "병원 복도 (밤)", "실내. 병원 복도 - 밤". Never raises."""
    text, side = heading.strip(), ""
    if found := INSIDE.match(text):
        written = (found[1] or found[2]).upper().replace("INT./", "INT/").replace("I./", "I/")
        side, text = SIDES.get(written, written), text[found.end() :].strip()
    bracketed = BRACKETED.match(text)
    place, light = (bracketed["place"], bracketed["light"].strip()) if bracketed else (text, "")
    if not light:
        *before, last = DASHED.split(text)
        place, light = (text[: -len(last)].rstrip(" -–—/"), last) if before else (text, "")
    head, _, rest = light.partition("/")
    if not side and head.strip() in SIDES:  # (실내/낮)
        side, light = SIDES[head.strip()], rest.strip()
    return Setting(side, place.strip(), light)
