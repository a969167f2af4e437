"""Declare jobs, and start, retry and cancel them inside the caller's transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from dbos import DBOSClient, DBOSPortableJSONSerializer
from sqlalchemy import create_engine, update
from sqlmodel import Session, SQLModel

from app.core.errors import Conflict
from app.core.text import say
from app.jobs.rules import WORKING, Workable, WorkState, workflow_id

if TYPE_CHECKING:
    from app.jobs.runner import Run

WORKFLOW = "rushes.job"
VERSION = "jobs-1"
APPLICATION = "rushes"
SERIALIZER = DBOSPortableJSONSerializer()
"""JSON instead of pickle: whoever can write to the database must not be able to run code here."""


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of work: the table it works on, its lane, how urgent (1 first), how often it is tried."""

    name: str
    row: type[SQLModel]
    lane: str
    priority: int
    tries: int
    work: "Callable[[Run], None]"
    failed: Callable[[Session, Any], None] | None = None


JOBS: dict[str, Job] = {}


def job(
    name: str,
    *,
    row: type[SQLModel],
    lane: str,
    priority: int = 10,
    tries: int = 2,
    failed: Callable[[Session, Any], None] | None = None,
) -> "Callable[[Callable[[Run], None]], Callable[[Run], None]]":
    """Declare the decorated function as a job's work; ``failed`` is told the row in the transaction that fails it."""

    def declare(work: "Callable[[Run], None]") -> "Callable[[Run], None]":
        JOBS[name] = Job(name, row, lane, priority, tries, work, failed)
        return work

    return declare


def enqueue(session: Session, name: str, row: SQLModel) -> None:
    """Queue a job for the row in the session's transaction: both are committed, or neither.

    Raises Conflict when the row is being worked on already, or somebody changed that a moment ago.
    """
    work = cast("Workable", row)
    session.add(row)
    session.flush()
    if work.job and work.state in WORKING:
        raise Conflict(say("This is being worked on already."))
    rev = work.rev + 1 if work.job else work.rev
    table = cast("Any", type(row))
    as_we_saw_it = (table.id == work.id) & (table.rev == work.rev) & (table.state == work.state)
    fresh = {"job": name, "rev": rev, "state": WorkState.QUEUED, "runner": None, "percent": 0, "cause": ""}
    if session.connection().execute(update(table).where(as_we_saw_it).values(**fresh)).rowcount != 1:
        raise Conflict(say("This is being worked on already."))
    session.refresh(row)
    put(session, JOBS[name], work.id, rev)


def put(session: Session, found: Job, key: int, rev: int) -> None:
    """Write the workflow that does the work; does nothing when it is there already."""
    dialect = session.get_bind().dialect
    _writer(f"{dialect.name}+{dialect.driver}").enqueue_in_transaction(
        session,
        {
            "workflow_name": WORKFLOW,
            "queue_name": found.lane,
            "workflow_id": workflow_id(found.name, key, rev),
            "app_version": VERSION,
            "priority": found.priority,
        },
        found.name,
        key,
        rev,
    )


def retry(session: Session, row: SQLModel) -> None:
    """Try the row's last job again, under a new name. Raises Conflict when it is being worked on."""
    enqueue(session, cast("Workable", row).job, row)


def cancel(session: Session, row: SQLModel) -> bool:
    """Stop the row's job: whoever runs it loses the row at its next tick and kills its tool.

    False when there was nothing to stop any more.
    """
    session.flush()
    table = cast("Any", type(row))
    working = (table.id == cast("Workable", row).id) & table.state.in_(WORKING)
    stop = update(table).where(working).values(state=WorkState.CANCELLED, runner=None)
    stopped = session.connection().execute(stop).rowcount == 1
    session.refresh(row)
    return stopped


@cache
def _writer(driver: str) -> DBOSClient:
    """Make the client that writes through callers' sessions alone; its own engine never connects."""
    return DBOSClient(
        system_database_engine=create_engine(f"{driver}://"),
        lazy=True,
        application_name=APPLICATION,
        serializer=SERIALIZER,
    )
