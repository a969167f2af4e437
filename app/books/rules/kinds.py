"""Sections of the book, states of what was handed in, sizes of shots."""

from collections.abc import Mapping
from enum import StrEnum

from app.core.text import Text, say


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


class Outcome(StrEnum):
    """What became of a note: still open, done in the text, or explained and left as it is."""

    OPEN = "open"
    DONE = "done"
    EXPLAINED = "explained"


class RowOrder(StrEnum):
    """In which order rows stand: as in the script, or as the team sets up its shots."""

    SCRIPT = "script"
    SETUP = "setup"


SIZES = ("EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "ECU", "OTS", "POV", "insert")
"""Shot sizes as crews write them, from far to near."""
ANGLES = (say("eye level"), say("high"), say("low"), say("overhead"), say("tilted"), say("from behind"))
MOVEMENTS = (
    say("static"),
    say("pan"),
    say("tilt"),
    say("dolly"),
    say("tracking"),
    say("handheld"),
    say("gimbal"),
    say("zoom"),
)
"""Angles and movements to suggest, in the reader's language."""

PITCH_LABELS: Mapping[str, Text] = {
    "title": say("Title of the film"),
    "logline": say("Logline"),
    "genre": say("Genre"),
    "whose_view": say("Whose view is it?"),
    "at_stake": say("What is at stake?"),
    "unsaid": say("What is left unsaid?"),
    "different": say("What does it say that a commercial film does not?"),
}
PITCH_FIELDS = tuple(PITCH_LABELS)
"""The fields of a pitch, in the order of writing."""
