"""What programs do with shots beyond their rows: copies, halves, and the frames of the storyboard."""

from fastapi import APIRouter

from app.books import actions, queries
from app.books.rules import SectionKind
from app.books.schemas import FrameOut, RowOut
from app.books.tables import SHOTS
from app.routers.pictures import folder_for, keep_beside
from app.web.deps import Config, Db, Posted, Reading, SignedIn, SignedInBefore, Store, Writing
from app.web.pictures import FRAME, MULTIPART, keep_picture
from app.web.problems import problems
from app.web.ranges import film_address

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 413, 422))


@router.post("/teams/{team_id}/book/shots/{row_id}/copy", status_code=201)
def copy(session: Writing, actor: SignedIn, team_id: int, row_id: int) -> RowOut:
    """Make another shot like this one, after it, under the scene's next number."""
    return RowOut.of(actions.copy_shot(session, actor, team_id, row_id), SHOTS.columns)


@router.post("/teams/{team_id}/book/shots/{row_id}/split", status_code=201)
def split(session: Writing, actor: SignedIn, team_id: int, row_id: int) -> RowOut:
    """Make two shots of one; gives the second, with half of the words and minutes."""
    return RowOut.of(actions.split_shot(session, actor, team_id, row_id), SHOTS.columns)


@router.get("/teams/{team_id}/book/shots/frames")
def frames(session: Reading, actor: SignedIn, settings: Config, team_id: int) -> list[FrameOut]:
    """List the frames of the storyboard in script order; their addresses hold for some hours."""
    found = queries.book_page(session, actor, team_id, (SectionKind.SHOTS,))
    shots = found.rows(SectionKind.SHOTS)
    return [
        FrameOut(shot_id=one.id, number=one["number"], href=film_address(settings, one["frame"]))
        for one in shots
        if one["frame"]
    ]


@router.put("/teams/{team_id}/book/shots/{row_id}/frame", status_code=204, openapi_extra=MULTIPART)
def put_frame(database: Db, actor: SignedInBefore, storage: Store, team_id: int, row_id: int, form: Posted) -> None:
    """Make a photo or a drawing (JPEG, PNG, WebP, HEIC) the frame of a shot; only its pixels are kept."""
    kept = keep_picture(form, storage, folder_for(database, actor, team_id, SHOTS, row_id), longest=FRAME)
    keep_beside(database, actor, storage, team_id, SHOTS, row_id, kept.key)


@router.delete("/teams/{team_id}/book/shots/{row_id}/frame", status_code=204)
def remove_frame(database: Db, actor: SignedInBefore, storage: Store, team_id: int, row_id: int) -> None:
    """Take the frame away from a shot."""
    keep_beside(database, actor, storage, team_id, SHOTS, row_id, "")
