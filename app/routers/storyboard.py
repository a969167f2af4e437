"""The storyboard: a frame beside each shot, drawn or photographed."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.books import actions
from app.books.tables import SHOTS
from app.core.errors import Invalid, TooLarge
from app.core.text import Text, say
from app.routers.books import show
from app.routers.pictures import folder_for, keep_beside
from app.web.deps import Db, Posted, Reading, SignedIn, SignedInBefore, Store
from app.web.pages import redirect
from app.web.pictures import FRAME, keep_picture

router = APIRouter()


@router.get("/teams/{team_id}/book/storyboard")
def storyboard(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the frames of all shots in script order."""
    return show(request, session, actor, team_id, "shots", template="storyboard", board=True)


@router.get("/teams/{team_id}/book/shots/rows/{row_id}/frame")
def frame(request: Request, session: Reading, actor: SignedIn, team_id: int, row_id: int) -> Response:
    """Show the paper to draw a shot's frame on, and the way to send a photo."""
    actions.may_add_picture(session, actor, team_id, SHOTS, row_id)
    return show(request, session, actor, team_id, "shots", template="frame", shot_id=row_id)


@router.post("/teams/{team_id}/book/shots/rows/{row_id}/frame")
def put_frame(database: Db, actor: SignedInBefore, storage: Store, team_id: int, row_id: int, form: Posted) -> Response:
    """Make a photo the frame of a shot."""
    back, sentence = f"/teams/{team_id}/book/storyboard#shot-{row_id}", say("The frame is there.")
    refused: Text | str = ""
    try:
        folder = folder_for(database, actor, team_id, SHOTS, row_id)
        kept = keep_picture(form, storage, folder, longest=FRAME)
        keep_beside(database, actor, storage, team_id, SHOTS, row_id, kept.key)
    except (Invalid, TooLarge) as refusal:
        refused, back = refusal.sentence, f"/teams/{team_id}/book/shots/rows/{row_id}/frame"
    return redirect(back, flash=refused or sentence)


@router.post("/teams/{team_id}/book/shots/rows/{row_id}/frame/remove")
def remove_frame(database: Db, actor: SignedInBefore, storage: Store, team_id: int, row_id: int) -> Response:
    """Take the frame away from a shot."""
    keep_beside(database, actor, storage, team_id, SHOTS, row_id, "")
    return redirect(f"/teams/{team_id}/book/storyboard#shot-{row_id}", flash=say("The frame is removed."))
