"""Reads of one handed-in version: its notes where they now stand, what changed, and what the staff needs to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import Session, col, or_, select

from app.books import fountain, policy
from app.books.fountain import Place
from app.books.models import Note, ReviewDraft, SavedRemark, Submission
from app.books.queries.changes import Changes, scenario_of
from app.books.queries.peers import reviewing_as
from app.books.queries.versions import books_waiting, name_of, submission_and_team, versions_of
from app.books.rules import PEER_SECTIONS, SectionKind
from app.core.errors import NotFound
from app.core.text import Text, say
from app.courses.models import Course
from app.people.models import Person
from app.people.rules import Actor
from app.teams.models import Team


@dataclass(frozen=True, slots=True)
class Thread:
    """A note with its author and the answers to it.

    ``number`` is the version it was written on, ``answered_in`` the version that answered it; ``place`` are its lines
    in the version that is shown. ``from_team`` is the number of the team that reviewed: its authors have no name here.
    """

    note: Note
    author: str
    number: int
    replies: list[tuple[Note, str]] = field(default_factory=list)
    answered_in: int | None = None
    place: Place | None = None
    from_team: int | None = None

    @property
    def draft(self) -> bool:
        """Whether only its author sees it."""
        return self.note.sent_at is None


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """A handed-in version with the notes that concern it, what changed, and the other versions, newest first.

    For the staff also their own unsent answer, their remarks, and the version that waits next. ``reviewing`` is the
    team as which a student of another one reads it: the film's sections alone, with the notes of that team.
    """

    team: Team
    course: Course
    submission: Submission
    by: str
    threads: list[Thread]
    versions: list[Submission]
    changes: Changes
    draft: str = ""
    remarks: Sequence[SavedRemark] = ()
    next: tuple[Submission, Team] | None = None
    reviewing: int | None = None

    @property
    def unsent(self) -> int:
        """How many notes are drafts."""
        return sum(one.draft for one in self.threads)


def submission_page(session: Session, actor: Actor, submission_id: int, since: int | None = None) -> SubmissionPage:
    """Load a version to read and to answer (3 statements, 4 for a team that reviews it, 6 for the staff).

    Raises NotFound.

    ``since`` is the number of the version to compare with; by default the one that was answered last.
    """
    submission, team, course = submission_and_team(session, submission_id)
    reviewing = reviewing_as(session, actor, team)
    policy.may_read_version(actor, team, reviewing).require()
    if reviewing is not None:
        return _for_reviewers(session, actor, submission, team, course, reviewing)
    found = versions_of(session, submission.book_id)
    versions = [one for one, _ in found]
    by = next(name for one, name in found if one.id == submission.id)
    base = _base(versions, submission, since)
    threads = _placed(_threads(session, actor, submission, versions), submission, versions)
    page = (team, course, submission, by, threads, versions, Changes(base, submission))
    if not actor.assists(course.id):
        return SubmissionPage(*page)
    draft = session.exec(
        select(ReviewDraft).where(ReviewDraft.submission_id == submission_id, ReviewDraft.person_id == actor.person_id)
    ).first()
    waiting = [one for one in books_waiting(session, actor, course.id) if one[0].id != submission_id]
    return SubmissionPage(
        *page,
        draft=draft.answer if draft else "",
        remarks=remarks_of(session, actor),
        next=waiting[0] if waiting else None,
    )


def _for_reviewers(
    session: Session, actor: Actor, submission: Submission, team: Team, course: Course, reviewing: int
) -> SubmissionPage:
    """Show another team what it reviews: the film's sections of this version, and its own notes on it."""
    content = {name: part for name, part in submission.content.items() if name in PEER_SECTIONS}
    shown = Submission(**submission.model_dump(exclude={"content", "message", "answer"}), content=content)
    shown.submitted_by, shown.answered_at, shown.answered_by = None, None, None
    versions = [one for one, _ in versions_of(session, submission.book_id)]
    threads = [one for one in _threads(session, actor, submission, versions) if one.note.from_team_id == reviewing]
    placed = _placed(threads, submission, versions)
    return SubmissionPage(team, course, shown, "", placed, [shown], Changes(None, shown), reviewing=reviewing)


def receipt(session: Session, actor: Actor, submission_id: int) -> tuple[Submission, Team, Course, str]:
    """Load a version with who handed it in (2 statements). Raises NotFound."""
    submission, team, course = submission_and_team(session, submission_id)
    policy.may_see_book(actor, team).require()
    return submission, team, course, name_of(session, submission.submitted_by)


