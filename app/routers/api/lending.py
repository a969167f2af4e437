"""Shared things of a course, their bookings, and the limits of the budgets as JSON."""

from fastapi import APIRouter

from app.books import actions, queries
from app.books.schemas import (
    BookingInput,
    BookingOut,
    BudgetLimitsInput,
    LimitsOut,
    SharedItemInput,
    SharedItemOut,
)
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))


@router.get("/courses/{course_id}/shared-items")
def shared_items(session: Reading, actor: SignedIn, course_id: int) -> list[SharedItemOut]:
    """List what a course lends, with the bookings from today on."""
    _, lent = queries.lending_visible_to(session, actor, course_id)
    return [SharedItemOut.of(one.item, [booking for booking, _ in one.bookings]) for one in lent]


@router.post("/courses/{course_id}/shared-items", status_code=201)
def add_item(session: Writing, actor: SignedIn, course_id: int, data: SharedItemInput) -> SharedItemOut:
    """Put a thing on the course's list."""
    return SharedItemOut.of(actions.add_item(session, actor, course_id, data))


@router.put("/shared-items/{item_id}")
def change_item(session: Writing, actor: SignedIn, item_id: int, data: SharedItemInput) -> SharedItemOut:
    """Change a thing; what is booked stays booked."""
    return SharedItemOut.of(actions.change_item(session, actor, item_id, data))


@router.delete("/shared-items/{item_id}", status_code=204)
def remove_item(session: Writing, actor: SignedIn, item_id: int) -> None:
    """Take a thing off the list."""
    actions.remove_item(session, actor, item_id)


@router.post("/teams/{team_id}/bookings/{item_id}", status_code=201, responses=problems(409))
def book_item(session: Writing, actor: SignedIn, team_id: int, item_id: int, data: BookingInput) -> BookingOut:
    """Book a thing for a team; 409 says who has it on these days."""
    return BookingOut.of(actions.book_item(session, actor, team_id, item_id, data))


@router.delete("/bookings/{booking_id}", status_code=204)
def cancel_booking(session: Writing, actor: SignedIn, booking_id: int) -> None:
    """Give a booking back."""
    actions.cancel_booking(session, actor, booking_id)


@router.put("/courses/{course_id}/budget-limits")
def limit_budgets(session: Writing, actor: SignedIn, course_id: int, data: BudgetLimitsInput) -> LimitsOut:
    """Set what each team may spend, and the percent of it that should stay free."""
    course = actions.limit_budgets(session, actor, course_id, data)
    return LimitsOut(budget_cap=course.budget_cap, contingency=course.contingency)
