"""Roles, quotas and what a team still lacks. Pure: no database, no clock."""

from app.teams.rules.breaches import Breach, BreachKind, breaches, why_not_join, why_not_take
from app.teams.rules.moves import MOVED, UNDONE, Move, Place, standing_moves
from app.teams.rules.quotas import impossible, together, undivided
from app.teams.rules.roles import (
    COUNTED,
    DEFAULT_ROLES,
    ROLE_WORDS,
    Band,
    FormationState,
    Limits,
    Member,
    Role,
    Roster,
)

__all__ = [
    "COUNTED",
    "DEFAULT_ROLES",
    "MOVED",
    "ROLE_WORDS",
    "UNDONE",
    "Band",
    "Breach",
    "BreachKind",
    "FormationState",
    "Limits",
    "Member",
    "Move",
    "Place",
    "Role",
    "Roster",
    "breaches",
    "impossible",
    "standing_moves",
    "together",
    "undivided",
    "why_not_join",
    "why_not_take",
]
