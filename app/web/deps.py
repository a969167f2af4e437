"""What an endpoint may ask for: one session a request, the actor, the posted form, the settings.

``Reading`` and ``Writing`` are the same session; which kind it is follows from the method: GET and HEAD read, all
others write and commit once, after the handler and before the answer (``scope="function"``). What asks nothing of the
database is ``async def``: each ``def`` here costs a hop to a thread and back, which is a tenth of a page.
"""

from collections.abc import Iterator
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from app.core.db import Database
from app.core.errors import Invalid, SignInNeeded
from app.core.settings import Settings
from app.core.text import say
from app.people.rules import Actor
from app.storage import Storage
from app.web.actor import load_actor
from app.web.seen import seen_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


async def database(request: Request) -> Database:
    """Give the database, for endpoints that must not hold a session (streams, uploads, password checks)."""
    return cast("Database", request.app.state.database)


async def settings(request: Request) -> Settings:
    """Give the settings of this process."""
    return cast("Settings", request.app.state.settings)


async def storage(request: Request) -> Storage:
    """Give the storage of films."""
    return cast("Storage", request.app.state.storage)


def session(request: Request) -> Iterator[Session]:
    """Open the request's only session and load who asks: by cookie, bearer token or guest's cookie; None for nobody."""
    house: Database = request.app.state.database
    reads = request.method in SAFE_METHODS
    with house.reading() if reads else house.writing() as opened:
        request.state.actor = load_actor(opened, request)
        if not reads:
            seen_of(request).write_down(opened)
        yield opened


async def maybe_actor(request: Request, _: Annotated[Session, Depends(session, scope="function")]) -> Actor | None:
    """Give who asks, as the session found them."""
    return cast("Actor | None", request.state.actor)


async def signed_in(actor: Annotated[Actor | None, Depends(maybe_actor, scope="function")]) -> Actor:
    """Load who asks. Raises SignInNeeded for nobody and for guests."""
    if actor is None or actor.is_guest:
        raise SignInNeeded
    return actor


def signed_in_before(request: Request, database: Annotated[Database, Depends(database)]) -> Actor:
    """Load who asks and let go of the database: for what takes long before it writes (password checks).

    Raises SignInNeeded for nobody and for guests.
    """
    with database.reading() as opened:
        actor = load_actor(opened, request)
    request.state.actor = actor
    if actor is None or actor.is_guest:
        raise SignInNeeded
    return actor


async def posted(request: Request) -> FormData:
    """Read the posted form. Raises Invalid when it is not one."""
    try:
        form = await request.form(max_files=20, max_fields=2000, max_part_size=4 * 1024 * 1024)
    except HTTPException as error:
        raise Invalid(say("The form could not be read. Please send it again.")) from error
    request.state.posted = form
    return form


Db = Annotated[Database, Depends(database)]
Config = Annotated[Settings, Depends(settings)]
Store = Annotated[Storage, Depends(storage)]
Reading = Annotated[Session, Depends(session, scope="function")]
Writing = Annotated[Session, Depends(session, scope="function")]
MaybeActor = Annotated[Actor | None, Depends(maybe_actor, scope="function")]
SignedIn = Annotated[Actor, Depends(signed_in, scope="function")]
SignedInBefore = Annotated[Actor, Depends(signed_in_before)]
Posted = Annotated[FormData, Depends(posted)]
