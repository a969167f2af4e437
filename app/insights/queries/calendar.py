"""What stands in somebody's calendar: shooting days, milestones, classes and nights."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.books.models import ShootingDay
from app.books.schedule import rules
from app.core import clock
from app.core.errors import NotFound
from app.core.text import say, speaking
from app.courses.models import ClassMeeting, Course
from app.courses.rules import MilestoneKind
from app.documents.calendar import Event, calendar
from app.insights.queries.facts import dues_for, dues_of
from app.people.rules import Actor
from app.screenings.models import Screening
from app.teams.feeds.queries import Follower, follower_by_secret
from app.teams.models import Team

DAY = timedelta(days=1)


def feed(session: Session, secret: str, home: str) -> bytes:
    """Give the calendar that somebody follows under a private address (at most 8 statements).

    ``home`` is this site's address, for the links. Raises NotFound as ``follower_by_secret``.
    """
    follower = follower_by_secret(session, secret)
    with speaking(follower.actor.language):
        return _calendar(session, follower, home)


def day_calendar(session: Session, actor: Actor, team_id: int, day_id: int, home: str) -> bytes:
    """Give one shooting day for a calendar program (3 statements). Raises NotFound."""
    found = session.exec(
        select(ShootingDay, Team, Course)
        .join(Team, col(Team.id) == ShootingDay.team_id)
        .join(Course, col(Course.id) == Team.course_id)
        .where(ShootingDay.id == day_id, ShootingDay.team_id == team_id, col(ShootingDay.removed_at).is_(None))
    ).first()
    if found is None or not (actor.in_team(team_id) or actor.assists(found[2].id)):
        raise NotFound
    day, team, course = found
    events = [one for one in [_shooting(day, team, course, home)] if one]
    return calendar(team.film_title or team.name, course.timezone, events, clock.now())


def _calendar(session: Session, follower: Follower, home: str) -> bytes:
    actor, team = follower.actor, follower.team
    wanted = [team.course_id] if team else list(actor.courses)
    courses = {
        one.id: one
        for one in session.exec(select(Course).where(col(Course.id).in_(wanted), col(Course.archived).is_(False)))
    }
    teams = [one for one in follower.teams if one.course_id in courses]
    events = [
        *_days(session, teams, courses, home),
        *_dues(session, teams, courses, home),
        *_classes(session, courses, home),
        *_nights(session, courses, home),
    ]
    newest = max(courses.values(), key=lambda one: one.id, default=None)
    name = (team.film_title or team.name) if team else say("Rushes: %(name)s", name=actor.name)
    return calendar(str(name), newest.timezone if newest else "UTC", events, clock.now())


def _days(session: Session, teams: Iterable[Team], courses: dict[int, Course], home: str) -> Iterable[Event]:
    ours = {one.id: one for one in teams}
    rows = session.exec(
        select(ShootingDay).where(
            col(ShootingDay.team_id).in_(list(ours)),
            col(ShootingDay.day).is_not(None),
            col(ShootingDay.removed_at).is_(None),
        )
    ).all()
    for row in rows:
        team = ours[row.team_id]
        if event := _shooting(row, team, courses[team.course_id], home):
            yield event


def _shooting(row: ShootingDay, team: Team, course: Course, home: str) -> Event | None:
    if row.day is None:
        return None
    day = rules.ShootingDay(row.id, 0, row.day, rules.of_clock(row.call), rules.of_clock(row.wrap))
    begins: datetime | date = row.day
    ends = None
    if span := day.placed(ZoneInfo(course.timezone)):
        begins, ends = span
    elif day.call is not None:
        begins = datetime.combine(row.day, day.call, ZoneInfo(course.timezone))
    lines = (
        (say("Where to meet: %(where)s", where=row.meeting), row.meeting),
        (say("Scenes: %(scenes)s", scenes=row.scenes), row.scenes),
        (say("Nearest hospital: %(hospital)s", hospital=row.hospital), row.hospital),
        (row.contacts, row.contacts),
        (row.note, row.note),
    )
    return Event(
        uid=f"shooting-day-{row.id}@rushes",
        title=str(say("Shooting day: %(film)s", film=team.film_title or team.name)),
        begins=begins,
        ends=ends,
        where=row.place,
        words="\n".join(str(line) for line, there in lines if there),
        link=f"{home}/teams/{team.id}/book/schedule/days/{row.id}",
        version=row.version,
    )


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


def _classes(session: Session, courses: dict[int, Course], home: str) -> Iterable[Event]:
    for one in session.exec(select(ClassMeeting).where(col(ClassMeeting.course_id).in_(list(courses)))):
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
