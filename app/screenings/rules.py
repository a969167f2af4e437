"""The programme's clock and the states of the night."""

from enum import StrEnum


class ScreeningState(StrEnum):
    """How far the night is."""

    PLANNED = "planned"
    LIVE = "live"
    ENDED = "ended"


class SlotKind(StrEnum):
    """What an item of the programme is."""

    WELCOME = "welcome"
    FILM = "film"
    POSTSCRIPT = "postscript"
    DISCUSSION = "discussion"
    BREAK = "break"
    END = "end"


class Phase(StrEnum):
    """What the projector shows of the current item."""

    CARD = "card"
    COUNTDOWN = "countdown"
    PLAYING = "playing"
    PAUSED = "paused"
    AFTER = "after"
