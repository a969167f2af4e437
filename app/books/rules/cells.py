"""Cells as people type them: days, marks, words of a list, places on the map, scenes."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

DAY = re.compile(r"(\d{4})\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2})\s*(?:[.]|일)?(?:\s*\(.\))?", re.ASCII)
YES = frozenset({"1", "x", "o", "v", "y", "yes", "on", "true", "done", "✓", "✔", "☑", "예", "네", "완료", "참"})
NO = frozenset({"", "0", "n", "no", "off", "false", "-", "–", "☐", "아니요", "아니오", "거짓"})
POINT = re.compile(r"\(?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*[,\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*\)?", re.ASCII)
SCENE = re.compile(r"[^\s,;·/]+")
FURTHEST = (90, 180)


def day(text: str) -> date | None:
    """Read a day that begins with its year: 2026-12-03, "2026. 12. 3.", "2026년 12월 3일".

    None for everything else: 3/12 is two different days in two countries.
    """
    found = DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def flag(text: str) -> bool | None:
    """Read a mark: "x", "yes", "완료" and the like, or none of it; None for what is neither."""
    word = text.strip().casefold()
    return True if word in YES else False if word in NO else None


def choice(text: str, options: Mapping[str, Iterable[str]]) -> str | None:
    """Find what a word stands for among values and the words each is called by; None when it is none of them."""
    wanted = text.strip().casefold()
    for value, words in options.items():
        if wanted in {value.casefold(), *(word.casefold() for word in words)}:
            return value
    return None


def coordinates(text: str) -> tuple[float, float] | None:
    """Read latitude and longitude as maps give them: "37.5796, 126.9990"; None when it is no place on earth."""
    found = POINT.fullmatch(text.strip())
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= FURTHEST[0] and abs(longitude) <= FURTHEST[1] else None


def scene_numbers(text: str) -> list[str]:
    """Read the numbers of scenes: "1, 3A 7" is 1, 3A and 7, each once."""
    return list(dict.fromkeys(SCENE.findall(text)))
