"""How much work waits, by the rows that jobs work on."""

from typing import Any, cast

from sqlalchemy import func, select, union_all
from sqlmodel import Session

from app.jobs.declare import JOBS
from app.jobs.rules import WORKING


def counts(session: Session) -> list[tuple[str, str, int]]:
    """Count rows by job and state (1 statement)."""
    rows = sorted({cast("Any", job.row) for job in JOBS.values()}, key=lambda one: one.__name__)
    grouped = [
        select(row.job, row.state, func.count()).where(row.job != "").group_by(row.job, row.state) for row in rows
    ]
    found = session.connection().execute(union_all(*grouped))
    return sorted((job, str(state), count) for job, state, count in found)


def length(session: Session) -> int:
    """Count the rows whose work has not ended."""
    return sum(count for _, state, count in counts(session) if state in WORKING)
