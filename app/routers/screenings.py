"""Pages of the night's planning: nights of a course, one programme, guests."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.core.text import say
from app.courses import queries as courses
from app.feedback import actions as feedback
from app.people.rules import Actor
from app.screenings import actions, policy, queries
from app.screenings.rules import SlotKind
from app.screenings.schemas import GuestInput, LengthInput, ScreeningInput, SlotInput
from app.web.actor import GUEST_COOKIE
from app.web.deps import Config, Posted, Reading, SignedIn, Writing
from app.web.format import local
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()
GUEST_SECONDS = 14 * 24 * 3600


@router.get("/courses/{course_id}/night")
def nights(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show a course's nights."""
    return _nights(request, session, actor, course_id)


def _nights(
    request: Request, session: Session, actor: Actor, course_id: int, form: Bound[ScreeningInput] | None = None
) -> Response:
    course, found = queries.nights(session, actor, course_id)
    may_plan = policy.may_plan(actor, course)
    planned = courses.night_of(session, course_id) if may_plan else None
    begins = local(planned.due_at, course.timezone).replace(tzinfo=None) if planned else None
    return page(
        request,
        "pages/screenings/nights.html",
        status=422 if form else 200,
        course=course,
        nights=found,
        form=form or bind.empty(ScreeningInput, title=str(say("Screening night")), starts_at=begins),
        may_plan=may_plan,
    )


@router.post("/courses/{course_id}/night")
def plan(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Plan a night from the accepted films."""
    bound = bind(form, ScreeningInput)
    with bound.trying(session):
        made = actions.plan_screening(session, actor, course_id, bound.data)
        feedback.form_for(session, course_id)
        return redirect(f"/screenings/{made.id}", flash=say("The night is planned. Look at the order of the films."))
    return _nights(request, session, actor, course_id, bound)


@router.get("/screenings/{screening_id}")
def programme(request: Request, session: Reading, actor: SignedIn, screening_id: int) -> Response:
    """Show a night: its programme, warnings, guests, and the doors to projector, control and seat."""
    return _programme(request, session, actor, screening_id)


def _programme(
    request: Request,
    session: Session,
    actor: Actor,
    screening_id: int,
    *,
    status: int = 200,
    link: str = "",
    **forms: Any,
) -> Response:
    found = queries.night_visible_to(session, actor, screening_id)
    may_plan = policy.may_plan(actor, found.course)
    starts = local(found.screening.starts_at, found.course.timezone).replace(tzinfo=None)
    forms.setdefault("guest_form", bind.empty(GuestInput))
    forms.setdefault("slot_form", bind.empty(SlotInput))
    forms.setdefault("form", bind.of(ScreeningInput, found.screening, starts_at=starts))
    return page(
        request,
        "pages/screenings/programme.html",
        status=status,
        night=found,
        course=found.course,
        screening=found.screening,
        warnings=queries.warnings(found) if may_plan else [],
        guests=queries.guests_of(session, screening_id) if may_plan else [],
        films=queries.films_to_show(session, found) if may_plan else [],
        kinds=[kind for kind in SlotKind if kind is not SlotKind.FILM],
        may_plan=may_plan,
        may_conduct=policy.may_conduct(actor, found.screening),
        link=link,
        **forms,
    )


@router.post("/screenings/{screening_id}")
def change(request: Request, session: Writing, actor: SignedIn, screening_id: int, form: Posted) -> Response:
    """Change title, place, time and habits of a night."""
    bound = bind(form, ScreeningInput)
    with bound.trying(session):
        actions.change_screening(session, actor, screening_id, bound.data)
        return redirect(f"/screenings/{screening_id}", flash=say("Saved."))
    return _programme(request, session, actor, screening_id, status=422, form=bound)


@router.post("/screenings/{screening_id}/remove")
def remove(session: Writing, actor: SignedIn, screening_id: int) -> Response:
    """Remove a night that has not begun."""
    found = actions.remove_screening(session, actor, screening_id)
    return redirect(f"/courses/{found.course_id}/night", flash=say("The night is removed."))


@router.post("/screenings/{screening_id}/films")
def add_films(session: Writing, actor: SignedIn, screening_id: int) -> Response:
    """Add every accepted film that is missing."""
    count = actions.add_films(session, actor, screening_id)
    return redirect(f"/screenings/{screening_id}", flash=say("%(n)s films added.", n=count))


@router.post("/screenings/{screening_id}/slots")
def add_slot(request: Request, session: Writing, actor: SignedIn, screening_id: int, form: Posted) -> Response:
    """Add one item."""
    bound = bind(form, SlotInput)
    with bound.trying(session):
        actions.add_slot(session, actor, screening_id, bound.data)
        return redirect(f"/screenings/{screening_id}#programme")
    return _programme(request, session, actor, screening_id, status=422, slot_form=bound)


@router.post("/slots/{slot_id}/length")
def change_length(session: Writing, actor: SignedIn, slot_id: int, form: Posted) -> Response:
    """Plan another length."""
    slot = actions.change_length(session, actor, slot_id, bind(form, LengthInput).data.minutes)
    return redirect(f"/screenings/{slot.screening_id}#programme")


@router.post("/slots/{slot_id}/up")
def move_up(session: Writing, actor: SignedIn, slot_id: int) -> Response:
    """Show it earlier."""
    slot = actions.move_slot(session, actor, slot_id, up=True)
    return redirect(f"/screenings/{slot.screening_id}#slot-{slot_id}")


@router.post("/slots/{slot_id}/down")
def move_down(session: Writing, actor: SignedIn, slot_id: int) -> Response:
    """Show it later."""
    slot = actions.move_slot(session, actor, slot_id, up=False)
    return redirect(f"/screenings/{slot.screening_id}#slot-{slot_id}")


@router.post("/slots/{slot_id}/remove")
def remove_slot(session: Writing, actor: SignedIn, slot_id: int) -> Response:
    """Take it out of the programme."""
    slot = actions.remove_slot(session, actor, slot_id)
    return redirect(f"/screenings/{slot.screening_id}#programme")


@router.post("/screenings/{screening_id}/guests")
def invite(
    request: Request, session: Writing, actor: SignedIn, settings: Config, screening_id: int, form: Posted
) -> Response:
    """Make a guest's link, shown once."""
    bound = bind(form, GuestInput)
    with bound.trying(session):
        _, secret = actions.invite_guest(session, actor, screening_id, bound.data)
        link = f"{settings.base_url or str(request.base_url).rstrip('/')}/g/{secret}"
        return _programme(request, session, actor, screening_id, link=link)
    return _programme(request, session, actor, screening_id, status=422, guest_form=bound)


@router.post("/guests/{guest_id}/revoke")
def revoke(session: Writing, actor: SignedIn, guest_id: int) -> Response:
    """End a guest's link."""
    guest = actions.revoke_guest(session, actor, guest_id)
    return redirect(
        f"/screenings/{guest.screening_id}#guests", flash=say("The link of %(name)s is ended.", name=guest.name)
    )


@router.get("/g/{secret}")
def enter(session: Reading, settings: Config, secret: str) -> Response:
    """Let a guest in: the link's secret becomes a cookie, then their seat."""
    guest = actions.open_guest_link(session, secret)
    response = redirect(f"/screenings/{guest.screening_id}/seat")
    response.set_cookie(
        GUEST_COOKIE, secret, max_age=GUEST_SECONDS, httponly=True, samesite="lax", secure=settings.secure
    )
    return response
