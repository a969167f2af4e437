"""How the history of a book is kept readable and small. Pure.

Growth is bounded three ways. A person's changes of one field within minutes are one entry. The scenario keeps what
changed, never whole texts. A field keeps at most ``MOST_EDITS`` entries: then its two oldest become one.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from app.core.text import Text, say


class EditKind(StrEnum):
    """What somebody did."""

    CHANGED = "changed"
    ADDED = "added"
    PASTED = "pasted"
    REMOVED = "removed"
    BACK = "back"
    MOVED = "moved"
    RESTORED = "restored"


ONE_SITTING = timedelta(minutes=10)
"""A person who writes on after a shorter pause continues the entry."""
LONGEST_SITTING = timedelta(minutes=30)
"""An entry spans no more than this, so that an afternoon of writing can be gone through."""
MOST_EDITS = 200
MOST_TEXT_EDITS = 2000
MOST_STEPS = 200
LARGEST_STEP = 32_000
"""Letters beyond which a change of the scenario is no step: who wrote before it sends the text they began with."""

PITCH_LABELS = {
    "title": say("Title of the film"),
    "logline": say("Logline"),
    "genre": say("Genre"),
    "whose_view": say("Whose view is it?"),
    "at_stake": say("What is at stake?"),
    "unsaid": say("What is left unsaid?"),
    "different": say("What does it say that a commercial film does not?"),
}
"""The fields of the pitch with their labels, in order."""


def continues(begun_at: datetime, last_at: datetime, now: datetime) -> bool:
    """Tell whether a change belongs to the entry that the same person began."""
    return now - last_at <= ONE_SITTING and now - begun_at <= LONGEST_SITTING


def sentence(kind: EditKind, count: int = 1) -> Text:
    """Say what somebody did to a row, after their name."""
    if kind is EditKind.PASTED:
        return say("pasted %(n)s rows", n=count)
    return SENTENCES[kind]


SENTENCES = {
    EditKind.CHANGED: say("changed"),
    EditKind.ADDED: say("added the row"),
    EditKind.REMOVED: say("removed the row"),
    EditKind.BACK: say("brought the row back"),
    EditKind.MOVED: say("moved the row"),
    EditKind.RESTORED: say("brought an earlier text back"),
}
