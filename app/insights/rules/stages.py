"""Where a team is and whether it is late: worked out from facts, never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.books.gates.rules import reached
from app.courses.rules import MilestoneKind, Stage


@dataclass(frozen=True, slots=True)
class Facts:
    """What a team has done so far, counted in the tables of books, footage and screenings.

    ``noted_in`` is the newest handed-in version with an open note. ``opened_to`` and ``closed_from`` are places in the
    order of stages: the furthest gate an instructor opened and the nearest they closed; 0 where there is none.
    """

    team_id: int
    members: int = 0
    pitch_written: bool = False
    scenario_written: bool = False
    submissions: int = 0
    scenario_submissions: int = 0
    topic_approved: bool = False
    scenario_approved: bool = False
    waiting: int = 0
    open_notes: int = 0
    noted_in: int = 0
    shots: int = 0
    covered: int = 0
    takes: int = 0
    cuts: int = 0
    final_waiting: bool = False
    final_returned: bool = False
    final_accepted: bool = False
    screened: bool = False
    opened_to: int = 0
    closed_from: int = 0


def stage_of(facts: Facts) -> Stage:
    """Give the stage a team is in: as far as its work goes, unless an instructor opened or closed a gate."""
    order = list(Stage)
    return reached(
        by_work(facts),
        order[facts.opened_to] if facts.opened_to else None,
        order[facts.closed_from] if facts.closed_from else None,
    )


def by_work(facts: Facts) -> Stage:
    """Give the first stage that is not done yet; evidence of a later one counts for all before it."""
    done = Stage.TOPIC if facts.topic_approved or facts.scenario_submissions else None
    done = Stage.SCENARIO if facts.scenario_approved else done
    done = Stage.PRE_PRODUCTION if facts.takes else done
    done = Stage.PRODUCTION if facts.cuts else done
    done = Stage.POST if facts.final_accepted else done
    done = Stage.NIGHT if facts.screened else done
    if done is None:
        return Stage.TOPIC
    order = list(Stage)
    return order[min(order.index(done) + 1, len(order) - 1)]


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone for one team; ``due_at`` holds the team's extension already, in UTC."""

    milestone_id: int
    kind: MilestoneKind
    title: str
    due_at: datetime
    extended: bool = False
    reason: str = ""


def met(kind: MilestoneKind, facts: Facts, team_min: int = 1) -> bool | None:
    """Tell whether a milestone is met; None where nobody can tell (feedback, the instructor's own)."""
    answers = {
        MilestoneKind.TEAM: facts.members >= team_min,
        MilestoneKind.TOPIC: facts.submissions > 0,
        MilestoneKind.BOOK: facts.scenario_submissions > 0,
        MilestoneKind.REVISED_SCENARIO: facts.scenario_submissions > 1 or facts.scenario_approved,
        MilestoneKind.FINAL_CUT: facts.final_waiting or facts.final_accepted,
        MilestoneKind.SCREENING: facts.screened,
    }
    return answers.get(kind)


def late(dues: Iterable[Due], facts: Facts, now: datetime, team_min: int = 1) -> list[Due]:
    """List what was due and is not in, oldest first."""
    missed = [due for due in dues if due.due_at < now and met(due.kind, facts, team_min) is False]
    return sorted(missed, key=lambda due: due.due_at)


def upcoming(dues: Sequence[Due], facts: Facts, now: datetime, team_min: int = 1) -> Due | None:
    """Give the next thing a team must hand in; what is met already is passed over."""
    ahead = [due for due in dues if due.due_at >= now and not met(due.kind, facts, team_min)]
    return min(ahead, key=lambda due: due.due_at, default=None)
