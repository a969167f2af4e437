"""Today: what is next for whoever looks; a welcome for nobody."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.courses import policy
from app.insights import queries as insights
from app.web.deps import MaybeActor, Reading
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/")
def today(request: Request, session: Reading, actor: MaybeActor) -> Response:
    """Show the person's next steps by deadline; for staff what waits for an answer, and teams that slip."""
    if actor is None:
        return page(request, "pages/today/welcome.html")
    if actor.is_guest:
        return redirect(f"/screenings/{actor.guest_of}/seat")
    stand = insights.today_of(session, actor)
    return page(request, "pages/today/today.html", today=stand, may_make=policy.may_make(actor))
