"""Hand the book in, as a version that never changes: by the server's time inside the transaction, with a receipt."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from app.books import queries, rules
from app.books.actions.following import follow_scenario
from app.books.actions.notes import answered_by
from app.books.actions.writing import book_for, writable
from app.books.jobs import ask_for_print
from app.books.models import Note, PeerReview, Submission
from app.books.rules import SubmissionState
from app.books.schedule.board import refresh
from app.books.schemas import SubmitInput
from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.courses import queries as courses
from app.courses.models import Course
from app.courses.rules import wall_clock
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership, Team


def submit_book(session: Session, actor: Actor, team_id: int, data: SubmitInput) -> Submission:
    """Hand the book in. The same content as the last version gives that version back, however often it is sent.

    It answers the notes that were answered since. Raises NotFound, Forbidden, Invalid for an empty book, Conflict when
    the milestone has closed.
    """
    team, course = writable(session, actor, team_id)
    book = book_for(session, team)
    now = clock.now()
    follow_scenario(session, book, queries.scenario_text(session, book.id))
    refresh(session, book)
    content = queries.content(session, book)
    if rules.is_empty(content):
        raise Invalid(say("There is nothing to hand in yet. Write the pitch first."))
    mark = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    last = queries.last_submission(session, book.id)
    if last is not None and last.content_hash == mark and not _explained(session, last):
        return last
    submission = Submission(
        book_id=book.id,
        team_id=team.id,
        course_id=team.course_id,
        number=(last.number if last else 0) + 1,
        content=content,
        content_hash=mark,
        message=data.message,
        submitted_at=now,
        submitted_by=actor.person_id,
        due_at=_due(session, course, team, content, now),
        state=SubmissionState.WAITING,
    )
    session.add(submission)
    session.flush()
    answered_by(session, submission)
    ask_for_print(session, submission)
    _tell(session, actor, course, team, submission)
    return submission


def _due(session: Session, course: Course, team: Team, content: dict[str, Any], now: datetime) -> datetime | None:
    """Give when this version was due. Raises Conflict when it is late and the milestone closes."""
    deadline = queries.deadline_for(session, team, now, scenario=bool(content.get("scenario")))
    if deadline is None:
        return None
    if deadline.closed:
        at = f"{wall_clock(deadline.due_at, course.timezone):%Y-%m-%d %H:%M}"
        raise Conflict(
            say(
                "“%(title)s” closed at %(at)s: this was not handed in. Your book is kept; ask for more time.",
                title=deadline.title,
                at=at,
            )
        )
    return deadline.due_at


def _explained(session: Session, last: Submission) -> bool:
    """Tell whether notes were answered since a version was sent back: answers alone make a version worth handing in."""
    if last.state is not SubmissionState.CHANGES:
        return False
    answers = select(Note.id).where(
        Note.submission_id == last.id, col(Note.done_at).is_not(None), col(Note.answered_in).is_(None)
    )
    return session.exec(answers).first() is not None


def _tell(session: Session, actor: Actor, course: Course, team: Team, submission: Submission) -> None:
    """Tell the staff and the teams that review it, and give every member of the team the receipt."""
    about: dict[str, Any] = {
        "course_id": course.id,
        "team_id": team.id,
        "number": submission.number,
        "team": team.name,
    }
    href = f"/submissions/{submission.id}"
    staff = courses.staff_of(session, course.id)
    journal.record(session, actor, "book.submitted", submission, tell=staff, href=href, **about)
    readers = session.exec(
        select(Membership.person_id)
        .join(PeerReview, col(PeerReview.reviewer_id) == Membership.team_id)
        .where(PeerReview.team_id == team.id)
    ).all()
    if readers:
        journal.record(
            session, None, "book.to-review", submission, tell=readers, href=href, of_team=team.number, **about
        )
    members = session.exec(select(Membership.person_id).where(Membership.team_id == team.id)).all()
    at = f"{wall_clock(submission.submitted_at, course.timezone):%Y-%m-%d %H:%M:%S}"
    journal.record(
        session,
        None,
        "book.received",
        submission,
        tell=members,
        href=f"{href}/receipt",
        at=at,
        zone=course.timezone,
        receipt=submission.content_hash[:12],
        **about,
    )
