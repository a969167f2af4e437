"""Forty students press at once: quotas and team size hold exactly, and everybody else is told kindly."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import col, func, select

from app.core import clock
from app.core.db import Database
from app.core.errors import Conflict
from app.courses.models import Course, Enrolment
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams import actions
from app.teams.models import Formation, Membership, Quota, RoleHolding, Team
from app.teams.rules import Role
from app.teams.schemas import MoveInput, TeamInput
from tests import worlds

STUDENTS = 40
ROUNDS = 50


@pytest.fixture
def crowded(db_url):
    """A database with room for forty threads that wait for one another."""
    database = Database(db_url, pool_size=STUDENTS, busy_seconds=60)
    yield database
    database.dispose()


def crowd(database, course_id, team_id=None):
    """Enrol forty students, in the team if one is named."""
    with database.writing() as session:
        people = [Person(email=f"s{n}@example.test", name=f"S{n}", created_at=clock.now()) for n in range(STUDENTS)]
        session.add_all(people)
        session.flush()
        for person in people:
            session.add(
                Enrolment(course_id=course_id, person_id=person.id, role=CourseRole.STUDENT, joined_at=clock.now())
            )
            if team_id:
                session.add(
                    Membership(team_id=team_id, course_id=course_id, person_id=person.id, joined_at=clock.now())
                )
        return [
            Actor(
                person_id=person.id,
                name=person.name,
                courses={course_id: CourseRole.STUDENT},
                teams={team_id: course_id} if team_id else {},
            )
            for person in people
        ]


def press_at_once(database, actors, act):
    """Let everybody act in the same moment; returns how many got through and what the others were told."""
    start = Barrier(len(actors))

    def press(actor):
        start.wait()
        try:
            with database.writing() as session:
                act(session, actor)
        except Conflict as refusal:
            return str(refusal)
        return None

    with ThreadPoolExecutor(len(actors)) as pool:
        answers = list(pool.map(press, actors))
    return answers.count(None), [answer for answer in answers if answer]


def test_a_team_is_never_larger_than_allowed(crowded):
    world = worlds.build(crowded)
    actors = crowd(crowded, world.course_id)
    through, told = press_at_once(crowded, actors, lambda s, a: actions.join_team(s, a, world.other_team_id))
    assert through == 8  # nine at most, one is there
    assert set(told) == {"Team 2 is full: 9 people."}
    with crowded.reading() as session:
        count = select(func.count()).where(col(Membership.team_id) == world.other_team_id)
        assert session.exec(count).one() == 9
        version = session.exec(select(Formation.version).where(Formation.course_id == world.course_id)).one()
        assert version == 1 + 8


@pytest.mark.timeout(300)
def test_fifty_times_forty_press_for_one_place(crowded):
    world = worlds.build(crowded)
    actors = crowd(crowded, world.course_id, world.other_team_id)
    with crowded.writing() as session:
        actions.take_role(session, actors[0], world.other_team_id, Role.EDITOR)
    rivals = actors[1:]
    for _ in range(ROUNDS):
        through, told = press_at_once(
            crowded, rivals, lambda s, a: actions.take_role(s, a, world.other_team_id, Role.EDITOR)
        )
        assert through == 1
        assert set(told) == {"Team 2 has 2 editors already."}
        with crowded.writing() as session:
            held = select(RoleHolding).where(
                RoleHolding.team_id == world.other_team_id, RoleHolding.role == Role.EDITOR
            )
            holders = session.exec(held.order_by(col(RoleHolding.id).desc())).all()
            assert len(holders) == 2
            session.delete(holders[0])


def test_a_role_never_has_more_holders_than_its_quota(crowded):
    world = worlds.build(crowded)
    actors = crowd(crowded, world.course_id, world.other_team_id)
    through, told = press_at_once(
        crowded, actors, lambda s, a: actions.take_role(s, a, world.other_team_id, Role.EDITOR)
    )
    assert through == 2
    assert set(told) == {"Team 2 has 2 editors already."}
    with crowded.reading() as session:
        count = select(func.count()).where(
            col(RoleHolding.team_id) == world.other_team_id, col(RoleHolding.role) == Role.EDITOR
        )
        assert session.exec(count).one() == 2


def test_forty_teams_founded_at_once_have_forty_numbers(crowded):
    world = worlds.build(crowded)
    actors = crowd(crowded, world.course_id)
    through, _ = press_at_once(
        crowded, actors, lambda s, a: actions.found_team(s, a, world.course_id, TeamInput(name=a.name))
    )
    assert through == STUDENTS
    with crowded.reading() as session:
        numbers = session.exec(select(Team.number).where(Team.course_id == world.course_id)).all()
    assert sorted(numbers) == list(range(1, STUDENTS + 3))


def test_boards_that_saw_the_same_version_do_one_move_in_all(crowded):
    world = worlds.build(crowded)
    actors = crowd(crowded, world.course_id)
    data = [MoveInput(person_id=actor.person_id, team_id=world.team_id, version=1) for actor in actors]
    moves = iter(data)
    through, told = press_at_once(
        crowded, [world.prof] * STUDENTS, lambda s, a: actions.move_person(s, a, world.course_id, next(moves))
    )
    assert through == 1
    assert all("Han" in sentence and "Nothing was overwritten" in sentence for sentence in told)
    with crowded.reading() as session:
        count = select(func.count()).where(col(Membership.team_id) == world.team_id)
        assert session.exec(count).one() == 3
        assert session.exec(select(func.count()).select_from(Quota)).one() > 0
        assert session.get(Course, world.course_id).version == 1
