"""What stands in somebody's calendar: shooting days, milestones, classes and nights."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlalchemy import select as statement
from sqlmodel import Session, col, select

from app.books.models import Book, Edit, Pitch, Scenario
from app.books.queries import BookPage, Row, rows_of, today_in
from app.books.rules import SectionKind, scene_numbers
from app.books.schedule import rules
from app.books.schedule.places import map_of
from app.core import clock
from app.core.text import Text, say, speaking
from app.courses.models import ClassMeeting, Course
from app.courses.rules import MilestoneKind
from app.documents.calendar import Event, calendar
from app.insights.queries.around import day_of
from app.insights.queries.facts import dues_for, dues_of
from app.insights.queries.schedule import articles_of, named_rows, schedule_page, spot_of, sun_of
from app.insights.queries.sheet import call_sheet_of
from app.people.rules import Actor
from app.screenings.models import Screening
from app.teams.feeds.queries import Follower, follower_by_secret
from app.teams.models import Team

Change = tuple[int, datetime]
"""The book's count when something was changed last, taken out or brought back, and when that was."""
READ = (SectionKind.SCHEDULE, SectionKind.PLACES, SectionKind.EQUIPMENT)
"""The tables that say what one needs to know for a shooting day."""


def feed(session: Session, secret: str, home: str) -> bytes:
    """Give the calendar that somebody follows under a private address (at most 8 statements for one team).

    ``home`` is this site's address, for the links. Raises NotFound as ``follower_by_secret``.
    """
    follower = follower_by_secret(session, secret)
    with speaking(follower.actor.language):
        return _calendar(session, follower, home)


def day_calendar(session: Session, actor: Actor, team_id: int, day_id: int, home: str) -> bytes:
    """Give one shooting day for a calendar program, with its cast and crew (6 statements). Raises NotFound."""
    found = schedule_page(session, actor, team_id)
    sheet, book = call_sheet_of(found, day_id), found.book
    cast = ", ".join(f"{one.character} ({one.name})" if one.name else one.character for one in sheet.cast)
    crew = ", ".join(one.name for one in sheet.crew)
    more = [say("Cast: %(who)s", who=cast) if cast else "", say("Crew: %(who)s", who=crew) if crew else ""]
    bring = [f"{one.what} ({one.who})" if one.who else one.what for one in sheet.bring]
    (changes,) = _changes(session, [team_id]).values()
    event = _shooting(book, found.day(day_id).row, home, changes.get(day_id), bring, more)
    events = [event] if event else []
    return calendar(book.team.film_title or book.team.name, book.course.timezone, events, clock.now())


def _calendar(session: Session, follower: Follower, home: str) -> bytes:
    actor, team = follower.actor, follower.team
    wanted = [team.course_id] if team else list(actor.courses)
    rows = session.exec(
        select(Course, ClassMeeting)
        .outerjoin(ClassMeeting, col(ClassMeeting.course_id) == Course.id)
        .where(col(Course.id).in_(wanted), col(Course.archived).is_(False))
    ).all()
    courses = {course.id: course for course, _ in rows}
    teams = [one for one in follower.teams if one.course_id in courses]
    events = [
        *_days(session, teams, courses, home),
        *_dues(session, teams, courses, home),
        *_classes([meeting for _, meeting in rows if meeting], home),
        *_nights(session, courses, home),
    ]
    newest = max(courses.values(), key=lambda one: one.id, default=None)
    name = (team.film_title or team.name) if team else say("Rushes: %(name)s", name=actor.name)
    return calendar(str(name), newest.timezone if newest else "UTC", events, clock.now())


def _days(session: Session, teams: Iterable[Team], courses: dict[int, Course], home: str) -> Iterable[Event]:
    """Give the days of some teams; those that were called off stay until their date has passed."""
    ours = {one.id: one for one in teams}
    for (book_id, team_id), changes in _changes(session, list(ours)).items():
        team = ours[team_id]
        course = courses[team.course_id]
        everything = rows_of(session, book_id, READ)
        book = BookPage(team, course, book_id, Pitch(book_id=book_id), Scenario(book_id=book_id), everything)
        today = today_in(course)
        for row in everything.get(SectionKind.SCHEDULE, []):
            scenes = set(scene_numbers(row["scenes"]))
            bring = [
                f"{what} ({who})" if who else what
                for what, who, where in articles_of(book)
                if scenes and (not where or scenes.intersection(where))
            ]
            event = _shooting(book, row, home, changes.get(row.id), bring)
            if event and not (row.removed and row["day"] < today.isoformat()):
                yield event


