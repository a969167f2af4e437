"""Shooting days: their hours, who works on which (day-out-of-days), and what stands in the way. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from app.core.text import Text, say

CLOCK = re.compile(
    r"(?P<half>오전|오후|[ap]m)?(?P<hour>[01]?\d|2[0-3])[:.시]?(?P<minute>[0-5]\d)?분?(?::[0-5]\d)?(?P<after>[ap]m)?",
    re.ASCII,
)
LATE = frozenset({"오후", "pm"})
HALF = 12
LONGEST_NIGHT = timedelta(hours=16)
LONG = timedelta(hours=12)
NOON = time(12)


def clock(text: str) -> str | None:
    """Read a time of day as people type it, and as spreadsheets write it; None for anything else.

    "9:30", "0930" and "09:30:00" give "09:30"; "18시", "오후 6시" and "6:00:00 PM" give "18:00".
    """
    bare = "".join(unicodedata.normalize("NFKC", text).split()).casefold().replace(".m.", "m")
    if re.fullmatch(r"\d{4}", bare, re.ASCII):
        bare = f"{bare[:2]}:{bare[2:]}"
    found = CLOCK.fullmatch(bare)
    if found is None:
        return None
    hour, half = int(found["hour"]), found["half"] or found["after"]
    if half and hour <= HALF:
        hour = hour % HALF + (HALF if half in LATE else 0)
    return f"{hour:02}:{found['minute'] or '00'}"


@dataclass(frozen=True, slots=True)
class ShootingDay:
    """A shooting day to reckon with; ``call`` and ``wrap`` are on the wall clock, ``number`` counts by date from 1."""

    id: int
    number: int
    day: date | None
    call: time | None = None
    wrap: time | None = None
    place: str = ""

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """When it begins and ends on the wall clock; a wrap before the call is after midnight, within reason."""
        if self.day is None or self.call is None or self.wrap is None:
            return None
        begin, end = datetime.combine(self.day, self.call), datetime.combine(self.day, self.wrap)
        end += timedelta(days=1) if end <= begin else timedelta(0)
        return (begin, end) if end - begin <= LONGEST_NIGHT else None

    @property
    def crossed(self) -> bool:
        """Whether the wrap is before the call, and not after midnight."""
        return None not in (self.day, self.call, self.wrap) and self.span is None

    def placed(self, zone: tzinfo) -> tuple[datetime, datetime] | None:
        """Give begin and end with their zone: all day when there are no hours; None without a date."""
        span = self.span
        return (span[0].replace(tzinfo=zone), span[1].replace(tzinfo=zone)) if span else None


def of_clock(text: str) -> time | None:
    """Give the kept "09:30" as a time."""
    return time.fromisoformat(text) if text else None


def in_order(days: Iterable[tuple[int, date | None, str]]) -> list[int]:
    """Sort days by date and call; those without a date come last, as they stand. Gives their ids."""
    listed = list(days)
    order = sorted(range(len(listed)), key=lambda n: (listed[n][1] or date.max, listed[n][2], n))
    return [listed[n][0] for n in order]


class Work(StrEnum):
    """A letter of the day-out-of-days, as the trade writes it."""

    START = "SW"
    WORK = "W"
    FINISH = "WF"
    ONLY = "SWF"
    HOLD = "H"
    OFF = ""


def day_out_of_days(works: Iterable[int], days: Sequence[int]) -> list[Work]:
    """Give the letter of each day for somebody who works on some of them; the days stand in order."""
    on = set(works)
    at = [n for n, day in enumerate(days) if day in on]
    if not at:
        return [Work.OFF] * len(days)
    first, last = at[0], at[-1]
    return [_letter(n, first, last, working=days[n] in on) for n in range(len(days))]


def _letter(n: int, first: int, last: int, *, working: bool) -> Work:
    if not working:
        return Work.HOLD if first < n < last else Work.OFF
    if first == last:
        return Work.ONLY
    return {first: Work.START, last: Work.FINISH}.get(n, Work.WORK)


@dataclass(frozen=True, slots=True)
class Outline:
    """A line of the day-out-of-days: somebody, what they are, and a letter a day."""

    name: str
    part: str
    letters: tuple[Work, ...]
    numbers: tuple[int, ...]

    @property
    def worked(self) -> int:
        """On how many days they work."""
        return sum(one not in {Work.OFF, Work.HOLD} for one in self.letters)

    @property
    def sentence(self) -> Text:
        """The same in words."""
        on = [n for n, one in zip(self.numbers, self.letters, strict=True) if one not in {Work.OFF, Work.HOLD}]
        held = [n for n, one in zip(self.numbers, self.letters, strict=True) if one is Work.HOLD]
        days, waits = ", ".join(map(str, on)), ", ".join(map(str, held))
        if not on:
            return say("is not needed yet")
        return (
            say("works on day %(days)s, waits on day %(held)s", days=days, held=waits)
            if held
            else say("works on day %(days)s", days=days)
        )


def outlines(who: Mapping[tuple[str, str], Iterable[int]], days: Sequence[tuple[int, int]]) -> list[Outline]:
    """Make the day-out-of-days: name and part → the ids of the days; ``days`` are id and number in order."""
    ids, numbers = [one for one, _ in days], tuple(number for _, number in days)
    return [Outline(name, part, tuple(day_out_of_days(works, ids)), numbers) for (name, part), works in who.items()]
