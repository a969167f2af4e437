"""Reads of the people room."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, func, or_, select

from app.core import clock, ids
from app.core.errors import Gone, NotFound
from app.core.text import say
from app.people import policy
from app.people.models import ApiToken, Login, Person, SignInLink
from app.people.rules import Actor

PAGE = 50


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's own account: the person, where they are signed in, their keys for programs."""

    person: Person
    logins: list[Login]
    tokens: list[ApiToken]


@dataclass(frozen=True, slots=True)
class People:
    """One page of accounts and how many there are."""

    rows: list[Person]
    total: int
    page: int

    @property
    def more(self) -> bool:
        """Whether another page follows."""
        return self.page * PAGE < self.total


def person_by_email(session: Session, email: str) -> Person | None:
    """Find an account by its address in lower case."""
    return session.exec(select(Person).where(Person.email == email)).first()


def person_of(session: Session, actor: Actor) -> Person:
    """Load the actor's own row. Raises NotFound when it is gone."""
    return person_by_id(session, actor.person_id)


def person_by_id(session: Session, person_id: int) -> Person:
    """Load a person. Raises NotFound."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person


def account_of(session: Session, actor: Actor) -> Account:
    """Load the actor's account, newest sign-ins first (3 statements)."""
    person = person_of(session, actor)
    logins = session.exec(
        select(Login)
        .where(Login.person_id == person.id, Login.expires_at > clock.now())
        .order_by(col(Login.seen_at).desc(), col(Login.id).desc())
    ).all()
    tokens = session.exec(
        select(ApiToken).where(ApiToken.person_id == person.id).order_by(col(ApiToken.id).desc())
    ).all()
    return Account(person, list(logins), list(tokens))


def link_by_secret(session: Session, secret: str) -> tuple[SignInLink, Person]:
    """Find an open link and whom it lets in. Raises NotFound for an unknown one, Gone for a used or old one."""
    found = session.exec(
        select(SignInLink, Person)
        .join(Person, col(Person.id) == SignInLink.person_id)
        .where(SignInLink.token_hash == ids.digest(secret))
    ).first()
    if found is None:
        raise NotFound
    link, person = found
    if person.disabled:
        raise Gone(say("This account is switched off. Ask your teacher or an administrator."))
    if link.used_at is not None:
        raise Gone(say("This link was used already; it opens once. Sign in with your password, or ask for a new link."))
    if link.expires_at <= clock.now():
        raise Gone(say("This link has ended. Ask whoever sent it for a new one."))
    return link, person


class Order(StrEnum):
    """How the list of accounts is sorted."""

    NAME = "name"
    EMAIL = "email"
    NEWEST = "newest"


ORDERS: dict[Order, Any] = {
    Order.NAME: col(Person.name),
    Order.EMAIL: col(Person.email),
    Order.NEWEST: col(Person.created_at).desc(),
}


def people_for(session: Session, actor: Actor, search: str = "", page: int = 1, order: Order = Order.NAME) -> People:
    """Load a page of all accounts for an administrator (2 statements). Raises NotFound for others."""
    policy.may_administer(actor).require()
    wanted = select(Person)
    if search:
        pattern = like(search)
        wanted = wanted.where(
            or_(col(Person.name).ilike(pattern, escape="\\"), col(Person.email).ilike(pattern, escape="\\"))
        )
    total = session.exec(select(func.count()).select_from(wanted.subquery())).one()
    rows = session.exec(wanted.order_by(ORDERS[order], col(Person.id)).offset((page - 1) * PAGE).limit(PAGE)).all()
    return People(list(rows), total, page)


def like(search: str) -> str:
    r"""Make a LIKE pattern that finds the words as they stand; the escape sign is ``\``."""
    plain = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many accounts there are."""

    people: int
    disabled: int
    administrators: int


def counts(session: Session, actor: Actor) -> Counts:
    """Count accounts for an administrator (1 statement). Raises NotFound for others."""
    policy.may_administer(actor).require()
    row = session.exec(
        select(
            func.count(),
            func.count().filter(col(Person.disabled).is_(True)),
            func.count().filter(col(Person.is_admin).is_(True)),
        ).select_from(Person)
    ).one()
    return Counts(*row)
