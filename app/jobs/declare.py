"""Declare jobs, and start, retry and cancel them inside the caller's transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from dbos import DBOSClient
from sqlalchemy import Engine as SqlEngine
from sqlmodel import Session, SQLModel

from app.jobs.rules import Workable, WorkState, workflow_id

if TYPE_CHECKING:
    from app.jobs.runner import Run

WORKFLOW = "rushes.job"
VERSION = "jobs-1"
APPLICATION = "rushes"


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of work: the table it works on, its lane, how urgent (1 first), how often it is tried."""

    name: str
    row: type[SQLModel]
    lane: str
    priority: int
    tries: int
    work: "Callable[[Run], None]"


JOBS: dict[str, Job] = {}


def job(
    name: str, *, row: type[SQLModel], lane: str, priority: int = 10, tries: int = 2
) -> "Callable[[Callable[[Run], None]], Callable[[Run], None]]":
    """Declare the decorated function as a job's work."""

    def declare(work: "Callable[[Run], None]") -> "Callable[[Run], None]":
        JOBS[name] = Job(name, row, lane, priority, tries, work)
        return work

    return declare


def enqueue(session: Session, name: str, row: SQLModel) -> None:
    """Queue a job for the row in the session's transaction: both are committed, or neither."""
    work = cast("Workable", row)
    work.job, work.state, work.runner, work.percent, work.cause = name, WorkState.QUEUED, None, 0, ""
    session.add(row)
    session.flush()
    put(session, JOBS[name], work.id, work.rev)


def put(session: Session, found: Job, key: int, rev: int) -> None:
    """Write the workflow that does the work; does nothing when it is there already."""
    client = _client(cast("SqlEngine", session.get_bind()))
    client.enqueue_in_transaction(
        session,
        {
            "workflow_name": WORKFLOW,
            "queue_name": found.lane,
            "workflow_id": workflow_id(found.name, key, rev),
            "app_version": VERSION,
            "application_name": APPLICATION,
            "priority": found.priority,
        },
        found.name,
        key,
        rev,
    )


def retry(session: Session, row: SQLModel) -> None:
    """Try the row's last job again, under a new name."""
    work = cast("Workable", row)
    work.rev += 1
    enqueue(session, work.job, row)


def cancel(session: Session, row: SQLModel) -> None:
    """Stop the row's job: whoever runs it loses the row at its next tick and kills its tool."""
    work = cast("Workable", row)
    work.state, work.runner = WorkState.CANCELLED, None
    session.add(row)


def client_of(engine: SqlEngine) -> DBOSClient:
    """Give the client that talks to the engine's database."""
    return _client(engine)


@cache
def _client(engine: SqlEngine) -> DBOSClient:
    options: dict[str, Any] = {"system_database_engine": engine, "lazy": True, "application_name": APPLICATION}
    return DBOSClient(**options)
