"""What the course page and the team page show, each in a handful of statements."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, literal, literal_column, null, union_all
from sqlalchemy import select as statement
from sqlmodel import Session, case, col, func, select

from app.books.gates.rules import OPENED_BY
from app.books.models import Book, ProductionStep, Shot
from app.core import clock
from app.core.text import Text
from app.courses import queries as courses
from app.courses.queries import CoursePlan
from app.courses.rules import Stage
from app.footage.models import Clip, Take
from app.footage.rules import Rating
from app.insights.queries.facts import dues_for, dues_of, facts_of, facts_of_team
from app.insights.rules import Due, Facts, Load, Step, carried, late, owned_by, stage_of, steps_of, upcoming
from app.people.rules import Actor
from app.teams import queries as teams
from app.teams.models import Team
from app.teams.queries import TeamPage

LATEST_TAKES = 4


@dataclass(frozen=True, slots=True)
class Progress:
    """A team at a glance: its stage, what is next, what is late."""

    team: Team
    facts: Facts
    stage: Stage
    next: Due | None
    late: list[Due]

    @property
    def gate(self) -> Text | None:
        """What opens the stage after this one; nothing in the last."""
        order = list(Stage)
        after = order[order.index(self.stage) + 1 :]
        return OPENED_BY[after[0]] if after else None


@dataclass(frozen=True, slots=True)
class Overview:
    """A course with its calendar and every team's progress."""

    plan: CoursePlan
    progress: list[Progress]


def overview_visible_to(session: Session, actor: Actor, course_id: int) -> Overview:
    """Load a course with every team's stage (5 statements). Raises NotFound for strangers."""
    plan = courses.plan_visible_to(session, actor, course_id)
    milestones = dues_of(session, [course_id])
    now, least = clock.now(), plan.course.team_min
    progress = [
        progress_of(team, facts, dues_for(team, milestones), now, least)
        for team, facts in facts_of(session, [course_id]).values()
    ]
    return Overview(plan, progress)


def progress_of(team: Team, facts: Facts, dues: list[Due], now: datetime, team_min: int) -> Progress:
    """Put a team's progress together from facts at hand."""
    return Progress(
        team, facts, stage_of(facts), upcoming(dues, facts, now, team_min), late(dues, facts, now, team_min)
    )


@dataclass(frozen=True, slots=True)
class SceneCoverage:
    """How many of a scene's shots have a circled take."""

    scene: str
    shots: int
    covered: int

    @property
    def percent(self) -> int:
        """The share that is covered."""
        return round(100 * self.covered / self.shots) if self.shots else 0


@dataclass(frozen=True, slots=True)
class TeamStand:
    """All that a team's page shows."""

    page: TeamPage
    progress: Progress
    dues: list[Due]
    steps: list[Step]
    loads: list[Load]
    coverage: list[SceneCoverage]
    takes: list[tuple[Take, Clip, Shot | None]]


def team_stand_visible_to(session: Session, actor: Actor, team_id: int) -> TeamStand:
    """Load a team with its next steps, coverage, latest takes and who carries what (6 statements).

    Raises NotFound for strangers and Forbidden for other teams.
    """
    page = teams.team_visible_to(session, actor, team_id)
    facts = facts_of_team(session, team_id)
    dues = dues_for(page.team, dues_of(session, [page.course.id]))
    steps = steps_of(team_id, facts, dues)
    coverage, open_steps = coverage_and_owners(session, team_id)
    owned = [owned_by(owner, steps) for owner, steps in open_steps.items()]
    return TeamStand(
        page=page,
        progress=progress_of(page.team, facts, dues, clock.now(), page.course.team_min),
        dues=dues,
        steps=steps,
        loads=carried(page.roster.members, [*steps, *owned]),
        coverage=coverage,
        takes=latest_takes(session, team_id),
    )


def coverage_and_owners(session: Session, team_id: int) -> tuple[list[SceneCoverage], dict[int, int]]:
    """Count shots scene by scene in the order of the shot list, and each person's open steps (1 statement for both)."""
    coverage, owners = [], {}
    for owner, scene, count, covered, _ in session.execute(_coverage(), {"team": team_id}):
        if owner is None:
            coverage.append(SceneCoverage(scene, int(count), int(covered)))
        else:
            owners[owner] = int(count)
    return coverage, owners


@cache
def _coverage() -> Any:
    circled = (
        select(Take.id)
        .where(Take.shot_id == Shot.id, col(Take.removed_at).is_(None), col(Take.rating) == Rating.CIRCLED)
        .exists()
    )
    first = func.min(Shot.position)
    scenes = (
        statement(null(), col(Shot.scene), func.count(), func.sum(case((circled, 1), else_=0)), first)
        .where(col(Shot.team_id) == bindparam("team"), col(Shot.removed_at).is_(None))
        .group_by(col(Shot.scene))
    )
    owners = (
        statement(col(ProductionStep.owner_id), literal(""), func.count(), literal(0), literal(0))
        .join(Book, col(Book.id) == ProductionStep.book_id)
        .where(
            col(Book.team_id) == bindparam("team"),
            col(ProductionStep.owner_id).is_not(None),
            col(ProductionStep.done).is_(False),
            col(ProductionStep.removed_at).is_(None),
        )
        .group_by(col(ProductionStep.owner_id))
    )
    return union_all(owners, scenes).order_by(literal_column("5"))


def latest_takes(session: Session, team_id: int) -> list[tuple[Take, Clip, Shot | None]]:
    """Load the newest takes with clip and shot (1 statement)."""
    rows = session.exec(_latest(), params={"team": team_id}).all()
    return [(take, clip, shot) for take, clip, shot in rows]


@cache
def _latest() -> Any:
    return (
        select(Take, Clip, Shot)
        .join(Clip, col(Clip.id) == Take.clip_id)
        .outerjoin(Shot, col(Shot.id) == Take.shot_id)
        .where(Take.team_id == bindparam("team"), col(Take.removed_at).is_(None))
        .order_by(col(Take.id).desc())
        .limit(LATEST_TAKES)
    )
