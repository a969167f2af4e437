"""The room on the night: projector, control, seats, and the state that all of them follow."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from app.core import clock
from app.core.db import Database, give_up
from app.core.errors import Conflict, NotFound, SignInNeeded
from app.core.settings import Settings
from app.core.text import say
from app.feedback import queries as feedback
from app.footage.queries import film_key
from app.people.rules import Actor
from app.screenings import actions, policy, queries
from app.screenings.models import Screening
from app.screenings.rules import Phase, SlotKind
from app.screenings.schemas import CommandInput
from app.web import live
from app.web.actor import load_actor
from app.web.deps import Config, Db, MaybeActor, Posted, Reading, SignedIn, Writing
from app.web.errors import wants_json
from app.web.forms import bind
from app.web.pages import page, redirect
from app.web.ranges import film_address
from app.web.words import word

router = APIRouter()


def state_of(session: Session, settings: Settings, found: queries.Night, actor: Actor) -> dict[str, Any]:
    """Give the room's state as every page reads it; times are milliseconds since 1970 by the server's clock."""
    screening, row, following = found.screening, found.current, found.following
    film = row is not None and row.slot.kind is SlotKind.FILM
    forms = feedback.open_forms(session, actor, screening.id)
    key = film_key(row.clip) if film and row and row.clip else ""
    return {
        "state": screening.state.value,
        "rev": screening.rev,
        "now": _stamp(clock.now()),
        "slot": row.slot.id if row else None,
        "kind": row.slot.kind.value if row else "",
        "word": str(word(row.slot.kind)) if row else "",
        "title": row.name if row else "",
        "team": row.team.name if row and row.team else "",
        "seconds": row.slot.seconds if row else 0,
        "phase": screening.phase.value,
        "playing": screening.phase is Phase.PLAYING,
        "position": screening.position,
        "at": _stamp(screening.at),
        "film": film_address(settings, key) if key else "",
        "next": _named(following) if following else "",
        "auto": screening.auto,
        "forms": [
            {"slot": slot.id, "film": slot.title or (team.film_title if team else ""), "sent": sent}
            for slot, team, sent in forms
        ],
    }


def _named(row: queries.SlotRow) -> str:
    kind = str(word(row.slot.kind))
    return row.name if row.slot.kind is SlotKind.FILM else " · ".join(part for part in (kind, row.name) if part)


def _stamp(moment: datetime | None) -> int | None:
    return round(moment.timestamp() * 1000) if moment else None


def _seated(actor: Actor | None) -> Actor:
    if actor is None:
        raise SignInNeeded
    return actor


@router.get("/screenings/{screening_id}/projector")
def projector(request: Request, session: Reading, actor: SignedIn, settings: Config, screening_id: int) -> Response:
    """Show the projector page: title card, countdown, film, and nothing else."""
    return _room(request, session, actor, settings, screening_id, "projector", conduct=True)


@router.get("/screenings/{screening_id}/control")
def control(request: Request, session: Reading, actor: SignedIn, settings: Config, screening_id: int) -> Response:
    """Show the conductor's page."""
    return _room(request, session, actor, settings, screening_id, "control", conduct=True)


@router.get("/screenings/{screening_id}/seat")
def seat(request: Request, session: Reading, actor: MaybeActor, settings: Config, screening_id: int) -> Response:
    """Show a seat: what is on, and the form when a film has ended."""
    return _room(request, session, _seated(actor), settings, screening_id, "seat")


def _room(
    request: Request,
    session: Session,
    actor: Actor,
    settings: Settings,
    screening_id: int,
    name: str,
    *,
    conduct: bool = False,
) -> Response:
    found = queries.night_visible_to(session, actor, screening_id)
    if conduct:
        policy.may_conduct(actor, found.screening).require()
    return page(
        request,
        f"pages/screenings/{name}.html",
        night=found,
        course=found.course,
        screening=found.screening,
        state=state_of(session, settings, found, actor),
        present=queries.present(session, screening_id) if name == "control" else [],
        answered=feedback.answered(session, screening_id) if name == "control" else {},
    )


@router.get("/clock")
async def server_clock() -> JSONResponse:
    """Give the server's time in milliseconds since 1970; the quicker the answer, the better a page knows it."""
    return JSONResponse({"now": clock.now().timestamp() * 1000}, headers={"Cache-Control": "no-store"})


@router.get("/screenings/{screening_id}/state")
def state(session: Reading, actor: MaybeActor, settings: Config, screening_id: int) -> JSONResponse:
    """Give the room's state, for pages whose stream is away."""
    found = queries.night_visible_to(session, _seated(actor), screening_id)
    return JSONResponse(state_of(session, settings, found, _seated(actor)), headers={"Cache-Control": "no-store"})


@router.post("/screenings/{screening_id}/here")
def here(session: Writing, actor: MaybeActor, screening_id: int) -> Response:
    """Note that this page is open."""
    actions.take_seat(session, _seated(actor), screening_id)
    return Response(status_code=204)


@router.post("/screenings/{screening_id}/command")
def command(
    session: Writing, actor: SignedIn, settings: Config, request: Request, screening_id: int, form: Posted
) -> Response:
    """Run the night; a press on an old state is answered by the current one (409)."""
    data = bind(form, CommandInput).data
    try:
        actions.command(session, actor, screening_id, data.command, data.rev, data.position)
    except Conflict as refusal:
        give_up(session)
        if not wants_json(request):
            return redirect(f"/screenings/{screening_id}/control", flash=refusal.sentence)
        found = queries.night(session, screening_id)
        return JSONResponse({"detail": str(refusal.sentence), **state_of(session, settings, found, actor)}, 409)
    if not wants_json(request):
        return redirect(f"/screenings/{screening_id}/control")
    return JSONResponse(state_of(session, settings, queries.night(session, screening_id), actor))


@router.post("/slots/{slot_id}/close")
def close_forms(session: Writing, actor: SignedIn, slot_id: int, form: Posted) -> Response:
    """Close a film's form, or open it again."""
    slot = actions.close_forms(session, actor, slot_id, closed=form.get("closed") != "0")
    flash = say("The form is closed.") if slot.closed_at else say("The form is open.")
    return redirect(f"/screenings/{slot.screening_id}/control", flash=flash)


@router.get("/screenings/{screening_id}/events")
async def events(request: Request, database: Db, settings: Config, screening_id: int) -> StreamingResponse:
    """Stream the room's state whenever it changes."""

    def enter() -> Actor:
        with database.reading() as session:
            actor = _seated(load_actor(session, request))
            queries.night_visible_to(session, actor, screening_id)
            return actor

    actor = await run_in_threadpool(enter)
    return live.stream(request, lambda: follow(database, settings, screening_id, actor))


def follow(
    database: Database, settings: Settings, screening_id: int, actor: Actor
) -> tuple[int, Callable[[], dict[str, Any]]]:
    """Give the room's revision by one statement, and a function for what one person then sees. Raises NotFound."""

    def content() -> dict[str, Any]:
        with database.reading() as session:
            return state_of(session, settings, queries.night(session, screening_id), actor)

    with database.reading() as session:
        screening = session.get(Screening, screening_id)
        if screening is None:
            raise NotFound
        return screening.rev, content
