"""The filming schedule with all that it is held against: people, takes, other teams, the course's calendar.

A team's members learn of each other whether they have time at an hour, as the team's common hours tell already, and of
other teams only that they are at the same place at the same time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.books import policy, queries
from app.books.queries import BookPage, Row
from app.books.rules import SectionKind, coordinates, scene_numbers
from app.books.schedule import places, rules
from app.books.schedule import queries as strips
from app.books.schedule.rules import Around, Outline, Piece, Sun, Total
from app.books.tables import TABLES
from app.core.errors import NotFound
from app.core.text import Text
from app.insights.queries.around import as_date, day_of, facts_around
from app.people.rules import Actor
from app.teams.rules import Member, Role

READ_WITH = {"schedule", "shots", "breakdown", "casting", "places", "equipment"}
SCHEDULE_READS = tuple(one for one in TABLES if one.value in READ_WITH)
"""The tables that a schedule needs, as far as the book has them."""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A shooting day with its strips, their sum, what stands in its way, and the sun."""

    row: Row
    day: rules.ShootingDay
    pieces: list[Piece]
    total: Total
    clashes: list[Text]
    sun: Sun | None

    @property
    def id(self) -> int:
        """The day's id."""
        return self.row.id

    @property
    def open(self) -> list[Piece]:
        """What of it is not filmed."""
        return [one for one in self.pieces if not one.done]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A team's filming schedule. ``days`` stand by date, ``waiting`` are the strips that have none yet."""

    book: BookPage
    days: list[DayPlan]
    waiting: list[Piece]
    removed: list[Row]
    total: Total
    outlines: list[Outline]
    members: list[Member]
    casting: Mapping[str, str] = field(default_factory=dict)

    def day(self, day_id: int) -> DayPlan:
        """Find a day. Raises NotFound."""
        found = next((one for one in self.days if one.id == day_id), None)
        if found is None:
            raise NotFound
        return found


def schedule_page(session: Session, actor: Actor, team_id: int) -> Schedule:
    """Load a team's filming schedule (5 statements). Raises NotFound."""
    return schedule_of(session, queries.book_page(session, actor, team_id, SCHEDULE_READS))


def schedule_of(session: Session, book: BookPage) -> Schedule:
    """Put the schedule of a book together that was loaded with ``SCHEDULE_READS`` (2 statements)."""
    facts = facts_around(session, book.team, book.course)
    days = _days(book)
    scenes = strips.planned(book)
    kept = [strips.strip_of(one, [day.id for day, _ in days]) for one in strips.rows_of(session, book.book_id)]
    found = rules.pieces(rules.followed(kept, scenes), scenes, facts.covered)
    columns = rules.arranged(found, [day.id for day, _ in days])
    own = [day for day, _ in days]
    plans = [_plan(book, day, row, columns[day.id], facts.around, own) for day, row in days]
    casting = {row["part"]: row["person"] for row in named_rows(book, "casting") if row["part"]}
    return Schedule(
        book=book,
        days=plans,
        waiting=columns[None],
        removed=book.removed(SectionKind.SCHEDULE),
        total=rules.total(found),
        outlines=_outlines(plans, casting, facts.members),
        members=facts.members,
        casting=casting,
    )


def covered_of(session: Session, actor: Actor, team_id: int) -> frozenset[int]:
    """Give the ids of a team's shots with a good take (2 statements). Raises NotFound."""
    team, course = queries.team_and_course(session, team_id)
    policy.may_see_book(actor, team).require()
    return facts_around(session, team, course).covered


def named_rows(book: BookPage, name: str) -> list[Row]:
    """Give the rows of a table by the name of its section, nothing where the book has no such table."""
    return strips.named(book.everything, name)


def _days(book: BookPage) -> list[tuple[rules.ShootingDay, Row]]:
    rows = {row.id: row for row in book.rows(SectionKind.SCHEDULE)}
    order = rules.in_order((row.id, as_date(row["day"]), row["call"]) for row in rows.values())
    return [(day_of(rows[one], number), rows[one]) for number, one in enumerate(order, start=1)]


def _plan(
    book: BookPage,
    day: rules.ShootingDay,
    row: Row,
    found: list[Piece],
    around: Around,
    own: list[rules.ShootingDay],
) -> DayPlan:
    sun = sun_of(book, row)
    needs = [one.what for one in rules.to_bring(found, articles_of(book))]
    clashes = rules.clashes(day, found, around, own=own, light=sun, needs=needs)
    return DayPlan(row, day, found, rules.total(found), clashes, sun)


def spot_of(book: BookPage, row: Row) -> tuple[float, float] | None:
    """Give where a day is filmed: the day's own degrees, else those of its place in the list of places."""
    listed = [
        place["coordinates"] for place in named_rows(book, "places") if rules.same_place(place["name"], row["place"])
    ]
    return next((at for text in (row["spot"], *listed) if (at := coordinates(text or ""))), None)


def sun_of(book: BookPage, row: Row) -> Sun | None:
    """Work out the sun of a day at its place, else in the city of the course's time zone."""
    day = as_date(row["day"])
    at = spot_of(book, row) or places.home_of(book.course.timezone)
    return rules.sun(day, *at, ZoneInfo(book.course.timezone)) if day and at else None


def _outlines(plans: Iterable[DayPlan], casting: Mapping[str, str], members: Iterable[Member]) -> list[Outline]:
    """Give the day-out-of-days: every character, then the crew, who work whenever something is filmed."""
    listed = list(plans)
    who: dict[tuple[str, str], set[int]] = {}
    for plan in listed:
        for piece in plan.pieces:
            for character in piece.scene.cast if piece.scene else ():
                who.setdefault((character, _played_by(character, casting)), set()).add(plan.id)
    filming = {plan.id for plan in listed if plan.pieces}
    crew = {(one.name, ""): filming for one in members if set(one.roles) - {Role.CAST, Role.WRITER, Role.EDITOR}}
    return rules.outlines({**who, **crew}, [(plan.id, plan.day.number) for plan in listed])


def _played_by(character: str, casting: Mapping[str, str]) -> str:
    return next((who for name, who in casting.items() if name.casefold() == character.casefold()), "")


def articles_of(book: BookPage) -> list[tuple[str, str, list[str]]]:
    """Give what the equipment list has: what, who brings it, for which scenes."""
    return [
        (row["item"], row["brought_by"], scene_numbers(row["scenes"]))
        for row in named_rows(book, "equipment")
        if row["item"]
    ]
