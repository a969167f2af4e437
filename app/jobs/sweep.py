"""Once a minute: make rows and workflows agree, and forget what ended long ago."""

import logging
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from dbos import DBOSClient
from sqlalchemy import select
from sqlmodel import Session

from app.core import clock
from app.core.db import Database
from app.core.text import say
from app.jobs.declare import APPLICATION, JOBS, put
from app.jobs.locks import Locks
from app.jobs.rescue import give_up
from app.jobs.rules import WORKING, split, workflow_id

KEEP = timedelta(days=30)
BATCH = 200
ACTIVE = ("PENDING", "ENQUEUED", "DELAYED")
ENDED = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
LOST = say("The work ended without a result. Try again; if it stays, tell the administrator.")
log = logging.getLogger("rushes.jobs")


def reconcile(database: Database, client: DBOSClient) -> int:
    """Queue rows whose workflow is missing, fail rows whose workflow ended without them, cancel the reverse.

    Safe to run anywhere at any time, and twice at once; returns how many rows and workflows changed.
    """
    changed = 0
    for row in {job.row for job in JOBS.values()}:
        waiting = _working(database, row)
        known = _statuses(client, waiting) if waiting else {}
        for name in waiting:
            if known.get(name) not in ACTIVE:
                with database.writing() as session:
                    changed += _settle(session, name, missing=name not in known)
    changed += _cancel_idle(database, client)
    _forget(client)
    return changed


def clear(folder: Path, locks: Locks, own: str) -> None:
    """Remove the passing files of processes that are gone."""
    for left in folder.iterdir() if folder.exists() else ():
        if left.name != own:
            with locks.dead(left.name) as dead:
                if dead:
                    shutil.rmtree(left, ignore_errors=True)


def _working(database: Database, row: Any) -> list[str]:
    """Name the workflows that the working rows of a table should have. Rows first: their workflow came with them."""
    with database.reading() as session:
        found = session.connection().execute(
            select(row.job, row.id, row.rev).where(row.state.in_(WORKING), row.job.in_(list(JOBS)))
        )
        return [workflow_id(*one) for one in found]


def _statuses(client: DBOSClient, names: list[str]) -> dict[str, str]:
    found = client.list_workflows(workflow_ids=names, load_input=False, load_output=False)
    return {one.workflow_id: one.status for one in found}


def _settle(session: Session, name: str, *, missing: bool) -> bool:
    if not missing:
        return give_up(session, name, LOST)
    job, key, rev = split(name)
    row = cast("Any", JOBS[job].row)
    still = (row.id == key) & (row.rev == rev) & (row.job == job) & row.state.in_(WORKING)
    if session.connection().execute(select(row.id).where(still).with_for_update()).first() is None:
        return False
    log.warning("queued %s again: its workflow was missing", name)
    put(session, JOBS[job], key, rev)
    return True


def _cancel_idle(database: Database, client: DBOSClient) -> int:
    """Cancel queued workflows whose row was cancelled, asked for anew or removed."""
    queued = client.list_workflows(status="ENQUEUED", application_name=APPLICATION, load_input=False, load_output=False)
    idle = []
    for one in queued:
        job, key, rev = split(one.workflow_id)
        if job in JOBS:
            row = cast("Any", JOBS[job].row)
            with database.reading() as session:
                wanted = (row.id == key) & (row.rev == rev) & row.state.in_(WORKING)
                if session.connection().execute(select(row.id).where(wanted)).first() is None:
                    idle.append(one.workflow_id)
    if idle:
        client.cancel_workflows(idle)
    return len(idle)


def _forget(client: DBOSClient) -> None:
    old = client.list_workflows(
        completed_before=(clock.now() - KEEP).isoformat(),
        status=list(ENDED),
        application_name=APPLICATION,
        limit=BATCH,
        load_input=False,
        load_output=False,
    )
    if old:
        client.delete_workflows([one.workflow_id for one in old])
