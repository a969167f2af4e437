"""Bring files into a book, and undo that: what stood before is kept until somebody asks for it."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, select

from app.books import intake, queries, rules
from app.books.actions.filling import add_all, fill, put_back
from app.books.actions.writing import Overtaken, book_for, writable, write
from app.books.history import actions as history
from app.books.history.rules import EditKind
from app.books.models import Book, Intake, Scenario
from app.books.rules import SectionKind
from app.books.schemas import ScenarioInput
from app.books.tables import TABLES, Table
from app.core import clock
from app.core.errors import Invalid, NotFound
from app.core.text import say
from app.people.rules import Actor
from app.teams.models import Team


def bring_scenario(session: Session, actor: Actor, team_id: int, data: ScenarioInput, file_name: str) -> Intake:
    """Put a screenplay in the place of the one that was read, whole: nothing is merged with what somebody wrote since.

    Raises NotFound, Forbidden, Overtaken.
    """
    team, _ = writable(session, actor, team_id)
    book = book_for(session, team)
    standing = _scenario(session, book, data.version)
    before = {"text": standing.text}
    version = write(session, actor, book, SectionKind.SCENARIO, standing, {"text": data.text})
    return _kept(session, actor, team, book, SectionKind.SCENARIO, file_name, before, {"version": version})


def bring_rows(
    session: Session,
    actor: Actor,
    team_id: int,
    table: Table,
    cells: Sequence[Sequence[str]],
    *,
    file_name: str = "",
    replace: bool = False,
) -> Intake:
    """Add the rows of a file; or let the table stand as the file says (``replace``), as a made table always does.

    All or none. Raises NotFound, Forbidden, TooLarge, Invalid naming the first cell that cannot be read.
    """
    team, course = writable(session, actor, team_id)
    book = book_for(session, team)
    rows = queries.all_rows(session, table.row, book.id)
    known = [intake.name_of(table, one.model_dump()) for one in rows if one.removed_at is None]
    found = intake.table_of(table, cells, rules.places(course.currency), known)
    if found.wrong:
        first = found.wrong[0]
        raise Invalid(say("Row %(row)s, %(column)s: %(why)s", row=first.row, column=first.column, why=first.why))
    if replace or table.made:
        was = fill(session, actor, team, book, table, rows, found)
    else:
        here = len(rows)
        add_all(session, team, book, table, rows, found.rows)
        was = {"added": [one.id for one in rows[here:]]}
    if was["added"]:
        history.row_touched(session, actor, book, table.section, EditKind.PASTED, after=len(was["added"]))
    return _kept(session, actor, team, book, table.section, file_name, was, {"count": len(found.rows)})


def undo_intake(session: Session, actor: Actor, intake_id: int) -> Intake:
    """Take back what a file brought; what it replaced stands again. Undoing twice is undoing once.

    Raises NotFound, Forbidden, Overtaken when the scenario was written on meanwhile.
    """
    found = session.get(Intake, intake_id)
    if found is None:
        raise NotFound
    team, _ = writable(session, actor, found.team_id)
    book = book_for(session, team)
    session.refresh(found)
    if found.undone_at is not None:
        return found
    if found.section is SectionKind.SCENARIO:
        standing, before = _scenario(session, book, int(found.after["version"])), {"text": found.before["text"]}
        write(session, actor, book, found.section, standing, before, kind=EditKind.RESTORED)
    else:
        put_back(session, actor, book, TABLES[found.section], found.before)
    found.undone_at = clock.now()
    return found


def _scenario(session: Session, book: Book, version: int) -> Scenario:
    """Load the scenario as it was read. Raises Overtaken."""
    found = session.exec(select(Scenario).where(Scenario.book_id == book.id)).one()
    if found.version != version:
        raise Overtaken({"text": found.text}, found.version, queries.name_of(session, found.updated_by))
    return found


def _kept(
    session: Session,
    actor: Actor,
    team: Team,
    book: Book,
    section: SectionKind,
    file_name: str,
    before: dict[str, Any],
    after: dict[str, Any],
) -> Intake:
    found = Intake(
        book_id=book.id,
        team_id=team.id,
        section=section,
        file_name=file_name[:200],
        before=before,
        after=after,
        made_at=clock.now(),
        made_by=actor.person_id,
    )
    session.add(found)
    session.flush()
    return found
