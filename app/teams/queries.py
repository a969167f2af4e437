"""Reads of the teams room. The whole formation of a course is four statements, however many people."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from app.core.errors import NotFound
from app.core.text import Text
from app.courses.models import Course, Enrolment
from app.journal.models import Entry
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams import policy
from app.teams.models import Extension, Formation, Membership, Quota, RoleHolding, Team
from app.teams.rules import (
    MOVED,
    UNDONE,
    Band,
    Breach,
    Limits,
    Member,
    Move,
    Role,
    Roster,
    breaches,
    standing_moves,
    undivided,
)

REMEMBERED_MOVES = 60


@dataclass(frozen=True, slots=True)
class Division:
    """A course's division into teams, everything loaded."""

    course: Course
    formation: Formation
    limits: Limits
    rosters: list[Roster]
    without: list[Member]

    @property
    def everybody(self) -> list[Member]:
        """All students, those in teams first."""
        return [member for roster in self.rosters for member in roster.members] + self.without

    @property
    def breaches(self) -> list[Breach]:
        """Everything that is broken, in words."""
        return breaches(self.rosters, self.limits)

    @property
    def undivided(self) -> Text | None:
        """Why the students cannot be divided into teams of this size, if so."""
        people = len(self.without) + sum(len(roster.members) for roster in self.rosters)
        return undivided(people, self.limits.size)

    def roster(self, team_id: int | None) -> Roster | None:
        """Find a team by its id."""
        return next((roster for roster in self.rosters if roster.team_id == team_id), None)

    def find(self, person_id: int) -> tuple[Member, Roster | None]:
        """Find somebody and their team, None for those without. Raises NotFound for who does not study here."""
        for roster in self.rosters:
            member = roster.member(person_id)
            if member:
                return member, roster
        member = next((member for member in self.without if member.person_id == person_id), None)
        if member is None:
            raise NotFound
        return member, None


def division_visible_to(session: Session, actor: Actor, course_id: int) -> Division:
    """Load all teams of a course and who has none (4 statements). Raises NotFound for strangers."""
    course, formation = course_and_formation(session, course_id)
    policy.may_see_teams(actor, course).require()
    return division(session, course, formation)


def division(session: Session, course: Course, formation: Formation) -> Division:
    """Load limits, teams and students of a course whose formation is at hand (3 statements)."""
    teams = session.exec(_teams(), params={"course": course.id}).all()
    members: dict[int | None, list[Member]] = {}
    for team_id, member in _students(session, course.id):
        members.setdefault(team_id, []).append(member)
    rosters = [
        Roster(team.id, team.number, team.name, tuple(members.get(team.id, ())), team.film_title, team.door)
        for team in teams
    ]
    return Division(course, formation, limits_of(session, course, formation), rosters, members.get(None, []))


def course_and_formation(session: Session, course_id: int, *, hold: bool = False) -> tuple[Course, Formation]:
    """Load both in one statement; ``hold`` makes others who change the teams wait until the transaction ends.

    SQLite's writing sessions wait for one another by themselves. Raises NotFound.
    """
    statement = _course()
    if hold:
        statement = statement.with_for_update(of=Formation).execution_options(populate_existing=True)
    found: tuple[Course, Formation] | None = session.exec(statement, params={"course": course_id}).first()
    if found is None:
        raise NotFound
    return found


@cache
def _course() -> Any:
    return select(Course, Formation).where(Course.id == bindparam("course"), Formation.course_id == Course.id)


@cache
def _teams() -> Any:
    return select(Team).where(Team.course_id == bindparam("course")).order_by(col(Team.number))


@cache
def _quotas() -> Any:
    return select(Quota).where(Quota.course_id == bindparam("course"))


def course_of(session: Session, team_id: int) -> int:
    """Give the id of a team's course. Raises NotFound."""
    found = session.exec(select(Team.course_id).where(Team.id == team_id)).first()
    if found is None:
        raise NotFound
    return found


def limits_of(session: Session, course: Course, formation: Formation) -> Limits:
    """Load the quotas and give all limits as the rules see them."""
    rows = session.exec(_quotas(), params={"course": course.id}).all()
    quotas = {row.role: Band(row.least, row.most) for row in rows}
    return Limits(
        size=Band(course.team_min, course.team_max),
        roles={role: quotas[role] for role in Role if role in quotas},
        per_person=formation.roles_per_person,
    )


def _students(session: Session, course_id: int) -> list[tuple[int | None, Member]]:
    """Load every student with their team's id and roles: one statement, one row a role held."""
    rows = session.exec(_of_course(), params={"course": course_id}).all()
    return [(key[2], member) for key, member in _members(rows)]


