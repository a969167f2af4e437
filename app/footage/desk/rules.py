"""Names of files for editors, and the rate of a timeline. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

USUAL = Fraction(30)
_UNSAFE = re.compile(r"[^\w.-]+")


def sensible_name(scene: str, shot: str, take: int, original: str) -> str:
    """Name a take's file so that a folder sorts by scene, shot and take: "012_12A_T03_IMG_2041.MOV".

    Letters of every language stay; blanks and what file systems refuse become one "-".
    """
    stem, dot, ending = unicodedata.normalize("NFC", original).rpartition(".")
    if not dot:
        stem, ending = ending, "mov"
    number = re.match(r"\d+", scene)
    place = f"{int(number[0]):03}{scene[number.end() :]}" if number else scene or "000"
    parts = [place, shot or "X", f"T{take:02}", stem]
    name = "_".join(_UNSAFE.sub("-", part).strip("-.") or "X" for part in parts)
    return f"{name[:100]}.{_UNSAFE.sub('', ending)[:8] or 'mov'}"


def apart(names: Iterable[str]) -> list[str]:
    """Make names unique, also where capitals do not count: a second "a.mov" is "a-2.mov"."""
    seen: Counter[str] = Counter()
    made = []
    for name in names:
        seen[name.casefold()] += 1
        times = seen[name.casefold()]
        stem, _, ending = name.rpartition(".")
        made.append(name if times == 1 else f"{stem}-{times}.{ending}")
    return made


def timeline_rate(rates: Iterable[Fraction]) -> Fraction:
    """Choose the rate that most takes have, the higher one of two; the usual one for none."""
    counted = Counter(rates)
    return max(counted, key=lambda rate: (counted[rate], rate), default=USUAL)
