"""Shared things of a course: the staff lists them, teams book them without clashes; and the limits of the budgets."""

from datetime import date

from sqlmodel import Session, col, select

from app.books import policy, queries, rules
from app.books.models import Booking, SharedItem
from app.books.schemas import BookingInput, BudgetLimitsInput, SharedItemInput
from app.core import clock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Team

MOST_ITEMS = 200
LONGEST_DAYS = 60


def add_item(session: Session, actor: Actor, course_id: int, data: SharedItemInput) -> SharedItem:
    """Put a thing on the course's list. Raises NotFound, Forbidden, Invalid when the list is full."""
    course = _lent_by(session, actor, course_id)
    there = session.exec(
        select(SharedItem.id).where(SharedItem.course_id == course.id, col(SharedItem.removed_at).is_(None))
    ).all()
    if len(there) >= MOST_ITEMS:
        raise Invalid(say("This table is full: it takes %(n)s rows.", n=MOST_ITEMS))
    item = SharedItem(course_id=course.id, **data.model_dump())
    session.add(item)
    session.flush()
    return item


def change_item(session: Session, actor: Actor, item_id: int, data: SharedItemInput) -> SharedItem:
    """Change a thing's name, number and note; what is booked stays booked. Raises NotFound, Forbidden."""
    item = _item(session, item_id)
    _lent_by(session, actor, item.course_id)
    item.name, item.quantity, item.note = data.name, data.quantity, data.note
    return item


def remove_item(session: Session, actor: Actor, item_id: int) -> SharedItem:
    """Take a thing off the list, and its bookings with it. Raises NotFound, Forbidden."""
    item = _item(session, item_id)
    _lent_by(session, actor, item.course_id)
    item.removed_at = clock.now()
    return item


def book_item(session: Session, actor: Actor, team_id: int, item_id: int, data: BookingInput) -> Booking:
    """Book a thing for a team. Whoever comes second learns who has it.

    Raises NotFound, Forbidden, Invalid for impossible days, Conflict when too few are free.
    """
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    item = _item(session, item_id)  # holds the thing until the end: two bookings of it never overlap
    if item.course_id != course.id:
        raise NotFound
    first, last = data.days
    if last < queries.today_in(course):
        raise Invalid(say("These days are over."), field="last_on")
    if (last - first).days >= LONGEST_DAYS:
        raise Invalid(say("At most %(n)s days at a time.", n=LONGEST_DAYS), field="last_on")
    held = _held(session, item, first, last)
    left = rules.free(item.quantity, [one for one, _ in held], first, last)
    if data.quantity > left:
        holders = [
            say("team %(number)s (%(first)s – %(last)s)", number=number, first=one.first_on, last=one.last_on)
            for one, number in held
        ]
        raise Conflict(rules.refusal(item.name, left if held else item.quantity, holders), field="quantity")
    booking = Booking(
        item_id=item.id,
        team_id=team.id,
        first_on=first,
        last_on=last,
        quantity=data.quantity,
        made_by=actor.person_id,
        created_at=clock.now(),
    )
    session.add(booking)
    session.flush()
    return booking


def cancel_booking(session: Session, actor: Actor, booking_id: int) -> tuple[Booking, int]:
    """Give a booking back: the team's own, or any by the staff; returns it with the id of the course.

    Raises NotFound, Forbidden.
    """
    booking = session.get(Booking, booking_id)
    if booking is None:
        raise NotFound
    team, course = queries.team_and_course(session, booking.team_id)
    policy.may_cancel(actor, course, team).require()
    session.delete(booking)
    return booking, course.id


def limit_budgets(session: Session, actor: Actor, course_id: int, data: BudgetLimitsInput) -> Course:
    """Set what each team of a course may spend, and how much of it should stay free. Raises NotFound, Forbidden."""
    course = _lent_by(session, actor, course_id)
    course.budget_cap, course.contingency = data.budget_cap, data.contingency
    return course


def _item(session: Session, item_id: int) -> SharedItem:
    statement = select(SharedItem).where(SharedItem.id == item_id, col(SharedItem.removed_at).is_(None))
    item = session.exec(statement.with_for_update().execution_options(populate_existing=True)).first()
    if item is None:
        raise NotFound
    return item


def _lent_by(session: Session, actor: Actor, course_id: int) -> Course:
    course = session.get(Course, course_id)
    if course is None:
        raise NotFound
    policy.may_lend(actor, course).require()
    return course


def _held(session: Session, item: SharedItem, first: date, last: date) -> list[tuple[rules.Held, int]]:
    """Load who has the thing on these days, with the number of the team (1 statement)."""
    rows = session.exec(
        select(Booking, Team.number)
        .join(Team, col(Team.id) == Booking.team_id)
        .where(Booking.item_id == item.id, Booking.first_on <= last, Booking.last_on >= first)
        .order_by(col(Booking.first_on), col(Booking.id))
    ).all()
    return [(rules.Held(one.team_id, one.first_on, one.last_on, one.quantity), number) for one, number in rows]
