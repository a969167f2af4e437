"""Crafts with plain anchors, the weekly grid of free time, and how much is asked of whom. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.text import Text, say
from app.teams.rules import Role

MOST_RANKED = 5
MOST_COMPANIONS = 2
MOST_APART = 2


class Craft(StrEnum):
    """What somebody can already do. Values differ from those of roles: words are found by value."""

    WRITING = "writing"
    ACTING = "acting"
    FILMING = "filming"
    RECORDING = "recording"
    EDITING = "editing"
    ORGANISING = "organising"


# what one has done, not what one thinks of oneself: numbers from 1 to 5 mean something else to everybody
ANCHORS: Mapping[Craft, tuple[Text, ...]] = {
    Craft.WRITING: (
        say("Never wrote a scene"),
        say("Wrote a scene or a short story"),
        say("Wrote a script that was filmed or played"),
        say("Wrote several"),
    ),
    Craft.ACTING: (
        say("Never acted"),
        say("Acted once, at school or for fun"),
        say("Had a part in a film or a play"),
        say("Had several parts"),
    ),
    Craft.FILMING: (
        say("Take pictures now and then"),
        say("Filmed more than snapshots"),
        say("Filmed a story in planned shots"),
        say("Filmed several, with light in mind"),
    ),
    Craft.RECORDING: (
        say("Never recorded sound"),
        say("Recorded speech on a phone"),
        say("Used a separate microphone"),
        say("Recorded and mixed a film's sound"),
    ),
    Craft.EDITING: (
        say("Never cut a video"),
        say("Trimmed clips on a phone"),
        say("Cut a video over 3 minutes"),
        say("Cut several, with sound and colour"),
    ),
    Craft.ORGANISING: (
        say("Never led a project"),
        say("Organised something for a small group"),
        say("Led a project of several weeks"),
        say("Led several, with dates and money"),
    ),
}

# who has reached the third anchor of a craft, counted
DONE: Mapping[Craft, Callable[[int], Text]] = {
    Craft.WRITING: lambda n: say("%(n)s wrote a script that was made.", n=n),
    Craft.ACTING: lambda n: say("%(n)s had a part before.", n=n),
    Craft.FILMING: lambda n: say("%(n)s filmed a story before.", n=n),
    Craft.RECORDING: lambda n: say("%(n)s used a microphone before.", n=n),
    Craft.EDITING: lambda n: say("%(n)s cut a video before.", n=n),
    Craft.ORGANISING: lambda n: say("%(n)s led a project before.", n=n),
}

CRAFT_OF: Mapping[Role, Craft] = {
    Role.DIRECTOR: Craft.ORGANISING,
    Role.PRODUCER: Craft.ORGANISING,
    Role.CONTINUITY: Craft.ORGANISING,
    Role.WRITER: Craft.WRITING,
    Role.CAST: Craft.ACTING,
    Role.CAMERA: Craft.FILMING,
    Role.LIGHTING: Craft.FILMING,
    Role.ART: Craft.FILMING,
    Role.SOUND: Craft.RECORDING,
    Role.EDITOR: Craft.EDITING,
}

DAYS = 7
HOURS = (9, 11, 13, 15, 17, 19, 21)
SLOT_HOURS = 2
SLOTS = DAYS * len(HOURS)


def slot_of(day: int, row: int) -> int:
    """Number a cell of the week: day 0 is Monday, row 0 begins at 9:00. Slots are 0 to 48, day after day."""
    return day * len(HOURS) + row


def place_of(slot: int) -> tuple[int, int]:
    """Give day and first hour of a slot."""
    return slot // len(HOURS), HOURS[slot % len(HOURS)]


WEEK = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def hour_of(slot: int) -> Text:
    """Say a slot: "Thursday 17–19"."""
    day, hour = place_of(slot)
    return say("%(day)s %(hour)s–%(until)s", day=WEEK[day], hour=hour, until=hour + SLOT_HOURS)


def mask_of(free: Iterable[int]) -> int:
    """Give free slots as one number, a bit a slot."""
    return sum(1 << slot for slot in set(free))


@dataclass(frozen=True, slots=True)
class Demand:
    """How many places the teams need in a role, and who wants it: first choices, and any choice."""

    role: Role
    needed: int
    first: int
    any: int

    @property
    def short(self) -> bool:
        """Whether fewer want the role than are needed."""
        return self.any < self.needed


def demand(ranked: Iterable[Iterable[Role]], least: Mapping[Role, int], teams: int) -> list[Demand]:
    """Compare what is wanted with what so many teams need at least, for the roles of the course."""
    first: Counter[Role] = Counter()
    wanted: Counter[Role] = Counter()
    for choices in ranked:
        listed = list(choices)
        first.update(listed[:1])
        wanted.update(set(listed))
    return [Demand(role, needed * teams, first[role], wanted[role]) for role, needed in least.items()]


def crowd(free: Iterable[Iterable[int]]) -> list[int]:
    """Count for each slot of the week who is free."""
    counts = Counter(slot for slots in free for slot in set(slots))
    return [counts[slot] for slot in range(SLOTS)]
