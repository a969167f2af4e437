"""How much work waits, by the rows that jobs work on."""

from typing import Any, cast

from sqlalchemy import func, select
from sqlmodel import Session

from app.jobs.declare import JOBS
from app.jobs.rules import WORKING


def counts(session: Session) -> list[tuple[str, str, int]]:
    """Count rows by job and state (a statement a table)."""
    found: list[tuple[str, str, int]] = []
    for row in sorted({cast("Any", job.row) for job in JOBS.values()}, key=lambda one: one.__name__):
        grouped = select(row.job, row.state, func.count()).where(row.job != "").group_by(row.job, row.state)
        found += [(job, state.value, count) for job, state, count in session.connection().execute(grouped)]
    return sorted(found)


def length(session: Session) -> int:
    """Count the rows whose work has not ended."""
    return sum(count for _, state, count in counts(session) if state in WORKING)
