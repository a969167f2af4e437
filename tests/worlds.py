"""A small course full of people, for tests that need somebody to act.

``world.kim`` directs team 1, ``world.lee`` edits it; ``world.park`` is in team 2; ``world.prof`` and
``world.assistant`` teach; ``world.loner`` studies without a team; ``world.stranger`` belongs to another course;
``world.admin`` runs the machine. Each is an :class:`Actor`; ``client(world.kim)`` is a signed-in browser.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.core import clock
from app.core.db import Database
from app.courses.models import Course, Enrolment
from app.people import actions as people
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams.models import Formation, Membership, Quota, RoleHolding, Team
from app.teams.rules import FormationState, Role

ORIGIN = "http://testserver"
DEFAULT_QUOTAS = {
    Role.DIRECTOR: (1, 1),
    Role.WRITER: (1, 2),
    Role.CAST: (1, 4),
    Role.CAMERA: (1, 3),
    Role.SOUND: (1, 2),
    Role.EDITOR: (2, 2),
}


@dataclass(frozen=True)
class World:
    """The ids and people of the small course."""

    course_id: int
    other_course_id: int
    team_id: int
    other_team_id: int
    kim: Actor
    lee: Actor
    park: Actor
    loner: Actor
    prof: Actor
    assistant: Actor
    stranger: Actor
    other_prof: Actor
    admin: Actor

    @property
    def everybody(self) -> dict[str, Actor]:
        """Every persona by name."""
        return {k: v for k, v in vars(self).items() if isinstance(v, Actor)}


def build(database: Database) -> World:
    """Write the small course into an empty database."""
    with database.writing() as session:
        return _World(session).build()


class _World:
    def __init__(self, session: Session) -> None:
        self.session = session

    def add(self, row):
        self.session.add(row)
        self.session.flush()
        return row

    def person(self, name: str, *, admin: bool = False) -> Person:
        email = f"{name.lower()}@example.test"
        return self.add(Person(email=email, name=name, is_admin=admin, created_at=clock.now()))

    def course(self, title: str) -> Course:
        today = datetime.now(UTC).date()
        course = self.add(
            Course(
                title=title,
                timezone="Asia/Seoul",
                starts_on=today - timedelta(days=21),
                ends_on=today + timedelta(days=49),
                created_at=clock.now(),
            )
        )
        self.add(Formation(course_id=course.id, state=FormationState.OPEN))
        for role, (least, most) in DEFAULT_QUOTAS.items():
            self.add(Quota(course_id=course.id, role=role, least=least, most=most))
        return course

    def enrol(self, course: Course, person: Person, role: CourseRole) -> None:
        self.add(Enrolment(course_id=course.id, person_id=person.id, role=role, joined_at=clock.now()))

    def team(self, course: Course, number: int, name: str) -> Team:
        return self.add(Team(course_id=course.id, number=number, name=name, created_at=clock.now()))

    def join(self, team: Team, person: Person, *roles: Role) -> None:
        member = self.add(
            Membership(team_id=team.id, course_id=team.course_id, person_id=person.id, joined_at=clock.now())
        )
        for position, role in enumerate(roles):
            self.add(RoleHolding(membership_id=member.id, team_id=team.id, role=role, position=position))

    def build(self) -> World:
        course, other = self.course("Short film, spring"), self.course("Another school's course")
        people = {n: self.person(n) for n in ("Kim", "Lee", "Park", "Loner", "Han", "Yoon", "Stranger", "Otherprof")}
        admin = self.person("Root", admin=True)
        for name in ("Kim", "Lee", "Park", "Loner"):
            self.enrol(course, people[name], CourseRole.STUDENT)
        self.enrol(course, people["Han"], CourseRole.INSTRUCTOR)
        self.enrol(course, people["Yoon"], CourseRole.ASSISTANT)
        self.enrol(other, people["Stranger"], CourseRole.STUDENT)
        self.enrol(other, people["Otherprof"], CourseRole.INSTRUCTOR)
        first, second = self.team(course, 1, "The Waiting Room"), self.team(course, 2, "Night Shift")
        self.join(first, people["Kim"], Role.DIRECTOR, Role.WRITER)
        self.join(first, people["Lee"], Role.EDITOR)
        self.join(second, people["Park"], Role.DIRECTOR)

        def actor(
            person: Person, role: CourseRole | None = None, team: Team | None = None, where: Course = course
        ) -> Actor:
            return Actor(
                person_id=person.id,
                name=person.name,
                email=person.email,
                is_admin=person.is_admin,
                courses={where.id: role} if role else {},
                teams={team.id: team.course_id} if team else {},
            )

        student = CourseRole.STUDENT
        return World(
            course_id=course.id,
            other_course_id=other.id,
            team_id=first.id,
            other_team_id=second.id,
            kim=actor(people["Kim"], student, first),
            lee=actor(people["Lee"], student, first),
            park=actor(people["Park"], student, second),
            loner=actor(people["Loner"], student),
            prof=actor(people["Han"], CourseRole.INSTRUCTOR),
            assistant=actor(people["Yoon"], CourseRole.ASSISTANT),
            stranger=actor(people["Stranger"], student, None, other),
            other_prof=actor(people["Otherprof"], CourseRole.INSTRUCTOR, None, other),
            admin=actor(admin),
        )


def client(app: FastAPI, actor: Actor | None = None) -> TestClient:
    """Open a browser, signed in as the actor; it sends Origin as browsers do and follows no redirect."""
    browser = TestClient(app, base_url=ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=False)
    if actor is not None:
        with app.state.database.writing() as session:
            person = session.get(Person, actor.person_id)
            browser.cookies.set("rushes", people.open_login(session, person, days=1, device="test"))
    return browser
