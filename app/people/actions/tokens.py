"""Keys for programs."""

from datetime import timedelta

from sqlmodel import Session, func, select

from app.core import clock, ids
from app.core.errors import Conflict, NotFound
from app.core.text import say
from app.people.models import ApiToken
from app.people.rules import Actor
from app.people.schemas import TokenInput, TokenMade

MOST_TOKENS = 50


def make_token(session: Session, actor: Actor, data: TokenInput) -> TokenMade:
    """Make a key; its secret is in the answer and nowhere else. Raises Conflict when there are too many."""
    count = session.exec(select(func.count()).where(ApiToken.person_id == actor.person_id)).one()
    if count >= MOST_TOKENS:
        raise Conflict(say("You have %(n)s keys already. Remove one that is not used any more.", n=MOST_TOKENS))
    now = clock.now()
    secret = ids.token()
    token = ApiToken(
        person_id=actor.person_id,
        name=data.title,
        token_hash=ids.digest(secret),
        created_at=now,
        expires_at=now + timedelta(days=data.days) if data.days else None,
    )
    session.add(token)
    session.flush()
    return TokenMade(id=token.id, name=token.name, secret=secret)


def remove_token(session: Session, actor: Actor, token_id: int) -> None:
    """Remove one of the actor's own keys. Raises NotFound for anybody else's."""
    token = session.exec(select(ApiToken).where(ApiToken.id == token_id, ApiToken.person_id == actor.person_id)).first()
    if token is None:
        raise NotFound
    session.delete(token)
