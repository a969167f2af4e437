"""Locks that die with their process: a live one holds a lock of its own name; whoever can take it may act."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from app.core.db import Database

GRACE = 5.0
"""Seconds after our lock's connection came back in which we take nobody's work: theirs was cut as well."""

CONNECT = {"application_name": "rushes-lock", "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
TRY = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
UNLOCK = text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")


class Locks(Protocol):
    """One named lock held for the life of the process, and a look at those of others."""

    def hold(self, name: str) -> bool:
        """Take or keep our own lock; False when we should not judge others just now. Call it each second."""

    @contextmanager
    def dead(self, name: str) -> Iterator[bool]:
        """Tell inside the block, exclusively, whether the process of that name is gone."""

    def release(self) -> None:
        """Let our own lock go."""


class FileLocks:
    """Locks as locked files in a folder beside the SQLite database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._own: int | None = None
        self._path = folder

    def hold(self, name: str) -> bool:
        """Lock our own file, once: the kernel keeps it as long as we live."""
        if self._own is None:
            self._path = self.folder / name
            self._own = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(self._own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True

    @contextmanager
    def dead(self, name: str) -> Iterator[bool]:
        """Try the other's lock."""
        handle = os.open(self.folder / name, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            yield False
            return
        try:
            yield True
            (self.folder / name).unlink(missing_ok=True)
        finally:
            os.close(handle)

    def release(self) -> None:
        """Close and remove our own file."""
        if self._own is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._own)
            self._own = None


class PgLocks:
    """Locks as PostgreSQL advisory locks on one connection of our own, retaken when it was cut."""

    def __init__(self, database: Database) -> None:
        self.engine = create_engine(
            database.engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=dict(CONNECT)
        )
        self._own: Connection | None = None
        self._quiet_until = 0.0

    def hold(self, name: str) -> bool:
        """Take our own lock, again if the connection was lost."""
        if self._own is not None:
            try:
                self._own.execute(text("SELECT 1"))
            except DBAPIError:
                self.release()
                self._quiet_until = time.monotonic() + GRACE
        if self._own is None:
            own = self.engine.connect()
            if own.execute(TRY, {"name": name}).scalar():
                self._own = own
            else:  # somebody is just taking over our work; the fence will tell us
                own.close()
        return self._own is not None and time.monotonic() >= self._quiet_until

    @contextmanager
    def dead(self, name: str) -> Iterator[bool]:
        """Try the other's lock."""
        with self.engine.connect() as connection:
            free = bool(connection.execute(TRY, {"name": name}).scalar())
            try:
                yield free
            finally:
                if free:
                    connection.execute(UNLOCK, {"name": name})

    def release(self) -> None:
        """Close our connection."""
        if self._own is not None:
            with suppress(DBAPIError):
                self._own.close()
            self._own = None


def locks_for(database: Database) -> Locks:
    """Choose the kind of lock by the kind of database."""
    if database.is_sqlite:
        return FileLocks(Path(str(database.engine.url.database)).with_suffix(".locks"))
    return PgLocks(database)
