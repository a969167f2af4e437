"""Retry and cancel the conversion of a film; make all of them anew."""

from sqlmodel import Session, col, select

from app.core import clock
from app.core.errors import Conflict
from app.core.text import say
from app.footage import policy, queries
from app.footage.jobs import LADDER
from app.footage.models import Clip
from app.jobs import declare
from app.jobs.rules import WORKING, WorkState
from app.journal import actions as journal
from app.people.rules import Actor


def retry_work(session: Session, actor: Actor, clip_id: int) -> Clip:
    """Convert a failed or cancelled film again. Raises Conflict when it is being converted or done."""
    clip, team, course = queries.clip_and_team(session, clip_id)
    policy.may_retry(actor, course, team).require()
    if clip.state not in (WorkState.FAILED, WorkState.CANCELLED):
        raise Conflict(say("This film is being converted, or is ready."))
    declare.retry(session, clip)
    return clip


def cancel_work(session: Session, actor: Actor, clip_id: int) -> Clip:
    """Stop converting a film. Raises Conflict when there is nothing to stop."""
    clip, team, course = queries.clip_and_team(session, clip_id)
    policy.may_sort(actor, course, team).require()
    if clip.state not in (WorkState.QUEUED, WorkState.RUNNING):
        raise Conflict(say("This film is not being converted."))
    declare.cancel(session, clip)
    journal.record(session, actor, "clip.cancelled", clip, course_id=course.id, team_id=team.id, file=clip.file_name)
    return clip


def remake(session: Session, team_id: int | None = None) -> int:
    """Make every film anew from its original, as the settings are now; gives how many. What is at work is left alone.

    The old sizes play until the new ones are there; then they go. For whoever runs the machine.
    """
    wanted = select(Clip).where(
        col(Clip.discarded_at).is_(None), Clip.sha256 != "", col(Clip.state).not_in(WORKING), Clip.original_key != ""
    )
    clips = session.exec(wanted if team_id is None else wanted.where(Clip.team_id == team_id)).all()
    for clip in clips:
        declare.enqueue(session, LADDER, clip)
    return len(clips)


def discard(session: Session, clip: Clip) -> None:
    """Say that nobody wants a film any more: its job ends, it counts no more, the sweep removes its files."""
    declare.cancel(session, clip)
    clip.discarded_at = clock.now()
    session.add(clip)
