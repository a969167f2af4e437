"""Sections of the book, states of what was handed in, sizes of shots."""

from enum import StrEnum


class SectionKind(StrEnum):
    """A part of the production book."""

    PITCH = "pitch"
    SCENARIO = "scenario"
    SHOTS = "shots"
    BUDGET = "budget"


class SubmissionState(StrEnum):
    """What became of a handed-in version."""

    WAITING = "waiting"
    CHANGES = "changes"
    APPROVED = "approved"


SIZES = ("EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "ECU", "OTS", "POV", "insert")
"""Shot sizes as crews write them, from far to near."""
