"""Accounts: made, changed, switched off."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from app.core import clock
from app.core.errors import Conflict, NotFound
from app.core.text import say
from app.people import policy, queries
from app.people.actions.links import end_links, invite, make_link
from app.people.actions.logins import close_other_logins
from app.people.models import Person
from app.people.rules import Actor
from app.people.schemas import AccountInput, PersonInput


def create_person(
    session: Session, *, email: str, name: str, language: str = "en", hashed: str = "", is_admin: bool = False
) -> Person:
    """Make an account; ``email`` in lower case, ``hashed`` from ``passwords.hashed`` or empty.

    Raises Conflict(field="email") when the address has one already, also when two make it at the same moment.
    """
    person = Person(
        email=email,
        name=name,
        language=language,
        password_hash=hashed,
        is_admin=is_admin,
        created_at=clock.now(),
    )
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError as error:
        raise Conflict(say("There is an account with this e-mail address already."), field="email") from error
    return person


def first_administrator(session: Session, *, email: str, name: str) -> str | None:
    """Make the first account of a new installation; returns the secret of the link into it.

    None when somebody has an account already.
    """
    if session.exec(select(func.count()).select_from(Person)).one():
        return None
    return make_link(session, create_person(session, email=email, name=name, is_admin=True))


def set_password(session: Session, person: Person, hashed: str, *, keep: int | None = None) -> None:
    """Set a password; ends every other sign-in (but ``keep``) and every open link."""
    person.password_hash = hashed
    session.add(person)
    close_other_logins(session, person.id, keep)
    end_links(session, person.id)


def make_admin(session: Session, email: str, *, admin: bool = True) -> Person:
    """Make somebody an administrator, or no longer one: for the command line. Raises NotFound."""
    person = queries.person_by_email(session, email)
    if person is None:
        raise NotFound(say("Nobody has this e-mail address."))
    person.is_admin = admin
    return person


def add_person(session: Session, actor: Actor, data: PersonInput) -> tuple[Person, str]:
    """Make an account for somebody; returns it with the secret of its invitation."""
    policy.may_administer(actor).require()
    person = create_person(session, email=data.email, name=data.name, language=data.language, is_admin=data.is_admin)
    return person, invite(session, actor, person)


def switch_account(session: Session, actor: Actor, person_id: int, *, on: bool) -> Person:
    """Switch an account off, which ends its sign-ins and links, or on again."""
    policy.may_administer(actor).require()
    person = queries.person_by_id(session, person_id)
    policy.may_switch(actor, person).require()
    person.disabled = not on
    if not on:
        close_other_logins(session, person.id)
        end_links(session, person.id)
    return person


def switch_admin(session: Session, actor: Actor, person_id: int, *, admin: bool) -> Person:
    """Make somebody an administrator, or no longer one."""
    policy.may_administer(actor).require()
    person = queries.person_by_id(session, person_id)
    policy.may_switch(actor, person).require()
    person.is_admin = admin
    return person


def change_account(session: Session, actor: Actor, data: AccountInput) -> Person:
    """Change one's own name, language and whether notices come by mail."""
    person = queries.person_of(session, actor)
    person.name = data.name
    person.language = data.language
    person.mail_notices = data.mail_notices
    return person


def choose_language(session: Session, actor: Actor, code: str) -> None:
    """Keep the language somebody reads, for pages and mail."""
    queries.person_of(session, actor).language = code
