"""Takes: rate, move, remove."""

from dataclasses import replace

from sqlmodel import Session

from app.core import clock
from app.core.errors import Invalid, NotFound, StorageFull
from app.core.text import say
from app.footage import policy, queries
from app.footage.actions import numbers
from app.footage.assembly.actions import want_assembly
from app.footage.models import Clip, Take
from app.footage.rules import Rating
from app.journal import actions as journal
from app.people.rules import Actor
from app.video.check import Finding, Kind


def rate_take(session: Session, actor: Actor, take_id: int, rating: Rating) -> Take:
    """Circle a take, hold it, call it no good, or take that back. Raises NotFound, Forbidden."""
    take, team, course = queries.take_and_team(session, take_id)
    policy.may_sort(actor, course, team).require()
    if take.rating is not rating:
        take.rating = rating
        take.version += 1
        journal.record(session, actor, "take.rated", take, course_id=course.id, team_id=team.id, rating=rating.value)
        want_assembly(session, team.id)
    return take


def move_take(session: Session, actor: Actor, take_id: int, shot_id: int | None) -> Take:
    """Say which shot a take belongs to; it gets that shot's next number. Raises NotFound, Forbidden, Invalid."""
    take, team, course = queries.take_and_team(session, take_id)
    policy.may_sort(actor, course, team).require()
    if shot_id is not None and not queries.has_shot(session, team.id, shot_id):
        raise Invalid(say("This shot is not in your list any more. Reload the page."), field="shot_id")
    if take.shot_id != shot_id:
        number = numbers.next_take(session, team.id, shot_id)
        take.shot_id, take.numbered_in, take.number = shot_id, shot_id or 0, number
        take.version += 1
        want_assembly(session, team.id)
    return take


def remove_take(session: Session, actor: Actor, take_id: int) -> Take:
    """Take a take off the wall; it can be brought back. Raises NotFound, Forbidden."""
    take, team, course = queries.take_and_team(session, take_id)
    policy.may_sort(actor, course, team).require()
    if take.removed_at is None:
        take.removed_at = clock.now()
        journal.record(session, actor, "take.removed", take, course_id=course.id, team_id=team.id)
        want_assembly(session, team.id)
    return take


def restore_take(session: Session, actor: Actor, take_id: int, quota: int) -> Take:
    """Bring a removed take back, if the team's ``quota`` in bytes has room. Raises NotFound, Forbidden, StorageFull."""
    take, team, course = queries.take_and_team(session, take_id)
    policy.may_sort(actor, course, team).require()
    if take.removed_at is None:
        return take
    numbers.one_at_a_time(session, team.id)
    clip = session.get_one(Clip, take.clip_id)
    if clip.kept_bytes > quota - queries.kept_bytes(session, team.id):
        raise StorageFull(say("Your team has no room for this take any more. Remove others first."))
    take.removed_at = None
    want_assembly(session, team.id)
    return take


def keep_finding(session: Session, actor: Actor, clip_id: int, kind: Kind, *, kept: bool) -> Clip:
    """Keep a film although the footage check found something, or warn of it again. Raises NotFound, Forbidden."""
    clip, team, course = queries.clip_and_team(session, clip_id)
    policy.may_sort(actor, course, team).require()
    session.refresh(clip, with_for_update=True)
    found = [Finding.of(one) for one in clip.warnings]
    if all(one.kind is not kind for one in found):
        raise NotFound
    clip.warnings = [(replace(one, kept=kept) if one.kind is kind else one).as_json() for one in found]
    return clip
