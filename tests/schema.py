"""Make the tables of a test database."""

import importlib

from sqlmodel import SQLModel

from app.core.db import Database
from app.jobs.engine import migrate

ROOMS = ("people", "journal", "courses", "teams", "books", "footage", "screenings", "feedback")


def create_schema(url: str) -> None:
    """Create every table at the address."""
    for room in ROOMS:
        importlib.import_module(f"app.{room}.models")
    database = Database(url)
    SQLModel.metadata.create_all(database.engine)
    migrate(database)
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
