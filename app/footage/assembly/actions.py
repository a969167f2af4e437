"""Writes of the assembly. None commits."""

from sqlmodel import Session

from app.core import clock
from app.core.errors import Invalid
from app.core.text import say
from app.footage import policy
from app.footage import queries as footage
from app.footage.actions import numbers
from app.footage.assembly import queries
from app.footage.assembly.queue import begin
from app.footage.assembly.schemas import TrimInput
from app.footage.models import Take
from app.people.rules import Actor


def want_assembly(session: Session, team_id: int) -> None:
    """Have made what the team's assembly lacks, and mark what it needs no more; call it after every change."""
    numbers.one_at_a_time(session, team_id)
    session.flush()
    parts, made = queries.parts_of(session, team_id), queries.pieces_of(session, team_id)
    wanted = {part.mark for part in parts}
    for mark, piece in made.items():
        piece.unused_at = None if mark in wanted else (piece.unused_at or clock.now())
    if wanted - set(made):
        begin(session, team_id)


def update_assembly(session: Session, actor: Actor, team_id: int) -> None:
    """Make what is missing now, and try again what could not be made. Raises NotFound, Forbidden."""
    team, course = footage.team_and_course(session, actor, team_id)
    policy.may_retry(actor, course, team).require()
    for piece in queries.pieces_of(session, team_id).values():
        if not piece.segments:
            session.delete(piece)
    want_assembly(session, team_id)


def trim_take(session: Session, actor: Actor, take_id: int, data: TrimInput) -> Take:
    """Say which frames of a take the assembly uses; nothing for all. Raises NotFound, Forbidden, Invalid."""
    take, team, course = footage.take_and_team(session, take_id)
    policy.may_sort(actor, course, team).require()
    if data.first_frame is not None and data.last_frame is not None and data.last_frame <= data.first_frame:
        raise Invalid(say("It ends before it begins."), field="last_frame")
    if (take.first_frame, take.last_frame) != (data.first_frame, data.last_frame):
        take.first_frame, take.last_frame = data.first_frame, data.last_frame
        take.version += 1
        want_assembly(session, team.id)
    return take
