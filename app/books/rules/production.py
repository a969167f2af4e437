"""The production table: steps from a template, planned backwards from the milestones; what is late; the chart."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.books.rules.kinds import Phase
from app.core.text import Text, say
from app.courses.rules import MilestoneKind
from app.teams.rules import Role

LONGEST_EDITING = 12
SHARE_OF_EDITING = 0.4
BEFORE_NIGHT = 3
WIDTH = 1000
LEAST_WIDTH = 8


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a part of the work, both included."""

    first: date
    last: date

    def at(self, share: float) -> date:
        """Give the day at a share of the window, 0 is the first."""
        return self.first + timedelta(days=round(share * (self.last - self.first).days))


@dataclass(frozen=True, slots=True)
class Windows:
    """When a team writes and prepares, films, edits, and makes ready for the night; one follows the other."""

    before: Window
    filming: Window
    editing: Window
    night: Window


@dataclass(frozen=True, slots=True)
class Draft:
    """A step of the template: who should carry it, in which window, from and to which share of it."""

    role: Role
    what: Text
    begins: float
    ends: float


PRE_PRODUCTION = (
    Draft(Role.WRITER, say("Write the scenario"), 0, 0.35),
    Draft(Role.PRODUCER, say("Set up the budget: what must be paid, by whom"), 0.15, 0.4),
    Draft(Role.PRODUCER, say("Look for places, visit them, ask for permission"), 0.2, 0.6),
    Draft(Role.CONTINUITY, say("Break the scenario down: people, props and costumes of each scene"), 0.3, 0.5),
    Draft(Role.DIRECTOR, say("Cast every character"), 0.3, 0.55),
    Draft(Role.CAMERA, say("Test the phones: resolution, frame rate, storage, batteries"), 0.4, 0.6),
    Draft(Role.DIRECTOR, say("Write the shot list and draw the storyboard"), 0.4, 0.75),
    Draft(Role.SOUND, say("Test the microphones at each place"), 0.5, 0.75),
    Draft(Role.LIGHTING, say("Look at the light of each place at the hour of filming"), 0.5, 0.75),
    Draft(Role.ART, say("Bring props and costumes together"), 0.5, 0.95),
    Draft(Role.PRODUCER, say("Plan the filming days around everybody's free time"), 0.6, 0.85),
    Draft(Role.CAST, say("Learn the lines and rehearse"), 0.6, 1),
    Draft(Role.WRITER, say("Revise the scenario after the instructor's notes"), 0.7, 1),
)
PRODUCTION = (
    Draft(Role.PRODUCER, say("Confirm people, places and equipment; send the call sheet"), 0, 0.1),
    Draft(Role.DIRECTOR, say("Film the first half of the scenes"), 0.1, 0.5),
    Draft(Role.CONTINUITY, say("Write continuity notes and keep the photos of every scene"), 0.1, 0.85),
    Draft(Role.CAMERA, say("Upload the takes on the same evening and look at the footage check"), 0.1, 0.85),
    Draft(Role.SOUND, say("Record the room tone of each place, and single sounds"), 0.1, 0.85),
    Draft(Role.DIRECTOR, say("Film the second half of the scenes"), 0.5, 0.85),
    Draft(Role.CONTINUITY, say("See which shots have no good take; film them again"), 0.85, 1),
)
POST = (
    Draft(Role.EDITOR, say("Put the circled takes in order"), 0, 0.2),
    Draft(Role.EDITOR, say("Make the rough cut"), 0.15, 0.45),
    Draft(Role.DIRECTOR, say("Watch the rough cut together and write notes"), 0.4, 0.55),
    Draft(Role.EDITOR, say("Make the fine cut"), 0.5, 0.75),
    Draft(Role.SOUND, say("Edit voices and sounds; choose music that the team may use"), 0.5, 0.85),
    Draft(Role.EDITOR, say("Make titles, credits and captions"), 0.7, 0.9),
    Draft(Role.EDITOR, say("Check length, picture and sound; hand in the final cut"), 0.85, 1),
)
NIGHT = (Draft(Role.DIRECTOR, say("Prepare the postscript for the night"), 0.2, 1),)


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with its phase and days, for whoever holds ``role``."""

    phase: Phase
    role: Role
    what: Text
    begins_on: date
    due_on: date


def windows(starts_on: date, ends_on: date, due: Mapping[MilestoneKind, date]) -> Windows:
    """Lay the windows of the work backwards from the night; milestones that a course lacks are made up for.

    Editing gets two fifths of the days between the revised scenario and the final cut, twelve at most: a long course
    gives its extra days to filming. However odd the milestones are, no window ends before it begins.
    """
    night = due.get(MilestoneKind.SCREENING, ends_on)
    final = min(due.get(MilestoneKind.FINAL_CUT, night - timedelta(days=BEFORE_NIGHT)), night)
    book = due.get(MilestoneKind.BOOK, starts_on + (final - starts_on) / 2)
    revised = min(due.get(MilestoneKind.REVISED_SCENARIO, book), final)
    begun = min(due.get(MilestoneKind.TOPIC, starts_on), revised)
    editing = min(LONGEST_EDITING, int((final - revised).days * SHARE_OF_EDITING))
    filmed = final - timedelta(days=editing)
    return Windows(Window(begun, revised), Window(revised, filmed), Window(filmed, final), Window(final, night))


def planned(found: Windows, exam: tuple[date | None, date | None] = (None, None)) -> list[Planned]:
    """Give the template's steps with their days, in the order of the work; nothing is due during the exams."""
    parts = (
        (Phase.PRE_PRODUCTION, PRE_PRODUCTION, found.before),
        (Phase.PRODUCTION, PRODUCTION, found.filming),
        (Phase.POST, POST, found.editing),
        (Phase.POST, NIGHT, found.night),
    )
    return [
        Planned(
            phase,
            one.role,
            one.what,
            _outside(window.at(one.begins), exam),
            _outside(window.at(one.ends), exam),
        )
        for phase, drafts, window in parts
        for one in drafts
    ]


