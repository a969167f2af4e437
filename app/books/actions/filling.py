"""Fill a table from a file, and put it back: rows that were there keep their photos, takes and strips."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python
from sqlmodel import Session

from app.books import intake, queries
from app.books.actions.tables import added, members_of, values_of
from app.books.actions.writing import write
from app.books.history.rules import EditKind
from app.books.models import Book
from app.books.tables import SHOTS, Table
from app.core import clock
from app.core.errors import Conflict
from app.core.text import say
from app.people.rules import Actor
from app.teams.models import Team

Cells = dict[str, dict[str, Any]]
"""Cells of rows by the row's id, as a document keeps them."""


def add_all(session: Session, team: Team, book: Book, table: Table, rows: list[Any], data: Sequence[BaseModel]) -> None:
    """Put rows below the others; ``rows`` are all there are, and grow. Raises Invalid when the table is full."""
    members = members_of(session, team.id, table)
    first = len(rows)
    for one in data:
        rows.append(added(team, book, table, rows, one, members))
    if table is SHOTS:
        for row in rows[first:]:
            row.sheet_id = queries.sheet_of(session, book.id, row.scene)
    session.add_all(rows[first:])
    session.flush()


def fill(
    session: Session, actor: Actor, team: Team, book: Book, table: Table, rows: list[Any], found: intake.Reading
) -> dict[str, Any]:
    """Let the table stand as in the file; returns what :func:`put_back` needs. Raises Invalid when it is full.

    A row of the same name is changed in the columns that the file has; those that it does not have are taken out. Of a
    made table nothing is added, moved or taken out.
    """
    standing = [one for one in rows if one.removed_at is None]
    places = intake.paired([intake.name_of(table, one.model_dump()) for one in standing], found.names)
    same = [None if place is None else standing[place] for place in places]
    gone = [] if table.made else [one for one in standing if one not in same]
    for one in gone:
        one.removed_at = clock.now()
    kept = {one.id: one.position for one in same if one is not None}
    before, after = _change(session, actor, book, table, [*zip(same, found.rows, strict=True)], found.given)
    first = len(rows)
    add_all(session, team, book, table, rows, [data for row, data in zip(same, found.rows, strict=True) if row is None])
    if not table.made:
        new = iter(rows[first:])
        for position, row in enumerate(same, start=1):
            (row or next(new)).position = position
    return {
        "removed": [one.id for one in gone],
        "places": {str(row_id): position for row_id, position in kept.items()},
        "cells": before,
        "became": after,
        "added": [one.id for one in rows[first:]],
    }


def put_back(session: Session, actor: Actor, book: Book, table: Table, was: Mapping[str, Any]) -> None:
    """Undo :func:`fill` or :func:`add_all`; cells that somebody changed since stay. Raises Conflict when it is full."""
    rows = queries.all_rows(session, table.row, book.id)
    for one in rows:
        if one.id in was["added"] and one.removed_at is None:
            one.removed_at = clock.now()
        elif one.id in was.get("removed", ()):
            one.removed_at = None
        key = str(one.id)
        one.position = was.get("places", {}).get(key, one.position)
        if one.removed_at is None and key in was.get("cells", {}):
            brought = was["became"][key]
            as_brought = {
                name: value for name, value in was["cells"][key].items() if _plain(one, name) == brought[name]
            }
            kept = {name: getattr(one, name) for name in table.columns}
            data = table.schema.model_validate({**kept, **as_brought, "version": one.version})
            values = values_of(table, data, members_of(session, book.team_id, table))
            write(session, actor, book, table.section, one, values, kind=EditKind.RESTORED)
    if sum(one.removed_at is None for one in rows) > intake.MOST_ROWS:
        raise Conflict(say("This table is full: it takes %(n)s rows.", n=intake.MOST_ROWS))


def _change(
    session: Session,
    actor: Actor,
    book: Book,
    table: Table,
    pairs: Sequence[tuple[Any, BaseModel]],
    given: Collection[str],
) -> tuple[Cells, Cells]:
    """Write what the file says into the rows that are there; returns their cells before and after."""
    before: Cells = {}
    after: Cells = {}
    members = members_of(session, book.team_id, table)
    for row, data in pairs:
        if row is None:
            continue
        values = values_of(table, data, members)
        values = {name: value for name, value in values.items() if name in given or name in _of(table, given)}
        seen = [name for name in values if name in given]
        before[str(row.id)] = {name: _plain(row, name) for name in seen}
        write(session, actor, book, table.section, row, values)
        after[str(row.id)] = {name: _plain(row, name) for name in seen}
    return before, after


def _of(table: Table, given: Collection[str]) -> list[str]:
    """Name the columns that keep which members the names in these columns are."""
    return [kept for name, kept in table.people.items() if name in given]


def _plain(row: Any, name: str) -> Any:
    return to_jsonable_python(getattr(row, name))
