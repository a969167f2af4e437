"""Reads of the screenings room."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from app.core import clock
from app.core.errors import NotFound
from app.core.text import Text
from app.courses.models import Course
from app.footage import queries as footage
from app.footage.models import Clip, Cut
from app.people.models import Person
from app.people.rules import Actor
from app.screenings import policy, rules
from app.screenings.models import Guest, Screening, Seat, Slot
from app.screenings.rules import Item, Room, SlotKind
from app.teams.models import Team

PRESENT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class SlotRow:
    """An item with its team, film file and the time at which it should begin."""

    slot: Slot
    team: Team | None
    clip: Clip | None
    begins: datetime

    @property
    def name(self) -> str:
        """What the item is called: its title, else the film's."""
        return self.slot.title or (self.team.film_title or self.team.name if self.team else "")


@dataclass(frozen=True, slots=True)
class Night:
    """A screening with its programme."""

    screening: Screening
    course: Course
    rows: list[SlotRow]
    ends: datetime

    @property
    def current(self) -> SlotRow | None:
        """The item that is on."""
        return next((row for row in self.rows if row.slot.id == self.screening.slot_id), None)

    @property
    def following(self) -> SlotRow | None:
        """The item after the one that is on; the first before the night begins."""
        ids = [row.slot.id for row in self.rows]
        place = ids.index(self.screening.slot_id) if self.screening.slot_id in ids else -1
        return self.rows[place + 1] if place + 1 < len(self.rows) else None


def night(session: Session, screening_id: int) -> Night:
    """Load a screening with its programme, for who has been let in already. Raises NotFound."""
    found = session.exec(
        select(Screening, Course)
        .join(Course, col(Course.id) == Screening.course_id)
        .where(Screening.id == screening_id)
    ).first()
    if found is None:
        raise NotFound
    screening, course = found
    rows = session.exec(
        select(Slot, Team, Clip)
        .outerjoin(Team, col(Team.id) == Slot.team_id)
        .outerjoin(Cut, col(Cut.id) == Slot.cut_id)
        .outerjoin(Clip, col(Clip.id) == Cut.clip_id)
        .where(Slot.screening_id == screening_id)
        .order_by(col(Slot.position), col(Slot.id))
    ).all()
    begins = rules.running_clock(screening.starts_at, items([slot for slot, _, _ in rows]))
    made = [SlotRow(slot, team, clip, at) for (slot, team, clip), at in zip(rows, begins, strict=True)]
    ends = made[-1].begins + timedelta(seconds=made[-1].slot.seconds) if made else screening.starts_at
    return Night(screening, course, made, ends)


def night_visible_to(session: Session, actor: Actor, screening_id: int) -> Night:
    """Load a screening somebody has a seat in. Raises NotFound."""
    found = night(session, screening_id)
    policy.may_watch(actor, found.screening).require()
    return found


def nights(session: Session, actor: Actor, course_id: int) -> tuple[Course, list[tuple[Screening, int]]]:
    """List a course's nights, newest first, with the number of their films. Raises NotFound."""
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    policy.may_see_nights(actor, course).require()
    films = (
        select(Slot.screening_id, func.count().label("n"))
        .where(col(Slot.kind) == SlotKind.FILM)
        .group_by(col(Slot.screening_id))
        .subquery()
    )
    found = session.exec(
        select(Screening, func.coalesce(films.c.n, 0))
        .outerjoin(films, films.c.screening_id == Screening.id)
        .where(Screening.course_id == course_id)
        .order_by(col(Screening.starts_at).desc())
    ).all()
    return course, list(found)


def warnings(found: Night) -> list[Text]:
    """Say what is odd about a programme."""
    zone = ZoneInfo(found.course.timezone)

    def edge(day: object, at: time) -> datetime | None:
        return datetime.combine(day, at, zone) if day else None  # type: ignore[arg-type]  # a date

    exam = (edge(found.course.exam_from, time.min), edge(found.course.exam_to, time.max))
    without = [
        row.name for row in found.rows if row.slot.kind is SlotKind.FILM and not (row.clip and row.clip.master_key)
    ]
    return rules.warnings(found.screening.starts_at, items([row.slot for row in found.rows]), exam, without)


def films_to_show(session: Session, found: Night) -> list[tuple[Cut, Clip, Team]]:
    """List accepted films that are not in the programme yet."""
    shown = {row.slot.cut_id for row in found.rows}
    return [one for one in footage.accepted_films(session, found.course.id) if one[0].id not in shown]


def guests_of(session: Session, screening_id: int) -> list[Guest]:
    """List a night's guests."""
    return list(session.exec(select(Guest).where(Guest.screening_id == screening_id).order_by(col(Guest.id))).all())


def present(session: Session, screening_id: int) -> list[str]:
    """Name who has a seat open: seen within the last half minute."""
    found = session.exec(
        select(Person.name, Guest.name)
        .select_from(Seat)
        .outerjoin(Person, col(Person.id) == Seat.person_id)
        .outerjoin(Guest, col(Guest.id) == Seat.guest_id)
        .where(Seat.screening_id == screening_id, Seat.seen_at > clock.now() - PRESENT)
    ).all()
    return sorted(person or guest or "" for person, guest in found)


def slot_and_screening(session: Session, slot_id: int) -> tuple[Slot, Screening, Course]:
    """Load an item with its night. Raises NotFound."""
    found = session.exec(
        select(Slot, Screening, Course)
        .join(Screening, col(Screening.id) == Slot.screening_id)
        .join(Course, col(Course.id) == Screening.course_id)
        .where(Slot.id == slot_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def slots_of(session: Session, screening_id: int) -> list[Slot]:
    """Load a programme's items in order."""
    return list(
        session.exec(
            select(Slot).where(Slot.screening_id == screening_id).order_by(col(Slot.position), col(Slot.id))
        ).all()
    )


def items(slots: list[Slot]) -> list[Item]:
    """Give slots to the rules."""
    return [Item(slot.id, slot.kind, slot.seconds) for slot in slots]


def room(screening: Screening) -> Room:
    """Give the room's state to the rules."""
    return Room(screening.state, screening.slot_id, screening.phase, screening.position, screening.at, screening.rev)
