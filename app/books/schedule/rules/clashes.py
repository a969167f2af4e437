"""What stands in the way of a shooting day, in sentences. Pure; nothing here forbids anything."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.books.schedule.rules.days import LONG, ShootingDay
from app.books.schedule.rules.pieces import Piece, total
from app.books.schedule.rules.scenes import Light
from app.books.schedule.rules.sun import Sun
from app.core.text import Text, say, say_n
from app.teams.wishes.rules import HOURS, SLOT_HOURS, slot_of

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Free:
    """A member and the hours of a usual week in which they have time; none when they said nothing."""

    name: str
    slots: frozenset[int]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another team on a day, at a place."""

    team: int
    place: str
    span: Span | None
    day: date


@dataclass(frozen=True, slots=True)
class Booked:
    """A team has booked so many of a thing from a day to a day, both included."""

    team: int
    first: date
    last: date
    amount: int
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Lent:
    """Something that the course lends, how many there are, and who has booked it."""

    item: str
    quantity: int
    bookings: tuple[Booked, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What a team's days are held against; dates and times are on the course's wall clock."""

    people: Sequence[Free] = ()
    teams: Sequence[Elsewhere] = ()
    exam: tuple[date | None, date | None] = (None, None)
    due: datetime | None = None
    lent: Sequence[Lent] = ()


def clashes(
    day: ShootingDay,
    found: Sequence[Piece],
    around: Around,
    *,
    own: Sequence[ShootingDay] = (),
    light: Sun | None = None,
    needs: Iterable[str] = (),
) -> list[Text]:
    """Say what stands in the way of a day.

    ``own`` are all of the team's days, ``light`` is the sun of this one, ``needs`` is what must be brought.
    """
    return [
        *_hours(day, found),
        *_calendar(day, around),
        *_busy(day, around.people),
        *_ours(day, own),
        *_others(day, around.teams),
        *_shared(day, needs, around.lent),
        *_light(day, found, light),
    ]


def _hours(day: ShootingDay, found: Sequence[Piece]) -> Iterator[Text]:
    if day.crossed:
        yield say("The wrap is before the call.")
    if day.day is None and found:
        yield say("This day has no date yet.")
    if (span := day.span) is None:
        return
    there, needed = span[1] - span[0], timedelta(minutes=total(found).minutes)
    if needed > there:
        yield say(
            "The scenes need about %(needed)s hours, from call to wrap there are %(there)s.",
            needed=in_hours(needed),
            there=in_hours(there),
        )
    if there > LONG:
        yield say("From call to wrap it is %(hours)s hours: nobody is good after twelve.", hours=in_hours(there))


def in_hours(length: timedelta) -> str:
    """Write a length in hours, to the half: "6", "7.5"."""
    return f"{round(length / timedelta(minutes=30)) / 2:g}"


def _calendar(day: ShootingDay, around: Around) -> Iterator[Text]:
    if day.day is None:
        return
    begins, ends = around.exam[0] or around.exam[1], around.exam[1] or around.exam[0]
    if begins and ends and begins <= day.day <= ends:
        yield say("This is in the exam period.")
    if around.due and day.day > around.due.date():
        yield say("This is after the final cut is due.")


def _busy(day: ShootingDay, people: Iterable[Free]) -> Iterator[Text]:
    if (span := day.span) is None:
        return
    needed = needed_slots(span)
    for one in people:
        missing = [(at, slot) for at, slot in needed if slot not in one.slots]
        if one.slots and missing:
            yield say("%(name)s has no time %(hours)s.", name=one.name, hours=_ranges(at for at, _ in missing))


def needed_slots(span: Span) -> list[tuple[int, int]]:
    """List the slots of the weekly grid that a span touches: the first hour of each, and its number."""
    begin, end = span
    found = []
    for n in range((end.date() - begin.date()).days + 1):
        day = begin.date() + timedelta(days=n)
        for row, hour in enumerate(HOURS):
            from_ = datetime.combine(day, time(hour))
            if from_ < end and from_ + timedelta(hours=SLOT_HOURS) > begin:
                found.append((hour, slot_of(day.weekday(), row)))
    return found


def _ranges(hours: Iterable[int]) -> str:
    """Write hours of the grid as ranges: 9, 11, 17 → "9–13, 17–19"."""
    ranges: list[list[int]] = []
    for hour in hours:
        if ranges and ranges[-1][1] == hour:
            ranges[-1][1] = hour + SLOT_HOURS
        else:
            ranges.append([hour, hour + SLOT_HOURS])
    return ", ".join(f"{a}–{b}" for a, b in ranges)


def overlap(one: Span | None, other: Span | None) -> bool:
    """Tell whether two spans share time; what has no hours takes the whole day."""
    return one is None or other is None or (one[0] < other[1] and other[0] < one[1])


def _ours(day: ShootingDay, own: Iterable[ShootingDay]) -> Iterator[Text]:
    for other in own:
        if other.id != day.id and day.day and other.day == day.day and overlap(day.span, other.span):
            yield say("Day %(number)s is at the same time.", number=other.number)


def same_place(one: str, other: str) -> bool:
    """Tell whether two texts name the same place, whatever their blanks and capitals."""
    first, second = ("".join(text.split()).casefold() for text in (one, other))
    return bool(first) and first == second


def _others(day: ShootingDay, teams: Iterable[Elsewhere]) -> Iterator[Text]:
    for other in teams:
        if other.day != day.day or not same_place(day.place, other.place) or not overlap(day.span, other.span):
            continue
        if other.span is None:
            yield say("Team %(team)s is at the same place on this day.", team=other.team)
        else:
            begin, end = (f"{moment:%H:%M}" for moment in other.span)
            yield say(
                "Team %(team)s is at the same place from %(begin)s to %(end)s.", team=other.team, begin=begin, end=end
            )


def _shared(day: ShootingDay, needs: Iterable[str], lent: Iterable[Lent]) -> Iterator[Text]:
    """What the course lends must be booked, and can be taken by others."""
    wanted = list(needs)
    for item in lent:
        if day.day is None or not any(same_place(item.item, one) for one in wanted):
            continue
        taken = [one for one in item.bookings if one.first <= day.day <= one.last]
        if any(one.ours for one in taken):
            continue
        if sum(one.amount for one in taken) >= item.quantity:
            teams = ", ".join(str(number) for number in sorted({one.team for one in taken}))
            yield say("“%(item)s” of the course is with team %(teams)s on this day.", item=item.item, teams=teams)
        else:
            yield say("“%(item)s” belongs to the course: book it for this day.", item=item.item)


def _light(day: ShootingDay, found: Iterable[Piece], light: Sun | None) -> Iterator[Text]:
    """Scenes outside by day need the sun to be up while the team is there."""
    span = day.span
    if span is None or light is None or light.rise is None or light.set is None:
        return
    rise, set_ = light.rise.replace(tzinfo=None), light.set.replace(tzinfo=None)
    bright = [one for one in found if one.scene and one.scene.outside and one.scene.light is Light.DAY]
    if not bright or (rise < span[1] and span[0] < set_ and _common(span, (rise, set_)) >= _needed(bright)):
        return
    names = ", ".join(dict.fromkeys(one.strip.scene for one in bright))
    yield say_n(
        "Scene %(scenes)s needs daylight outside, and the sun is up from %(rise)s to %(set)s.",
        "Scenes %(scenes)s need daylight outside, and the sun is up from %(rise)s to %(set)s.",
        len(bright),
        scenes=names,
        rise=f"{rise:%H:%M}",
        set=f"{set_:%H:%M}",
    )


def _common(one: Span, other: Span) -> timedelta:
    return min(one[1], other[1]) - max(one[0], other[0])


def _needed(found: Iterable[Piece]) -> timedelta:
    return timedelta(minutes=sum(one.minutes for one in found))
