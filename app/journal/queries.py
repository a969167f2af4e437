"""Reads of the journal: what happened in a course or a team, and what one person should hear about."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlmodel import Session, and_, col, func, or_, select

from app.core.text import Text
from app.journal import rules
from app.journal.models import Entry, Notice
from app.people.queries import like
from app.people.rules import Actor

PAGE = 40


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry with its sentence."""

    entry: Entry

    @property
    def sentence(self) -> Text:
        """What happened, in words."""
        return rules.sentence(self.entry.verb, self.entry.actor_name, self.entry.data)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with the entry it is about."""

    notice: Notice
    entry: Entry

    @property
    def sentence(self) -> Text:
        """What happened, in words."""
        return rules.sentence(self.entry.verb, self.entry.actor_name, self.entry.data)


Row = TypeVar("Row", Happened, Told)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows, newest first; ``older`` is the cursor of the next page, None at the end."""

    rows: list[Row]
    older: int | None


def happened(
    session: Session,
    *,
    course_id: int | None = None,
    team_id: int | None = None,
    before: int | None = None,
    about: str = "",
    who: str = "",
) -> Page[Happened]:
    """Load what happened in a course or a team, newest first (1 statement); the caller asked who may see it.

    ``before`` is the cursor: what happened before that entry.
    ``about`` is a key of ``rules.ABOUT``, ``who`` part of a name.
    """
    wanted = select(Entry).order_by(col(Entry.at).desc(), col(Entry.id).desc()).limit(PAGE + 1)
    if course_id is not None:
        wanted = wanted.where(Entry.course_id == course_id)
    if team_id is not None:
        wanted = wanted.where(Entry.team_id == team_id)
    if before is not None:
        then = select(Entry.at).where(Entry.id == before).scalar_subquery()
        wanted = wanted.where(or_(col(Entry.at) < then, and_(col(Entry.at) == then, col(Entry.id) < before)))
    if about in rules.ABOUT:
        wanted = wanted.where(or_(*(col(Entry.verb).startswith(f"{word}.") for word in rules.ABOUT[about][1])))
    if who:
        wanted = wanted.where(col(Entry.actor_name).ilike(like(who), escape="\\"))
    rows = [Happened(entry) for entry in session.exec(wanted).all()]
    return _page(rows, [row.entry.id for row in rows])


def notices_of(session: Session, actor: Actor, before: int | None = None) -> Page[Told]:
    """Load what the actor should hear about, newest first (1 statement)."""
    wanted = (
        select(Notice, Entry)
        .join(Entry, col(Entry.id) == Notice.entry_id)
        .where(Notice.person_id == actor.person_id)
        .order_by(col(Notice.id).desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        wanted = wanted.where(col(Notice.id) < before)
    rows = [Told(notice, entry) for notice, entry in session.exec(wanted).all()]
    return _page(rows, [row.notice.id for row in rows])


def unread_of(session: Session, actor: Actor) -> int:
    """Count what the actor has not read yet."""
    return session.exec(
        select(func.count()).where(Notice.person_id == actor.person_id, col(Notice.read_at).is_(None))
    ).one()


def _page(rows: list[Row], keys: list[int]) -> Page[Row]:
    return Page(rows[:PAGE], keys[PAGE - 1] if len(rows) > PAGE else None)
