"""The states of work, and the columns that a table needs to be worked on."""

from enum import StrEnum
from typing import Protocol


class WorkState(StrEnum):
    """How far a row's work is."""

    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Workable(Protocol):
    """A row that jobs work on. ``rev`` rises with each try a person asks for, ``runner`` fences the one worker."""

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
