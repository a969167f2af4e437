"""Notes on a version: drafts until they are sent; answered by the team, which may take a suggested wording."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select, update

from app.books import fountain, policy, queries, rules
from app.books.actions.sections import save_scenario
from app.books.actions.writing import book_for
from app.books.models import Note, Scenario, Submission
from app.books.rules import PITCH_FIELDS, Outcome, SectionKind
from app.books.schemas import NoteInput, NoteText, ReplyInput, ScenarioInput
from app.books.tables import TABLES
from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.courses.models import Course
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership, Team


def add_note(session: Session, actor: Actor, submission_id: int, data: NoteInput) -> Note:
    """Write a note, a draft unless it is to be sent at once; the same draft sent twice is one.

    Raises NotFound, Forbidden, Invalid for a place that is not there.
    """
    submission, team, course = queries.submission_and_team(session, submission_id)
    reviewing = _writes(session, actor, course, team)
    if reviewing is not None and data.section not in rules.PEER_SECTIONS:
        raise Invalid(say("Other teams do not see this part."), field="section")
    _there(submission.content, data)
    _says(data)
    session.exec(select(Submission.id).where(Submission.id == submission_id).with_for_update())
    values = {
        "submission_id": submission_id,
        "author_id": actor.person_id,
        "from_team_id": reviewing,
        **data.model_dump(exclude={"send"}),
    }
    twin = select(Note).where(col(Note.sent_at).is_(None)).filter_by(**values)
    note = session.exec(twin).first() or Note(**values, created_at=clock.now())
    session.add(note)
    session.flush()
    if data.send:
        send_notes(session, actor, submission, team, only=note, reviewing=reviewing)
        session.refresh(note)
    return note


def change_note(session: Session, actor: Actor, note_id: int, data: NoteText) -> Note:
    """Change one's own draft. Raises NotFound, Forbidden once it was sent, Invalid for nothing."""
    note, _, team, course = queries.note_and_team(session, actor, note_id)
    _writes(session, actor, course, team)
    policy.may_change_note(actor, note).require()
    _says(data)
    note.text = data.text
    note.suggestion = data.suggestion if note.line is not None else None
    return note


def send_drafts(session: Session, actor: Actor, submission_id: int) -> int:
    """Send one's own drafts without an answer to the whole; returns how many. Raises NotFound, Forbidden."""
    submission, team, course = queries.submission_and_team(session, submission_id)
    return send_notes(session, actor, submission, team, reviewing=_writes(session, actor, course, team))


def send_notes(
    session: Session,
    actor: Actor,
    submission: Submission,
    team: Team,
    *,
    only: Note | None = None,
    tell: bool = True,
    reviewing: int | None = None,
) -> int:
    """Let the team see the actor's drafts on a version; returns how many there were.

    From ``reviewing``, a team that reviews it, they come without their author's name.
    """
    mine = [
        col(Note.submission_id) == submission.id,
        col(Note.author_id) == actor.person_id,
        col(Note.sent_at).is_(None),
    ]
    if only is not None:
        mine.append(col(Note.id) == only.id)
    sent = session.exec(update(Note).where(*mine).values(sent_at=clock.now())).rowcount
    session.expire_all()
    if sent:
        journal.record(
            session,
            actor if reviewing is None else None,
            "book.noted" if reviewing is None else "book.peer-noted",
            submission,
            course_id=team.course_id,
            team_id=team.id,
            tell=_members(session, team) if tell else (),
            href=f"/submissions/{submission.id}",
            number=submission.number,
            **({} if reviewing is None else {"from_team": session.get_one(Team, reviewing).number}),
        )
    return sent


def reply(session: Session, actor: Actor, note_id: int, data: ReplyInput) -> Note:
    """Answer a note, and say what became of it: done, or explained and left. Returns the note or the reply.

    Raises NotFound, Forbidden, Invalid for no words where they are needed.
    """
    found, submission, team, course = queries.note_and_team(session, actor, note_id)
    policy.may_reply(actor, course, team).require()
    parent = session.get_one(Note, found.parent_id) if found.parent_id else found
    if not data.text and data.outcome is not Outcome.DONE:
        raise Invalid(say("Say it in a sentence."), field="text")
    if data.outcome is not Outcome.OPEN:
        _finish(session, actor, parent, submission, data.outcome)
    if not data.text:
        return parent
    answer = Note(
        submission_id=submission.id,
        parent_id=parent.id,
        section=parent.section,
        scene=parent.scene,
        text=data.text,
        author_id=actor.person_id,
        created_at=clock.now(),
        sent_at=clock.now(),
    )
    session.add(answer)
    session.flush()
    _tell_reply(session, actor, course, team, parent, answer, found.author_id)
    return answer


def _tell_reply(
    session: Session, actor: Actor, course: Course, team: Team, parent: Note, answer: Note, asked: int | None
) -> None:
    journal.record(
        session,
        actor,
        "note.replied",
        answer,
        course_id=course.id,
        team_id=team.id,
        tell=[one for one in {parent.author_id, asked} if one],
        href=f"/submissions/{parent.submission_id}#note-{parent.id}",
    )


