"""Save single fields over what the writer read: other people's changes stay, and prose is merged three ways."""

import zlib
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlmodel import Session, col, select

from app.books import prose, queries, rules
from app.books.actions.tables import members_of, values_of
from app.books.actions.writing import Overtaken, book_for, writable, write
from app.books.history import queries as history
from app.books.models import Book, Edit, Pitch, Scenario
from app.books.rules import SectionKind
from app.books.schemas import EditedOut, EditInput, FieldEdit, PitchInput, ScenarioInput, Splice
from app.books.tables import TABLES, ColumnKind
from app.core.errors import Conflict, NotFound
from app.core.text import say
from app.people.rules import Actor

SHORT = frozenset({"title", "genre"})


class BaseUnknown(Conflict):
    """The text that was typed into cannot be found any more: send the ``base`` and the whole ``value``."""

    code = "base-unknown"


def edit_fields(session: Session, actor: Actor, team_id: int, data: EditInput) -> EditedOut:
    """Save fields; where others changed the same prose, both changes are kept. All are saved or none.

    Raises NotFound, Forbidden, Overtaken for what clashes, BaseUnknown, ValidationError for what a field cannot hold.
    """
    team, course = writable(session, actor, team_id)
    book = book_for(session, team)
    place = _place(session, book, data)
    decimals = rules.places(course.currency)
    edit = _Edit(session, book, data, place, {"decimals": decimals} if data.typed else {})
    values = {name: edit.settled(name, one) for name, one in data.fields.items()}
    if edit.clashes:
        shown = {name: edit.typed(name, getattr(place, name)) for name in edit.clashes}
        raise Overtaken(shown, place.version, _by(session, book, data, set(edit.clashes)), edit.clashes)
    checked = edit.checked(values)
    if data.section in TABLES:
        table = TABLES[data.section]
        full = values_of(table, checked, members_of(session, team_id, table))
        kept = {*values, *(table.people[name] for name in values if name in table.people)}
        write(session, actor, book, data.section, place, {name: full[name] for name in kept})
    else:
        write(session, actor, book, data.section, place, {name: getattr(checked, name) for name in values})
    merged = {name: edit.typed(name, getattr(place, name)) for name in edit.merged}
    return EditedOut(version=place.version, fields=merged)


