"""Write down what happened, and tell the people concerned."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, SQLModel, col, select, update

from app.core import clock
from app.core.errors import NotFound
from app.journal.models import Entry, Notice
from app.people import actions as people
from app.people.models import Person
from app.people.rules import Actor, LetterKind


def record(
    session: Session,
    actor: Actor | None,
    verb: str,
    subject: SQLModel | None = None,
    *,
    course_id: int | None = None,
    team_id: int | None = None,
    tell: Iterable[int] = (),
    href: str = "",
    **data: Any,
) -> Entry:
    """Add a journal entry, and a notice for each person id in ``tell`` except the actor.

    ``verb`` is "thing.happened", one of ``journal.rules.VERBS``; ``data`` holds plain JSON values that the
    sentence for the verb needs; ``href`` is the page the notice leads to.
    """
    entry = Entry(
        at=clock.now(),
        actor_id=(actor.person_id or None) if actor else None,
        actor_name=actor.name if actor else "",
        course_id=course_id,
        team_id=team_id,
        verb=verb,
        subject=type(subject).__name__.lower() if subject is not None else "",
        subject_id=getattr(subject, "id", None),
        data=data,
    )
    session.add(entry)
    session.flush()
    told = sorted(set(tell) - {actor.person_id if actor else 0})
    for person_id in told:
        session.add(Notice(person_id=person_id, entry_id=entry.id, href=href))
    if told and session.info.get("mails"):
        _write_letters(session, told)
    return entry


def _write_letters(session: Session, told: list[int]) -> None:
    """Have the notices mailed to those who want it and have opened their account."""
    wanting = select(Person).where(
        col(Person.id).in_(told),
        col(Person.mail_notices).is_(True),
        col(Person.disabled).is_(False),
        Person.password_hash != "",
    )
    for person in session.exec(wanting).all():
        people.write_letter(session, person, LetterKind.NOTICES)


def read_notice(session: Session, actor: Actor, notice_id: int) -> str:
    """Mark one of the actor's own notices as read; returns where it leads. Raises NotFound for anybody else's."""
    notice = session.exec(select(Notice).where(Notice.id == notice_id, Notice.person_id == actor.person_id)).first()
    if notice is None:
        raise NotFound
    notice.read_at = notice.read_at or clock.now()
    return notice.href


def read_notices(session: Session, actor: Actor, until: int | None = None) -> None:
    """Mark the actor's notices as read, up to the newest one that was shown."""
    unread = update(Notice).where(col(Notice.person_id) == actor.person_id, col(Notice.read_at).is_(None))
    if until is not None:
        unread = unread.where(col(Notice.id) <= until)
    session.exec(unread.values(read_at=clock.now()))
