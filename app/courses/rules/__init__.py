"""Stages, milestones, the template and the calendar arithmetic of a course. Pure: no database, no clock."""

from app.courses.rules.calendar import (
    SHORTEST,
    Dated,
    Plan,
    backwards,
    in_zone,
    shifted,
    wall_clock,
    warnings,
)
from app.courses.rules.kinds import MaterialKind, MilestoneKind, Stage
from app.courses.rules.template import CLASS_TEMPLATES, MILESTONE_TITLES, MINUTES, WEEKS_TO_NIGHT

__all__ = [
    "CLASS_TEMPLATES",
    "MILESTONE_TITLES",
    "MINUTES",
    "SHORTEST",
    "WEEKS_TO_NIGHT",
    "Dated",
    "MaterialKind",
    "MilestoneKind",
    "Plan",
    "Stage",
    "backwards",
    "in_zone",
    "shifted",
    "wall_clock",
    "warnings",
]
