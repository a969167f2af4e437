"""Writes of the screenings room: plan the night, invite guests, run it. None commits."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from app.core import clock, ids
from app.core.errors import Conflict, Gone, Invalid, NotFound
from app.core.text import say
from app.courses.models import Course
from app.footage import queries as footage
from app.footage.models import Clip, Cut
from app.journal import actions as journal
from app.people.rules import Actor
from app.screenings import policy, queries, rules
from app.screenings.models import Guest, Screening, Seat, Slot
from app.screenings.rules import Command, Phase, ScreeningState, SlotKind
from app.screenings.schemas import GuestInput, ScreeningInput, SlotInput
from app.teams.models import Team

GUEST_DAYS = 14
SEEN = timedelta(seconds=10)


class Overtaken(Conflict):
    """Another conductor was first; the current state comes with the answer."""

    code = "overtaken"


def plan_screening(session: Session, actor: Actor, course_id: int, data: ScreeningInput) -> Screening:
    """Make a night with a welcome, every accepted film with its postscript, and an end. Raises NotFound, Forbidden."""
    course = _course(session, actor, course_id)
    screening = Screening(
        course_id=course.id,
        title=data.title,
        place=data.place,
        starts_at=_moment(course, data),
        guests_may_answer=data.guests_may_answer,
        auto=data.auto,
        created_at=clock.now(),
    )
    session.add(screening)
    session.flush()
    _slot(session, screening, SlotKind.WELCOME)
    add_films(session, actor, screening.id)
    _slot(session, screening, SlotKind.END)
    journal.record(session, actor, "screening.planned", screening, course_id=course.id, title=screening.title)
    return screening


def change_screening(session: Session, actor: Actor, screening_id: int, data: ScreeningInput) -> Screening:
    """Change title, place, time and habits. Raises NotFound, Forbidden."""
    screening, course = _planned(session, actor, screening_id)
    screening.title, screening.place, screening.starts_at = data.title, data.place, _moment(course, data)
    screening.guests_may_answer, screening.auto = data.guests_may_answer, data.auto
    screening.version += 1
    return screening


def remove_screening(session: Session, actor: Actor, screening_id: int) -> Screening:
    """Remove a night that has not begun, with its programme. Raises NotFound, Forbidden, Conflict."""
    screening, _ = _planned(session, actor, screening_id)
    if screening.state is not ScreeningState.PLANNED:
        raise Conflict(say("A night that has begun stays."))
    session.delete(screening)
    return screening


def add_films(session: Session, actor: Actor, screening_id: int) -> int:
    """Add every accepted film that is missing, each with its postscript, before the end; returns how many."""
    screening, _ = _planned(session, actor, screening_id)
    films = queries.films_to_show(session, queries.night(session, screening.id))
    for cut, clip, team in films:
        _film(session, screening, cut, clip, team)
        _slot(session, screening, SlotKind.POSTSCRIPT, team=team)
    _end_last(session, screening.id)
    return len(films)


def add_slot(session: Session, actor: Actor, screening_id: int, data: SlotInput) -> Slot:
    """Add one item before the end. Raises NotFound, Forbidden, Invalid for a film that is not accepted."""
    screening, course = _planned(session, actor, screening_id)
    if data.kind is SlotKind.FILM:
        films = {cut.id: (cut, clip, team) for cut, clip, team in footage.accepted_films(session, course.id)}
        if data.cut_id not in films:
            raise Invalid(say("Choose an accepted film."), field="cut_id")
        slot = _film(session, screening, *films[data.cut_id])
    else:
        slot = _slot(session, screening, data.kind, title=data.title)
    if data.minutes is not None and data.kind is not SlotKind.FILM:
        slot.seconds = data.minutes * 60
    _end_last(session, screening.id)
    return slot


def change_length(session: Session, actor: Actor, slot_id: int, minutes: int) -> Slot:
    """Plan another length for an item. Raises NotFound, Forbidden."""
    slot, screening, _ = queries.slot_and_screening(session, slot_id)
    _planned(session, actor, screening.id)
    slot.seconds = minutes * 60
    return slot


def move_slot(session: Session, actor: Actor, slot_id: int, *, up: bool) -> Slot:
    """Swap an item with its neighbour. Raises NotFound, Forbidden."""
    slot, screening, _ = queries.slot_and_screening(session, slot_id)
    _planned(session, actor, screening.id)
    order = _slots(session, screening.id)
    place = next(n for n, one in enumerate(order) if one.id == slot_id)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        _number(order)
    return slot


def remove_slot(session: Session, actor: Actor, slot_id: int) -> Slot:
    """Take an item out of the programme. Raises NotFound, Forbidden, Conflict for what has been shown."""
    slot, screening, _ = queries.slot_and_screening(session, slot_id)
    _planned(session, actor, screening.id)
    if slot.started_at is not None:
        raise Conflict(say("This has been shown already; it stays in the programme."))
    session.delete(slot)
    return slot


def invite_guest(session: Session, actor: Actor, screening_id: int, data: GuestInput) -> tuple[Guest, str]:
    """Make a guest's link; returns its secret, which is kept only as a hash. Raises NotFound, Forbidden."""
    screening, course = _planned(session, actor, screening_id)
    secret = ids.token()
    guest = Guest(
        screening_id=screening.id,
        name=data.name,
        token_hash=ids.digest(secret),
        made_by=actor.person_id,
        created_at=clock.now(),
        expires_at=max(clock.now(), screening.starts_at) + timedelta(days=GUEST_DAYS),
    )
    session.add(guest)
    session.flush()
    journal.record(session, actor, "guest.invited", guest, course_id=course.id, name=guest.name)
    return guest, secret