def finish_note(session: Session, actor: Actor, note_id: int, *, done: bool) -> Note:
    """Mark a note as done, or open it again. Raises NotFound, Forbidden."""
    note, submission, team, course = queries.note_and_team(session, actor, note_id)
    policy.may_reply(actor, course, team).require()
    if done:
        return _finish(session, actor, note, submission, Outcome.DONE)
    note.done_at, note.done_by, note.answered_in, note.explained = None, None, None, False
    return note


def _finish(session: Session, actor: Actor, note: Note, submission: Submission, outcome: Outcome) -> Note:
    """Mark a note as answered: by the newest version when that is a later one, else by the next to be handed in."""
    last = queries.last_submission(session, submission.book_id)
    note.done_at, note.done_by = note.done_at or clock.now(), actor.person_id
    note.explained = outcome is Outcome.EXPLAINED
    note.answered_in = last.id if last is not None and last.number > submission.number else None
    return note


def answered_by(session: Session, submission: Submission) -> int:
    """Let a version that was just handed in be the answer to the notes answered before it; returns how many."""
    earlier = select(Submission.id).where(
        Submission.book_id == submission.book_id, col(Submission.number) < submission.number
    )
    return session.exec(
        update(Note)
        .where(col(Note.submission_id).in_(earlier), col(Note.done_at).is_not(None), col(Note.answered_in).is_(None))
        .values(answered_in=submission.id)
    ).rowcount


def take_suggestion(session: Session, actor: Actor, note_id: int) -> Note:
    """Put a suggested wording in place of its lines, wherever they stand now, and mark the note as done.

    Raises NotFound, Forbidden, Conflict when the lines read otherwise by now, Overtaken when somebody saved meanwhile.
    """
    note, submission, team, course = queries.note_and_team(session, actor, note_id)
    policy.may_write(actor, course, team).require()
    if note.suggestion is None or note.line is None:
        raise Invalid(say("This note suggests no other wording."))
    if note.taken_at is not None:
        raise Conflict(say("This wording is in the scenario already."))
    book = book_for(session, team)
    scenario = session.exec(select(Scenario).where(Scenario.book_id == book.id)).one()
    place = fountain.path(queries.scenario_of(submission), scenario.text).place(note.line, note.last_line)
    if not place.same:
        raise Conflict(
            say(
                "These lines have changed since the note was written, so nothing was replaced. Compare and write it in."
            )
        )
    lines = scenario.text.split("\n")
    lines[place.first - 1 : place.last] = note.suggestion.split("\n")
    save_scenario(session, actor, team.id, ScenarioInput(text="\n".join(lines), version=scenario.version))
    note = session.get_one(Note, note_id)
    note.taken_at = clock.now()
    return _finish(session, actor, note, submission, Outcome.DONE)


def remove_note(session: Session, actor: Actor, note_id: int) -> Submission:
    """Take back one's own note with the answers to it. Raises NotFound, Forbidden."""
    note, submission, team, course = queries.note_and_team(session, actor, note_id)
    if queries.reviewing_as(session, actor, team) is None:
        policy.may_reply(actor, course, team).require()
    policy.may_remove_note(actor, note).require()
    session.delete(note)
    return submission


def _writes(session: Session, actor: Actor, course: Course, team: Team) -> int | None:
    """Require that the actor writes notes; gives the team as which a student does. Raises NotFound, Forbidden."""
    reviewing = queries.reviewing_as(session, actor, team)
    policy.may_note(actor, course, team, reviewing).require()
    return reviewing


def _there(content: Mapping[str, Any], data: NoteInput) -> None:
    """Raise Invalid when the version has no such line, row or field."""
    lines = str(content.get("scenario") or "").count("\n") + 1
    if data.line is not None and (data.section is not SectionKind.SCENARIO or (data.last_line or 0) > lines):
        raise Invalid(say("The scenario has only %(n)s lines.", n=lines), field="line")
    if data.row_id is not None:
        rows = content.get(data.section.value) if data.section in TABLES else ()
        if not any(one["id"] == data.row_id for one in rows or ()):
            raise Invalid(say("This version has no such row."), field="row_id")
    if data.field and (data.section is not SectionKind.PITCH or data.field not in PITCH_FIELDS):
        raise Invalid(say("The pitch has no such field."), field="field")
    if data.suggestion is not None and data.line is None:
        raise Invalid(say("Another wording needs lines to stand for."), field="suggestion")


def _says(data: NoteText) -> None:
    if not data.text and data.suggestion is None:
        raise Invalid(say("Write what you mean, or another wording for the lines."), field="text")


def _members(session: Session, team: Team) -> list[int]:
    return list(session.exec(select(Membership.person_id).where(Membership.team_id == team.id)).all())
