"""Whose work may be taken over, and what a lost connection or a database that is away does to it."""

import threading
import time
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from app.core import clock
from app.core.db import Database
from app.jobs.declare import JOBS
from app.jobs.engine import _address
from app.jobs.locks import FileLocks, Locks, locks_for
from app.jobs.rescue import POISON, open_client, rescue
from app.jobs.rules import WorkState
from app.jobs.sweep import LOST, clear, reconcile
from tests.jobs.conftest import Field, until
from tests.jobs.worker import Reel


def begun_by(field: Field, owner: str, **values: Any) -> int:
    """Make a job that a process of that name has begun."""
    key = field.add("test.peek", **values)
    table = "workflow_status" if field.database.is_sqlite else "dbos.workflow_status"
    with field.database.writing() as session:
        session.connection().execute(
            text(f"UPDATE {table} SET status = 'PENDING', executor_id = :owner WHERE workflow_uuid = :name"),  # noqa: S608
            {"owner": owner, "name": f"test.peek:{key}:1"},
        )
        session.get_one(Reel, key).state = WorkState.RUNNING
    return key


def statuses(field: Field) -> dict[str, str]:
    return {one.workflow_id: one.status for one in field.client.list_workflows()}


def test_many_rescuers_at_once_take_each_job_once(field: Field) -> None:
    keys = [begun_by(field, owner) for owner in ("dead-1", "dead-1", "dead-2")]
    gate, taken = threading.Barrier(4), list[str]()

    def race() -> None:
        database, client = Database(field.url), open_client(_address(field.url))
        locks = locks_for(database)
        gate.wait()
        for _ in range(3):
            taken.extend(rescue(database, client, locks, "rescuer"))
        client.destroy()
        database.dispose()

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [f"test.peek:{key}:1" for key in keys]
    assert all((one.attributes or {})["rescues"] == 1 for one in field.client.list_workflows())
    assert set(statuses(field).values()) == {"ENQUEUED"}


def test_the_living_are_left_alone_and_the_fourth_death_is_the_last(field: Field) -> None:
    key = begun_by(field, "owner")
    name = f"test.peek:{key}:1"
    theirs, ours = locks_for(field.database), locks_for(field.database)
    assert theirs.hold("owner")
    assert ours.hold("me")
    assert rescue(field.database, field.client, ours, "me") == []
    theirs.release()
    field.client.update_workflow_attributes(name, {"rescues": 3}, merge=True)
    assert rescue(field.database, field.client, ours, "me") == [name]
    assert statuses(field) == {name: "CANCELLED"}
    assert (field.state(key), field.reel(key).cause) == (WorkState.FAILED, str(POISON))
    ours.release()


