"""The calendar of a course: planned backwards from the night, shifted for a copy, checked for clashes.

Wall-clock times are naive ``datetime`` values in the course's time zone; moments are in UTC.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from app.core.text import Text, say
from app.courses.rules.kinds import MilestoneKind

CLASSES = 6
WEEK = timedelta(days=7)
DUE = time(18, 0)
EXAM_DISTANCE = timedelta(days=7)
SHORTEST = timedelta(days=12)
# days from the class on editing to the revised scenario, to the final cut, to the night; room beyond goes to filming
STEPS = (7, 24, 3)


def in_zone(moment: datetime, timezone: str) -> datetime:
    """Give a moment in UTC; a time without a zone is a wall clock's in ``timezone``."""
    placed = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))
    return placed.astimezone(UTC)


def wall_clock(moment: datetime, timezone: str) -> datetime:
    """Give what a clock on the wall shows in the time zone, without a zone."""
    return moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def shifted(moment: datetime, days: int, timezone: str) -> datetime:
    """Move a moment by whole days; the hour on the wall stays, also over a change of summer time."""
    return in_zone(wall_clock(moment, timezone) + timedelta(days=days), timezone)


@dataclass(frozen=True, slots=True)
class Plan:
    """The dates of a new course on the wall clock: six classes, the last being the night, and what is due when."""

    classes: tuple[datetime, ...]
    due: tuple[tuple[MilestoneKind, datetime], ...]


def backwards(first: datetime, night: datetime) -> Plan | None:
    """Plan a course backwards from the night; None when there are fewer than twelve days.

    Classes meet weekly, nearer together when the time is short. The production book is due before the class on
    editing (the fifth); then revising, filming and editing share what is left: a long course gives its extra
    days to filming, a short one shortens all three alike.
    """
    if night - first < SHORTEST:
        return None
    step = min(WEEK, timedelta(days=(night - first).days // CLASSES))
    classes = (*(first + step * n for n in range(CLASSES - 1)), night)
    book = _evening(classes[4], before=1)
    revised, final = _between(book.date(), night.date())
    due = (
        (MilestoneKind.TEAM, _evening(classes[1], before=1)),
        (MilestoneKind.TOPIC, _evening(classes[2])),
        (MilestoneKind.BOOK, book),
        (MilestoneKind.REVISED_SCENARIO, datetime.combine(revised, DUE)),
        (MilestoneKind.FINAL_CUT, datetime.combine(final, DUE)),
        (MilestoneKind.SCREENING, night),
        (MilestoneKind.FEEDBACK, datetime.combine(night.date() + WEEK, DUE)),
    )
    return Plan(classes, due)


def _between(book: date, night: date) -> tuple[date, date]:
    """Share the days between book and night: when the revised scenario and the final cut are due."""
    days = (night - book).days
    wanted = sum(STEPS)
    scale = min(1.0, days / wanted)
    revising, before_night = max(1, int(STEPS[0] * scale)), max(1, int(STEPS[2] * scale))
    return book + timedelta(days=revising), night - timedelta(days=before_night)


def _evening(moment: datetime, *, before: int = 0) -> datetime:
    return datetime.combine(moment.date() - timedelta(days=before), DUE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A class or milestone as the checks see it: what it is called, its kind (None for a class), its local time."""

    title: str
    at: datetime
    kind: MilestoneKind | None = None


def warnings(
    starts_on: date, ends_on: date, exam: tuple[date | None, date | None], dated: Sequence[Dated]
) -> list[Text]:
    """Say what is odd about a calendar: the night too near the exams, things out of order or outside the course.

    Nothing here stops anybody; an instructor may have a reason.
    """
    return [
        *_near_exams(exam, dated),
        *_out_of_order([one for one in dated if one.kind is None]),
        *_out_of_order(_by_kind(dated)),
        *_outside(starts_on, ends_on, dated),
    ]


def _near_exams(exam: tuple[date | None, date | None], dated: Iterable[Dated]) -> Iterable[Text]:
    begins, ends = exam[0] or exam[1], exam[1] or exam[0]
    if begins is None or ends is None:
        return
    for night in (one for one in dated if one.kind is MilestoneKind.SCREENING):
        day = night.at.date()
        if begins <= day <= ends:
            yield say("The night falls into the exam period. In the published course that cost the discussion.")
        elif begins - EXAM_DISTANCE <= day < begins:
            yield say("The night is only %(days)s days before the exams begin.", days=(begins - day).days)
        elif ends < day <= ends + EXAM_DISTANCE:
            yield say("The night is only %(days)s days after the exams end.", days=(day - ends).days)


def _by_kind(dated: Iterable[Dated]) -> list[Dated]:
    order = list(MilestoneKind)
    ours = [one for one in dated if one.kind not in {None, MilestoneKind.OTHER}]
    return sorted(ours, key=lambda one: order.index(one.kind or MilestoneKind.OTHER))


def _out_of_order(dated: Sequence[Dated]) -> Iterable[Text]:
    for before, after in pairwise(dated):
        if after.at < before.at and (before.kind is None or after.kind is not before.kind):
            yield say("“%(after)s” comes before “%(before)s”.", after=after.title, before=before.title)


def _outside(starts_on: date, ends_on: date, dated: Iterable[Dated]) -> Iterable[Text]:
    for one in dated:
        if one.at.date() < starts_on:
            yield say("“%(title)s” is before the course begins.", title=one.title)
        elif one.at.date() > ends_on:
            yield say("“%(title)s” is after the course ends.", title=one.title)
