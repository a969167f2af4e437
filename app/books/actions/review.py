"""The staff's side: notes on a version by section, scene and line, replies, and the answer."""

from sqlmodel import Session, col, select, update

from app.books import policy, queries
from app.books.models import Note, Submission
from app.books.rules import SubmissionState
from app.books.schemas import NoteInput, ReplyInput, VerdictInput
from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership


def add_note(session: Session, actor: Actor, submission_id: int, data: NoteInput) -> Note:
    """Write a note on a section, a scene or a line. Raises NotFound, Forbidden, Invalid for a missing line."""
    submission, team, course = queries.submission_and_team(session, submission_id)
    policy.may_note(actor, course, team).require()
    lines = str(submission.content.get("scenario", "")).count("\n") + 1
    if data.line is not None and data.line > lines:
        raise Invalid(say("The scenario has only %(n)s lines.", n=lines), field="line")
    note = Note(
        submission_id=submission_id,
        section=data.section,
        scene=data.scene,
        line=data.line,
        text=data.text,
        author_id=actor.person_id,
        created_at=clock.now(),
    )
    session.add(note)
    session.flush()
    journal.record(session, actor, "book.noted", note, course_id=course.id, team_id=team.id, number=submission.number)
    return note


def reply(session: Session, actor: Actor, note_id: int, data: ReplyInput) -> Note:
    """Answer a note; the answer remembers the team's newest version. Raises NotFound, Forbidden."""
    parent, submission, team, course = queries.note_and_team(session, note_id)
    policy.may_reply(actor, course, team).require()
    last = queries.last_submission(session, submission.book_id)
    answer = Note(
        submission_id=submission.id,
        parent_id=parent.parent_id or parent.id,
        section=parent.section,
        scene=parent.scene,
        line=parent.line,
        text=data.text,
        author_id=actor.person_id,
        created_at=clock.now(),
        answered_in=last.id if last else None,
    )
    session.add(answer)
    session.flush()
    tell = [parent.author_id] if parent.author_id else []
    journal.record(
        session,
        actor,
        "note.replied",
        answer,
        course_id=course.id,
        team_id=team.id,
        tell=tell,
        href=f"/submissions/{submission.id}#note-{parent.id}",
    )
    return answer


def finish_note(session: Session, actor: Actor, note_id: int, *, done: bool) -> Note:
    """Mark a note as done in the newest version, or open again. Raises NotFound, Forbidden."""
    note, submission, team, course = queries.note_and_team(session, note_id)
    policy.may_reply(actor, course, team).require()
    last = queries.last_submission(session, submission.book_id)
    note.done_at = (note.done_at or clock.now()) if done else None
    note.done_by = actor.person_id if done else None
    note.answered_in = last.id if done and last else None
    return note


def remove_note(session: Session, actor: Actor, note_id: int) -> Submission:
    """Take back one's own note with the answers to it. Raises NotFound, Forbidden."""
    note, submission, team, course = queries.note_and_team(session, note_id)
    policy.may_reply(actor, course, team).require()
    policy.may_remove_note(actor, note).require()
    session.delete(note)
    return submission


def answer_submission(session: Session, actor: Actor, submission_id: int, data: VerdictInput) -> Submission:
    """Approve a version, or ask for changes with a sentence. Raises NotFound, Forbidden, Conflict, Invalid."""
    submission, team, course = queries.submission_and_team(session, submission_id)
    policy.may_answer(actor, course, team, submission).require()
    if data.state is SubmissionState.WAITING:
        raise Invalid(say("Choose: approve, or ask for changes."), field="state")
    noted = queries.has_notes(session, submission_id)
    if data.state is SubmissionState.CHANGES and not data.answer and not noted:
        raise Invalid(say("Say what to change: in a sentence here, or in notes on the lines."), field="answer")
    changed = session.exec(
        update(Submission)
        .where(col(Submission.id) == submission_id, col(Submission.state) == SubmissionState.WAITING)
        .values(state=data.state, answer=data.answer, answered_at=clock.now(), answered_by=actor.person_id)
    )
    if changed.rowcount != 1:
        raise Conflict(say("Somebody has answered this version meanwhile. Reload the page to see it."))
    session.refresh(submission)
    members = session.exec(select(Membership.person_id).where(Membership.team_id == team.id)).all()
    journal.record(
        session,
        actor,
        "book.approved" if data.state is SubmissionState.APPROVED else "book.returned",
        submission,
        course_id=course.id,
        team_id=team.id,
        tell=members,
        href=f"/submissions/{submission.id}",
        number=submission.number,
    )
    return submission
