"""Writes of the screenings room: plan the night, invite guests, run it. None commits."""

from app.screenings.actions.guests import invite_guest, open_guest_link, revoke_guest
from app.screenings.actions.planning import (
    add_films,
    add_slot,
    change_length,
    change_screening,
    move_slot,
    plan_screening,
    remove_screening,
    remove_slot,
)
from app.screenings.actions.running import Overtaken, close_forms, command, take_seat

__all__ = [
    "Overtaken",
    "add_films",
    "add_slot",
    "change_length",
    "change_screening",
    "close_forms",
    "command",
    "invite_guest",
    "move_slot",
    "open_guest_link",
    "plan_screening",
    "remove_screening",
    "remove_slot",
    "revoke_guest",
    "take_seat",
]
