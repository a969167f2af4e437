"""Take over the work of dead processes, as told by their locks.

No clock is asked: a process that hangs for an hour still holds its lock, one that was killed has lost it at once.
"""

import logging
from collections.abc import Callable
from typing import Any, cast

from dbos import DBOSClient, WorkflowStatus
from sqlalchemy import update
from sqlmodel import Session

from app.core.db import Database
from app.core.text import Text, keep, say
from app.jobs.declare import APPLICATION, JOBS, SERIALIZER
from app.jobs.locks import Locks
from app.jobs.rules import MOST_RESCUES, WORKING, WorkState, split

log = logging.getLogger("rushes.jobs")
POISON = say("The work stopped the program several times, so it was given up. Another export of the file may help.")


def open_client(url: str) -> DBOSClient:
    """Open a client with a small engine of its own; ``destroy()`` closes it."""
    return DBOSClient(
        system_database_url=url,
        lazy=True,
        application_name=APPLICATION,
        serializer=SERIALIZER,
        system_database_pool_size=2,
    )


def rescue(
    database: Database, client: DBOSClient, locks: Locks, own: str, cleanup: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Put the pending work of dead processes back into its lane; returns the workflows' names.

    A job that killed its process more often than MOST_RESCUES is given up: its row fails with a sentence.
    """
    owners = {w.executor_id for w in pending(client)} - {own, None}
    rescued: list[str] = []
    for owner in sorted(cast("set[str]", owners)):
        with locks.dead(owner) as dead:
            if not dead:
                continue
            # listed again under the lock: another rescuer may have been here a moment ago
            for workflow in pending(client, owner):
                if split(workflow.workflow_id)[0] in JOBS:  # else a newer release's, which will see to it
                    _take_over(database, client, workflow)
                    rescued.append(workflow.workflow_id)
            cleanup(owner)
    return rescued


def pending(client: DBOSClient, owner: str | None = None) -> list[WorkflowStatus]:
    """List the work that some process (or this one) has begun and not ended."""
    return client.list_workflows(
        status="PENDING", executor_id=owner, application_name=APPLICATION, load_input=False, load_output=False
    )


def put_back(client: DBOSClient, name: str) -> None:
    """Put begun work back into its lane, to be begun again by anybody."""
    client.resume_workflow(name, queue_name=JOBS[split(name)[0]].lane)


def _take_over(database: Database, client: DBOSClient, workflow: WorkflowStatus) -> None:
    name = workflow.workflow_id
    # kept in the attributes, because resuming sets the engine's own count of attempts to zero
    count = int((workflow.attributes or {}).get("rescues", 0)) + 1
    client.update_workflow_attributes(name, {"rescues": count}, merge=True)
    if count <= MOST_RESCUES:
        put_back(client, name)
        log.warning("took over %s from a process that is gone", name)
        return
    client.cancel_workflow(name)
    with database.writing() as session:
        give_up(session, name, POISON)
    log.error("gave up %s: it ended its process %s times", name, count)


def give_up(session: Session, name: str, cause: Text) -> bool:
    """Fail the row of a workflow, when it is still about this try; tells whether it was."""
    job, key, rev = split(name)
    table = cast("Any", JOBS[job].row)
    still = (table.id == key) & (table.rev == rev) & table.state.in_(WORKING)
    failed = update(table).where(still).values(state=WorkState.FAILED, runner=None, cause=keep(cause))
    if session.connection().execute(failed).rowcount != 1:
        return False
    if (tell := JOBS[job].failed) is not None:
        tell(session, session.get(JOBS[job].row, key, populate_existing=True))
    return True
