"""Writes of the books room. None commits."""

from app.books.actions.analysis import refresh_rows, settle_row, tag_words
from app.books.actions.casting import list_characters, list_places
from app.books.actions.edits import BaseUnknown, edit_fields
from app.books.actions.following import follow_scenario
from app.books.actions.intakes import bring_rows, bring_scenario, undo_intake
from app.books.actions.lending import add_item, book_item, cancel_booking, change_item, limit_budgets, remove_item
from app.books.actions.notes import add_note, change_note, finish_note, remove_note, reply, send_drafts, take_suggestion
from app.books.actions.peers import pair_teams
from app.books.actions.pictures import add_photo, may_add_picture, put_frame, put_receipt, remove_photo
from app.books.actions.presence import be_here
from app.books.actions.production import plan_steps
from app.books.actions.restoring import restore_edit
from app.books.actions.review import answer_submission, keep_draft, keep_remark, remove_remark
from app.books.actions.sections import save_pitch, save_scenario
from app.books.actions.shots import copy_shot, split_shot
from app.books.actions.submit import submit_book
from app.books.actions.tables import (
    Moved,
    add_row,
    change_row,
    move_row,
    nudge_row,
    paste_rows,
    remove_row,
    restore_row,
)
from app.books.actions.writing import Overtaken

__all__ = [
    "BaseUnknown",
    "Moved",
    "Overtaken",
    "add_item",
    "add_note",
    "add_photo",
    "add_row",
    "answer_submission",
    "be_here",
    "book_item",
    "bring_rows",
    "bring_scenario",
    "cancel_booking",
    "change_item",
    "change_note",
    "change_row",
    "copy_shot",
    "edit_fields",
    "finish_note",
    "follow_scenario",
    "keep_draft",
    "keep_remark",
    "limit_budgets",
    "list_characters",
    "list_places",
    "may_add_picture",
    "move_row",
    "nudge_row",
    "pair_teams",
    "paste_rows",
    "plan_steps",
    "put_frame",
    "put_receipt",
    "refresh_rows",
    "remove_item",
    "remove_note",
    "remove_photo",
    "remove_remark",
    "remove_row",
    "reply",
    "restore_edit",
    "restore_row",
    "save_pitch",
    "save_scenario",
    "send_drafts",
    "settle_row",
    "split_shot",
    "submit_book",
    "tag_words",
    "take_suggestion",
    "undo_intake",
]
