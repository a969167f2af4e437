"""Pages of the assembly: the film so far, its parts, and what of a take is used."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.core.settings import Settings
from app.core.text import say
from app.footage import policy
from app.footage.assembly import actions, queries
from app.footage.assembly.queries import AssemblyPage
from app.footage.assembly.schemas import TrimInput
from app.jobs.rules import WORKING
from app.routers.footage import Film
from app.video import pieces
from app.web.deps import Config, Posted, Reading, SignedIn, Writing
from app.web.forms import bind
from app.web.pages import page, redirect
from app.web.ranges import KINDS, film_address

router = APIRouter()
FILM = "/teams/{team_id}/assembly/film.m3u8"


def playlist_of(settings: Settings, found: AssemblyPage) -> str:
    """Write the list of everything that is made, in order."""
    made = [one.piece for one in found.parts if one.piece is not None and one.piece.segments]
    folders = [film_address(settings, f"{piece.prefix}/{pieces.LIST}").removesuffix(pieces.LIST) for piece in made]
    strung = [
        pieces.Piece(folder, [(name, seconds) for name, seconds in piece.segments])
        for folder, piece in zip(folders, made, strict=True)
    ]
    return pieces.playlist(strung)


@router.get("/teams/{team_id}/assembly")
def assembly(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the film as it is so far, its parts and what is missing."""
    found = queries.assembly_page(session, actor, team_id)
    return page(
        request,
        "pages/footage/assembly.html",
        plays=True,
        found=found,
        team=found.team,
        course=found.course,
        film=Film(hls=FILM.format(team_id=team_id) if found.seconds else ""),
        may_update=policy.may_retry(actor, found.course, found.team),
        may_bring=policy.may_bring(actor, found.course, found.team),
        working=WORKING,
    )


@router.get("/teams/{team_id}/assembly/progress")
def progress(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show how far the work is, as a fragment that asks again until it has ended."""
    found = queries.assembly_page(session, actor, team_id)
    return page(request, "parts/footage/assembling.html", found=found, team=found.team, working=WORKING)


@router.get(FILM)
def film(session: Reading, actor: SignedIn, settings: Config, team_id: int) -> Response:
    """Give the HLS list of the assembly as it is now; its pieces are signed addresses."""
    text = playlist_of(settings, queries.assembly_page(session, actor, team_id))
    return Response(text, media_type=KINDS["m3u8"], headers={"Cache-Control": "private, no-cache"})


@router.post("/teams/{team_id}/assembly")
def update(session: Writing, actor: SignedIn, team_id: int) -> Response:
    """Make what is missing."""
    actions.update_assembly(session, actor, team_id)
    return redirect(f"/teams/{team_id}/assembly")


@router.post("/takes/{take_id}/trim")
def trim(session: Writing, actor: SignedIn, take_id: int, form: Posted) -> Response:
    """Say which frames the assembly uses."""
    actions.trim_take(session, actor, take_id, bind(form, TrimInput).data)
    return redirect(f"/takes/{take_id}#trim", flash=say("The assembly uses this part now."))