def test_the_job_of_a_newer_release_is_left_to_it(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    key = begun_by(field, "dead")
    locks = locks_for(field.database)
    with monkeypatch.context() as older:
        older.delitem(JOBS, "test.peek")
        assert rescue(field.database, field.client, locks, "me") == []
        reconcile(field.database, field.client)
    assert rescue(field.database, field.client, locks, "me") == [f"test.peek:{key}:1"]
    assert field.state(key) is WorkState.RUNNING


def test_a_lock_is_free_once_its_process_ends_and_never_before(field: Field) -> None:
    one, other = locks_for(field.database), locks_for(field.database)
    one.hold("one")
    for _ in range(2):
        with other.dead("one") as dead:
            assert not dead
    one.release()
    with other.dead("one") as dead:
        assert dead
        with _another(field, other).dead("one") as twice:
            assert not twice, "only one may act at a time"


def _another(field: Field, kind: Locks) -> Locks:
    made = locks_for(field.database)
    assert type(made) is type(kind)
    return made


def test_two_sweeps_at_once_queue_a_lost_job_once(field: Field) -> None:
    with field.database.writing() as session:
        session.add(Reel(job="test.peek"))
    threads = [threading.Thread(target=reconcile, args=(field.database, field.client)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(statuses(field).values()) == ["ENQUEUED"]
    assert reconcile(field.database, field.client) == 0


def test_a_sweep_makes_rows_and_workflows_agree(field: Field) -> None:
    ended, dropped, removed, fine = (field.add("test.peek") for _ in range(4))
    field.client.cancel_workflow(f"test.peek:{ended}:1")
    with field.database.writing() as session:
        session.get_one(Reel, dropped).state = WorkState.CANCELLED
        session.delete(session.get_one(Reel, removed))
    assert reconcile(field.database, field.client) == 3
    assert (field.state(ended), field.reel(ended).cause) == (WorkState.FAILED, str(LOST))
    assert statuses(field) == {
        f"test.peek:{ended}:1": "CANCELLED",
        f"test.peek:{dropped}:1": "CANCELLED",
        f"test.peek:{removed}:1": "CANCELLED",
        f"test.peek:{fine}:1": "ENQUEUED",
    }
    assert reconcile(field.database, field.client) == 0


def test_what_ended_a_month_ago_is_forgotten(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    key = field.add("test.peek")
    field.client.cancel_workflow(f"test.peek:{key}:1")
    waiting = field.add("test.peek")
    reconcile(field.database, field.client)
    assert len(statuses(field)) == 2
    soon = clock.now()
    monkeypatch.setattr(clock, "now", lambda: soon + (soon - soon.replace(year=soon.year - 1)))
    reconcile(field.database, field.client)
    assert list(statuses(field)) == [f"test.peek:{waiting}:1"]


def test_the_passing_files_of_the_dead_are_removed(field: Field) -> None:
    locks = locks_for(field.database)
    alive = locks_for(field.database)
    alive.hold("alive")
    for name in ("me", "alive", "dead"):
        (field.folder / "tmp" / name / "a").mkdir(parents=True)
    clear(field.folder / "tmp", locks, "me")
    assert sorted(path.name for path in (field.folder / "tmp").iterdir()) == ["alive", "me"]
    if isinstance(locks, FileLocks):
        assert [path.name for path in locks.folder.iterdir()] == ["alive"]
    alive.release()


HOLDERS = """
    SELECT {} FROM pg_stat_activity WHERE application_name = 'rushes-lock' AND datname = current_database()
    AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')
"""


@pytest.fixture
def away(field: Field) -> Any:
    """Cut every connection to the field's database and refuse new ones for some seconds."""
    if field.database.is_sqlite:
        pytest.skip("a file is never away")
    url = make_url(field.url)
    server = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")

    def cut(seconds: float) -> None:
        with server.connect() as connection:
            connection.execute(text(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS false'))
            everyone = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
            connection.execute(everyone, {"name": url.database})
            time.sleep(seconds)
            connection.execute(text(f'ALTER DATABASE "{url.database}" ALLOW_CONNECTIONS true'))

    yield cut
    server.dispose()


@pytest.mark.ffmpeg
def test_a_database_that_comes_back_finds_the_work_going_on(field: Field, away: Any) -> None:
    workers = [field.worker(), field.worker()]
    key = field.add(seconds=1.5)
    field.encoding()
    away(3)
    field.wait(key, WorkState.READY)
    until(lambda: field.count("end") == 1, 2)
    assert field.count("start") == 1, "nobody took a live process for dead"
    assert not any(worker.gone for worker in workers)
    peek = field.add("test.peek")
    field.wait(peek, WorkState.READY)


@pytest.mark.ffmpeg
def test_a_cut_lock_is_taken_again_and_the_work_is_published_once(field: Field) -> None:
    if field.database.is_sqlite:
        pytest.skip("the kernel keeps a file's lock")
    field.worker()
    key = field.add(seconds=2.5)
    field.encoding()
    field.worker()
    with field.database.writing() as session:
        session.connection().execute(text(HOLDERS.format("count(pg_terminate_backend(pid))")))
    field.wait(key, WorkState.READY)
    until(lambda: field.count("end") == 1, 2)
    with field.database.reading() as session:
        assert session.connection().execute(text(HOLDERS.format("count(*)"))).scalar() == 2