def pair(found: SubmissionPage, other: int | None) -> tuple[Submission, Submission]:
    """Choose what a version is compared with, the older first: another's number, or the one before. Raises NotFound."""
    number = other if other is not None else found.submission.number - 1
    with_it = next((one for one in found.versions if one.number == number), None)
    if with_it is None:
        raise NotFound
    older, newer = sorted((with_it, found.submission), key=lambda one: one.number)
    return older, newer


def _base(versions: Sequence[Submission], submission: Submission, since: int | None) -> Submission | None:
    """Choose what a version is compared with: another one that is older, by default the one answered last."""
    older = [one for one in versions if one.number < submission.number]
    if since is not None:
        found = next((one for one in older if one.number == since), None)
        if found is None:
            raise NotFound
        return found
    return next((one for one in older if one.answered_at is not None), None)


def remarks_of(session: Session, actor: Actor) -> Sequence[SavedRemark]:
    """Load one's own reusable remarks, the oldest first (1 statement)."""
    return session.exec(
        select(SavedRemark).where(SavedRemark.person_id == actor.person_id).order_by(col(SavedRemark.id))
    ).all()


def open_marks(session: Session, team_id: int, text: str) -> dict[int, list[tuple[Note, Text | str, Place]]]:
    """Find where the open notes on a team's scenario stand in its text now, by their last line (1 statement)."""
    found = session.exec(
        select(Note, Person.name, Team.number, col(Submission.content)["scenario"].as_string())
        .join(Submission, col(Submission.id) == Note.submission_id)
        .outerjoin(Person, col(Person.id) == Note.author_id)
        .outerjoin(Team, col(Team.id) == Note.from_team_id)
        .where(
            Submission.team_id == team_id,
            col(Note.section) == SectionKind.SCENARIO,
            col(Note.line).is_not(None),
            col(Note.parent_id).is_(None),
            col(Note.done_at).is_(None),
            col(Note.sent_at).is_not(None),
        )
        .order_by(col(Note.line), col(Note.id))
    ).all()
    paths: dict[str, fountain.Path] = {}
    marks: dict[int, list[tuple[Note, Text | str, Place]]] = {}
    for note, author, number, was in found:
        if note.line is None:
            continue
        if was not in paths:
            paths[was] = fountain.path(was, text)
        place = paths[was].place(note.line, note.last_line)
        who = author or "" if number is None else say("Team %(number)s", number=number)
        marks.setdefault(place.last, []).append((note, who, place))
    return marks


def _threads(session: Session, actor: Actor, submission: Submission, versions: Sequence[Submission]) -> list[Thread]:
    """Load the notes that concern a version: its own, and older ones that it answers or that are still open."""
    numbers = {one.id: one.number for one in versions}
    concerned = [one.id for one in versions if one.number <= submission.number]
    found = session.exec(
        select(Note, Person.name, Team.number)
        .outerjoin(Person, col(Person.id) == Note.author_id)
        .outerjoin(Team, col(Team.id) == Note.from_team_id)
        .where(
            col(Note.submission_id).in_(concerned),
            or_(col(Note.sent_at).is_not(None), col(Note.author_id) == actor.person_id),
        )
        .order_by(col(Note.line), col(Note.id))
    ).all()
    replies: dict[int, list[tuple[Note, str]]] = {}
    for note, name, _ in found:
        if note.parent_id is not None:
            replies.setdefault(note.parent_id, []).append((note, name or ""))
    return [
        Thread(
            note,
            "" if number is not None and actor.in_team(submission.team_id) else name or "",
            numbers[note.submission_id],
            replies.get(note.id, []),
            numbers.get(note.answered_in or 0),
            from_team=number,
        )
        for note, name, number in found
        if note.parent_id is None and _concerns(note, submission, numbers)
    ]


def _concerns(note: Note, submission: Submission, numbers: Mapping[int, int]) -> bool:
    """Tell whether a note belongs to a version: written on it, answered by it, or open when it was handed in."""
    if note.submission_id == submission.id:
        return True
    if note.sent_at is None or note.sent_at > submission.submitted_at:
        return False
    return note.done_at is None or numbers.get(note.answered_in or 0, submission.number) >= submission.number


def _placed(threads: Sequence[Thread], submission: Submission, versions: Sequence[Submission]) -> list[Thread]:
    """Follow the lines of older notes to this version."""
    texts = {one.number: scenario_of(one) for one in versions}
    paths: dict[int, fountain.Path] = {}
    found = []
    for one in threads:
        if one.note.line is None or one.note.section is not SectionKind.SCENARIO:
            found.append(one)
            continue
        if one.number not in paths:
            paths[one.number] = fountain.path(texts[one.number], texts[submission.number])
        place = paths[one.number].place(one.note.line, one.note.last_line)
        found.append(replace(one, place=place))
    return sorted(found, key=lambda one: one.place.last if one.place else 0)
