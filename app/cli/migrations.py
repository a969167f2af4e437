"""Bring a database's tables up to date: ours by Alembic, the job engine's by itself."""

from collections.abc import Callable
from pathlib import Path

from alembic.config import Config

from alembic import command
from app.core.db import Database
from app.jobs.engine import migrate

SCRIPTS = Path(__file__).parent.parent.parent / "alembic"


def upgrade(database: Database, revision: str = "head") -> None:
    """Run every step that is missing, ours in one transaction."""
    _run(database, revision, command.upgrade)
    migrate(database)


def downgrade(database: Database, revision: str) -> None:
    """Take steps back, for tests and for a release that has to go."""
    _run(database, revision, command.downgrade)


def _run(database: Database, revision: str, step: Callable[[Config, str], None]) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    with database.engine.execution_options(writing=True).connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        step(config, revision)
