"""One worker's hold on one row: claim, progress, publish, each a single guarded UPDATE."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from sqlalchemy import update
from sqlmodel import Session, SQLModel

from app.core.db import Database
from app.core.text import Text
from app.jobs.process import Bounds, run_tool
from app.jobs.rules import WorkState


class Superseded(Exception):
    """Somebody else has the row now, or it was cancelled: stop and touch nothing."""


class Interrupted(BaseException):
    """The process is stopping. Not an Exception, so that the job stays pending and goes on after a restart."""


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
    ) -> None:
        self.database, self.row, self.key, self.rev = database, row, key, rev
        self.token, self.tools, self.folder, self.stopping = token, tools, folder, stopping
        self.share = (0.0, 100.0)

    def claim(self) -> bool:
        """Take the row; False when it has been cancelled, finished or asked for anew."""
        table = cast("Any", self.row)
        waiting = table.state.in_([WorkState.QUEUED, WorkState.RUNNING])
        return self._change(
            (table.rev == self.rev) & waiting, runner=self.token, state=WorkState.RUNNING, cause="", percent=0
        )

    def progress(self, percent: float, **values: Any) -> None:
        """Write how far the work is, and other columns. Raises Superseded or Interrupted when it has to stop."""
        if self.stopping.is_set():
            raise Interrupted
        low, high = self.share
        shown = int(low + (high - low) * min(max(percent, 0.0), 100.0) / 100)
        self._mine(percent=shown, **values)

    def tool(self, argv: Sequence[str], bounds: Bounds | None = None, *, seconds: float = 0.0) -> bytes:
        """Run a tool whose output is ``seconds`` long, writing progress. Raises ToolError, Superseded, Interrupted."""

        def tick(done: float | None) -> None:
            self.progress(100 * done / seconds if done and seconds else 0)

        return run_tool(argv, bounds or Bounds(), tick)

    def publish(self, *, then: Callable[[Session, Any], None] | None = None, **values: Any) -> None:
        """Write the result: the row is ready. ``then`` runs in the same transaction, with the row (a next job, say).

        Raises Superseded when the row is no longer ours; nothing is written then.
        """
        with self.database.writing() as session:
            self._take(session, state=WorkState.READY, percent=100, runner=None, cause="", **values)
            if then is not None:
                then(session, session.get(self.row, self.key, populate_existing=True))

    def fail(self, cause: Text | str) -> None:
        """Write why it did not work, for a person to read; no-op when the row is no longer ours."""
        table = cast("Any", self.row)
        self._change(table.runner == self.token, state=WorkState.FAILED, runner=None, cause=str(cause)[:1000])

    def _mine(self, **values: Any) -> None:
        with self.database.writing() as session:
            self._take(session, **values)

    def _take(self, session: Session, **values: Any) -> None:
        table = cast("Any", self.row)
        found = session.connection().execute(
            update(table).where(table.id == self.key, table.runner == self.token).values(**values)
        )
        if found.rowcount != 1:
            raise Superseded

    def _change(self, condition: Any, **values: Any) -> bool:
        table = cast("Any", self.row)
        with self.database.writing() as session:
            found = session.connection().execute(update(table).where(table.id == self.key, condition).values(**values))
            return found.rowcount == 1
