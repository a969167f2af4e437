"""Photos of locations and receipts: sent with a form, read without a session, kept as pixels alone."""

from fastapi import APIRouter
from fastapi.responses import Response

from app.books import actions
from app.books.tables import BUDGET, PLACES, SHOTS, Table
from app.core.db import Database
from app.core.errors import Invalid, TooLarge
from app.core.text import Text, say
from app.people.rules import Actor
from app.storage import Storage
from app.web.deps import Db, Posted, SignedIn, SignedInBefore, Store, Writing
from app.web.pages import redirect
from app.web.pictures import Kept, keep_picture

router = APIRouter()


def folder_for(database: Database, actor: Actor, team_id: int, table: Table, row_id: int) -> str:
    """Ask whether the row may have a picture, and where; lets go of the database before the picture is read."""
    with database.reading() as session:
        return actions.may_add_picture(session, actor, team_id, table, row_id)


def keep_photo(database: Database, actor: Actor, storage: Storage, team_id: int, row_id: int, kept: Kept) -> int:
    """Write down a photo that lies in the storage; one that is refused after all is removed. Returns its id."""
    try:
        with database.writing() as session:
            return actions.add_photo(session, actor, team_id, row_id, kept.key, (kept.width, kept.height)).id
    except Exception:
        storage.remove(kept.key)
        raise


def keep_beside(
    database: Database, actor: Actor, storage: Storage, team_id: int, table: Table, row_id: int, key: str
) -> None:
    """Write down a shot's frame or a line's receipt, or none; the file of the one before goes when nothing shows it."""
    put = actions.put_frame if table is SHOTS else actions.put_receipt
    try:
        with database.writing() as session:
            before = put(session, actor, team_id, row_id, key)
    except Exception:
        if key:
            storage.remove(key)
        raise
    if before:
        storage.remove(before)


@router.post("/teams/{team_id}/book/places/rows/{row_id}/photos")
def add_photo(database: Db, actor: SignedInBefore, storage: Store, team_id: int, row_id: int, form: Posted) -> Response:
    """Add a photo to a location."""
    sentence: Text | str = say("The photo is there. Where it was taken is not kept with it.")
    try:
        folder = folder_for(database, actor, team_id, PLACES, row_id)
        keep_photo(database, actor, storage, team_id, row_id, keep_picture(form, storage, folder))
    except (Invalid, TooLarge) as refusal:
        sentence = refusal.sentence
    return redirect(f"/teams/{team_id}/book/places#row-{row_id}", flash=sentence)


@router.post("/teams/{team_id}/book/places/photos/{photo_id}/remove")
def remove_photo(session: Writing, actor: SignedIn, storage: Store, team_id: int, photo_id: int) -> Response:
    """Remove a photo of a location."""
    storage.remove(actions.remove_photo(session, actor, team_id, photo_id))
    return redirect(f"/teams/{team_id}/book/places", flash=say("The photo is removed."))


@router.post("/teams/{team_id}/book/budget/rows/{row_id}/receipt")
def add_receipt(
    database: Db, actor: SignedInBefore, storage: Store, team_id: int, row_id: int, form: Posted
) -> Response:
    """Put the photo of a receipt beside a budget line."""
    sentence: Text | str = say("The receipt is there.")
    try:
        folder = folder_for(database, actor, team_id, BUDGET, row_id)
        keep_beside(database, actor, storage, team_id, BUDGET, row_id, keep_picture(form, storage, folder).key)
    except (Invalid, TooLarge) as refusal:
        sentence = refusal.sentence
    return redirect(f"/teams/{team_id}/book/budget#row-{row_id}", flash=sentence)


@router.post("/teams/{team_id}/book/budget/rows/{row_id}/receipt/remove")
def remove_receipt(database: Db, actor: SignedInBefore, storage: Store, team_id: int, row_id: int) -> Response:
    """Take the receipt away from a budget line."""
    keep_beside(database, actor, storage, team_id, BUDGET, row_id, "")
    return redirect(f"/teams/{team_id}/book/budget#row-{row_id}", flash=say("The receipt is removed."))
