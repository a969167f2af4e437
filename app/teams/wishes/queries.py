"""Reads of wishes. Keep-apart rows are loaded only where a function says so."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from app.core.policy import Decision
from app.courses.models import Course, Enrolment
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams import queries as teams
from app.teams.models import Companion, Formation, KeepApart, Wish
from app.teams.queries import Division, TeamPage
from app.teams.rules import Limits, Member, Role
from app.teams.wishes import policy
from app.teams.wishes.reasons import Mate
from app.teams.wishes.rules import Craft


@dataclass(frozen=True, slots=True)
class Wishes:
    """One student's wishes, all of them or without those to be apart; ``updated_at`` is None when nothing was said."""

    person_id: int
    name: str
    ranked: tuple[Role, ...] = ()
    experience: dict[Craft, int] = field(default_factory=dict)
    equipment: str = ""
    together: tuple[int, ...] = ()
    apart: tuple[int, ...] = ()
    free: tuple[int, ...] = ()
    words: str = ""
    version: int = 0
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnWishes:
    """The page where a student wishes: the course, what was said so far, and whom one may name."""

    course: Course
    formation: Formation
    wishes: Wishes
    others: list[tuple[int, str]]
    offered: list[Role]


@dataclass(frozen=True, slots=True)
class AllWishes:
    """The page where the staff reads: every student by name, also who said nothing."""

    division: Division
    students: list[Wishes]
    may_read_apart: Decision

    @property
    def answered(self) -> list[Wishes]:
        """Who has said something."""
        return [one for one in self.students if one.updated_at is not None]

    def names(self) -> dict[int, str]:
        """Give the names of all students by id."""
        return {one.person_id: one.name for one in self.students}


def own_wishes(session: Session, actor: Actor, course_id: int) -> OwnWishes:
    """Load a student's own wishes (6 statements). Raises NotFound for strangers, Forbidden for who does not study."""
    course, formation = teams.course_and_formation(session, course_id)
    policy.may_see_own(actor, course).require()
    students = students_of(session, course_id)
    wish = wish_of(session, course_id, actor.person_id)
    together = _named(session, Companion, [wish.id]) if wish else {}
    apart = _named(session, KeepApart, [wish.id]) if wish else {}
    return OwnWishes(
        course,
        formation,
        _wishes(actor.person_id, actor.name, wish, together, apart),
        [one for one in students if one[0] != actor.person_id],
        teams.limits_of(session, course, formation).offered,
    )


def all_wishes(session: Session, actor: Actor, course_id: int) -> AllWishes:
    """Load the wishes of all students (6 or 7 statements), with whom they keep apart from only for who may read it.

    Raises NotFound for strangers and Forbidden for who may not read.
    """
    division = teams.division_visible_to(session, actor, course_id)
    policy.may_read_all(actor, division.course).require()
    apart = policy.may_read_apart(actor, division.course)
    return AllWishes(division, wishes_in(session, division, apart=bool(apart)), apart)


def wishes_in(session: Session, division: Division, *, apart: bool) -> list[Wishes]:
    """Load the wishes of all students by name (2 or 3 statements), for who has been allowed already."""
    rows = session.exec(select(Wish).where(Wish.course_id == division.course.id)).all()
    by_person = {row.person_id: row for row in rows}
    ids = [row.id for row in rows]
    together = _named(session, Companion, ids)
    away = _named(session, KeepApart, ids) if apart else {}
    students = sorted((member.name, member.person_id) for member in division.everybody)
    return [_wishes(person_id, name, by_person.get(person_id), together, away) for name, person_id in students]


def mates_visible_to(session: Session, actor: Actor, team_id: int) -> tuple[TeamPage, Limits, list[Mate]]:
    """Load a team with what its members wished for, as far as reasons may tell (5 statements).

    Raises NotFound for strangers and Forbidden for other teams.
    """
    page = teams.team_visible_to(session, actor, team_id)
    people = [member.person_id for member in page.roster.members]
    rows = session.exec(
        select(Enrolment.person_id, Enrolment.section, Wish)
        .outerjoin(Wish, (col(Wish.course_id) == Enrolment.course_id) & (col(Wish.person_id) == Enrolment.person_id))
        .where(Enrolment.course_id == page.course.id, col(Enrolment.person_id).in_(people))
    ).all()
    said = {person_id: (section, row) for person_id, section, row in rows}
    together = _named(session, Companion, [row.id for _, row in said.values() if row])
    mates = [_mate(member, said.get(member.person_id, ("", None)), together) for member in page.roster.members]
    return page, teams.limits_of(session, page.course, page.formation), mates


def _mate(member: Member, said: tuple[str, Wish | None], together: dict[int, list[int]]) -> Mate:
    section, row = said
    if row is None:
        return Mate(member.person_id, member.name, member.roles, section=section)
    wishes = _wishes(member.person_id, member.name, row, together, {})
    return Mate(
        member.person_id,
        member.name,
        member.roles,
        wishes.ranked,
        wishes.together,
        wishes.free,
        wishes.experience,
        section,
    )


def wish_of(session: Session, course_id: int, person_id: int) -> Wish | None:
    """Load somebody's row."""
    return session.exec(select(Wish).where(Wish.course_id == course_id, Wish.person_id == person_id)).first()


def students_of(session: Session, course_id: int) -> list[tuple[int, str]]:
    """Give id and name of the students of a course, by name (1 statement)."""
    rows = session.exec(
        select(Person.id, Person.name)
        .join(Enrolment, col(Enrolment.person_id) == Person.id)
        .where(Enrolment.course_id == course_id, Enrolment.role == CourseRole.STUDENT)
        .order_by(col(Person.name), col(Person.id))
    ).all()
    return [(person_id, name) for person_id, name in rows]


def _named(session: Session, table: type[Companion] | type[KeepApart], ids: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    wanted = list(ids)
    if not wanted:
        return found
    rows = session.exec(
        select(table.wish_id, table.person_id).where(col(table.wish_id).in_(wanted)).order_by(col(table.id))
    ).all()
    for wish_id, person_id in rows:
        found.setdefault(wish_id, []).append(person_id)
    return found


def _wishes(
    person_id: int, name: str, row: Wish | None, together: dict[int, list[int]], apart: dict[int, list[int]]
) -> Wishes:
    if row is None:
        return Wishes(person_id, name)
    return Wishes(
        person_id=person_id,
        name=name,
        ranked=tuple(Role(value) for value in row.ranked),
        experience={Craft(craft): level for craft, level in row.experience.items()},
        equipment=row.equipment,
        together=tuple(together.get(row.id, ())),
        apart=tuple(apart.get(row.id, ())),
        free=tuple(row.free),
        words=row.words,
        version=row.version,
        updated_at=row.updated_at,
    )
