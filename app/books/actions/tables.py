"""Rows of the book's tables: add, change by compare-and-set, move, remove and bring back, paste."""

import csv
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from sqlmodel import Session, col, select

from app.books import queries, rules
from app.books.actions.writing import Overtaken, book_for, title_of, writable, write
from app.books.history import actions as history
from app.books.history.rules import EditKind
from app.books.models import Book, Scenario
from app.books.rules import RowOrder
from app.books.schemas import MoveRowInput
from app.books.tables import SCHEDULE, SHOTS, Table
from app.core import clock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import say
from app.people.rules import Actor
from app.teams.models import Team

MOST_ROWS = 500
Suggest = Callable[[list[dict[str, Any]], str], Sequence[BaseModel]]


class Moved(Conflict):
    """The rows stand otherwise than the actor saw them: ``order`` is how."""

    code = "moved"

    def __init__(self, order: Sequence[int]) -> None:
        super().__init__(
            say("Somebody has moved rows meanwhile. They now stand as everybody sees them; move yours again.")
        )
        self.more = {"order": list(order)}


def add_row(session: Session, actor: Actor, team_id: int, table: Table, data: BaseModel) -> Any:
    """Add a row at the end. Raises NotFound, Forbidden, Invalid when the table is full or made from the scenario."""
    team, _ = writable(session, actor, team_id)
    book = book_for(session, team)
    rows = queries.all_rows(session, table.row, book.id)
    row = added(team, book, table, rows, data, members_of(session, team_id, table))
    if table is SHOTS:
        row.sheet_id = queries.sheet_of(session, book.id, row.scene)
    session.add(row)
    session.flush()
    after = {name: getattr(row, name) for name in table.columns}
    _remember(session, actor, book, table, EditKind.ADDED, row, after=after)
    return row


def add_rows(session: Session, actor: Actor, team_id: int, table: Table, some: Suggest) -> int:
    """Add the rows that ``some`` gives for the book's rows and scenario; returns how many. Raises as ``add_row``."""
    team, _ = writable(session, actor, team_id)
    book = book_for(session, team)
    rows = queries.all_rows(session, table.row, book.id)
    text = session.exec(select(Scenario.text).where(Scenario.book_id == book.id)).first() or ""
    members = members_of(session, team_id, table)
    wanted = some([row.model_dump() for row in rows if row.removed_at is None], text)
    for data in wanted:
        rows.append(added(team, book, table, rows, data, members))
    session.add_all(rows)
    session.flush()
    if wanted:
        history.row_touched(session, actor, book, table.section, EditKind.PASTED, after=len(wanted))
    return len(wanted)


def change_row(session: Session, actor: Actor, team_id: int, table: Table, row_id: int, data: Any) -> int:
    """Change a row; returns its new version. Raises NotFound, Forbidden, Overtaken, Conflict."""
    book, row = _row(session, actor, team_id, table, row_id)
    if row.removed_at is not None:
        raise Conflict(say("Somebody has removed this row meanwhile. Bring it back below the table, then change it."))
    values = values_of(table, data, members_of(session, team_id, table))
    if row.version == data.version:
        return write(session, actor, book, table.section, row, values)
    if all(getattr(row, name) == value for name, value in values.items()):
        return int(row.version)
    theirs = {one.name: one.typed(getattr(row, one.name)) for one in table.kept}
    raise Overtaken(theirs, row.version, "")


def move_row(session: Session, actor: Actor, team_id: int, table: Table, row_id: int, data: MoveRowInput) -> list[int]:
    """Put a row after another; returns the ids of all rows in their new order.

    Raises NotFound, Forbidden, Moved when the row does not stand where the actor saw it, or its new neighbour is gone.
    """
    book, row = _row(session, actor, team_id, table, row_id)
    _free(table)
    rows, place_name = _ordered(session, table, book, data.order)
    order = [one.id for one in rows]
    places = {None: -1, **{one: place for place, one in enumerate(order)}}
    if row_id not in places or data.after not in places or data.after == row_id:
        raise Moved(order)
    here = order.index(row_id)
    if (order[here - 1] if here else None) != data.was:
        raise Moved(order)
    order.remove(row_id)
    order.insert(order.index(data.after) + 1 if data.after is not None else 0, row_id)
    for one in rows:
        setattr(one, place_name, order.index(one.id) + 1)
    place = order.index(row_id)
    if place != here:
        _remember(session, actor, book, table, EditKind.MOVED, row, before=here + 1, after=place + 1)
    return order


def nudge_row(
    session: Session,
    actor: Actor,
    team_id: int,
    table: Table,
    row_id: int,
    *,
    up: bool,
    order: RowOrder = RowOrder.SCRIPT,
) -> None:
    """Move a row one place from wherever it stands now; at the end it stays. Raises NotFound, Forbidden."""
    book, _ = _row(session, actor, team_id, table, row_id)
    rows, _ = _ordered(session, table, book, order)
    ids: list[int | None] = [None, *(one.id for one in rows)]
    here = ids.index(row_id) if row_id in ids else 0
    after = here - 2 if up else here + 1
    if here and 0 <= after < len(ids):
        move = MoveRowInput(after=ids[after], was=ids[here - 1], order=order)
        move_row(session, actor, team_id, table, row_id, move)


