"""The engine inside this process, and what we rely on in the pinned DBOS."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import dbos
import pytest
from sqlalchemy import inspect
from sqlmodel import SQLModel

from app.core.db import Database
from app.jobs.declare import enqueue
from app.jobs.engine import Engine, migrate
from app.jobs.rules import WorkState
from tests.jobs.conftest import Field, until
from tests.jobs.worker import Reel


@pytest.fixture
def engine_of(tmp_path: Path) -> Iterator[Callable[[Database], Engine]]:
    """Make engines over a folder, stopped at the end."""
    made: list[Engine] = []

    def make(database: Database) -> Engine:
        made.append(Engine(database, tmp_path, tmp_path / "tmp", poll=0.2))
        return made[-1]

    yield make
    for engine in made:
        if engine.ready.is_set() and not engine.stopping.is_set():
            engine.stop()


def test_it_waits_for_its_tables_then_works_then_stops(tmp_path: Path, engine_of: Callable[[Database], Engine]) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    SQLModel.metadata.tables["test_reel"].create(database.engine)
    engine = engine_of(database)
    engine.start()
    assert not engine.ready.wait(0.5)
    migrate(database)
    migrate(database)
    assert engine.ready.wait(20)
    with pytest.raises(RuntimeError):
        engine_of(database).start()
    with database.writing() as session:
        reel = Reel()
        enqueue(session, "test.peek", reel)
        key, name = reel.id, f"test.peek:{reel.id}:1"
    until(lambda: engine.status(name) == "SUCCESS", 20)
    with database.reading() as session:
        assert session.get_one(Reel, key).state is WorkState.READY
    assert engine.status("test.peek:99:1") is None
    engine.stop()
    again = engine_of(database)
    again.start()
    assert again.ready.wait(20), "a process may begin again, as tests and reloads do"
    again.stop()
    assert not (tmp_path / "tmp" / again.name).exists()
    database.dispose()


def test_a_second_try_begins_with_an_empty_folder(field: Field, engine_of: Callable[[Database], Engine]) -> None:
    engine = engine_of(field.database)
    engine.start()
    with field.database.writing() as session:
        reel = Reel()
        enqueue(session, "test.stumble", reel)
        key = reel.id

    def ended() -> Reel | None:
        with field.database.reading() as session:
            found = session.get_one(Reel, key)
            return found if found.state in {WorkState.READY, WorkState.FAILED} else None

    until(lambda: ended() is not None, 20)
    reel = ended()
    assert reel
    assert (reel.state, reel.made) == (WorkState.READY, "second"), reel.cause


def test_begun_work_that_nobody_runs_is_put_back_at_the_second_sweep(
    field: Field, engine_of: Callable[[Database], Engine]
) -> None:
    engine = engine_of(field.database)
    key = field.add("test.peek")
    table = "workflow_status" if field.database.is_sqlite else "dbos.workflow_status"
    with field.database.writing() as session:
        session.connection().exec_driver_sql(
            f"UPDATE {table} SET status = 'PENDING', executor_id = '{engine.name}'"  # noqa: S608
        )
    engine._sweep()
    assert engine.status(f"test.peek:{key}:1") == "PENDING"
    engine._sweep()
    assert engine.status(f"test.peek:{key}:1") == "ENQUEUED"


def test_the_engines_tables_are_none_of_ours(field: Field) -> None:
    ours = set(SQLModel.metadata.tables)
    theirs = set(inspect(field.database.engine).get_table_names(schema=None if field.database.is_sqlite else "dbos"))
    assert {"workflow_status", "queues", "dbos_migrations"} <= theirs
    theirs = theirs - ours if field.database.is_sqlite else theirs
    assert not {name for name in ours if name.startswith(("workflow_", "dbos_"))}
    assert not ours & {"application_versions", "notifications", "operation_outputs", "queues", "streams"}
    assert not theirs & ours


def test_the_contract_with_the_pinned_version(field: Field) -> None:
    """What the rest leans on; a new version of DBOS has to keep it or we have to change."""
    assert version("dbos").startswith("3.4.")
    assert not issubclass(dbos.error.DBOSException, RuntimeWarning)
    key = field.add("test.peek")
    name = f"test.peek:{key}:1"
    (workflow,) = field.client.list_workflows()
    assert (workflow.workflow_id, workflow.status, workflow.queue_name) == (name, "ENQUEUED", "preview")
    assert (workflow.app_version, workflow.priority, workflow.application_name) == ("jobs-1", 10, "rushes")
    assert workflow.input == {"args": ("test.peek", key, 1), "kwargs": {}}
    field.client.update_workflow_attributes(name, {"rescues": 2}, merge=True)
    field.client.cancel_workflow(name)
    field.client.resume_workflow(name, queue_name="ladder")
    (workflow,) = field.client.list_workflows(workflow_ids=[name], load_input=False, load_output=False)
    assert (workflow.status, workflow.queue_name, workflow.attributes) == ("ENQUEUED", "ladder", {"rescues": 2})
    field.client.delete_workflows([name])
    assert field.client.list_workflows() == []
