"""Wishes as JSON."""

from fastapi import APIRouter

from app.teams.wishes import actions, queries
from app.teams.wishes.schemas import DeadlineInput, ReasonsOut, WishesInput, WishesOfOut, WishesOut
from app.web.deps import Reading, SignedIn, Writing

router = APIRouter(tags=["teams"])


@router.get("/courses/{course_id}/wishes")
def own(session: Reading, actor: SignedIn, course_id: int) -> WishesOut:
    """Give one's own wishes."""
    return WishesOut.of(queries.own_wishes(session, actor, course_id).wishes)


@router.put("/courses/{course_id}/wishes")
def save(session: Writing, actor: SignedIn, course_id: int, data: WishesInput) -> WishesOut:
    """Save one's wishes, all of them; ``version`` is the one that was read."""
    actions.save_wishes(session, actor, course_id, data)
    return WishesOut.of(queries.own_wishes(session, actor, course_id).wishes)


@router.get("/courses/{course_id}/wishes/all")
def everybody(session: Reading, actor: SignedIn, course_id: int) -> list[WishesOfOut]:
    """Give the staff all wishes; whom somebody keeps apart from is null for who is not an instructor of the course."""
    found = queries.all_wishes(session, actor, course_id)
    return [WishesOfOut.of(one, confidential=bool(found.may_read_apart)) for one in found.answered]


@router.put("/courses/{course_id}/wishes/deadline", status_code=204)
def set_deadline(session: Writing, actor: SignedIn, course_id: int, data: DeadlineInput) -> None:
    """Set until when wishes may change; null is until the formation is closed."""
    actions.set_deadline(session, actor, course_id, data)


@router.get("/teams/{team_id}/reasons")
def why(session: Reading, actor: SignedIn, team_id: int) -> ReasonsOut:
    """Say why the team is as it is, and to a member why they are here."""
    return ReasonsOut.of(actor.person_id, *queries.mates_visible_to(session, actor, team_id))
