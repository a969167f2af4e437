"""The screening night as JSON: plan it, invite guests, run it. Guests may read the state of their night."""

from typing import Any

from fastapi import APIRouter
from sqlmodel import Session

from app.core.db import give_up
from app.core.errors import Conflict, SignInNeeded
from app.feedback import actions as feedback
from app.people.rules import Actor
from app.routers.room import state_of
from app.screenings import actions, policy, queries
from app.screenings.models import Guest
from app.screenings.schemas import (
    CloseInput,
    CommandInput,
    GuestInput,
    GuestOut,
    LengthInput,
    NightOut,
    RoomOut,
    ScreeningInput,
    ScreeningOut,
    SlotInput,
    SlotOut,
    StepInput,
)
from app.web.deps import Config, MaybeActor, Reading, SignedIn, Writing
from app.web.problems import Problem, problems

router = APIRouter(tags=["screenings"], responses=problems(401, 403, 404, 422))


class Overtaken(Problem):
    """The press came on an old state: ``room`` is where the night is now."""

    room: dict[str, Any]


@router.get("/courses/{course_id}/nights")
def nights(session: Reading, actor: SignedIn, course_id: int) -> list[NightOut]:
    """Give a course's nights, newest first."""
    _, found = queries.nights(session, actor, course_id)
    return [NightOut(films=films, **one.model_dump(exclude={"films"})) for one, films in found]


@router.post("/courses/{course_id}/nights", status_code=201)
def plan(session: Writing, actor: SignedIn, course_id: int, data: ScreeningInput) -> ScreeningOut:
    """Plan a night from the accepted films."""
    made = actions.plan_screening(session, actor, course_id, data)
    feedback.form_for(session, course_id)
    return _screening(session, actor, made.id)


@router.get("/screenings/{screening_id}")
def programme(session: Reading, actor: SignedIn, screening_id: int) -> ScreeningOut:
    """Give a night with its programme."""
    return _screening(session, actor, screening_id)


@router.put("/screenings/{screening_id}")
def change(session: Writing, actor: SignedIn, screening_id: int, data: ScreeningInput) -> ScreeningOut:
    """Change title, place, time and habits of a night."""
    actions.change_screening(session, actor, screening_id, data)
    return _screening(session, actor, screening_id)


@router.delete("/screenings/{screening_id}", status_code=204, responses=problems(409))
def remove(session: Writing, actor: SignedIn, screening_id: int) -> None:
    """Remove a night that has not begun."""
    actions.remove_screening(session, actor, screening_id)


@router.post("/screenings/{screening_id}/films")
def add_films(session: Writing, actor: SignedIn, screening_id: int) -> ScreeningOut:
    """Add every accepted film that is missing."""
    actions.add_films(session, actor, screening_id)
    return _screening(session, actor, screening_id)


@router.post("/screenings/{screening_id}/slots", status_code=201)
def add_slot(session: Writing, actor: SignedIn, screening_id: int, data: SlotInput) -> ScreeningOut:
    """Add one item before the end."""
    actions.add_slot(session, actor, screening_id, data)
    return _screening(session, actor, screening_id)


@router.put("/slots/{slot_id}/length")
def change_length(session: Writing, actor: SignedIn, slot_id: int, data: LengthInput) -> ScreeningOut:
    """Plan another length for an item."""
    slot = actions.change_length(session, actor, slot_id, data.minutes)
    return _screening(session, actor, slot.screening_id)


@router.post("/slots/{slot_id}/move")
def move(session: Writing, actor: SignedIn, slot_id: int, data: StepInput) -> ScreeningOut:
    """Show an item one place earlier or later."""
    slot = actions.move_slot(session, actor, slot_id, up=data.up)
    return _screening(session, actor, slot.screening_id)


@router.delete("/slots/{slot_id}", status_code=204, responses=problems(409))
def remove_slot(session: Writing, actor: SignedIn, slot_id: int) -> None:
    """Take an item out of the programme."""
    actions.remove_slot(session, actor, slot_id)


@router.put("/slots/{slot_id}/closed")
def close_form(session: Writing, actor: SignedIn, slot_id: int, data: CloseInput) -> ScreeningOut:
    """Close a film's form, or open it again."""
    slot = actions.close_forms(session, actor, slot_id, closed=data.closed)
    return _screening(session, actor, slot.screening_id)


@router.get("/screenings/{screening_id}/guests")
def guests(session: Reading, actor: SignedIn, screening_id: int) -> list[GuestOut]:
    """Give a night's guests, to its planners."""
    found = queries.night_visible_to(session, actor, screening_id)
    policy.may_plan(actor, found.course).require()
    return [_guest(one) for one in queries.guests_of(session, screening_id)]


@router.post("/screenings/{screening_id}/guests", status_code=201)
def invite(session: Writing, actor: SignedIn, screening_id: int, data: GuestInput) -> GuestOut:
    """Make a guest's link; its secret is told only now."""
    guest, secret = actions.invite_guest(session, actor, screening_id, data)
    return _guest(guest, secret)


@router.post("/guests/{guest_id}/revoke")
def revoke(session: Writing, actor: SignedIn, guest_id: int) -> GuestOut:
    """End a guest's link."""
    return _guest(actions.revoke_guest(session, actor, guest_id))


@router.get("/screenings/{screening_id}/state")
def state(session: Reading, actor: MaybeActor, settings: Config, screening_id: int) -> RoomOut:
    """Give the room's state to everybody who has a seat."""
    if actor is None:
        raise SignInNeeded
    found = queries.night_visible_to(session, actor, screening_id)
    return RoomOut.model_validate(state_of(session, settings, found, actor))


@router.post("/screenings/{screening_id}/command", responses=problems(409, model=Overtaken))
def command(session: Writing, actor: SignedIn, settings: Config, screening_id: int, data: CommandInput) -> RoomOut:
    """Run the night; a press on an old state is answered by the current one (409)."""
    try:
        actions.command(session, actor, screening_id, data.command, data.rev, data.position)
    except Conflict as refusal:
        give_up(session)
        refusal.more = {"room": state_of(session, settings, queries.night(session, screening_id), actor)}
        raise
    return RoomOut.model_validate(state_of(session, settings, queries.night(session, screening_id), actor))


def _guest(guest: Guest, secret: str | None = None) -> GuestOut:
    return GuestOut(
        id=guest.id, name=guest.name, expires_at=guest.expires_at, revoked_at=guest.revoked_at, secret=secret
    )


def _screening(session: Session, actor: Actor, screening_id: int) -> ScreeningOut:
    found = queries.night_visible_to(session, actor, screening_id)
    warned = queries.warnings(found) if policy.may_plan(actor, found.course) else []
    return ScreeningOut(
        **found.screening.model_dump(),
        ends_at=found.ends,
        slots=[SlotOut(**{**row.slot.model_dump(), "title": row.name, "begins_at": row.begins}) for row in found.rows],
        warnings=[str(one) for one in warned],
    )
