"""Coming in: hashing takes 0.15 s, so it happens between two short transactions and never inside one."""

from dataclasses import dataclass

from app.core.db import Database
from app.core.errors import Conflict, Gone, Invalid
from app.core.text import say
from app.people import passwords, queries
from app.people.actions.accounts import set_password
from app.people.actions.links import use_link
from app.people.actions.logins import open_login
from app.people.models import Person
from app.people.rules import Actor, LinkPurpose, weakness
from app.people.schemas import InvitationInput, LinkInput, PasswordInput, SignInInput
from app.people.tries import Tries


@dataclass(frozen=True, slots=True)
class Browser:
    """Where somebody comes from, and for how many days they stay signed in."""

    device: str = ""
    address: str = ""
    days: int = 60


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in, and the secret for their cookie."""

    person: Person
    secret: str


def sign_in(database: Database, tries: Tries, data: SignInInput, browser: Browser) -> Entered:
    """Sign somebody in by password; takes as long for an address nobody has.

    Raises TooMany, and Invalid(field="password") with one sentence for a wrong address and a wrong password.
    """
    tries.sign_in(data.email, browser.address)
    with database.reading() as session:
        found = queries.person_by_email(session, data.email)
    if not passwords.matches(data.password, found.password_hash if found else "") or found is None:
        raise Invalid(
            say("The e-mail address and the password do not belong together. Check both and try again."),
            field="password",
        )
    if found.disabled:
        raise Invalid(say("This account is switched off. Ask your teacher or an administrator."), field="email")
    with database.writing() as session:
        person = queries.person_by_id(session, found.id)
        if person.password_hash != found.password_hash or person.disabled:
            raise Invalid(say("This password was changed a moment ago. Use the new one."), field="password")
        secret = open_login(session, person, days=browser.days, device=browser.device, address=browser.address)
    tries.signed_in(data.email, browser.address)
    return Entered(person, secret)


def come_in_by_link(database: Database, secret: str, data: InvitationInput | LinkInput, browser: Browser) -> Entered:
    """Use a one-time link: sets what was filled in and signs in.

    Raises NotFound and Gone as ``queries.link_by_secret``; of two at once, one gets Gone.
    """
    with database.reading() as session:
        _, person = queries.link_by_secret(session, secret)
    _check(data.password, person)
    hashed = passwords.hashed(data.password) if data.password else ""
    with database.writing() as session:
        link, person = queries.link_by_secret(session, secret)
        if not use_link(session, link):
            raise Gone(
                say("This link was used already; it opens once. Sign in with your password, or ask for a new link.")
            )
        if link.purpose is LinkPurpose.INVITE and not (hashed or person.password_hash):
            raise Invalid(say("Please fill this in."), field="password")
        if isinstance(data, InvitationInput):
            person.name, person.language = data.name, data.language
        if hashed:
            set_password(session, person, hashed)
        login = open_login(session, person, days=browser.days, device=browser.device, address=browser.address)
    return Entered(person, login)


def change_password(database: Database, actor: Actor, data: PasswordInput, tries: Tries, address: str = "") -> None:
    """Change one's own password; ends every other sign-in and every open link.

    Raises Invalid(field="current") for a wrong one, TooMany, and Conflict when it changed meanwhile.
    """
    tries.sign_in(actor.email, address)
    with database.reading() as session:
        before = queries.person_of(session, actor)
    if before.password_hash and not passwords.matches(data.current, before.password_hash):
        raise Invalid(say("This is not your present password."), field="current")
    _check(data.password, before)
    hashed = passwords.hashed(data.password)
    with database.writing() as session:
        person = queries.person_of(session, actor)
        if person.password_hash != before.password_hash:
            raise Conflict(say("Your password was changed elsewhere a moment ago. Nothing was changed now."))
        set_password(session, person, hashed, keep=actor.login_id)
    tries.signed_in(actor.email, address)


def _check(password: str | None, person: Person) -> None:
    """Refuse a password that is the person's own address or name. Raises Invalid(field="password")."""
    wrong = weakness(password, person.email, person.name) if password else None
    if wrong:
        raise Invalid(wrong, field="password")