def _outside(day: date, exam: tuple[date | None, date | None]) -> date:
    """Move a day of the exam period to the day before it."""
    first, last = exam[0] or exam[1], exam[1] or exam[0]
    return first - timedelta(days=1) if first and last and first <= day <= last else day


class StepState(StrEnum):
    """How a step stands today."""

    DONE = "finished"
    LATE = "late"
    NOW = "now"
    LATER = "later"
    OPEN = "dateless"


@dataclass(frozen=True, slots=True)
class Dated:
    """A step as the chart sees it."""

    phase: Phase
    what: str
    begins_on: date | None
    due_on: date | None
    done: bool

    def state(self, today: date) -> StepState:
        """Tell how it stands; without a day it is only open."""
        if self.done:
            return StepState.DONE
        if self.due_on is None:
            return StepState.OPEN
        if self.due_on < today:
            return StepState.LATE
        return StepState.NOW if (self.begins_on or today) <= today else StepState.LATER


@dataclass(frozen=True, slots=True)
class Bar:
    """A step in the chart: from ``x`` on, in thousandths of the chart's width."""

    x: int
    width: int
    state: StepState


@dataclass(frozen=True, slots=True)
class Lane:
    """A phase of the chart with its steps' bars, and what its words say."""

    phase: Phase
    bars: tuple[Bar, ...]
    steps: int
    done: int
    late: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The production table as a picture; ``weeks`` are the places of Mondays, ``today`` is None outside the days."""

    first: date
    last: date
    lanes: tuple[Lane, ...]
    weeks: tuple[int, ...]
    today: int | None


def chart(steps: Sequence[Dated], today: date) -> Chart | None:
    """Lay the steps out over their days, phase by phase; None when no step has a day."""
    days = [day for one in steps for day in (one.begins_on, one.due_on) if day]
    if not days:
        return None
    first, last = min(days), max(days)
    total = (last - first).days + 1

    def place(day: date) -> int:
        return round(WIDTH * (day - first).days / total)

    lanes = [_lane(phase, [one for one in steps if one.phase is phase], today, place) for phase in Phase]
    mondays = (first + timedelta(days=n) for n in range((7 - first.weekday()) % 7, total, 7))
    return Chart(
        first,
        last,
        tuple(lane for lane in lanes if lane.steps),
        tuple(place(day) for day in mondays),
        place(today) + round(WIDTH / total / 2) if first <= today <= last else None,
    )


def _lane(phase: Phase, steps: list[Dated], today: date, place: Callable[[date], int]) -> Lane:
    bars = []
    for one in steps:
        begins, due = one.begins_on or one.due_on, one.due_on or one.begins_on
        if begins is None or due is None:
            continue
        x = place(min(begins, due))
        bars.append(Bar(x, max(LEAST_WIDTH, place(max(begins, due) + timedelta(days=1)) - x), one.state(today)))
    days = [day for one in steps for day in (one.begins_on, one.due_on) if day]
    return Lane(
        phase,
        tuple(bars),
        len(steps),
        sum(one.done for one in steps),
        sum(one.state(today) is StepState.LATE for one in steps),
        min(days, default=None),
        max(days, default=None),
    )


def owner_of(role: Role, holders: Iterable[tuple[str, Sequence[Role]]], turns: dict[Role, int]) -> str:
    """Choose who carries a step of a role: its holders in turn, so that two editors share; nobody when there is none.

    ``turns`` counts how often each role's turn came; it is changed.
    """
    names = [name for name, roles in holders if role in roles]
    if not names:
        return ""
    turn = turns.get(role, 0)
    turns[role] = turn + 1
    return names[turn % len(names)]
