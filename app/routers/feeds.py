"""Calendars to follow: private addresses, and what calendar programs read under them."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.core.text import say
from app.insights import queries as insights
from app.teams.feeds import actions, queries
from app.teams.feeds.schemas import FeedInput
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import bind
from app.web.pages import page, redirect
from app.web.visitor import address_of, unkept

router = APIRouter()
ICS = "text/calendar; charset=utf-8"


@router.get("/calendars")
def calendars(request: Request, session: Reading, actor: SignedIn) -> Response:
    """Show which calendars one can follow."""
    return _page(request, session, actor)


@router.post("/calendars")
def make(request: Request, session: Writing, actor: SignedIn, form: Posted) -> Response:
    """Make a calendar's address, or a new one in its place; it is on this page and nowhere else."""
    team_id = bind(form, FeedInput).data.team_id
    _, secret = actions.make_feed(session, actor, team_id)
    address = address_of(request, f"/calendars/{secret}.ics")
    return unkept(_page(request, session, actor, address=address, made=team_id or 0))


@router.post("/calendars/{feed_id}/remove")
def remove(session: Writing, actor: SignedIn, feed_id: int) -> Response:
    """Take an address back."""
    actions.remove_feed(session, actor, feed_id)
    return redirect("/calendars", flash=say("The address shows nothing any more."))


@router.get("/calendars/{feed}.ics")
def read(request: Request, session: Reading, feed: str) -> Response:
    """Give a calendar to whoever knows its address."""
    return _ics(insights.feed(session, feed, address_of(request, "")), "rushes.ics")


@router.get("/teams/{team_id}/book/schedule/days/{day_id}.ics")
def day(request: Request, session: Reading, actor: SignedIn, team_id: int, day_id: int) -> Response:
    """Download a shooting day for a calendar."""
    found = insights.day_calendar(session, actor, team_id, day_id, address_of(request, ""))
    return _ics(found, f"day-{day_id}.ics")


def _ics(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}", "Cache-Control": "private, max-age=300"}
    return Response(content, media_type=ICS, headers=headers)


def _page(
    request: Request, session: Reading, actor: SignedIn, *, address: str = "", made: int | None = None
) -> Response:
    feeds, teams = queries.feeds_of(session, actor)
    return page(
        request,
        "pages/people/calendars.html",
        feeds={one.team_id: one for one in feeds},
        choices=[None, *teams],
        address=address,
        made=made,
    )