class _Edit:
    """One person's edit against what stands in the book."""

    def __init__(self, session: Session, book: Book, data: EditInput, place: Any, context: Mapping[str, Any]) -> None:
        self.session, self.book, self.data, self.place, self.context = session, book, data, place, dict(context)
        self.schema: type[BaseModel] = PitchInput if data.section is SectionKind.PITCH else ScenarioInput
        if data.section in TABLES:
            self.schema = TABLES[data.section].schema
        self.names = self.schema.model_fields.keys() - {"version"}
        self.clashes: dict[str, list[Any]] = {}
        self.merged: list[str] = []

    def checked(self, values: Mapping[str, Any]) -> Any:
        """Put values into what stands there and check it all. Raises ValidationError."""
        standing = {name: getattr(self.place, name) for name in self.names}
        return self.schema.model_validate({**standing, **values, "version": 1}, context=self.context or None)

    def settled(self, name: str, one: FieldEdit) -> Any:
        """Give what the field shall hold; a clash is noted."""
        if name not in self.names:
            raise NotFound
        current = getattr(self.place, name)
        base, wanted = self._read(name, one)
        if current in (base, wanted):
            return wanted
        self.merged.append(name)
        if wanted == base:
            return current
        if not self._prose(name):
            self.clashes[name] = []
            return current
        found = prose.merge(str(base), str(wanted), str(current))
        if found.text is None:
            self.clashes[name] = [
                {"text": part} if isinstance(part, str) else {"mine": part.mine, "theirs": part.theirs}
                for part in found.parts
            ]
        return found.text

    def typed(self, name: str, value: Any) -> str:
        """Write a value as the writer's program shows it."""
        if self.data.section not in TABLES:
            return str(value)
        if name in TABLES[self.data.section].money and self.data.typed:
            return rules.typed(value, self.context["decimals"])
        return TABLES[self.data.section].column(name).typed(value)

    def _read(self, name: str, one: FieldEdit) -> tuple[Any, Any]:
        """Give the text that was read and the new one, cleaned as the field keeps them."""
        if one.splice is not None:
            base = self._base(name, one.splice)
            end = one.splice.at + one.splice.cut
            wanted = base[: one.splice.at] + one.splice.put + base[end:]
            return base, getattr(self.checked({name: wanted}), name)
        wanted = self._cleaned(name, one.value)
        if "base" not in one.model_fields_set:
            return (getattr(self.place, name) if self.data.version == self.place.version else _NEVER), wanted
        try:
            return self._cleaned(name, one.base), wanted
        except ValidationError:
            return _NEVER, wanted

    def _cleaned(self, name: str, value: Any) -> Any:
        """Give a value as the field would keep it; what is empty is as in a new row."""
        info = self.schema.model_fields[name]
        if value == "" and not info.is_required():
            value = info.get_default(call_default_factory=True)
        found = getattr(self.checked({name: value}), name)
        if found is None and self.data.section in TABLES:
            return TABLES[self.data.section].row.model_fields[name].default
        return found

    def _base(self, name: str, splice: Splice) -> str:
        """Find the text that was typed into: what stands there, a version of the scenario, or in the history."""
        current = str(getattr(self.place, name))
        if _mark(current) == splice.mark:
            return current
        version, now = self.data.version, self.place.version
        if self.data.section is SectionKind.SCENARIO:
            older = [history.text_at(self.session, self.book.id, version, current, now)] if version < now else []
        else:
            same = (Edit.book_id == self.book.id, Edit.section == self.data.section, Edit.field == name)
            row = Edit.row == (self.place.id if self.data.section in TABLES else None)
            kept = self.session.exec(select(Edit).where(*same, row).order_by(col(Edit.id).desc()).limit(20)).all()
            older = [text for edit in kept for text in (edit.before, edit.after)]
        found = next((text for text in older if isinstance(text, str) and _mark(text) == splice.mark), None)
        if found is None:
            raise BaseUnknown(say("What you began with is too long ago. Your whole text is sent."))
        return found

    def _prose(self, name: str) -> bool:
        if self.data.section in TABLES:
            return TABLES[self.data.section].column(name).kind is ColumnKind.LONG
        return name not in SHORT


_NEVER = object()
"""What no field ever holds: a base that nobody knows."""


def _mark(text: str) -> int:
    return zlib.crc32(text.encode())


def _place(session: Session, book: Book, data: EditInput) -> Any:
    """Load what is edited. Raises NotFound, Conflict for a removed row."""
    model: Any = Pitch if data.section is SectionKind.PITCH else Scenario
    if data.section in TABLES:
        model = TABLES[data.section].row
    elif data.row is not None or data.section not in {SectionKind.PITCH, SectionKind.SCENARIO}:
        raise NotFound
    statement = select(model).where(model.book_id == book.id)
    found: Any = session.exec(statement.where(model.id == data.row) if data.section in TABLES else statement).first()
    if found is None:
        raise NotFound
    if getattr(found, "removed_at", None) is not None:
        raise Conflict(say("Somebody has removed this row meanwhile. Bring it back below the table, then change it."))
    return found


def _by(session: Session, book: Book, data: EditInput, names: set[str]) -> str:
    """Tell who changed what clashes last."""
    same = (Edit.book_id == book.id, Edit.section == data.section, Edit.row == data.row, col(Edit.field).in_(names))
    last = session.exec(select(Edit.person_id).where(*same).order_by(col(Edit.rev).desc()).limit(1)).first()
    return queries.name_of(session, last)
