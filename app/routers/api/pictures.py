"""Photos of locations and receipts as JSON; the files are fetched from their signed addresses."""

from fastapi import APIRouter

from app.books import actions, queries
from app.books.rules import SectionKind
from app.books.schemas import PhotoOut
from app.books.tables import BUDGET, PLACES
from app.routers.pictures import folder_for, keep_beside, keep_photo
from app.web.deps import Config, Db, Posted, Reading, SignedIn, SignedInBefore, Store, Writing
from app.web.pictures import MULTIPART, keep_picture
from app.web.problems import problems
from app.web.ranges import film_address

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 413, 422))


@router.get("/teams/{team_id}/book/places/photos")
def photos(session: Reading, actor: SignedIn, settings: Config, team_id: int) -> list[PhotoOut]:
    """List the photos of a team's locations; their addresses hold for some hours."""
    found = queries.book_page(session, actor, team_id, (SectionKind.PLACES,))
    shown = queries.photos_of(session, found.book_id)
    standing = {row.id for row in found.rows(SectionKind.PLACES)}
    return [
        PhotoOut(id=one.id, place_id=place, href=film_address(settings, one.key), width=one.width, height=one.height)
        for place, several in shown.items()
        if place in standing
        for one in several
    ]


@router.post("/teams/{team_id}/book/places/{row_id}/photos", status_code=201, openapi_extra=MULTIPART)
def add_photo(
    database: Db, actor: SignedInBefore, settings: Config, storage: Store, team_id: int, row_id: int, form: Posted
) -> PhotoOut:
    """Add a photo (JPEG, PNG, WebP, HEIC) to a location; only its pixels are kept."""
    kept = keep_picture(form, storage, folder_for(database, actor, team_id, PLACES, row_id))
    photo_id = keep_photo(database, actor, storage, team_id, row_id, kept)
    href = film_address(settings, kept.key)
    return PhotoOut(id=photo_id, place_id=row_id, href=href, width=kept.width, height=kept.height)


@router.delete("/teams/{team_id}/book/places/photos/{photo_id}", status_code=204)
def remove_photo(session: Writing, actor: SignedIn, storage: Store, team_id: int, photo_id: int) -> None:
    """Remove a photo of a location."""
    storage.remove(actions.remove_photo(session, actor, team_id, photo_id))


@router.put("/teams/{team_id}/book/budget/{row_id}/receipt", status_code=204, openapi_extra=MULTIPART)
def put_receipt(database: Db, actor: SignedInBefore, storage: Store, team_id: int, row_id: int, form: Posted) -> None:
    """Put the photo of a receipt beside a budget line."""
    kept = keep_picture(form, storage, folder_for(database, actor, team_id, BUDGET, row_id))
    keep_beside(database, actor, storage, team_id, BUDGET, row_id, kept.key)


@router.delete("/teams/{team_id}/book/budget/{row_id}/receipt", status_code=204)
def remove_receipt(database: Db, actor: SignedInBefore, storage: Store, team_id: int, row_id: int) -> None:
    """Take the receipt away from a budget line."""
    keep_beside(database, actor, storage, team_id, BUDGET, row_id, "")
