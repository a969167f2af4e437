"""Writes of the people room. None commits; ``entering`` opens its own short transactions around the slow hashing."""

from app.people.actions.accounts import (
    add_person,
    change_account,
    choose_language,
    create_person,
    first_administrator,
    make_admin,
    set_password,
    switch_account,
    switch_admin,
)
from app.people.actions.entering import Browser, change_password, come_in_by_link, sign_in
from app.people.actions.links import ask_for_link, invite, let_in, mailed_link, make_link, write_letter
from app.people.actions.logins import close_login, close_other_logins, note_seen, open_login
from app.people.actions.tokens import make_token, remove_token

__all__ = [
    "Browser",
    "add_person",
    "ask_for_link",
    "change_account",
    "change_password",
    "choose_language",
    "close_login",
    "close_other_logins",
    "come_in_by_link",
    "create_person",
    "first_administrator",
    "invite",
    "let_in",
    "mailed_link",
    "make_admin",
    "make_link",
    "make_token",
    "note_seen",
    "open_login",
    "remove_token",
    "set_password",
    "sign_in",
    "switch_account",
    "switch_admin",
    "write_letter",
]
