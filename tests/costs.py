"""Count SQL statements: a page's cost is a promise (at most eight, and equal at 3 and at 300 rows).

``count_sql`` is a fixture of tests/conftest.py's neighbours: ``with count_sql(database) as sql: ...`` then
``len(sql)``; transaction control is not counted.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from app.core.db import Database

MOST = 8
CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
Counter = Callable[[Database], AbstractContextManager[list[str]]]


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Collect every statement that the database runs inside the block."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(CONTROL):
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def count_sql() -> Counter:
    """Count what a block asks of a database; the block gets the list of statements."""
    return counted
