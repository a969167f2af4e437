"""Retry and cancel the conversion of a film."""

from sqlmodel import Session

from app.core import clock
from app.core.errors import Conflict
from app.core.text import say
from app.footage import policy, queries
from app.footage.models import Clip
from app.jobs import declare
from app.jobs.rules import WorkState
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


def discard(session: Session, clip: Clip) -> None:
    """Say that nobody wants a film any more: its job ends, it counts no more, the sweep removes its files."""
    declare.cancel(session, clip)
    clip.discarded_at = clock.now()
    session.add(clip)
