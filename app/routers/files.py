"""Films and pictures by signed address: no session, no database."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.web.ranges import checked_key, send_file

router = APIRouter()


@router.get("/files/{token}/{key:path}")
@router.head("/files/{token}/{key:path}")
def film(request: Request, token: str, key: str) -> Response:
    """Send a film, a segment, a list or a picture to whoever was given its address."""
    state = request.app.state
    return send_file(request, state.settings, state.storage, checked_key(state.settings, token, key))
