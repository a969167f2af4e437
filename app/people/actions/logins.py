"""Signed-in browsers: opened, seen, ended."""

from collections.abc import Collection
from datetime import timedelta

from sqlmodel import Session, col, delete, select, update

from app.core import clock, ids
from app.core.errors import NotFound
from app.people.models import ApiToken, Login, Person
from app.people.rules import Actor


def open_login(session: Session, person: Person, *, days: int, device: str = "", address: str = "") -> str:
    """Sign a browser in; returns the secret for its cookie, which is kept only as a hash."""
    secret = ids.token()
    now = clock.now()
    session.add(
        Login(
            person_id=person.id,
            token_hash=ids.digest(secret),
            created_at=now,
            seen_at=now,
            expires_at=now + timedelta(days=days),
            device=device[:200],
            address=address[:64],
        )
    )
    session.exec(delete(Login).where(col(Login.expires_at) < now))
    return secret


def close_login(session: Session, actor: Actor, login_id: int) -> None:
    """End one of the actor's own sign-ins. Raises NotFound for anybody else's."""
    login = session.exec(select(Login).where(Login.id == login_id, Login.person_id == actor.person_id)).first()
    if login is None:
        raise NotFound
    session.delete(login)


def close_other_logins(session: Session, person_id: int, keep: int | None = None) -> int:
    """End every sign-in of a person but the one to keep; returns how many."""
    ended = session.exec(delete(Login).where(col(Login.person_id) == person_id, col(Login.id) != (keep or 0)))
    return ended.rowcount


def note_seen(session: Session, logins: Collection[int], tokens: Collection[int]) -> None:
    """Write down that these browsers and keys were here just now."""
    now = clock.now()
    if logins:
        session.exec(update(Login).where(col(Login.id).in_(logins)).values(seen_at=now))
    if tokens:
        session.exec(update(ApiToken).where(col(ApiToken.id).in_(tokens)).values(used_at=now))
