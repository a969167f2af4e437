"""Reads of notes on films, always as one person may see them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, func, or_, select

from app.core.errors import NotFound
from app.courses.models import Course, Enrolment
from app.footage.models import Clip, ClipNote, Cut, Take
from app.footage.notes import policy
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from app.teams.models import Membership, Team


@dataclass(slots=True)
class NoteRow:
    """A note with who wrote it, its answers, and the number of the cut in which it was done."""

    note: ClipNote
    author: str
    fixed_in: int | None = None
    answers: list["NoteRow"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Carried:
    """A note on an earlier cut that nobody has done yet, and that cut."""

    row: NoteRow
    cut: Cut


def notes_of(session: Session, actor: Actor, clip_id: int, team_id: int) -> list[NoteRow]:
    """Load a film's notes by frame, each with its answers in order: those that the actor may read."""
    return notes_on(session, actor, [clip_id], team_id).get(clip_id, [])


def notes_on(session: Session, actor: Actor, clips: Sequence[int], team_id: int) -> dict[int, list[NoteRow]]:
    """Load the notes of some of a team's films, by film: as :func:`notes_of` does for one."""
    rows = session.exec(
        select(ClipNote, Person.name, Cut.number)
        .outerjoin(Person, col(Person.id) == ClipNote.author_id)
        .outerjoin(Cut, col(Cut.id) == ClipNote.done_in)
        .where(col(ClipNote.clip_id).in_(clips), _readable(actor, team_id))
        .order_by(col(ClipNote.frame), col(ClipNote.id))
    ).all()
    made = {note.id: NoteRow(note, name or "", number) for note, name, number in rows}
    found: dict[int, list[NoteRow]] = {}
    for row in made.values():
        if row.note.parent_id is None:
            found.setdefault(row.note.clip_id, []).append(row)
        elif row.note.parent_id in made:
            made[row.note.parent_id].answers.append(row)
    return found


def open_counts(session: Session, actor: Actor, team_id: int, clips: Sequence[int]) -> dict[int, int]:
    """Count the notes of each of a team's films that are not done and that the actor may read."""
    rows = session.exec(
        select(ClipNote.clip_id, func.count())
        .where(
            col(ClipNote.clip_id).in_(clips),
            col(ClipNote.done_at).is_(None),
            col(ClipNote.parent_id).is_(None),
            _readable(actor, team_id),
        )
        .group_by(col(ClipNote.clip_id))
    ).all()
    return dict(rows)


def carried(session: Session, actor: Actor, cut: Cut) -> list[Carried]:
    """List what is still open from the team's earlier cuts, the newest of them first: a to-do list for this one."""
    rows = session.exec(
        select(ClipNote, Person.name, Cut)
        .join(Cut, col(Cut.clip_id) == ClipNote.clip_id)
        .outerjoin(Person, col(Person.id) == ClipNote.author_id)
        .where(
            Cut.team_id == cut.team_id,
            Cut.number < cut.number,
            col(ClipNote.done_at).is_(None),
            col(ClipNote.parent_id).is_(None),
            _readable(actor, cut.team_id),
        )
        .order_by(col(Cut.number).desc(), col(ClipNote.frame), col(ClipNote.id))
    ).all()
    return [Carried(NoteRow(note, name or ""), earlier) for note, name, earlier in rows]


def note_and_team(session: Session, actor: Actor, note_id: int) -> tuple[ClipNote, Clip, Team, Course]:
    """Load a note that the actor may read, with its film, team and course. Raises NotFound."""
    found = session.exec(
        select(ClipNote, Clip, Team, Course)
        .join(Clip, col(Clip.id) == ClipNote.clip_id)
        .join(Team, col(Team.id) == Clip.team_id)
        .join(Course, col(Course.id) == Team.course_id)
        .where(ClipNote.id == note_id, col(Clip.discarded_at).is_(None))
    ).first()
    if found is None:
        raise NotFound
    policy.may_read_note(actor, found[2], found[0]).require()
    return found


def callable_people(session: Session, team: Team) -> dict[int, str]:
    """Give the names of those whom a note may call by "@": the team's members and the course's staff, by person id."""
    members = select(Membership.person_id).where(Membership.team_id == team.id)
    staff = select(Enrolment.person_id).where(
        Enrolment.course_id == team.course_id, col(Enrolment.role).in_((CourseRole.INSTRUCTOR, CourseRole.ASSISTANT))
    )
    found = select(Person.id, Person.name).where(or_(col(Person.id).in_(members), col(Person.id).in_(staff)))
    return dict(session.exec(found.order_by(col(Person.name))).all())


def page_of(session: Session, clip_id: int) -> str:
    """Give the address of the page a film is shown on."""
    cut = session.exec(select(Cut.id).where(Cut.clip_id == clip_id)).first()
    take = session.exec(select(Take.id).where(Take.clip_id == clip_id)).first()
    return f"/cuts/{cut}" if cut else f"/takes/{take}"


def _readable(actor: Actor, team_id: int) -> Any:
    """Say in SQL what :func:`app.footage.notes.policy.may_read_note` says of one team's notes."""
    return or_(col(ClipNote.private).is_(False), actor.in_team(team_id))
