"""Run jobs in this process: one DBOS, one executor name, a watcher that rescues, and a clean stop."""

import logging
import os
import shutil
import socket
import threading
import uuid
from pathlib import Path
from typing import Any

from dbos import DBOS
from sqlalchemy import make_url

from app.core.db import Database
from app.core.errors import RushesError
from app.core.text import say
from app.jobs.declare import APPLICATION, JOBS, VERSION, WORKFLOW, client_of
from app.jobs.process import ToolError
from app.jobs.rescue import Locks, locks_for, rescue
from app.jobs.runner import Interrupted, Run, Superseded
from app.jobs.sweep import reconcile

POLL = 1.0
SWEEP = 60.0
STOP = 3
log = logging.getLogger("rushes.jobs")


class Engine:
    """Works off the lanes until stopped. ``tools`` is handed to every run; ``folder`` is for passing files."""

    _running: "Engine | None" = None

    def __init__(self, database: Database, tools: Any, folder: Path, *, heavy: int = 1) -> None:
        self.database, self.tools, self.folder, self.heavy = database, tools, folder, heavy
        self.name = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.ready, self.stopping = threading.Event(), threading.Event()
        self.locks: Locks = locks_for(database)
        self.active: set[str] = set()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start in the background; ``ready`` is set when work is taken."""
        self._threads = [threading.Thread(target=self._live, name="rushes-jobs", daemon=True)]
        self._threads[0].start()

    def stop(self) -> None:
        """Interrupt what runs (it goes on after a restart) and wait a few seconds at most."""
        self.stopping.set()
        for thread in self._threads:
            thread.join(STOP + 5)
        self.locks.release()
        shutil.rmtree(self.folder / self.name, ignore_errors=True)

    def _live(self) -> None:
        try:
            self.locks.hold(self.name)
            Engine._running = self
            DBOS(config=_config(self.database.url, self.name))
            DBOS.launch()
            for lane, at_once in self._lanes().items():
                DBOS.register_queue(lane, worker_concurrency=at_once, polling_interval_sec=POLL)
            self.ready.set()
            self._watch()
        except Exception:
            log.exception("jobs could not be started")
        finally:
            DBOS.destroy(workflow_completion_timeout_sec=STOP)
            Engine._running = None

    def _lanes(self) -> dict[str, int]:
        return {found.lane: 1 if found.lane == "preview" else self.heavy for found in JOBS.values()}

    def _watch(self) -> None:
        client = client_of(self.database.engine)
        since_sweep = SWEEP
        while not self.stopping.wait(POLL):
            try:
                self.locks.hold(self.name)
                rescue(self.database, client, self.locks, self.name, self._clean)
                since_sweep += POLL
                if since_sweep >= SWEEP:
                    since_sweep = 0.0
                    reconcile(self.database, client)
            except Exception:
                log.exception("the watcher will try again")

    def _clean(self, owner: str) -> None:
        shutil.rmtree(self.folder / Path(owner).name, ignore_errors=True)

    def work(self, name: str, key: int, rev: int) -> str:
        """Do one job; returns how it ended: done, refused, failed, superseded."""
        job = JOBS[name]
        token = f"{self.name}:{uuid.uuid4().hex[:6]}"
        folder = self.folder / self.name / token.rpartition(":")[2]
        folder.mkdir(parents=True, exist_ok=True)
        run = Run(
            self.database, job.row, key, rev, token=token, tools=self.tools, folder=folder, stopping=self.stopping
        )
        try:
            return self._tries(job.tries, run, job.work) if run.claim() else "superseded"
        except Superseded:
            return "superseded"
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _tries(self, tries: int, run: Run, work: Any) -> str:
        for left in reversed(range(tries)):
            try:
                work(run)
            except Superseded:
                raise
            except RushesError as refusal:
                if isinstance(refusal, ToolError):
                    log.warning("tool failed for %s %s: %s", run.row.__name__, run.key, refusal.tail[-2000:])
                    if left:
                        continue
                run.fail(refusal.sentence)
                return "refused"
            except Exception:
                log.exception("job on %s %s failed", run.row.__name__, run.key)
                if not left:
                    run.fail(say("This did not work on our side. Try again; if it stays, tell the administrator."))
                    return "failed"
            else:
                return "done"
        return "failed"


@DBOS.step(name="rushes.work")
def _step(name: str, key: int, rev: int) -> str:
    engine = Engine._running  # noqa: SLF001 -- our own
    if engine is None or engine.stopping.is_set():
        raise Interrupted
    return engine.work(name, key, rev)


@DBOS.workflow(name=WORKFLOW)
def _workflow(name: str, key: int, rev: int) -> str:
    return _step(name, key, rev)


def migrate(database: Database) -> None:
    """Make or update the engine's own tables."""
    DBOS.migrate(_address(database.url))


def _address(url: str) -> str:
    parsed = make_url(url)
    return parsed.set(drivername="postgresql" if parsed.get_backend_name() != "sqlite" else "sqlite").render_as_string(
        hide_password=False
    )


def _config(url: str, name: str) -> Any:
    return {
        "name": APPLICATION,
        "system_database_url": _address(url),
        "executor_id": name,
        "application_version": VERSION,
        "run_migrations": False,
        "enable_otlp": False,
        "use_listen_notify": False,
        "console_log_level": "ERROR",
        "log_level": "ERROR",
    }
