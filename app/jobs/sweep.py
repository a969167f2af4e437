"""Once a minute: make rows and workflows agree, and forget what ended long ago."""

import logging
from datetime import timedelta
from typing import Any, cast

from dbos import DBOSClient
from sqlmodel import Session, select

from app.core import clock
from app.core.db import Database
from app.jobs.declare import APPLICATION, JOBS, put
from app.jobs.rescue import give_up
from app.jobs.rules import WorkState, workflow_id

KEEP = timedelta(days=30)
BATCH = 200
ACTIVE = frozenset({"PENDING", "ENQUEUED", "DELAYED"})
log = logging.getLogger("rushes.jobs")


def reconcile(database: Database, client: DBOSClient) -> int:
    """Queue rows whose workflow is missing, fail rows whose workflow ended without them; returns how many changed."""
    changed = 0
    for row in {job.row for job in JOBS.values()}:
        with database.writing() as session:
            table = cast("Any", row)
            waiting = session.exec(
                select(row).where(table.state.in_([WorkState.QUEUED, WorkState.RUNNING]), table.job.in_(list(JOBS)))
            ).all()
            names = {workflow_id(one.job, one.id, one.rev): one for one in cast("Any", waiting)}
            known = _statuses(client, list(names)) if names else {}
            changed += sum(_settle(session, one, known.get(name)) for name, one in names.items())
    _forget(client)
    return changed


def _statuses(client: DBOSClient, names: list[str]) -> dict[str, str]:
    found = client.list_workflows(workflow_ids=names, load_input=False, load_output=False)
    return {one.workflow_id: one.status for one in found}


def _settle(session: Session, one: Any, status: str | None) -> bool:
    if status in ACTIVE:
        return False
    if status is None:
        log.warning("queued %s %s again: its workflow was missing", one.job, one.id)
        put(session, JOBS[one.job], one.id, one.rev)
    else:
        give_up(session, type(one), one.id, one.rev)
    return True


def _forget(client: DBOSClient) -> None:
    old = client.list_workflows(
        end_time=(clock.now() - KEEP).isoformat(),
        status=["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
        application_name=APPLICATION,
        limit=BATCH,
        load_input=False,
        load_output=False,
    )
    if old:
        client.delete_workflows([one.workflow_id for one in old])
