"""Pages of two films beside each other, in step."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.footage import policy
from app.footage.comparing import queries
from app.footage.rules import Rating
from app.routers.footage import WORKING, film_of
from app.web.deps import Config, Reading, SignedIn
from app.web.pages import page

router = APIRouter()


@router.get("/takes/{take_id}/compare/{other_take_id}")
def takes(
    request: Request, session: Reading, actor: SignedIn, settings: Config, take_id: int, other_take_id: int
) -> Response:
    """Show two takes of a team in step, to choose between them."""
    found = queries.two_takes(session, actor, take_id, other_take_id)
    return page(
        request,
        "pages/footage/compare.html",
        plays=True,
        kind="takes",
        may_sort=policy.may_sort(actor, found.course, found.team),
        ratings=[one for one in Rating if one is not Rating.NONE],
        **_shown(settings, found),
    )


@router.get("/cuts/{cut_id}/compare/{other_cut_id}")
def cuts(
    request: Request, session: Reading, actor: SignedIn, settings: Config, cut_id: int, other_cut_id: int
) -> Response:
    """Show two cuts of a team in step, to see what has changed."""
    found = queries.two_cuts(session, actor, cut_id, other_cut_id)
    return page(request, "pages/footage/compare.html", plays=True, kind="cuts", **_shown(settings, found))


def _shown(settings: Config, found: queries.Pair[Any]) -> dict[str, Any]:
    return {
        "found": found,
        "team": found.team,
        "course": found.course,
        "films": [film_of(settings, side.row.clip) for side in (found.first, found.second)],
        "working": WORKING,
    }
