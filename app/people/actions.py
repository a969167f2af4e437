"""Sign in and out, and what somebody changes about themselves."""

from datetime import timedelta

from sqlmodel import Session, col, delete, select

from app.core import clock, ids
from app.core.errors import NotFound
from app.people.models import Login, Person
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


def choose_language(session: Session, actor: Actor, code: str) -> None:
    """Keep the language somebody reads, for pages and mail."""
    person = session.get(Person, actor.person_id)
    if person is None:
        raise NotFound
    person.language = code
