"""One-time links: invitations and ways in without a password."""

from datetime import timedelta

from sqlmodel import Session, col, select, update

from app.core import clock, ids
from app.jobs.declare import enqueue
from app.jobs.rules import WorkState
from app.people import policy, queries
from app.people.models import Letter, Person, SignInLink
from app.people.rules import FORGOTTEN_LASTS, LETTER_JOBS, LINK_LASTS, Actor, LetterKind, LinkPurpose


def make_link(
    session: Session,
    person: Person,
    *,
    made_by: int | None = None,
    lasts: timedelta | None = None,
) -> str:
    """Make a link for somebody, an invitation when they have no password yet; returns its secret.

    Whoever calls has asked a policy: the link opens the account.
    """
    purpose = LinkPurpose.SIGN_IN if person.password_hash else LinkPurpose.INVITE
    secret = ids.token()
    now = clock.now()
    session.add(
        SignInLink(
            person_id=person.id,
            token_hash=ids.digest(secret),
            purpose=purpose,
            made_by=made_by,
            created_at=now,
            expires_at=now + (lasts or LINK_LASTS[purpose]),
        )
    )
    return secret


def invite(session: Session, actor: Actor, person: Person, *, about: str = "") -> str:
    """Make a link in the actor's name, to be shown; where mail is set, another one is mailed.

    The policy was asked by the room above; ``about`` is the course that invites.
    """
    write_letter(session, person, LetterKind.INVITATION, about=about, made_by=actor.person_id)
    return make_link(session, person, made_by=actor.person_id)


def let_in(session: Session, actor: Actor, person_id: int) -> tuple[Person, str]:
    """Make a link into any account, for administrators. Raises NotFound for others."""
    policy.may_administer(actor).require()
    person = queries.person_by_id(session, person_id)
    policy.may_let_in(actor, person).require()
    return person, invite(session, actor, person)


def mailed_link(session: Session, person: Person) -> str:
    """Make the short-lived link that is mailed to somebody who forgot the password."""
    return make_link(session, person, lasts=FORGOTTEN_LASTS)


def use_link(session: Session, link: SignInLink) -> bool:
    """Mark the link as used; False when somebody else was first."""
    used = session.exec(
        update(SignInLink)
        .where(col(SignInLink.id) == link.id, col(SignInLink.used_at).is_(None))
        .values(used_at=clock.now())
    )
    return used.rowcount == 1


def end_links(session: Session, person_id: int) -> None:
    """End every open link of somebody: their password has changed."""
    now = clock.now()
    session.exec(
        update(SignInLink)
        .where(col(SignInLink.person_id) == person_id, col(SignInLink.used_at).is_(None))
        .values(used_at=now)
    )


def ask_for_link(session: Session, email: str) -> None:
    """Ask for a link by mail; who has no account gets none, and nobody learns which it was."""
    person = queries.person_by_email(session, email)
    if person is not None and not person.disabled:
        write_letter(session, person, LetterKind.FORGOTTEN)


def write_letter(
    session: Session, person: Person, kind: LetterKind, *, about: str = "", made_by: int | None = None
) -> None:
    """Have a letter written and sent, where mail is set; one of a kind waits for a person at a time."""
    if not session.info.get("mails"):
        return
    waiting = select(Letter.id).where(
        Letter.person_id == person.id, Letter.kind == kind, Letter.state == WorkState.QUEUED
    )
    if session.exec(waiting).first() is not None:
        return
    letter = Letter(person_id=person.id, kind=kind, about=about, made_by=made_by, created_at=clock.now())
    enqueue(session, LETTER_JOBS[kind], letter)
