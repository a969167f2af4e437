"""One worker's hold on one row: claim, progress, publish, each a single guarded UPDATE."""

import logging
import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import update
from sqlmodel import Session, SQLModel

from app.core.db import Database
from app.core.errors import Busy
from app.core.text import Text, keep
from app.jobs.process import Bounds, run_tool
from app.jobs.rules import WORKING, WorkState, share

PATIENCE = 120
"""Seconds that a result waits for a database that is away (a restart, a failover)."""
log = logging.getLogger("rushes.jobs")
T = TypeVar("T")


class Superseded(BaseException):
    """Somebody else has the row now, or it was cancelled: stop and touch nothing.

    Not an Exception, as ``Interrupted``: no job may take it for a fault of its tool and go on.
    """


class Interrupted(BaseException):
    """The process is stopping: the job stays pending and goes on after a restart."""


class Run:
    """A claimed row. ``tools`` is what the house handed to the engine; ``folder`` is this run's own empty folder."""

    def __init__(
        self,
        database: Database,
        row: type[SQLModel],
        key: int,
        rev: int,
        *,
        token: str,
        tools: Any,
        folder: Path,
        stopping: threading.Event,
        failed: Callable[[Session, Any], None] | None = None,
    ) -> None:
        self.database, self.row, self.key, self.rev = database, row, key, rev
        self.token, self.tools, self.folder, self.stopping = token, tools, folder, stopping
        self.failed = failed
        self.share = (0.0, 100.0)
        self.ended = False

    def claim(self) -> bool:
        """Take the row; False when it has been cancelled, finished or asked for anew."""
        table = cast("Any", self.row)
        waiting = (table.id == self.key) & (table.rev == self.rev) & table.state.in_(WORKING)

        def take(session: Session) -> bool:
            return self._update(session, waiting, runner=self.token, state=WorkState.RUNNING, cause="", percent=0)

        return self._patiently(take)

    def progress(self, percent: float, **values: Any) -> None:
        """Write how far the work is, and other columns. Raises Superseded or Interrupted when it has to stop."""
        if self.stopping.is_set():
            raise Interrupted
        try:
            with self.database.writing() as session:
                self._take(session, percent=share(percent, *self.share), **values)
        except Busy:
            if values:
                raise
            log.warning("could not write the progress of %s %s", self.row.__name__, self.key)

    def tool(
        self,
        argv: Sequence[str],
        bounds: Bounds | None = None,
        *,
        seconds: float = 0.0,
        measure: Callable[[], float] = lambda: 0.0,
    ) -> bytes:
        """Run a tool whose output is ``seconds`` long, writing progress. Raises ToolError, Superseded, Interrupted.

        ``measure`` reads from its files how many seconds there are, where the tool does not say so itself.
        """

        def tick(done: float | None) -> None:
            self.progress(100 * done / seconds if done and seconds else 0)

        return run_tool(argv, bounds or Bounds(), tick, measure)

    def clear(self) -> None:
        """Empty the folder: a try begins with nothing of the one before."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def publish(self, *, then: Callable[[Session, Any], None] | None = None, **values: Any) -> None:
        """Write the result: the row is ready. ``then`` runs in the same transaction, with the row (a next job, say).

        Raises Superseded when the row is no longer ours; nothing is written then.
        """

        def write(session: Session) -> None:
            self._take(session, state=WorkState.READY, percent=100, runner=None, cause="", **values)
            if then is not None:
                then(session, session.get(self.row, self.key, populate_existing=True))

        self._patiently(write)
        self.ended = True

    def fail(self, cause: Text | str, code: str = "") -> None:
        """Write why it did not work, for each person to read in their language.

        Raises Superseded when the row is no longer ours.
        """

        def write(session: Session) -> None:
            self._take(session, state=WorkState.FAILED, runner=None, cause=keep(cause, code))
            if self.failed is not None:
                self.failed(session, session.get(self.row, self.key, populate_existing=True))

        self._patiently(write)
        self.ended = True

    def _patiently(self, write: Callable[[Session], T]) -> T:
        """Write in a transaction of its own, again while the database is away: hours of work hang on it."""
        for left in reversed(range(PATIENCE)):
            try:
                with self.database.writing() as session:
                    return write(session)
            except Busy:
                if not left:
                    raise
                if self.stopping.wait(1):
                    raise Interrupted from None
        raise AssertionError

    def _take(self, session: Session, **values: Any) -> None:
        table = cast("Any", self.row)
        if not self._update(session, (table.id == self.key) & (table.runner == self.token), **values):
            raise Superseded

    def _update(self, session: Session, condition: Any, **values: Any) -> bool:
        changed = session.connection().execute(update(cast("Any", self.row)).where(condition).values(**values))
        return changed.rowcount == 1
