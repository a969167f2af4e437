"""Writes of notes on films. None commits."""

from sqlmodel import Session, select

from app.core import clock
from app.core.errors import Invalid
from app.core.text import say
from app.courses.models import Course
from app.footage import queries as footage
from app.footage.models import ClipNote
from app.footage.notes import policy, queries, rules
from app.footage.notes.schemas import NoteInput
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership, Team


def add_note(session: Session, actor: Actor, clip_id: int, data: NoteInput) -> ClipNote:
    """Write a note; a frame after the film's last one is the last one. Raises NotFound, Forbidden."""
    clip, team, course = footage.clip_and_team(session, clip_id)
    policy.may_note(actor, course, team).require()
    if data.private:
        policy.may_be_private(actor, team).require()
    rate = clip.rate or rules.USUAL_RATE
    frame, last = rules.within(data.frame, data.last_frame, rules.last_frame(clip.seconds, rate))
    note = ClipNote(
        clip_id=clip_id,
        frame=frame,
        last_frame=last,
        rate=rate,
        drawing=data.drawing,
        private=data.private,
        text=data.text,
        author_id=actor.person_id,
        created_at=clock.now(),
    )
    session.add(note)
    session.flush()
    _tell(session, actor, note, team, course)
    return note


def answer_note(session: Session, actor: Actor, note_id: int, text: str) -> ClipNote:
    """Answer a note; an answer to an answer joins it. Raises NotFound, Forbidden."""
    asked, _, team, course = queries.note_and_team(session, actor, note_id)
    policy.may_note(actor, course, team).require()
    note = ClipNote(
        clip_id=asked.clip_id,
        parent_id=asked.parent_id or asked.id,
        frame=asked.frame,
        rate=asked.rate,
        private=asked.private,
        text=text,
        author_id=actor.person_id,
        created_at=clock.now(),
    )
    session.add(note)
    session.flush()
    _tell(session, actor, note, team, course, asked=asked)
    return note


def change_note(session: Session, actor: Actor, note_id: int, text: str) -> ClipNote:
    """Give one's own note other words; the page says that it was changed. Raises NotFound, Forbidden."""
    note, _, team, course = queries.note_and_team(session, actor, note_id)
    policy.may_note(actor, course, team).require()
    policy.may_change_note(actor, note).require()
    if note.text != text:
        note.text, note.changed_at = text, clock.now()
    return note


def finish_note(session: Session, actor: Actor, note_id: int, *, done: bool, cut_id: int | None = None) -> ClipNote:
    """Mark a note as done, or open again; ``cut_id`` is the team's cut in which it is done.

    Raises NotFound, Forbidden, Invalid for an answer or a cut of another team.
    """
    note, clip, team, course = queries.note_and_team(session, actor, note_id)
    policy.may_note(actor, course, team).require()
    if note.parent_id is not None:
        raise Invalid(say("Only a note is done, not an answer to it."))
    if cut_id is not None and footage.cut_and_team(session, cut_id)[0].team_id != clip.team_id:
        raise Invalid(say("This cut is not there."), field="cut_id")
    note.done_at = (note.done_at or clock.now()) if done else None
    note.done_in = (cut_id or note.done_in) if done else None
    return note


def remove_note(session: Session, actor: Actor, note_id: int) -> ClipNote:
    """Take back one's own note with its answers. Raises NotFound, Forbidden."""
    note, _, team, course = queries.note_and_team(session, actor, note_id)
    policy.may_note(actor, course, team).require()
    policy.may_change_note(actor, note).require()
    session.delete(note)
    return note


def _tell(
    session: Session, actor: Actor, note: ClipNote, team: Team, course: Course, asked: ClipNote | None = None
) -> None:
    """Write it down; tell whom it calls by name, whom it answers, and the team when its staff wrote it."""
    members = set(session.exec(select(Membership.person_id).where(Membership.team_id == team.id)).all())
    tell, verb = rules.mentioned(note.text, queries.callable_people(session, team)), "clip.mentioned"
    if asked is not None and asked.author_id:
        tell, verb = tell | {asked.author_id}, "clip.note-answered"
    elif not tell:
        tell, verb = set() if actor.in_team(team.id) else members, "clip.noted"
    journal.record(
        session,
        actor,
        verb,
        note,
        course_id=course.id,
        team_id=team.id,
        tell=tell & members if note.private else tell,
        href=f"{queries.page_of(session, note.clip_id)}#note-{note.parent_id or note.id}",
    )