def _changes(session: Session, teams: Collection[int]) -> dict[tuple[int, int], dict[int | None, Change]]:
    """Give for each book of these teams, by its id and the team's, when each of its days was touched last."""
    days = (col(Edit.book_id) == Book.id) & (col(Edit.section) == SectionKind.SCHEDULE)
    rows = session.connection().execute(
        statement(col(Book.id), col(Book.team_id), col(Edit.row), func.max(col(Edit.rev)), func.max(col(Edit.at)))
        .outerjoin(Edit, days)
        .where(col(Book.team_id).in_(teams))
        .group_by(col(Book.id), col(Book.team_id), col(Edit.row))
    )
    found: dict[tuple[int, int], dict[int | None, Change]] = {}
    for book_id, team_id, row, rev, at in rows.all():
        found.setdefault((book_id, team_id), {})[row] = (rev, at)
    return found


def _shooting(
    book: BookPage,
    row: Row,
    home: str,
    change: Change | None,
    bring: Sequence[str],
    more: Sequence[Text | str] = (),
) -> Event | None:
    team, zone = book.team, ZoneInfo(book.course.timezone)
    day = day_of(row, 0)
    if day.day is None:
        return None
    begins: datetime | date = day.day
    ends = None
    if span := day.placed(zone):
        begins, ends = span
    elif day.call is not None:
        begins = datetime.combine(day.day, day.call, zone)
    title = say("Shooting day: %(film)s", film=team.film_title or team.name)
    listed = [one["address"] for one in named_rows(book, "places") if rules.same_place(one["name"], row["place"])]
    return Event(
        uid=f"shooting-day-{row.id}@rushes",
        title=str(say("Called off: %(what)s", what=title) if row.removed else title),
        begins=begins,
        ends=ends,
        where=", ".join(part for part in (row["place"], *listed[:1]) if part),
        words="\n".join(str(line) for line in _told(book, row, bring, more) if line),
        link=f"{home}/teams/{team.id}/book/schedule/days/{row.id}",
        version=row.version + (change[0] if change else 0),
        cancelled=row.removed,
        changed=change[1] if change else None,
    )


def _told(book: BookPage, row: Row, bring: Sequence[str], more: Sequence[Text | str]) -> Iterable[Text | str]:
    """Say what a call sheet says, a line each; "" for what nobody has settled."""
    sun, spot = sun_of(book, row), spot_of(book, row)
    meeting, scenes, hospital = row["meeting"], row["scenes"], row["hospital"]
    yield say("Where to meet: %(where)s", where=meeting) if meeting else ""
    if row["place"] or spot:
        yield say("Map: %(address)s", address=map_of(row["place"], spot, book.course.timezone))
    if sun and sun.rise and sun.set:
        yield say("Sun: up %(rise)s, down %(set)s", rise=f"{sun.rise:%H:%M}", set=f"{sun.set:%H:%M}")
    yield say("Scenes: %(scenes)s", scenes=scenes) if scenes else ""
    yield from more
    yield say("To bring: %(what)s", what=", ".join(bring)) if bring else ""
    yield say("Nearest hospital: %(hospital)s", hospital=hospital) if hospital else ""
    yield row["contacts"]
    yield row["note"]


def _dues(session: Session, teams: Iterable[Team], courses: dict[int, Course], home: str) -> Iterable[Event]:
    milestones = dues_of(session, courses)
    by_course = {team.course_id: team for team in teams}
    for milestone, _ in milestones:
        if milestone.kind is MilestoneKind.SCREENING:
            continue  # the night stands there itself
        team = by_course.get(milestone.course_id)
        due = milestone.due_at
        if team is not None:
            due = next(one.due_at for one in dues_for(team, milestones) if one.milestone_id == milestone.id)
        yield Event(
            uid=f"milestone-{milestone.id}@rushes",
            title=str(say("Due: %(what)s", what=milestone.title)),
            begins=due,
            link=f"{home}/courses/{milestone.course_id}",
            version=milestone.version,
        )


def _classes(meetings: Iterable[ClassMeeting], home: str) -> Iterable[Event]:
    for one in meetings:
        yield Event(
            uid=f"class-{one.id}@rushes",
            title=str(say("Class %(number)s: %(title)s", number=one.number, title=one.title)),
            begins=one.starts_at,
            ends=one.starts_at + timedelta(minutes=one.minutes),
            where=one.place,
            link=f"{home}/classes/{one.id}",
            version=one.version,
        )


def _nights(session: Session, courses: dict[int, Course], home: str) -> Iterable[Event]:
    for one in session.exec(select(Screening).where(col(Screening.course_id).in_(list(courses)))):
        yield Event(
            uid=f"screening-{one.id}@rushes",
            title=str(say("Screening night: %(course)s", course=courses[one.course_id].title)),
            begins=one.starts_at,
            where=one.place,
            link=f"{home}/courses/{one.course_id}/night",
            version=one.version,
        )
