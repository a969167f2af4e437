"""Writes of the teams room. None commits; each holds the formation while it changes it."""

from app.teams.actions.board import assign_roles, dissolve_team, move_person, undo_move
from app.teams.actions.deadlines import extend_deadline
from app.teams.actions.formation import (
    close_formation,
    copy_course,
    publish_formation,
    refuse_impossible,
    reopen_formation,
    set_limits,
    start_course,
    start_formation,
)
from app.teams.actions.members import found_team, give_up_role, join_team, leave_team, rename_team, take_role

__all__ = [
    "assign_roles",
    "close_formation",
    "copy_course",
    "dissolve_team",
    "extend_deadline",
    "found_team",
    "give_up_role",
    "join_team",
    "leave_team",
    "move_person",
    "publish_formation",
    "refuse_impossible",
    "rename_team",
    "reopen_formation",
    "set_limits",
    "start_course",
    "start_formation",
    "take_role",
    "undo_move",
]
