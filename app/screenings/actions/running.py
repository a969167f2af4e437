"""Run the night: the conductor's presses, the forms of its films, the seats."""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from app.core import clock
from app.core.errors import Conflict, NotFound
from app.core.text import say
from app.journal import actions as journal
from app.people.rules import Actor
from app.screenings import policy, queries, rules
from app.screenings.models import Screening, Seat, Slot
from app.screenings.rules import Command, Phase, ScreeningState, SlotKind

SEEN = timedelta(seconds=10)


class Overtaken(Conflict):
    """Another conductor was first; the current state comes with the answer."""

    code = "overtaken"


def command(
    session: Session, actor: Actor, screening_id: int, what: Command, rev: int, position: float | None = None
) -> Screening:
    """Run the night. Raises NotFound, Forbidden, Overtaken when the room has moved on since ``rev``."""
    screening = session.exec(select(Screening).where(Screening.id == screening_id).with_for_update()).first()
    if screening is None:
        raise NotFound
    policy.may_conduct(actor, screening).require()
    if screening.rev != rev:
        raise Overtaken(say("Somebody else has pressed meanwhile. This is where the night is now."))
    slots = queries.slots_of(session, screening_id)
    made = rules.obey(queries.room(screening), what, queries.items(slots), clock.now(), position)
    if made is None:
        raise Conflict(say("This does nothing at this point of the night."))
    changed = session.exec(
        update(Screening)
        .where(col(Screening.id) == screening_id, col(Screening.rev) == rev)
        .values(
            state=made.state,
            slot_id=made.slot_id,
            phase=made.phase,
            position=made.position,
            at=made.at,
            rev=made.rev,
        )
    )
    if changed.rowcount != 1:
        raise Overtaken(say("Somebody else has pressed meanwhile. This is where the night is now."))
    session.refresh(screening)
    _write_times(slots, screening)
    if what in (Command.START, Command.FINISH):
        journal.record(session, actor, f"screening.{what.value}ed", screening, course_id=screening.course_id)
    return screening


def close_forms(session: Session, actor: Actor, slot_id: int, *, closed: bool) -> Slot:
    """Close a film's form, or open it again. Raises NotFound, Forbidden."""
    slot, screening, _ = queries.slot_and_screening(session, slot_id)
    policy.may_conduct(actor, screening).require()
    slot.closed_at = (slot.closed_at or clock.now()) if closed else None
    if not closed:
        slot.ended_at = slot.ended_at or clock.now()
    announce(session, screening.id)
    return slot


def announce(session: Session, screening_id: int) -> None:
    """Let every open page of a running night read its state again: raises ``rev``."""
    live = (col(Screening.id) == screening_id, col(Screening.state) == ScreeningState.LIVE)
    session.exec(update(Screening).where(*live).values(rev=col(Screening.rev) + 1))


def take_seat(session: Session, actor: Actor, screening_id: int) -> None:
    """Write down that somebody's page is open; at most every ten seconds. Raises NotFound."""
    screening = session.get(Screening, screening_id)
    if screening is None:
        raise NotFound
    policy.may_watch(actor, screening).require()
    mine = Seat.guest_id == actor.guest_id if actor.is_guest else Seat.person_id == actor.person_id
    seat = session.exec(select(Seat).where(Seat.screening_id == screening_id, mine)).first()
    if seat is None:
        person, guest = (None, actor.guest_id) if actor.is_guest else (actor.person_id, None)
        with suppress(IntegrityError), session.begin_nested():  # two pages may open in the same moment
            session.add(Seat(screening_id=screening_id, person_id=person, guest_id=guest, seen_at=clock.now()))
    elif clock.now() - seat.seen_at > SEEN:
        seat.seen_at = clock.now()


def _write_times(slots: list[Slot], screening: Screening) -> None:
    """Note when the current item began and when its film ended."""
    slot = next((one for one in slots if one.id == screening.slot_id), None)
    if slot is None:
        return
    if screening.phase is Phase.PLAYING or slot.kind is not SlotKind.FILM:
        slot.started_at = slot.started_at or clock.now()
    if screening.phase is Phase.AFTER and slot.kind is SlotKind.FILM:
        slot.ended_at = slot.ended_at or clock.now()
    for earlier in slots:
        if earlier.position < slot.position and earlier.started_at and not earlier.ended_at:
            earlier.ended_at = clock.now()
