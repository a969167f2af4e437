"""What every change of the book goes through: the lock, the version, the history."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from app.books import policy, queries
from app.books.actions.following import follow_scenario
from app.books.history import actions as history
from app.books.history.rules import EditKind
from app.books.models import Book, Pitch, Scenario
from app.books.rules import SectionKind
from app.books.tables import TABLES
from app.core import clock
from app.core.errors import Conflict
from app.core.text import say
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Team


class Overtaken(Conflict):
    """Somebody saved meanwhile: ``theirs`` is what stands there now, ``version`` what to send to save over it.

    ``parts`` tells of prose where the texts clash: settled text, and lines as they were, mine and theirs.
    """

    code = "overtaken"

    def __init__(
        self, theirs: Mapping[str, str], version: int, by: str, parts: Mapping[str, Sequence[Any]] | None = None
    ) -> None:
        super().__init__(
            say("%(name)s has saved meanwhile. Both texts are here: choose one, or put them together.", name=by)
            if by
            else say("Somebody has saved meanwhile. Both texts are here: choose one, or put them together.")
        )
        self.theirs, self.version = dict(theirs), version
        self.more = {"theirs": self.theirs, "version": version, "parts": dict(parts or {})}


def writable(session: Session, actor: Actor, team_id: int) -> tuple[Team, Course]:
    """Load a team whose book the actor writes. Raises NotFound, Forbidden."""
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    return team, course


def book_for(session: Session, team: Team, *, lock: bool = True) -> Book:
    """Give the team's book, made at first use; held until the end of the transaction, as every change must."""
    if lock:
        session.exec(select(Team.id).where(Team.id == team.id).with_for_update())
    book = session.exec(select(Book).where(Book.team_id == team.id)).first()
    if book is None:
        book = Book(team_id=team.id, course_id=team.course_id)
        session.add(book)
        session.flush()
        session.add(Pitch(book_id=book.id))
        session.add(Scenario(book_id=book.id))
        session.flush()
    return book


def write(
    session: Session,
    actor: Actor,
    book: Book,
    section: SectionKind,
    row: Any,
    values: Mapping[str, Any],
    *,
    kind: EditKind = EditKind.CHANGED,
) -> int:
    """Put values into a row, the pitch or the scenario, and remember the change; returns the new version.

    The caller holds the book and has compared what the actor read with what stands there.
    """
    changes = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    if not changes:
        return int(row.version)
    for name, (_, value) in changes.items():
        setattr(row, name, value)
    row.version += 1
    if section is SectionKind.SHOTS and "scene" in changes:
        row.sheet_id = queries.sheet_of(session, book.id, row.scene)
    if section in TABLES:
        title = title_of(section, row)
        seen = {name: change for name, change in changes.items() if name in TABLES[section].columns}
        history.fields_changed(session, actor, book, section, seen, row=row.id, title=title, kind=kind)
        return int(row.version)
    row.updated_at, row.updated_by = clock.now(), actor.person_id
    if section is SectionKind.SCENARIO:
        history.text_changed(session, actor, book, *changes["text"], row.version, kind)
        follow_scenario(session, book, row.text)
    else:
        history.fields_changed(session, actor, book, section, changes, kind=kind)
    return int(row.version)


def title_of(section: SectionKind, row: Any) -> str:
    """Name a row by its title column, as people do: shot 12A."""
    return str(getattr(row, TABLES[section].title) or "")
