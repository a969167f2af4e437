"""Engines and sessions: the only module that commits.

``reading()`` sessions refuse to write; ``writing()`` sessions take SQLite's write lock at once (``BEGIN
IMMEDIATE``) and commit once, when the block ends without an error. Why: docs/decisions/0003-sessions.md.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from app.core.errors import Busy, NotFound
from app.core.text import say

BUSY_SECONDS = 8.0


class Database:
    """One database: its engine and the two kinds of session.

    ``mails`` says whether a mail server is set; writing sessions carry it as ``info["mails"]``, so that the rooms
    write letters only where somebody carries them.
    """

    def __init__(self, url: str, *, pool_size: int = 10, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite(url, pool_size, busy_seconds) if self.is_sqlite else _postgres(url, pool_size)
        self.mails = False
        self._writer = self.engine.execution_options(writing=True)
        self._reader = self.engine.execution_options(**({} if self.is_sqlite else {"postgresql_readonly": True}))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads; adding to it is a programming error.

        Raises Busy when the database stays locked or cannot be reached.
        """
        with _busy_as_error(), _ReadingSession(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session that commits at the end of the block, or changes nothing when it raises.

        Raises Busy when the database stays locked for longer than the busy time.
        """
        with _busy_as_error(), Session(self._writer, expire_on_commit=False, info={"mails": self.mails}) as session:
            yield session
            session.commit()

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def give_up(session: Session) -> None:
    """Throw away what a refused form has changed so far; the session may go on reading."""
    session.rollback()


class _ReadingSession(Session):
    """A session that only reads."""


@event.listens_for(_ReadingSession, "before_flush")
def _refuse_write(session: Session, *_: Any) -> None:
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("a reading session was asked to write")


@contextmanager
def _busy_as_error() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        text = str(error.orig).lower()
        if any(word in text for word in ("locked", "busy", "connection", "server closed", "terminating")):
            raise Busy(say("The service is busy for a moment. Nothing was lost; try again.")) from error
        raise
    except (OverflowError, DataError) as error:
        # an address or a field named a number larger than any key: nothing has it
        if isinstance(error, OverflowError) or "out of range" in str(error.orig):
            raise NotFound from error
        raise


def _postgres(url: str, pool_size: int) -> Engine:
    return create_engine(url, pool_pre_ping=True, pool_size=pool_size, max_overflow=5)


def _sqlite(url: str, pool_size: int, busy_seconds: float) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
        pool_size=pool_size,
        max_overflow=5,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
