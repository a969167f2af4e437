"""Wishes as JSON."""

from fastapi import APIRouter

from app.teams.wishes import actions, queries
from app.teams.wishes.schemas import WishesInput, WishesOfOut, WishesOut
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
