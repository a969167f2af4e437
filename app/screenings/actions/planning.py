"""Plan the night: its programme, which may still be changed while it runs."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.core import clock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import say
from app.courses.models import Course
from app.footage import queries as footage
from app.footage.models import Clip, Cut
from app.journal import actions as journal
from app.people.rules import Actor
from app.screenings import policy, queries, rules
from app.screenings.actions.running import announce
from app.screenings.models import Screening, Slot
from app.screenings.rules import ScreeningState, SlotKind
from app.screenings.schemas import ScreeningInput, SlotInput
from app.teams.models import Team


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
    screening, course = load_planned(session, actor, screening_id)
    screening.title, screening.place, screening.starts_at = data.title, data.place, _moment(course, data)
    screening.guests_may_answer, screening.auto = data.guests_may_answer, data.auto
    screening.version += 1
    announce(session, screening_id)
    return screening


def remove_screening(session: Session, actor: Actor, screening_id: int) -> Screening:
    """Remove a night that has not begun, with its programme. Raises NotFound, Forbidden, Conflict."""
    screening, _ = load_planned(session, actor, screening_id)
    if screening.state is not ScreeningState.PLANNED:
        raise Conflict(say("A night that has begun stays."))
    session.delete(screening)
    return screening


def add_films(session: Session, actor: Actor, screening_id: int) -> int:
    """Add every accepted film that is missing, each with its postscript, before the end; returns how many."""
    screening, _ = load_planned(session, actor, screening_id)
    films = queries.films_to_show(session, queries.night(session, screening.id))
    for cut, clip, team in films:
        _film(session, screening, cut, clip, team)
        _slot(session, screening, SlotKind.POSTSCRIPT, team=team)
    _end_last(session, screening.id)
    announce(session, screening_id)
    return len(films)


def add_slot(session: Session, actor: Actor, screening_id: int, data: SlotInput) -> Slot:
    """Add one item before the end. Raises NotFound, Forbidden, Invalid for a film that is not accepted."""
    screening, course = load_planned(session, actor, screening_id)
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
    announce(session, screening_id)
    return slot


def change_length(session: Session, actor: Actor, slot_id: int, minutes: int) -> Slot:
    """Plan another length for an item. Raises NotFound, Forbidden."""
    slot, screening, _ = queries.slot_and_screening(session, slot_id)
    load_planned(session, actor, screening.id)
    slot.seconds = minutes * 60
    announce(session, screening.id)
    return slot


def move_slot(session: Session, actor: Actor, slot_id: int, *, up: bool) -> Slot:
    """Swap an item with its neighbour. Raises NotFound, Forbidden."""
    slot, screening, _ = queries.slot_and_screening(session, slot_id)
    load_planned(session, actor, screening.id)
    order = queries.slots_of(session, screening.id)
    place = next(n for n, one in enumerate(order) if one.id == slot_id)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        _number(order)
    announce(session, screening.id)
    return slot


def remove_slot(session: Session, actor: Actor, slot_id: int) -> Slot:
    """Take an item out of the programme. Raises NotFound, Forbidden, Conflict for what has been shown."""
    slot, screening, _ = queries.slot_and_screening(session, slot_id)
    load_planned(session, actor, screening.id)
    if slot.started_at is not None:
        raise Conflict(say("This has been shown already; it stays in the programme."))
    if screening.slot_id == slot_id:
        raise Conflict(say("This is on now; go on to the next item first."))
    session.delete(slot)
    announce(session, screening.id)
    return slot


def _course(session: Session, actor: Actor, course_id: int) -> Course:
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    policy.may_plan(actor, course).require()
    return course


def load_planned(session: Session, actor: Actor, screening_id: int) -> tuple[Screening, Course]:
    """Load a night and its course for one of its planners. Raises NotFound, Forbidden."""
    screening = session.get(Screening, screening_id)
    if screening is None:
        raise NotFound
    return screening, _course(session, actor, screening.course_id)


def _moment(course: Course, data: ScreeningInput) -> datetime:
    at = data.starts_at
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(course.timezone))).astimezone(UTC)


def _film(session: Session, screening: Screening, cut: Cut, clip: Clip, team: Team) -> Slot:
    slot = _slot(session, screening, SlotKind.FILM, title=team.film_title or team.name, team=team)
    slot.cut_id, slot.seconds = cut.id, round(clip.seconds or 0)
    return slot


def _slot(session: Session, screening: Screening, kind: SlotKind, *, title: str = "", team: Team | None = None) -> Slot:
    slots = queries.slots_of(session, screening.id)
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
    slots = queries.slots_of(session, screening_id)
    _number(sorted(slots, key=lambda one: one.kind is SlotKind.END))


def _number(slots: list[Slot]) -> None:
    for position, one in enumerate(slots, start=1):
        if one.position != position:
            one.position = position
