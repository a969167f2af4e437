"""Guests of a night: a link without an account."""

from datetime import timedelta

from sqlmodel import Session, select

from app.core import clock, ids
from app.core.errors import Gone, NotFound
from app.core.text import say
from app.journal import actions as journal
from app.people.rules import Actor
from app.screenings.actions.planning import load_planned
from app.screenings.models import Guest
from app.screenings.schemas import GuestInput

GUEST_DAYS = 14


def invite_guest(session: Session, actor: Actor, screening_id: int, data: GuestInput) -> tuple[Guest, str]:
    """Make a guest's link; returns its secret, which is kept only as a hash. Raises NotFound, Forbidden."""
    screening, course = load_planned(session, actor, screening_id)
    secret = ids.token()
    guest = Guest(
        screening_id=screening.id,
        name=data.name,
        token_hash=ids.digest(secret),
        made_by=actor.person_id,
        created_at=clock.now(),
        expires_at=max(clock.now(), screening.starts_at) + timedelta(days=GUEST_DAYS),
    )
    session.add(guest)
    session.flush()
    journal.record(session, actor, "guest.invited", guest, course_id=course.id, name=guest.name)
    return guest, secret


def revoke_guest(session: Session, actor: Actor, guest_id: int) -> Guest:
    """End a guest's link. Raises NotFound, Forbidden."""
    guest = session.get(Guest, guest_id)
    if guest is None:
        raise NotFound
    load_planned(session, actor, guest.screening_id)
    guest.revoked_at = guest.revoked_at or clock.now()
    return guest


def open_guest_link(session: Session, secret: str) -> Guest:
    """Find the guest of a link. Raises Gone for one that was revoked or has ended."""
    guest = session.exec(select(Guest).where(Guest.token_hash == ids.digest(secret))).first()
    if guest is None or guest.revoked_at is not None or guest.expires_at < clock.now():
        raise Gone(say("This invitation has ended. Ask who invited you for a new one."))
    return guest
