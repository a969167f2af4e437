"""States of clips, takes and cuts."""

from enum import StrEnum


class Rating(StrEnum):
    """What the team thinks of a take."""

    NONE = "none"
    CIRCLED = "circled"
    HOLD = "hold"
    NO_GOOD = "no-good"


class CutKind(StrEnum):
    """How far the edit is."""

    ROUGH = "rough"
    FINE = "fine"
    FINAL = "final"


class CutState(StrEnum):
    """What the instructor said of a cut."""

    WAITING = "waiting"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class UploadState(StrEnum):
    """How far an upload is."""

    OPEN = "open"
    FINISHED = "finished"
