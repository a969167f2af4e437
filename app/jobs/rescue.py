"""Take over the work of dead processes. A live process holds a lock of its own name; whoever can take it may act.

No clock is asked: a process that hangs for an hour still holds its lock, one that was killed has lost it at once.
"""

import fcntl
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, cast

from dbos import DBOSClient, WorkflowStatus
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from app.core.db import Database
from app.core.text import say
from app.jobs.declare import APPLICATION, JOBS
from app.jobs.rules import WorkState

MOST_RESCUES = 3
log = logging.getLogger("rushes.jobs")


class Locks(Protocol):
    """One named lock held for the life of the process, and a look at those of others."""

    def hold(self, name: str) -> None:
        """Take our own lock, until ``release``; safe to call again."""

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
        self._path: Path | None = None

    def hold(self, name: str) -> None:
        """Lock our own file."""
        if self._own is None:
            self._path = self.folder / name
            self._own = os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(self._own, fcntl.LOCK_EX | fcntl.LOCK_NB)

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
        if self._own is not None and self._path is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._own)
            self._own = None


class PgLocks:
    """Locks as PostgreSQL advisory locks on one connection of our own, retaken when it was cut."""

    def __init__(self, database: Database) -> None:
        self.engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._own: Connection | None = None
        self._name = ""

    def hold(self, name: str) -> None:
        """Take our own lock, again if the connection was lost."""
        self._name = name
        try:
            if self._own is not None:
                self._own.execute(text("SELECT 1"))
                return
        except DBAPIError:
            cast("Connection", self._own).invalidate()
            self._own = None
        self._own = self.engine.connect()
        self._own.execute(text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))"), {"name": name})

    @contextmanager
    def dead(self, name: str) -> Iterator[bool]:
        """Try the other's lock."""
        key = {"name": name}
        with self.engine.connect() as connection:
            free = bool(
                connection.execute(text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))"), key).scalar()
            )
            try:
                yield free
            finally:
                if free:
                    connection.execute(text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))"), key)

    def release(self) -> None:
        """Close our connection."""
        if self._own is not None:
            self._own.close()
            self._own = None


def locks_for(database: Database) -> Locks:
    """Choose the kind of lock by the kind of database."""
    if database.is_sqlite:
        return FileLocks(Path(str(database.engine.url.database)).with_suffix(".locks"))
    return PgLocks(database)


def rescue(
    database: Database, client: DBOSClient, locks: Locks, own: str, cleanup: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Put the pending work of dead processes back into its queue; returns the workflows' names.

    A job that killed its process more than three times is given up: its row fails with a sentence.
    """
    owners = {w.executor_id for w in _pending(client)} - {own, None}
    rescued: list[str] = []
    for owner in sorted(cast("set[str]", owners)):
        with locks.dead(owner) as dead:
            if not dead:
                continue
            # listed again under the lock: another rescuer may have been here a moment ago
            for workflow in _pending(client, owner):
                _take_over(database, client, workflow.workflow_id, dict(workflow.attributes or {}))
                rescued.append(workflow.workflow_id)
            cleanup(owner)
    return rescued


def _pending(client: DBOSClient, owner: str | None = None) -> list[WorkflowStatus]:
    return client.list_workflows(
        status="PENDING", executor_id=owner, application_name=APPLICATION, load_input=False, load_output=False
    )


def _take_over(database: Database, client: DBOSClient, name: str, attributes: dict[str, object]) -> None:
    count = int(cast("int", attributes.get("rescues", 0))) + 1
    client.update_workflow_attributes(name, {"rescues": count}, merge=True)
    job, key, rev = split(name)
    if count > MOST_RESCUES:
        client.cancel_workflow(name)
        with database.writing() as session:
            give_up(session, JOBS[job].row, key, rev)
        log.error("gave up %s: it ended its process %s times", name, count)
        return
    client.resume_workflow(name, queue_name=JOBS[job].lane)
    log.warning("took over %s from a process that is gone", name)


def split(name: str) -> tuple[str, int, int]:
    """Take a workflow's name apart into job, key, rev."""
    job, key, rev = re.fullmatch(r"(.+):(\d+):(\d+)", name).groups()  # type: ignore[union-attr]  # we made the name
    return job, int(key), int(rev)


def give_up(session: Session, row: type[SQLModel], key: int, rev: int) -> None:
    """Mark the row as failed, when it is still about this try."""
    found = session.get(row, key)
    if found is not None and getattr(found, "rev", None) == rev and getattr(found, "state", "") in _WORKING:
        cause = say("Converting this film stopped the converter several times. Try another export of it.")
        for name, value in (("state", WorkState.FAILED), ("runner", None), ("cause", str(cause))):
            setattr(found, name, value)


_WORKING = (WorkState.QUEUED, WorkState.RUNNING)
