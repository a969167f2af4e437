"""Run jobs in this process: one DBOS, one executor name, a watcher that rescues, and a clean stop."""

import logging
import os
import shutil
import socket
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dbos import DBOS, DBOSClient
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import Database
from app.core.errors import Busy, RushesError
from app.core.text import Text, say
from app.jobs.declare import APPLICATION, JOBS, SERIALIZER, VERSION, WORKFLOW
from app.jobs.locks import Locks, locks_for
from app.jobs.process import ToolError
from app.jobs.rescue import open_client, pending, put_back, rescue
from app.jobs.rules import workflow_id
from app.jobs.runner import Interrupted, Run, Superseded
from app.jobs.sweep import clear, reconcile

POLL = 1.0
SWEEP = 60.0
STOP = 3
"""Seconds: between looks for work and for dead processes; between sweeps; for jobs to let go at a stop."""

OUR_FAULT = say("This did not work on our side. Try again; if it stays, tell the administrator.")
log = logging.getLogger("rushes.jobs")
_running: "list[Engine]" = []


class Engine:
    """Works off the lanes until stopped. ``tools`` is handed to every run; ``folder`` is for passing files.

    One a process, as DBOS is. ``heavy`` is how many jobs run at once in each lane but "preview", which runs one;
    ``poll`` is the seconds between two looks for work, and for dead processes. ``chores`` are done with every sweep:
    each must bear being done twice at once, and being cut off.
    """

    def __init__(
        self,
        database: Database,
        tools: Any,
        folder: Path,
        *,
        heavy: int = 1,
        poll: float = POLL,
        chores: Sequence[Callable[[], None]] = (),
    ) -> None:
        self.chores = chores
        self.database, self.tools, self.folder, self.heavy, self.poll = database, tools, folder, heavy, poll
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.ready, self.stopping = threading.Event(), threading.Event()
        self.active: set[str] = set()
        self._locks: Locks = locks_for(database)
        self._client: DBOSClient = open_client(_address(database.url))
        self._stray: set[str] = set()
        self._thread = threading.Thread(target=self._live, name="rushes-jobs", daemon=True)

    def start(self) -> None:
        """Start in the background; ``ready`` is set when work is taken. Tries again while the database is away."""
        if _running:
            raise RuntimeError("this process runs jobs already")
        _running.append(self)
        self._thread.start()

    def stop(self) -> None:
        """Interrupt what runs (it goes on elsewhere, or after a restart) and wait a few seconds at most."""
        self.stopping.set()
        if self._thread.ident:
            self._thread.join(STOP + 5)

    def status(self, name: str) -> str | None:
        """Tell the state of a workflow: ENQUEUED, PENDING, SUCCESS, ERROR, CANCELLED; None when there is none."""
        found = self._client.list_workflows(workflow_ids=[name], load_input=False, load_output=False)
        return found[0].status if found else None

    def cancel(self, name: str) -> None:
        """Cancel a workflow by its name, as an operator; people cancel rows (``declare.cancel``)."""
        self._client.cancel_workflow(name)

    def _live(self) -> None:
        try:
            while not self.stopping.is_set():
                try:
                    self._launch()
                except Exception as error:  # noqa: BLE001 -- whatever keeps the database away, we try again
                    log.warning("jobs cannot start yet: %s", error)
                    DBOS.destroy()
                    self.stopping.wait(self.poll)
                else:
                    self.ready.set()
                    self._watch()
        finally:
            self._end()

    def _launch(self) -> None:
        self._locks.hold(self.name)  # before the name is known to anybody
        logging.getLogger("dbos").addHandler(logging.NullHandler())  # or it prints by itself
        DBOS(config=_config(self.database.url, self.name))
        DBOS.launch()
        for lane in sorted({found.lane for found in JOBS.values()}):
            at_once = 1 if lane == "preview" else self.heavy
            DBOS.register_queue(
                lane, worker_concurrency=at_once, polling_interval_sec=self.poll, on_conflict="always_update"
            )

    def _watch(self) -> None:
        since_sweep = SWEEP
        while not self.stopping.wait(self.poll):
            try:
                if self._locks.hold(self.name):
                    rescue(self.database, self._client, self._locks, self.name, self._clean)
                since_sweep += self.poll
                if since_sweep >= SWEEP:
                    since_sweep = 0.0
                    self._sweep()
            except (SQLAlchemyError, Busy) as error:
                log.warning("the watcher will try again: %s", error)
            except Exception:
                log.exception("the watcher will try again")

    def _sweep(self) -> None:
        """Agree with the tables; put back what is begun in our name and not run since the last sweep."""
        reconcile(self.database, self._client)
        clear(self.folder, self._locks, self.name)
        ours = {one.workflow_id for one in pending(self._client, self.name)} - self.active
        for name in ours & self._stray:
            put_back(self._client, name)
        self._stray = ours
        for chore in self.chores:
            chore()

    def _clean(self, owner: str) -> None:
        shutil.rmtree(self.folder / Path(owner).name, ignore_errors=True)

    def _end(self) -> None:
        """Let go: what was interrupted goes back into its lane at once, and is not counted as a rescue."""
        until = time.monotonic() + STOP
        while self.active and time.monotonic() < until:
            time.sleep(0.05)
        DBOS.destroy()  # its own waiting would take a second at least
        try:
            for one in pending(self._client, self.name):
                if one.workflow_id not in self.active:
                    put_back(self._client, one.workflow_id)
        except Exception as error:  # noqa: BLE001 -- the next process takes it over by our lock
            log.warning("left for the next process: %s", error)
        self._client.destroy()
        self._locks.release()
        self._clean(self.name)
        _running.remove(self)

    def work(self, name: str, key: int, rev: int) -> str:
        """Do one job; returns how it ended: done, failed, superseded. Raises Interrupted."""
        if self.stopping.is_set():
            raise Interrupted
        job = JOBS[name]
        token = f"{self.name}:{uuid.uuid4().hex[:6]}"
        folder = self.folder / self.name / token.rpartition(":")[2]
        run = Run(
            self.database,
            job.row,
            key,
            rev,
            token=token,
            tools=self.tools,
            folder=folder,
            stopping=self.stopping,
            failed=job.failed,
        )
        try:
            return _tries(job.tries, run, job.work) if run.claim() else "superseded"
        except Superseded:
            return "superseded"
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _tries(tries: int, run: Run, work: Callable[[Run], None]) -> str:
    """Work, again after a fault that may pass; a refusal in words for people is not tried again."""
    for left in reversed(range(tries)):
        cause: Text | str = OUR_FAULT
        run.clear()
        try:
            work(run)
        except ToolError as fault:
            log.warning("tool failed for %s %s: %s", run.row.__name__, run.key, fault.tail[-2000:])
            cause = fault.sentence
        except Busy as fault:
            log.warning("%s %s cannot be worked on for now: %s", run.row.__name__, run.key, fault.sentence)
        except RushesError as refusal:
            run.fail(refusal.sentence, refusal.code if refusal.code != type(refusal).code else "")
            return "failed"
        except Exception:
            log.exception("job on %s %s failed", run.row.__name__, run.key)
        else:
            if not run.ended:
                run.publish()
            return "done"
        if left:
            run.stopping.wait(POLL)
    run.fail(cause)
    return "failed"


@DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
def _workflow(name: str, key: int, rev: int) -> str:
    """Find this process's engine and do the work. No steps: a job is one, and hands on to the next by its row."""
    if not _running:
        raise Interrupted
    engine, workflow = _running[0], workflow_id(name, key, rev)
    engine.active.add(workflow)
    try:
        return engine.work(name, key, rev)
    finally:
        engine.active.discard(workflow)


def migrate(database: Database) -> None:
    """Make or update the engine's own tables."""
    DBOS.migrate(_address(database.url))


def _address(url: str) -> str:
    parsed = make_url(url)
    name = "sqlite" if parsed.get_backend_name() == "sqlite" else "postgresql"
    return parsed.set(drivername=name).render_as_string(hide_password=False)


def _config(url: str, name: str) -> Any:
    return {
        "name": APPLICATION,
        "system_database_url": _address(url),
        "sys_db_pool_size": 5,
        "serializer": SERIALIZER,
        "executor_id": name,
        "application_version": VERSION,
        "run_migrations": False,
        "enable_otlp": False,
        "use_listen_notify": False,
        "console_log_level": "ERROR",
        "log_level": "ERROR",
    }
