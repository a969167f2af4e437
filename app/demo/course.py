"""Write the demonstration course: people, calendar, teams, books, the night. Its films are made afterwards.

Nothing here is left to chance: the same day gives the same course. What happened in the past is written as it
happened, by the same actions that the pages use, with the clock set back.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.core import clock
from app.core.db import Database
from app.core.settings import Settings
from app.courses.models import Course, Enrolment
from app.courses.schemas import NewCourseInput
from app.demo import books, films, forming, lists, nights, people, pitches
from app.demo.cast import Cast
from app.demo.stories import STORIES
from app.people.models import Person
from app.people.passwords import hashed
from app.people.rules import Actor, CourseRole
from app.storage import open_storage
from app.teams import actions as teams
from app.teams.models import Membership, RoleHolding, Team
from app.teams.rules import Role

ZONE = "Asia/Seoul"
DAYS = 38
SECTIONS = ("A", "B")


def make_course(settings: Settings, database: Database) -> Cast:
    """Write everything but the films; takes a few seconds."""
    storage = open_storage(settings)
    with database.writing() as session:
        cast = _people_and_course(session)
    for number in range(len(STORIES)):
        with database.writing() as session:
            books.write(session, storage, cast.members[number], cast.instructor, cast.teams[number], number)
            films.write(session, cast.members[number], cast.instructor, cast.teams[number], cast.course_id, number)
    with database.writing() as session:
        bookers = [(cast.members[number][0], cast.teams[number]) for number in (5, 6)]
        lists.lend(session, cast.instructor, cast.course_id, bookers)
        first = {team: members[1] for team, members in zip(cast.teams, cast.members, strict=True)}
        books.review_each_other(session, cast.instructor, cast.course_id, first)
        pitches.vote(session, cast)
        nights.plan(session, cast, ZONE)
    return cast


def first_class(today: datetime) -> datetime:
    """Give the wall-clock time of the first class: so long ago that the night is tonight."""
    return datetime.combine((today - timedelta(days=DAYS)).date(), time(10, 0))


def tonight(today: datetime) -> datetime:
    """Give the wall-clock time of the night: this evening at seven."""
    return datetime.combine(today.date(), time(19, 0))


def _people_and_course(session: Session) -> Cast:
    today = clock.now().astimezone(ZoneInfo(ZONE))
    begun = first_class(today).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC) - timedelta(days=7)
    secret = hashed(people.PASSWORD)
    with clock.at(begun):
        staff = [_person(session, *who, secret) for who in (people.ADMINISTRATOR, people.INSTRUCTOR, people.ASSISTANT)]
        staff[0].is_admin = True
        admin = Actor(person_id=staff[0].id, name=staff[0].name, is_admin=True)
        # first, so that the course of this term is everybody's newest
        with clock.at(today):
            forming.plan(session, admin, staff[1], ZONE, secret)
        course = teams.start_course(
            session,
            admin,
            NewCourseInput(
                title="단편영화 제작 · Short film",
                language="ko",
                timezone=ZONE,
                currency="KRW",
                first_class=first_class(today),
                night=tonight(today),
                exam_from=today.date() + timedelta(days=12),
                exam_to=today.date() + timedelta(days=18),
            ),
        )
        _enrol(session, course, staff[1], CourseRole.INSTRUCTOR)
        _enrol(session, course, staff[2], CourseRole.ASSISTANT)
        cast = Cast(course.id, _actor(staff[1], course), _actor(staff[2], course, CourseRole.ASSISTANT))
    with clock.at(begun + timedelta(days=9)):
        for number, names in enumerate(people.STUDENTS, start=1):
            _team(session, cast, course, number, names, secret)
        teams.publish_formation(session, cast.instructor, course.id)
    return cast


def _team(session: Session, cast: Cast, course: Course, number: int, names: tuple[str, ...], secret: str) -> None:
    story = STORIES[number - 1]
    team = Team(course_id=course.id, number=number, name=story.name, film_title=story.title, created_at=clock.now())
    session.add(team)
    session.flush()
    cast.teams.append(team.id)
    cast.members.append([])
    for place, name in enumerate(names, start=1):
        person = _person(session, name, people.address(number, place), secret)
        section = SECTIONS[number % len(SECTIONS)]
        _enrol(session, course, person, CourseRole.STUDENT, f"2026{number}{place:02}", section)
        member = Membership(team_id=team.id, course_id=course.id, person_id=person.id, joined_at=clock.now())
        session.add(member)
        session.flush()
        for position, role in enumerate(people.ROLES[place - 1]):
            session.add(RoleHolding(membership_id=member.id, team_id=team.id, role=Role(role), position=position))
        cast.members[-1].append(_actor(person, course, CourseRole.STUDENT, team.id))


def _person(session: Session, name: str, mail: str, secret: str) -> Person:
    person = Person(email=mail, name=name, password_hash=secret, language="", created_at=clock.now())
    session.add(person)
    session.flush()
    return person


def _enrol(
    session: Session, course: Course, person: Person, role: CourseRole, student_no: str = "", section: str = ""
) -> None:
    session.add(
        Enrolment(
            course_id=course.id,
            person_id=person.id,
            role=role,
            student_no=student_no,
            section=section,
            joined_at=clock.now(),
        )
    )
    session.flush()


def _actor(
    person: Person, course: Course, role: CourseRole = CourseRole.INSTRUCTOR, team_id: int | None = None
) -> Actor:
    return Actor(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        courses={course.id: role},
        teams={team_id: course.id} if team_id else {},
    )
