"""Column types that keep what we mean on SQLite and PostgreSQL alike."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any, cast

from sqlalchemy import JSON, ColumnElement, DateTime, Dialect, MetaData, String, TypeDecorator, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. Takes only times that carry a zone, gives back times in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a naive time: nobody could say which hour it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone reached the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """SQLite forgets the zone; what we wrote was UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[Any]):
    """An enum stored by its value as text, without a CHECK: adding a member needs no migration."""

    impl = String(32)
    cache_ok = True

    def __init__(self, members: type[Enum]) -> None:
        super().__init__(32)
        self.members = members

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store the member's value; a plain value must name a member."""
        return None if value is None else str(self.members(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Give the member back."""
        return None if value is None else self.members(value)


def chosen(members: type[Enum], **options: Any) -> Any:
    """Declare a field that holds one member of an enum."""
    return Field(sa_type=cast("Any", Choice(members)), **options)


def moment(**options: Any) -> Any:
    """Declare a field that holds a moment in UTC."""
    return Field(sa_type=cast("Any", UtcDateTime), **options)


def document(**options: Any) -> Any:
    """Declare a field that holds JSON, replaced whole: changing it in place is not seen."""
    return Field(sa_type=cast("Any", JSON), **options)


def above(table: str, **options: Any) -> Any:
    """Declare the key of a row above: this row goes when that one goes."""
    return Field(foreign_key=f"{table}.id", ondelete="CASCADE", index=True, **options)


def beside(table: str, **options: Any) -> Any:
    """Declare the key of a row this one outlives: it is emptied when that one goes."""
    return Field(default=None, foreign_key=f"{table}.id", ondelete="SET NULL", nullable=True, index=True, **options)


class as_json(GenericFunction[Any]):  # noqa: N801 -- reads like the function it is in SQL
    """A JSON object of names and columns, as a dict: ``as_json(id=Shot.id, …)``. Dates come as their ISO text."""

    type = JSON()
    inherit_cache = True

    def __init__(self, **columns: ColumnElement[Any] | Any) -> None:
        # names are written out: PostgreSQL cannot tell the type of a bound name
        pairs = [part for name, column in columns.items() for part in (literal_column(f"'{name}'"), column)]
        super().__init__(*pairs)


@compiles(as_json)
def _on_sqlite(element: as_json, compiler: Any, **options: Any) -> str:
    return f"json_object({compiler.process(element.clauses, **options)})"


@compiles(as_json, "postgresql")
def _on_postgresql(element: as_json, compiler: Any, **options: Any) -> str:
    return f"json_build_object({compiler.process(element.clauses, **options)})"
