"""Alembic's environment: one connection, batch mode for SQLite, our column types written by their name."""

import importlib
from typing import Any

from alembic import context
from sqlmodel import SQLModel

from app.core.columns import Choice, UtcDateTime
from app.core.db import Database
from app.core.settings import load_settings

ROOMS = ("people", "journal", "courses", "teams", "books", "footage", "screenings", "feedback")
for room in ROOMS:
    importlib.import_module(f"app.{room}.models")


def include_name(name: str | None, kind: str, parents: dict[str, str | None]) -> bool:
    """Leave the tables of the job engine alone: it migrates them itself."""
    if kind == "schema":
        return name in (None, "public")
    return kind != "table" or name in SQLModel.metadata.tables


def render_item(kind: str, item: Any, autogen: Any) -> str | bool:
    """Write our column types as what they are in the database: migrations outlive the code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Choice):
        return "sa.String(length=32)"
    if kind == "type" and type(item).__name__ == "AutoString":
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def run() -> None:
    """Migrate over the connection we were handed, else over one of the settings' database."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        migrate(connection)
        return
    database = Database(load_settings().database)
    with database.engine.execution_options(writing=True).begin() as opened:
        migrate(opened)


def migrate(connection: Any) -> None:
    """Run the steps in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_name=include_name,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
