"""Reads of handed-in versions, their notes, and who waits for an answer."""

from sqlmodel import Session, col, func, or_, select

from app.books import policy
from app.books.models import Note, Submission
from app.books.rules import SubmissionState
from app.core.errors import NotFound
from app.courses.models import Course
from app.people.models import Person
from app.people.rules import Actor
from app.teams.models import Team


def books_waiting(session: Session, actor: Actor, course_id: int) -> list[tuple[Submission, Team]]:
    """List a course's versions that wait for an answer, oldest first; empty for who does not answer them."""
    if not actor.assists(course_id):
        return []
    return list(
        session.exec(
            select(Submission, Team)
            .join(Team, col(Team.id) == Submission.team_id)
            .where(Submission.course_id == course_id, col(Submission.state) == SubmissionState.WAITING)
            .order_by(col(Submission.submitted_at))
        ).all()
    )


def books_of(session: Session, actor: Actor, course_id: int) -> tuple[Course, list[tuple[Team, Submission | None]]]:
    """Load every team of a course with its newest version. Raises NotFound, Forbidden."""
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    policy.may_list_books(actor, course).require()
    newest = (
        select(Submission.team_id, func.max(Submission.number).label("number"))
        .where(Submission.course_id == course_id)
        .group_by(col(Submission.team_id))
        .subquery()
    )
    found = session.exec(
        select(Team, Submission)
        .outerjoin(newest, newest.c.team_id == Team.id)
        .outerjoin(Submission, (col(Submission.team_id) == Team.id) & (col(Submission.number) == newest.c.number))
        .where(Team.course_id == course_id)
        .order_by(col(Team.number))
    ).all()
    return course, list(found)


def submission_and_team(session: Session, submission_id: int) -> tuple[Submission, Team, Course]:
    """Load a version with its team and course. Raises NotFound."""
    found = session.exec(
        select(Submission, Team, Course)
        .join(Team, col(Team.id) == Submission.team_id)
        .join(Course, col(Course.id) == Submission.course_id)
        .where(Submission.id == submission_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def note_and_team(session: Session, actor: Actor, note_id: int) -> tuple[Note, Submission, Team, Course]:
    """Load a note with its version, team and course. Raises NotFound, also for somebody else's draft."""
    found = session.exec(
        select(Note, Submission, Team, Course)
        .join(Submission, col(Submission.id) == Note.submission_id)
        .join(Team, col(Team.id) == Submission.team_id)
        .join(Course, col(Course.id) == Submission.course_id)
        .where(Note.id == note_id)
    ).first()
    if found is None or (found[0].sent_at is None and found[0].author_id != actor.person_id):
        raise NotFound
    return found


def last_submission(session: Session, book_id: int) -> Submission | None:
    """Load a book's newest version."""
    return session.exec(
        select(Submission).where(Submission.book_id == book_id).order_by(col(Submission.number).desc())
    ).first()


def has_notes(session: Session, actor: Actor, submission_id: int) -> bool:
    """Tell whether the version has notes of the staff that were sent, or drafts of the actor's own."""
    ready = or_(col(Note.sent_at).is_not(None), col(Note.author_id) == actor.person_id)
    staffs = (col(Note.from_team_id).is_(None), col(Note.parent_id).is_(None))
    return session.exec(select(Note.id).where(Note.submission_id == submission_id, *staffs, ready)).first() is not None


def name_of(session: Session, person_id: int | None) -> str:
    """Give a person's name, or nothing."""
    return session.exec(select(Person.name).where(Person.id == person_id)).first() or "" if person_id else ""


def versions_of(session: Session, book_id: int) -> list[tuple[Submission, str]]:
    """Load a book's versions with who handed each in, newest first."""
    found = session.exec(
        select(Submission, Person.name)
        .outerjoin(Person, col(Person.id) == Submission.submitted_by)
        .where(Submission.book_id == book_id)
        .order_by(col(Submission.number).desc())
    ).all()
    return [(submission, name or "") for submission, name in found]
