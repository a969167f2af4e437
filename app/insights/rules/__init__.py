"""Stages, lateness, next steps and who carries what: pure, from facts."""

from app.insights.rules.stages import Due, Facts, by_work, late, met, stage_of, upcoming
from app.insights.rules.steps import Load, Step, carried, in_order, owned_by, steps_of

__all__ = [
    "Due",
    "Facts",
    "Load",
    "Step",
    "by_work",
    "carried",
    "in_order",
    "late",
    "met",
    "owned_by",
    "stage_of",
    "steps_of",
    "upcoming",
]
