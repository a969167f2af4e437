"""Writes: invite, import, change roles, remove, make links. None commits."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core import clock, ids
from app.core.errors import Conflict, Forbidden, Invalid
from app.core.text import Text, say
from app.courses.enrolments import policy, queries, rules
from app.courses.enrolments.rules import Column, Judged, Row, Sheet, Verdict
from app.courses.enrolments.schemas import InviteInput
from app.courses.models import Course, Enrolment
from app.journal import actions as journal
from app.people import actions as people
from app.people.models import Person
from app.people.rules import Actor, CourseRole

MOST_INVITED = 200


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody and the secret of their one-time link."""

    person: Person
    secret: str


@dataclass(slots=True)
class Imported:
    """What an import or an invitation did."""

    added: int = 0
    changed: int = 0
    links: list[Invited] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Preview:
    """A roster with what would become of each row, sealed."""

    course: Course
    sheet: Sheet
    rows: list[Judged]
    seal: str

    @property
    def wrong(self) -> int:
        """How many rows cannot be imported."""
        return sum(one.verdict is Verdict.WRONG for one in self.rows)

    @property
    def importable(self) -> int:
        """How many rows change something."""
        return len(rules.importable(self.rows))


def enrol(
    session: Session, course_id: int, person: Person, role: CourseRole, *, student_no: str = "", section: str = ""
) -> Enrolment:
    """Put somebody into a course; whoever calls has asked a policy. Raises Conflict when they are in it."""
    enrolment = Enrolment(
        course_id=course_id,
        person_id=person.id,
        role=role,
        student_no=student_no,
        section=section,
        joined_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(enrolment)
    except IntegrityError as error:
        raise Conflict(say("%(name)s is in the course already.", name=person.name)) from error
    return enrolment


def preview_roster(session: Session, actor: Actor, course_id: int, sheet: Sheet, key: str) -> Preview:
    """Say what would become of each row; ``key`` seals the answer. Changes nothing."""
    course = queries.course_of(session, actor, course_id)
    policy.may_change_people(actor, course).require()
    if Column.EMAIL not in sheet.columns:
        raise Invalid(say("Say which column holds the e-mail addresses."), field="columns")
    rows = rules.rows_of(sheet)
    found = queries.known_addresses(session, course_id, {row.email for row in rows if row.email})
    judged = rules.judged(rows, queries.known(found))
    return Preview(course, sheet, judged, ids.sign(key, rules.written_down(course_id, sheet, judged)))


def import_roster(
    session: Session, actor: Actor, course_id: int, sheet: Sheet, *, seal: str, key: str, leave_out: bool = False
) -> Imported:
    """Import what was previewed: all of it or nothing.

    Raises Conflict when the preview was altered or the course has changed since, Invalid when rows are wrong and
    shall not be left out.
    """
    course = queries.course_of(session, actor, course_id, hold=True)
    policy.may_change_people(actor, course).require()
    preview = preview_roster(session, actor, course_id, sheet, key)
    if not ids.signed(key, rules.written_down(course_id, sheet, preview.rows), seal):
        raise Conflict(
            say("The course or the list has changed since this preview. Look at it again; nothing was imported.")
        )
    if preview.wrong and not leave_out:
        raise Invalid(say("Some rows are wrong. Correct them, or choose to leave them out."))
    done = _apply(session, actor, course, rules.importable(preview.rows), CourseRole.STUDENT)
    journal.record(
        session, actor, "roster.imported", course, course_id=course_id, added=done.added, changed=done.changed
    )
    return done


def invite_people(session: Session, actor: Actor, course_id: int, data: InviteInput) -> Imported:
    """Invite one person or several; those without an account get one and a link. All or nobody.

    Raises Invalid(field="addresses") naming the first address that cannot be used.
    """
    course = queries.course_of(session, actor, course_id, hold=True)
    policy.may_change_people(actor, course).require()
    rows = _addresses(data.addresses)
    found = queries.known_addresses(session, course_id, {row.email for row in rows})
    judged = rules.judged(rows, queries.known(found))
    for one in judged:
        if one.verdict is Verdict.WRONG and one.sentence:
            raise Invalid(one.sentence, field="addresses")
    done = _apply(session, actor, course, rules.importable(judged), data.role)
    if not done.added:
        raise Invalid(say("Everybody on this list is in the course already."), field="addresses")
    return done


def change_role(session: Session, actor: Actor, course_id: int, person_id: int, role: CourseRole) -> Person:
    """Change what somebody is in the course. Raises Forbidden for the last instructor."""
    course = queries.course_of(session, actor, course_id, hold=True)
    policy.may_change_people(actor, course).require()
    member = queries.member_of(session, course_id, person_id)
    if member.enrolment.role is role:
        return member.person
    _keep_an_instructor(session, course_id, member, role)
    member.enrolment.role = role
    journal.record(
        session,
        actor,
        "person.role-changed",
        member.person,
        course_id=course_id,
        tell=[person_id],
        href=f"/courses/{course_id}",
        name=member.person.name,
        role=role.value,
    )
    return member.person


def remove_person(session: Session, actor: Actor, course_id: int, person_id: int, *, in_team: bool) -> Person:
    """Take somebody out of the course; the account stays.

    Raises Forbidden for the last instructor, Conflict for who is in a team still (the room above knows that).
    """
    course = queries.course_of(session, actor, course_id, hold=True)
    policy.may_change_people(actor, course).require()
    member = queries.member_of(session, course_id, person_id)
    _keep_an_instructor(session, course_id, member, None)
    if in_team:
        raise Conflict(say("%(name)s is in a team. Take them out of the team first.", name=member.person.name))
    session.delete(member.enrolment)
    journal.record(session, actor, "person.removed", member.person, course_id=course_id, name=member.person.name)
    return member.person


def let_in(session: Session, actor: Actor, course_id: int, person_id: int) -> Invited:
    """Make a one-time link for somebody of the course. Raises as ``policy.may_let_in``."""
    course = queries.course_of(session, actor, course_id)
    person = queries.member_of(session, course_id, person_id).person
    policy.may_let_in(actor, course, queries.standings(session, [person_id])[person_id]).require()
    journal.record(session, actor, "person.link-made", person, course_id=course_id, name=person.name)
    return Invited(person, people.invite(session, actor, person, about=course.title))


def let_in_everybody(session: Session, actor: Actor, course_id: int) -> list[Invited]:
    """Make new links for all who have not been in yet; those whose accounts open more are left out."""
    course = queries.course_of(session, actor, course_id)
    policy.may_change_people(actor, course).require()
    standings = queries.standings(session, queries.unopened_in(session, course_id))
    allowed = [standing.person_id for standing in standings.values() if policy.may_let_in(actor, course, standing)]
    persons = queries.persons(session, allowed)
    return [Invited(person, people.invite(session, actor, person, about=course.title)) for person in persons]


def _keep_an_instructor(session: Session, course_id: int, member: queries.Member, role: CourseRole | None) -> None:
    if member.enrolment.role is not CourseRole.INSTRUCTOR or role is CourseRole.INSTRUCTOR:
        return
    if not set(queries.instructors_of(session, course_id)) - {member.person.id}:
        raise Forbidden(_last_instructor(member.person.name))


def _last_instructor(name: str) -> Text:
    return say("%(name)s is the only instructor. Make somebody else an instructor first.", name=name)


def _addresses(text: str) -> list[Row]:
    """Split what was typed: one address a line, or with commas and semicolons between."""
    parts = [part for part in re.split(r"[\n;]|,(?![^<]*>)", text) if part.strip()]
    if len(parts) > MOST_INVITED:
        raise Invalid(
            say("At most %(n)s people at once. A longer list comes in as a roster.", n=MOST_INVITED), field="addresses"
        )
    cells = tuple((" ".join(part.split()),) for part in parts)
    return rules.rows_of(Sheet(cells, {Column.EMAIL: 0}, header=False))


def _apply(session: Session, actor: Actor, course: Course, rows: Iterable[Judged], role: CourseRole) -> Imported:
    done = Imported()
    wanted = list(rows)
    found = queries.known_addresses(session, course.id, {one.row.email for one in wanted})
    for one in wanted:
        person, enrolment = found.get(one.row.email, (None, None))
        if enrolment is not None:
            enrolment.student_no = one.row.student_no or enrolment.student_no
            enrolment.section = one.row.section or enrolment.section
            done.changed += 1
            continue
        if person is None:
            person = people.create_person(session, email=one.row.email, name=one.row.name, language=course.language)
            done.links.append(Invited(person, people.invite(session, actor, person, about=course.title)))
        enrol(session, course.id, person, role, student_no=one.row.student_no, section=one.row.section)
        done.added += 1
        _tell(session, actor, course, person)
    return done


def _tell(session: Session, actor: Actor, course: Course, person: Person) -> None:
    journal.record(
        session,
        actor,
        "person.invited",
        person,
        course_id=course.id,
        tell=[person.id],
        href=f"/courses/{course.id}",
        name=person.name,
        course=course.title,
    )


def sheet_of(cells: Iterable[Iterable[str]], columns: Mapping[Column, int] | None, *, header: bool | None) -> Sheet:
    """Understand a table, or take the columns as a person set them."""
    understood = rules.understood([tuple(row) for row in cells])
    if columns is None:
        return understood
    return Sheet(understood.cells, dict(columns), understood.header if header is None else header)
