"""Sections of the book, states of what was handed in, sizes of shots."""

from enum import StrEnum


class SectionKind(StrEnum):
    """A part of the production book."""

    PITCH = "pitch"
    SCENARIO = "scenario"
    BREAKDOWN = "breakdown"
    SHOTS = "shots"
    STEPS = "steps"
    CASTING = "casting"
    PLACES = "places"
    EQUIPMENT = "equipment"
    SCHEDULE = "schedule"
    BUDGET = "budget"


class Phase(StrEnum):
    """The three phases of making a film, in the order the course demands."""

    PRE_PRODUCTION = "pre-production"
    PRODUCTION = "production"
    POST = "post"


class CastingKind(StrEnum):
    """What a row of the casting is about: a character, or a helper who is not in the team."""

    CHARACTER = "character"
    HELPER = "helper"


class Permission(StrEnum):
    """Whether the team may film at a place."""

    OPEN = "unasked"
    ASKED = "asked"
    GIVEN = "given"
    NOT_NEEDED = "not-needed"
    REFUSED = "turned-down"


class ArticleKind(StrEnum):
    """What kind of thing the film needs."""

    EQUIPMENT = "gear"
    PROP = "prop"
    COSTUME = "costume"
    MAKE_UP = "make-up"
    SET = "set"


class ArticleState(StrEnum):
    """Whether a thing is there."""

    NEEDED = "needed"
    PROMISED = "promised"
    THERE = "there"


class SubmissionState(StrEnum):
    """What became of a handed-in version."""

    WAITING = "waiting"
    CHANGES = "changes"
    APPROVED = "approved"


SIZES = ("EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "ECU", "OTS", "POV", "insert")
"""Shot sizes as crews write them, from far to near."""
