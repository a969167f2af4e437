"""Bring back what a change of the history took away: as a new change, so that nothing is erased."""

from typing import Any

from sqlmodel import Session, select

from app.books.actions.tables import members_of, restore_row, values_of
from app.books.actions.writing import book_for, writable, write
from app.books.history import queries as history
from app.books.history.rules import EditKind
from app.books.models import Edit, Pitch, Scenario
from app.books.rules import SectionKind
from app.books.tables import TABLES
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import say
from app.people.rules import Actor


def restore_edit(session: Session, actor: Actor, team_id: int, edit_id: int) -> Edit:
    """Put a field, or the whole scenario, back to how it stood before a change; a removed row comes back.

    Raises NotFound, Forbidden, Invalid for a change that took nothing away, Conflict when the row is gone.
    """
    team, _ = writable(session, actor, team_id)
    book = book_for(session, team)
    edit = history.edit_of(session, book.id, edit_id)
    if edit.kind is EditKind.REMOVED and edit.row is not None:
        restore_row(session, actor, team_id, TABLES[edit.section], edit.row)
        return edit
    if edit.kind not in {EditKind.CHANGED, EditKind.RESTORED}:
        raise Invalid(say("There is nothing to bring back here."))
    place = _place(session, book.id, edit)
    values: dict[str, Any] = {edit.field: edit.before}
    if edit.section is SectionKind.SCENARIO:
        values[edit.field] = history.text_before(session, edit, place.text)
        if values[edit.field] is None:
            raise Conflict(say("How the scenario stood then can no longer be told."))
    elif edit.section in TABLES:
        table = TABLES[edit.section]
        kept = {name: getattr(place, name) for name in table.columns}
        data = table.schema.model_validate({**kept, **values, "version": place.version})
        values = values_of(table, data, members_of(session, team_id, table))
    write(session, actor, book, edit.section, place, values, kind=EditKind.RESTORED)
    return edit


def _place(session: Session, book_id: int, edit: Edit) -> Any:
    """Load what the change is of. Raises NotFound, Conflict for a removed row."""
    model: Any = Pitch if edit.section is SectionKind.PITCH else Scenario
    if edit.section in TABLES:
        model = TABLES[edit.section].row
    statement = select(model).where(model.book_id == book_id)
    row: Any = session.exec(statement if edit.row is None else statement.where(model.id == edit.row)).first()
    if row is None:
        raise NotFound
    if getattr(row, "removed_at", None) is not None:
        raise Conflict(say("Somebody has removed this row meanwhile. Bring it back below the table, then change it."))
    return row
