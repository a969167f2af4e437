"""Writes of the footage room. None commits."""

from app.footage.actions.cuts import answer_cut, take_back_cut
from app.footage.actions.takes import (
    keep_finding,
    move_take,
    rate_take,
    remove_take,
    restore_take,
)
from app.footage.actions.uploads import Room, advance_upload, drop_upload, expire_uploads, open_upload
from app.footage.actions.work import cancel_work, remake, retry_work

__all__ = [
    "Room",
    "advance_upload",
    "answer_cut",
    "cancel_work",
    "drop_upload",
    "expire_uploads",
    "keep_finding",
    "move_take",
    "open_upload",
    "rate_take",
    "remake",
    "remove_take",
    "restore_take",
    "retry_work",
    "take_back_cut",
]