def _ordered(session: Session, table: Table, book: Book, order: RowOrder) -> tuple[list[Any], str]:
    """Load the rows that stand, in an order, and name the column that keeps it. Raises Invalid where there is none."""
    rows = queries.order_of(session, table.row, book.id)
    if order is RowOrder.SCRIPT:
        return rows, "position"
    if table is not SHOTS:
        raise Invalid(say("Only shots have an order of setting up."), field="order")
    return sorted(rows, key=lambda one: (one.setup_position, one.position)), "setup_position"


def remove_row(session: Session, actor: Actor, team_id: int, table: Table, row_id: int) -> None:
    """Take a row out; it can be brought back. Raises NotFound, Forbidden, Invalid for a scene of the scenario."""
    book, row = _row(session, actor, team_id, table, row_id)
    _free(table)
    if row.removed_at is None:
        row.removed_at = clock.now()
        _remember(session, actor, book, table, EditKind.REMOVED, row)


def restore_row(session: Session, actor: Actor, team_id: int, table: Table, row_id: int) -> None:
    """Bring a row back to where it was. Raises NotFound, Forbidden, Invalid when the table is full."""
    book, row = _row(session, actor, team_id, table, row_id)
    if row.removed_at is None:
        return
    if len(queries.order_of(session, table.row, row.book_id)) >= MOST_ROWS:
        raise Invalid(say("This table is full: it takes %(n)s rows.", n=MOST_ROWS))
    row.removed_at = None
    _remember(session, actor, book, table, EditKind.BACK, row)


def paste_rows(session: Session, actor: Actor, team_id: int, table: Table, text: str) -> int:
    """Add the rows of a pasted table, money in the major unit; all or none.

    Raises NotFound, Forbidden, Invalid naming the unreadable row.
    """
    team, course = writable(session, actor, team_id)
    typed = {"decimals": rules.places(course.currency)}
    try:
        labels = {one.name: str(one.label) for one in table.kept}
        found = rules.pasted_rows(text, labels, table.counted, MOST_ROWS + 1)
    except csv.Error:
        found = []
    if not found:
        raise Invalid(say("There is no row in what was pasted."), field="rows")
    book = book_for(session, team)
    rows = queries.all_rows(session, table.row, book.id)
    members = members_of(session, team_id, table)
    for number, values in enumerate(found, start=1):
        try:
            data = table.schema.model_validate({k: v for k, v in values.items() if v != ""}, context=typed)
        except ValidationError as error:
            column = table.column(str(error.errors()[0]["loc"][0])).label
            raise Invalid(
                say("Row %(row)s cannot be read: look at “%(column)s”.", row=number, column=column), field="rows"
            ) from error
        rows.append(added(team, book, table, rows, data, members))
    if table is SHOTS:
        for row in rows[-len(found) :]:
            row.sheet_id = queries.sheet_of(session, book.id, row.scene)
    session.add_all(rows)
    session.flush()
    history.row_touched(session, actor, book, table.section, EditKind.PASTED, after=len(found))
    return len(found)


def members_of(session: Session, team_id: int, table: Table) -> dict[str, int]:
    """Load who is in the team, by name, for tables that name people; empty for others."""
    return {name: one.person_id for name, one in queries.named(session, team_id).items()} if table.people else {}


def added(
    team: Team, book: Book, table: Table, rows: Sequence[Any], data: BaseModel, members: Mapping[str, int]
) -> Any:
    """Make the row that comes after the others; numbers of removed shots are not given again."""
    _free(table)
    if sum(one.removed_at is None for one in rows) >= MOST_ROWS:
        raise Invalid(say("This table is full: it takes %(n)s rows.", n=MOST_ROWS))
    values = values_of(table, data, members)
    if table in (SHOTS, SCHEDULE):
        values["team_id"] = team.id
    if table is SHOTS:
        values["number"] = values["number"] or rules.next_shot_number(values["scene"], [one.number for one in rows])
        values["setup_position"] = max((one.setup_position for one in rows), default=0) + 1
    return table.row(book_id=book.id, position=max((one.position for one in rows), default=0) + 1, **values)


def _free(table: Table) -> None:
    """Refuse to add, move or take out what the scenario makes."""
    if table.made:
        raise Invalid(say("The rows of this table come from the scenario: write, move or cut the scene there."))


def values_of(table: Table, data: BaseModel, members: Mapping[str, int]) -> dict[str, Any]:
    """Give the columns of a row, with the members whose names stand in it; what is empty is as in a new row."""
    fresh = table.row.model_fields
    values = data.model_dump(exclude={"version"})
    found = {name: fresh[name].default if value is None else value for name, value in values.items()}
    return found | {kept: members.get(found[name]) for name, kept in table.people.items()}


def _row(session: Session, actor: Actor, team_id: int, table: Table, row_id: int) -> tuple[Book, Any]:
    team, _ = writable(session, actor, team_id)
    book = book_for(session, team)
    model = cast("Any", table.row)
    row = session.exec(select(table.row).where(model.id == row_id, col(model.book_id) == book.id)).first()
    if row is None:
        raise NotFound
    return book, row


def _remember(
    session: Session,
    actor: Actor,
    book: Book,
    table: Table,
    kind: EditKind,
    row: Any,
    *,
    before: Any = None,
    after: Any = None,
) -> None:
    title = title_of(table.section, row)
    history.row_touched(session, actor, book, table.section, kind, row=row.id, title=title, before=before, after=after)
