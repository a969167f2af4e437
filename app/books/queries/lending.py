"""Reads of the things that a course lends to its teams."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.books import policy, rules
from app.books.models import Booking, SharedItem
from app.core import clock
from app.core.errors import NotFound
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Team


@dataclass(frozen=True, slots=True)
class Lent:
    """A shared thing with its bookings from today on, by day, each with its team."""

    item: SharedItem
    bookings: list[tuple[Booking, Team]] = field(default_factory=list)

    def free_on(self, day: date) -> int:
        """Give how many are free on a day."""
        held = [rules.Held(one.team_id, one.first_on, one.last_on, one.quantity) for one, _ in self.bookings]
        return rules.free(self.item.quantity, held, day, day)


def today_in(course: Course) -> date:
    """Give today's day where the course is."""
    return clock.now().astimezone(ZoneInfo(course.timezone)).date()


def lending_of(session: Session, course: Course) -> list[Lent]:
    """Load a course's shared things with who has them from today on, by name (1 statement)."""
    rows = session.exec(
        select(SharedItem, Booking, Team)
        .outerjoin(Booking, (col(Booking.item_id) == SharedItem.id) & (col(Booking.last_on) >= today_in(course)))
        .outerjoin(Team, col(Team.id) == Booking.team_id)
        .where(SharedItem.course_id == course.id, col(SharedItem.removed_at).is_(None))
        .order_by(col(SharedItem.name), col(SharedItem.id), col(Booking.first_on), col(Booking.id))
    ).all()
    found: dict[int, Lent] = {}
    for item, booking, team in rows:
        lent = found.setdefault(item.id, Lent(item))
        if booking is not None:
            lent.bookings.append((booking, team))
    return list(found.values())


def lending_visible_to(session: Session, actor: Actor, course_id: int) -> tuple[Course, list[Lent]]:
    """Load a course's shared things for whoever belongs to it (2 statements). Raises NotFound for strangers."""
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    policy.may_see_lending(actor, course).require()
    return course, lending_of(session, course)
