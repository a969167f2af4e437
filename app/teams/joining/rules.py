"""Doors of teams and what passes through them. Pure."""

from enum import StrEnum


class Door(StrEnum):
    """Who may come into a team while teams form."""

    OPEN = "open"
    ASK = "ask"


class CallKind(StrEnum):
    """Who speaks to whom: a student asks a team, or a team invites a student."""

    ASKED = "asked"
    INVITED = "invited"
