"""Which milestone a version is for, and whether it is in time. Pure."""

from datetime import datetime, timedelta

from app.courses.rules import MilestoneKind


def asked_for(*, scenario: bool, earlier: int, earlier_scenarios: int, approved: bool) -> MilestoneKind | None:
    """Say which milestone a version meets: None when it meets none that is not met already.

    ``scenario``: it has one; ``earlier`` versions were handed in, so many of them with a scenario; ``approved``: one of
    those with a scenario was approved, so nothing more is asked.
    """
    if not scenario:
        return None if earlier else MilestoneKind.TOPIC
    if not earlier_scenarios:
        return MilestoneKind.BOOK
    return MilestoneKind.REVISED_SCENARIO if earlier_scenarios == 1 and not approved else None


def lateness(submitted_at: datetime, due_at: datetime | None) -> timedelta | None:
    """Give by how much a version is late; None for one in time, or without a deadline."""
    late = submitted_at - due_at if due_at is not None else timedelta()
    return late if late > timedelta() else None
