"""Kill tests with real processes and a real encode, on SQLite and PostgreSQL: nothing lost, nothing done twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from sqlmodel import SQLModel

from app.core.db import Database
from app.jobs.declare import cancel, client_of, enqueue, retry
from app.jobs.engine import migrate
from app.jobs.rules import WorkState
from app.jobs.sweep import reconcile
from tests.jobs.worker import Reel

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.ffmpeg


class Field:
    """A database, a folder, and worker processes over them."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.database = Database(url)
        self.workers: list[subprocess.Popen[bytes]] = []

    def worker(self) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.worker", self.url, str(self.folder)],
            cwd=ROOT,
            stderr=(self.folder / "stderr").open("ab"),
        )
        self.workers.append(process)
        until(lambda: (self.folder / f"ready-{process.pid}").exists(), 30)
        return process

    def add(self, job: str = "test.encode", **values: object) -> int:
        with self.database.writing() as session:
            reel = Reel(**values)
            enqueue(session, job, reel)
            return reel.id

    def reel(self, key: int) -> Reel:
        with self.database.reading() as session:
            found = session.get(Reel, key)
            assert found is not None
            return found

    def state(self, key: int) -> WorkState:
        return self.reel(key).state

    def wait(self, key: int, state: WorkState, seconds: float = 20) -> Reel:
        until(lambda: self.state(key) is state, seconds, lambda: f"{self.reel(key)} {self.log()}")
        return self.reel(key)

    def log(self) -> list[str]:
        path = self.folder / "log"
        return path.read_text().splitlines() if path.exists() else []

    def count(self, line: str) -> int:
        return sum(one.startswith(line) for one in self.log())


def until(condition: Callable[[], bool], seconds: float, say: Callable[[], str] = lambda: "") -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"nothing within {seconds} s {say()}"
        time.sleep(0.05)


def tools_of(folder: Path) -> list[int]:
    """Find ffmpeg processes that write into the folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = process.info["cmdline"] or []
        if line and "ffmpeg" in line[0] and any(str(folder) in part for part in line):
            found.append(process.pid)
    return found


@pytest.fixture
def field(db_url, tmp_path) -> Iterator[Field]:
    made = Field(db_url, tmp_path)
    migrate(made.database)
    SQLModel.metadata.tables["test_reel"].create(made.database.engine, checkfirst=True)
    yield made
    for worker in made.workers:
        if worker.poll() is None:
            worker.kill()
        worker.wait()
    client_of(made.database.engine).destroy()
    made.database.dispose()


def test_a_killed_workers_job_is_finished_by_another(field):
    first, key = field.worker(), field.add(seconds=2.0)
    second = field.worker()
    until(lambda: field.count(f"start {key}") == 1, 10)
    victim = first if str(first.pid) in field.log()[0] else second
    victim.kill()
    until(lambda: not any(psutil.pid_exists(p) for p in tools_of(field.folder) if p) or field.count("start") > 1, 2)
    reel = field.wait(key, WorkState.READY)
    assert reel.percent == 100
    assert (field.folder / reel.made).exists()
    assert field.count(f"end {key}") == 1
    assert field.count(f"start {key}") == 2
    assert not list((field.folder / "tmp").glob("*/*/out.mp4"))


def test_a_restart_finishes_what_was_cut_off(field):
    worker, key = field.worker(), field.add(seconds=2.0)
    until(lambda: field.count("start") == 1 and bool(tools_of(field.folder)), 10)
    worker.kill()
    worker.wait()
    until(lambda: not tools_of(field.folder), 1)
    field.worker()
    field.wait(key, WorkState.READY)
    assert field.count(f"end {key}") == 1


def test_kill_before_commit_leaves_neither_row_nor_job(field):
    with pytest.raises(ZeroDivisionError), field.database.writing() as session:
        enqueue(session, "test.peek", Reel())
        _ = 1 / 0
    field.worker()
    assert client_of(field.database.engine).list_workflows() == []
    key = field.add("test.peek")
    assert field.wait(key, WorkState.READY).made == "peek"


def test_a_cancelled_job_ends_its_tool_and_the_next_begins(field):
    field.worker()
    key, following = field.add(seconds=30.0), field.add(seconds=0.5)
    until(lambda: bool(tools_of(field.folder)) and field.reel(key).runner is not None, 10)
    with field.database.writing() as session:
        cancel(session, session.get(Reel, key))
    until(lambda: field.count(f"start {following}") == 1, 4)
    field.wait(following, WorkState.READY)
    assert tools_of(field.folder) == []
    assert field.state(key) is WorkState.CANCELLED
    with field.database.writing() as session:
        again = session.get(Reel, key)
        again.seconds = 0.5
        retry(session, again)
    assert field.wait(key, WorkState.READY).rev == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_worker_leaves_its_job_for_later(field, number):
    worker, key = field.worker(), field.add(seconds=3.0)
    until(lambda: bool(tools_of(field.folder)), 10)
    worker.send_signal(number)
    assert worker.wait(8) == 0
    assert tools_of(field.folder) == []
    assert field.state(key) is WorkState.RUNNING
    field.worker()
    field.wait(key, WorkState.READY)
    assert field.count(f"end {key}") == 1


def test_a_live_workers_job_is_never_taken(field):
    field.worker()
    key = field.add(seconds=4.0)
    until(lambda: field.count("start") == 1, 10)
    field.worker()
    field.wait(key, WorkState.READY)
    assert field.count(f"start {key}") == 1


def test_a_poison_job_is_given_up_and_the_next_one_runs(field):
    key = field.add("test.poison")
    deaths = 0
    following = field.add(seconds=0.3)
    while field.state(key) is not WorkState.FAILED and deaths < 8:
        worker = field.worker()
        until(lambda: worker.poll() is not None or field.state(key) is WorkState.FAILED, 15)  # noqa: B023 -- read at once
        deaths += worker.poll() is not None
    assert deaths <= 5
    assert "several times" in field.reel(key).cause
    field.wait(following, WorkState.READY)


def test_a_preview_does_not_wait_for_a_running_ladder(field):
    field.worker()
    key = field.add(seconds=6.0)
    until(lambda: field.count("start") == 1, 10)
    peek = field.add("test.peek")
    field.wait(peek, WorkState.READY, 3)
    assert field.state(key) is WorkState.RUNNING


def test_refusals_and_hanging_tools_end_with_a_sentence(field):
    field.worker()
    refused, hung = field.add("test.refuse"), field.add("test.hang")
    assert field.wait(refused, WorkState.FAILED).cause == "This is no film."
    assert "stopped" in field.wait(hung, WorkState.FAILED, 10).cause


def test_two_sweeps_at_once_queue_a_lost_job_once(field):
    with field.database.writing() as session:
        reel = Reel(job="test.peek")
        session.add(reel)
        session.flush()
        key = reel.id
    client = client_of(field.database.engine)
    assert reconcile(field.database, client) + reconcile(field.database, client) == 1
    assert len(client.list_workflows()) == 1
    field.worker()
    field.wait(key, WorkState.READY)


def test_the_engines_tables_are_none_of_ours(field):
    from sqlalchemy import inspect

    schema = None if field.database.is_sqlite else "dbos"
    theirs = set(inspect(field.database.engine).get_table_names(schema=schema))
    assert "workflow_status" in theirs
    if schema is None:
        theirs -= set(SQLModel.metadata.tables)
    assert not theirs & set(SQLModel.metadata.tables)
    assert os.environ.get("DBOS__APPVERSION") is None
