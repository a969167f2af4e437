"""The states of work, the columns that a table needs to be worked on, and the names of workflows. Pure."""

import re
from enum import StrEnum
from typing import Protocol

MOST_RESCUES = 3
"""How often work may end its process and still be begun again: four deaths, then the row fails."""


class WorkState(StrEnum):
    """How far a row's work is."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


WORKING = (WorkState.QUEUED, WorkState.RUNNING)


class Workable(Protocol):
    """A row that jobs work on. ``rev`` rises with each further job or try, ``runner`` fences the one worker."""

    id: int
    job: str
    state: WorkState
    rev: int
    runner: str | None
    percent: int
    cause: str


def workflow_id(job: str, key: int, rev: int) -> str:
    """Name a workflow; the same work has the same name, so that it can exist only once."""
    return f"{job}:{key}:{rev}"


def split(name: str) -> tuple[str, int, int]:
    """Take a workflow's name apart into job, key, rev. Raises ValueError for a name we did not make."""
    found = re.fullmatch(r"(.+):(\d+):(\d+)", name)
    if found is None:
        raise ValueError(name)
    return found[1], int(found[2]), int(found[3])


def share(percent: float, low: float, high: float) -> int:
    """Place the percent of a part of the work within the whole, whatever a tool reports (nan, −3, 104)."""
    within = min(max(percent, 0.0), 100.0) if percent == percent else 0.0  # noqa: PLR0124 -- nan is not itself
    return int(low + (high - low) * within / 100)
