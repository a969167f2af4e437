"""Write down what happened, and tell the people concerned."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, SQLModel

from app.core import clock
from app.journal.models import Entry, Notice
from app.people.rules import Actor


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
    for person_id in sorted(set(tell) - {actor.person_id if actor else 0}):
        session.add(Notice(person_id=person_id, entry_id=entry.id, href=href))
    return entry