def revoke_guest(session: Session, actor: Actor, guest_id: int) -> Guest:
    """End a guest's link. Raises NotFound, Forbidden."""
    guest = session.get(Guest, guest_id)
    if guest is None:
        raise NotFound
    _planned(session, actor, guest.screening_id)
    guest.revoked_at = guest.revoked_at or clock.now()
    return guest


def open_guest_link(session: Session, secret: str) -> Guest:
    """Find the guest of a link. Raises Gone for one that was revoked or has ended."""
    guest = session.exec(select(Guest).where(Guest.token_hash == ids.digest(secret))).first()
    if guest is None or guest.revoked_at is not None or guest.expires_at < clock.now():
        raise Gone(say("This invitation has ended. Ask who invited you for a new one."))
    return guest


def command(session: Session, actor: Actor, screening_id: int, what: Command, rev: int) -> Screening:
    """Run the night. Raises NotFound, Forbidden, Overtaken when the room has moved on since ``rev``."""
    screening = session.exec(select(Screening).where(Screening.id == screening_id).with_for_update()).first()
    if screening is None:
        raise NotFound
    policy.may_conduct(actor, screening).require()
    if screening.rev != rev:
        raise Overtaken(say("Somebody else has pressed meanwhile. This is where the night is now."))
    slots = _slots(session, screening_id)
    made = rules.obey(queries.room(screening), what, queries.items(slots), clock.now())
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
    return slot


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


def _course(session: Session, actor: Actor, course_id: int) -> Course:
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    policy.may_plan(actor, course).require()
    return course


def _planned(session: Session, actor: Actor, screening_id: int) -> tuple[Screening, Course]:
    screening = session.get(Screening, screening_id)
    if screening is None:
        raise NotFound
    return screening, _course(session, actor, screening.course_id)


def _moment(course: Course, data: ScreeningInput) -> datetime:
    at = data.starts_at
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(course.timezone))).astimezone(UTC)


def _slots(session: Session, screening_id: int) -> list[Slot]:
    return list(
        session.exec(
            select(Slot).where(Slot.screening_id == screening_id).order_by(col(Slot.position), col(Slot.id))
        ).all()
    )


def _film(session: Session, screening: Screening, cut: Cut, clip: Clip, team: Team) -> Slot:
    slot = _slot(session, screening, SlotKind.FILM, title=team.film_title or team.name, team=team)
    slot.cut_id, slot.seconds = cut.id, round(clip.seconds or 0)
    return slot


def _slot(session: Session, screening: Screening, kind: SlotKind, *, title: str = "", team: Team | None = None) -> Slot:
    slots = _slots(session, screening.id)
    slot = Slot(
        screening_id=screening.id,
        position=len(slots) + 1,
        kind=kind,
        title=title,
        seconds=rules.PLANNED_SECONDS.get(kind, 0),
        team_id=team.id if team else None,
    )
    session.add(slot)
    session.flush()
    return slot


def _end_last(session: Session, screening_id: int) -> None:
    slots = _slots(session, screening_id)
    _number(sorted(slots, key=lambda one: one.kind is SlotKind.END))


def _number(slots: list[Slot]) -> None:
    for position, one in enumerate(slots, start=1):
        if one.position != position:
            one.position = position
