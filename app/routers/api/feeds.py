"""Calendars to follow as JSON."""

from fastapi import APIRouter

from app.teams.feeds import actions, queries
from app.teams.feeds.schemas import FeedInput, FeedMade, FeedOut
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import problems

router = APIRouter(prefix="/me/calendars", tags=["people"], responses=problems(401, 404, 422))


@router.get("")
def calendars(session: Reading, actor: SignedIn) -> list[FeedOut]:
    """List the calendars that one follows."""
    return [FeedOut.of(one) for one in queries.feeds_of(session, actor)[0]]


@router.post("", status_code=201)
def make(session: Writing, actor: SignedIn, data: FeedInput) -> FeedMade:
    """Make a calendar's private address; the one before shows nothing from now on."""
    feed, secret = actions.make_feed(session, actor, data.team_id)
    return FeedMade(**FeedOut.of(feed).model_dump(), path=f"/calendars/{secret}.ics")


@router.delete("/{feed_id}", status_code=204)
def remove(session: Writing, actor: SignedIn, feed_id: int) -> None:
    """Take an address back."""
    actions.remove_feed(session, actor, feed_id)
