"""A field for kill tests: a database, a folder, and real worker processes over them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOSClient
from sqlmodel import SQLModel

from app.core.db import Database
from app.jobs.declare import enqueue
from app.jobs.engine import _address, migrate
from app.jobs.rescue import open_client
from app.jobs.rules import WorkState
from tests.jobs.worker import Reel

ROOT = Path(__file__).parent.parent.parent


PATIENCE = 3


def until(condition: Callable[[], bool], seconds: float, say: Callable[[], object] = lambda: "") -> None:
    """Wait for a condition; fail when it does not come, three times as late on a busy machine."""
    end = time.monotonic() + seconds * PATIENCE
    while not condition():
        assert time.monotonic() < end, f"nothing within {seconds} s {say()}"
        time.sleep(0.02)


class Worker:
    """One worker process."""

    def __init__(self, pid: int, folder: Path) -> None:
        self.pid, self._exit = pid, folder / f"exit-{pid}"

    @property
    def gone(self) -> bool:
        return self._exit.exists()

    def send(self, number: int) -> None:
        if not self.gone:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill −9, and wait until it is gone."""
        self.send(signal.SIGKILL)
        self.wait(5)

    def wait(self, seconds: float) -> int:
        until(lambda: self.gone and bool(self._exit.read_text()), seconds)
        return int(self._exit.read_text())


class Field:
    """A database, a folder, and worker processes over them."""

    def __init__(self, url: str, folder: Path, nursery: "subprocess.Popen[str]") -> None:
        self.url, self.folder, self.nursery = url, folder, nursery
        self.database = Database(url)
        self.client: DBOSClient = open_client(_address(url))
        self.workers: list[Worker] = []

    def begin(self) -> Worker:
        """Start a worker without waiting for it."""
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(f"{self.url} {self.folder}\n")
        self.nursery.stdin.flush()
        worker = Worker(int(self.nursery.stdout.readline()), self.folder)
        self.workers.append(worker)
        return worker

    def worker(self) -> Worker:
        worker = self.begin()
        until((self.folder / f"ready-{worker.pid}").exists, 30, self.errors)
        return worker

    def runner(self, word: str = "start") -> Worker:
        """Find the worker that wrote the last line with this word."""
        pid = int([line for line in self.log() if line.startswith(word)][-1].split()[-1])
        return next(worker for worker in self.workers if worker.pid == pid)

    def add(self, job: str = "test.encode", **values: Any) -> int:
        with self.database.writing() as session:
            reel = Reel(**values)
            enqueue(session, job, reel)
            return reel.id

    def reel(self, key: int) -> Reel:
        with self.database.reading() as session:
            return session.get_one(Reel, key)

    def state(self, key: int) -> WorkState:
        return self.reel(key).state

    def wait(self, key: int, state: WorkState, seconds: float = 25) -> Reel:
        until(lambda: self.state(key) is state, seconds, lambda: f"{self.reel(key)} {self.log()} {self.errors()}")
        return self.reel(key)

    def log(self) -> list[str]:
        path = self.folder / "log"
        return path.read_text().splitlines() if path.exists() else []

    def count(self, line: str) -> int:
        return sum(one.startswith(line) for one in self.log())

    def encoding(self, times: int = 1) -> None:
        """Wait until the encode has begun so many times, and its ffmpeg is at work."""
        until(lambda: self.count("start") == times and bool(self.tools()), 25, lambda: f"{self.log()} {self.errors()}")

    def tools(self) -> list[int]:
        """Find ffmpeg processes that write into the folder."""
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = path.read_bytes()
            except OSError:
                continue
            if b"ffmpeg\0" in line and str(self.folder).encode() in line:
                found.append(int(path.parent.name))
        return found

    def left(self) -> list[Path]:
        """Find passing files that nobody removed."""
        return [path for path in (self.folder / "tmp").rglob("*") if path.is_file()]

    def errors(self) -> str:
        path = self.folder / "stderr"
        return path.read_text()[-3000:] if path.exists() else ""


@pytest.fixture(scope="session")
def nursery() -> Iterator["subprocess.Popen[str]"]:
    """A process that forks workers."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()
        process.wait(10)


@pytest.fixture
def field(db_url: str, tmp_path: Path, nursery: "subprocess.Popen[str]") -> Iterator[Field]:
    """A fresh field on each kind of database in turn."""
    made = Field(db_url, tmp_path, nursery)
    migrate(made.database)
    SQLModel.metadata.tables["test_reel"].create(made.database.engine, checkfirst=True)
    yield made
    for worker in made.workers:
        worker.kill()
    made.client.destroy()
    made.database.dispose()
