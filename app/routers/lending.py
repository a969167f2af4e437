"""Shared things of a course: the staff's list with all bookings, a team's bookings, and the limits of the budgets."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.books import actions, policy, queries, rules
from app.books.schemas import BookingInput, BudgetLimitsInput, SharedItemInput
from app.core.db import give_up
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.people.rules import Actor
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/courses/{course_id}/lending")
def lending(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show what the course lends, and who has it when."""
    return _page(request, session, actor, course_id)


@router.post("/courses/{course_id}/lending")
def add_item(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Put a thing on the list."""
    bound = bind(form, SharedItemInput)
    with bound.trying(session):
        item = actions.add_item(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/lending#item-{item.id}", flash=say("It is on the list."))
    return _page(request, session, actor, course_id, status=422, form=bound)


@router.post("/courses/{course_id}/budget-limits")
def limit_budgets(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Set what each team may spend."""
    course, _ = queries.lending_visible_to(session, actor, course_id)
    bound = bind(form, BudgetLimitsInput, context={"decimals": rules.places(course.currency)})
    with bound.trying(session):
        actions.limit_budgets(session, actor, course_id, bound.data)
        return redirect(f"/courses/{course_id}/lending", flash=say("Saved."))
    return _page(request, session, actor, course_id, status=422, limits=bound)


@router.post("/shared-items/{item_id}")
def change_item(session: Writing, actor: SignedIn, item_id: int, form: Posted) -> Response:
    """Change a thing on the list."""
    item = actions.change_item(session, actor, item_id, bind(form, SharedItemInput).data)
    return redirect(f"/courses/{item.course_id}/lending#item-{item.id}", flash=say("Saved."))


@router.post("/shared-items/{item_id}/remove")
def remove_item(session: Writing, actor: SignedIn, item_id: int) -> Response:
    """Take a thing off the list."""
    item = actions.remove_item(session, actor, item_id)
    return redirect(f"/courses/{item.course_id}/lending", flash=say("It is off the list."))


@router.post("/teams/{team_id}/bookings/{item_id}")
def book_item(session: Writing, actor: SignedIn, team_id: int, item_id: int, form: Posted) -> Response:
    """Book a thing for a team; whoever comes second reads who has it."""
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    bound = bind(form, BookingInput)
    try:
        actions.book_item(session, actor, team_id, item_id, bound.data)
    except (Conflict, Invalid) as refusal:
        give_up(session)
        sentence = next(iter(bound.errors.values()), refusal.sentence)
        return redirect(f"/teams/{team_id}/book/equipment#item-{item_id}", flash=sentence)
    return redirect(f"/teams/{team_id}/book/equipment#item-{item_id}", flash=say("Booked for your team."))


@router.post("/bookings/{booking_id}/cancel")
def cancel_booking(session: Writing, actor: SignedIn, booking_id: int) -> Response:
    """Give a booking back."""
    booking, course_id = actions.cancel_booking(session, actor, booking_id)
    back = f"/teams/{booking.team_id}/book/equipment" if actor.in_team(booking.team_id) else None
    return redirect(back or f"/courses/{course_id}/lending", flash=say("The booking is given back."))


def _page(
    request: Request,
    session: Session,
    actor: Actor,
    course_id: int,
    *,
    status: int = 200,
    form: Bound[SharedItemInput] | None = None,
    limits: Bound[Any] | None = None,
) -> Response:
    course, lent = queries.lending_visible_to(session, actor, course_id)
    decimals = rules.places(course.currency)
    kept = bind.empty(
        BudgetLimitsInput, budget_cap=rules.typed(course.budget_cap, decimals), contingency=course.contingency
    )
    return page(
        request,
        "pages/books/lending.html",
        status=status,
        course=course,
        lent=lent,
        today=queries.today_in(course),
        may_lend=policy.may_lend(actor, course),
        form=form or bind.empty(SharedItemInput, name=""),
        limits=limits or kept,
    )