@cache
def _of_course() -> Any:
    return (
        select(Person.id, Person.name, Membership.team_id, RoleHolding.role)
        .join(Enrolment, (col(Enrolment.person_id) == Person.id) & (col(Enrolment.course_id) == bindparam("course")))
        .outerjoin(
            Membership, (col(Membership.person_id) == Person.id) & (col(Membership.course_id) == Enrolment.course_id)
        )
        .outerjoin(RoleHolding, col(RoleHolding.membership_id) == Membership.id)
        .where((col(Enrolment.role) == CourseRole.STUDENT) | col(Membership.id).is_not(None))
        .order_by(col(Person.name), col(Person.id), col(RoleHolding.position))
    )


def _members(rows: Iterable[Any]) -> Iterable[tuple[tuple[int, str, int | None], Member]]:
    """Fold rows of (person id, name, team id, role) that stand together into one member each."""
    for key, group in groupby(rows, key=lambda row: row[:3]):
        yield key, Member(key[0], key[1], tuple(row[3] for row in group if row[3] is not None))


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One team with its course, formation and people."""

    course: Course
    formation: Formation
    team: Team
    roster: Roster


def team_visible_to(session: Session, actor: Actor, team_id: int) -> TeamPage:
    """Load a team and its people (2 statements). Raises NotFound for strangers, Forbidden for other teams."""
    found = session.exec(_team(), params={"team": team_id}).first()
    if found is None:
        raise NotFound
    course, formation, team = found
    policy.may_see_team(actor, team).require()
    members = members_of(session, team_id)
    return TeamPage(course, formation, team, Roster(team.id, team.number, team.name, members, team.film_title))


def members_of(session: Session, team_id: int) -> tuple[Member, ...]:
    """Load the people of a team with their roles, by name (1 statement)."""
    rows = session.exec(_of_team(), params={"team": team_id}).all()
    return tuple(member for _, member in _members(rows))


@cache
def _team() -> Any:
    return (
        select(Course, Formation, Team)
        .join(Formation, col(Formation.course_id) == Course.id)
        .join(Team, col(Team.course_id) == Course.id)
        .where(Team.id == bindparam("team"))
    )


@cache
def _of_team() -> Any:
    return (
        select(Person.id, Person.name, Membership.team_id, RoleHolding.role)
        .join(Membership, col(Membership.person_id) == Person.id)
        .outerjoin(RoleHolding, col(RoleHolding.membership_id) == Membership.id)
        .where(Membership.team_id == bindparam("team"))
        .order_by(col(Person.name), col(Person.id), col(RoleHolding.position))
    )


def moves_of(session: Session, course_id: int) -> list[tuple[int, Move]]:
    """Load the moves on the board that were not taken back, newest first, as (journal entry id, move)."""
    rows = session.exec(
        select(Entry.id, Entry.verb, Entry.data)
        .where(Entry.course_id == course_id, col(Entry.verb).in_([MOVED, UNDONE]))
        .order_by(col(Entry.id).desc())
        .limit(REMEMBERED_MOVES)
    ).all()
    return standing_moves((entry_id, verb, dict(data)) for entry_id, verb, data in rows)


def latest_change(session: Session, course_id: int) -> Entry | None:
    """Load the newest thing that happened to the teams of a course, for those who came second."""
    return session.exec(
        select(Entry)
        .where(Entry.course_id == course_id, col(Entry.verb).startswith("team."))
        .order_by(col(Entry.id).desc())
        .limit(1)
    ).first()


def extensions_of(session: Session, team_id: int) -> dict[int, Extension]:
    """Load the team's extensions by milestone id."""
    rows = session.exec(select(Extension).where(Extension.team_id == team_id)).all()
    return {row.milestone_id: row for row in rows}


def sheet_visible_to(session: Session, actor: Actor, course_id: int) -> list[tuple[object, ...]]:
    """Load the rows of the teams' CSV, headings first, for the staff (3 statements). Raises Forbidden."""
    course, formation = course_and_formation(session, course_id)
    policy.may_read_sheet(actor, course).require()
    rows = session.exec(
        select(Team, Person, Enrolment.student_no, RoleHolding)
        .select_from(Enrolment)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .outerjoin(
            Membership,
            (col(Membership.person_id) == Enrolment.person_id) & (col(Membership.course_id) == Enrolment.course_id),
        )
        .outerjoin(Team, col(Team.id) == Membership.team_id)
        .outerjoin(RoleHolding, col(RoleHolding.membership_id) == Membership.id)
        .where(Enrolment.course_id == formation.course_id, Enrolment.role == CourseRole.STUDENT)
        .order_by(col(Team.number).nulls_last(), col(Person.name), col(Person.id), col(RoleHolding.position))
    ).all()
    found: list[tuple[object, ...]] = [("team", "team name", "film", "name", "e-mail", "student no", "roles")]
    for _, group in groupby(rows, key=lambda row: row[1].id):
        held = list(group)
        team, person, student_no, _ = held[0]
        roles = ", ".join(row[3].role.value for row in held if row[3] is not None)
        place = (team.number, team.name, team.film_title) if team else ("", "", "")
        found.append((*place, person.name, person.email, student_no, roles))
    return found
