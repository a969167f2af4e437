"""Reads of the coverage."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.books.models import ShootingDay, Shot, Strip
from app.core import clock
from app.courses.models import Course
from app.footage import queries as footage
from app.footage.coverage.rules import Cover, PlannedStrip, Tried, cover_of, is_good, shots_on
from app.footage.models import Clip, Take
from app.footage.rules import Rating
from app.jobs.rules import WORKING
from app.people.rules import Actor
from app.teams.models import Team
from app.video.check import Level


@dataclass(frozen=True, slots=True)
class ShotRow:
    """A planned shot, how it is covered, and by how many takes."""

    shot: Shot
    cover: Cover
    takes: int


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """A team's coverage by scene, in script order: of a shooting day, or of all (``day`` is none)."""

    team: Team
    course: Course
    days: list[ShootingDay]
    day: ShootingDay | None
    scenes: list[tuple[str, list[ShotRow]]]

    @property
    def rows(self) -> list[ShotRow]:
        """All shots that are shown."""
        return [row for _, rows in self.scenes for row in rows]

    @property
    def lacking(self) -> list[Shot]:
        """The shots without a good take: what to do before one leaves."""
        return [row.shot for row in self.rows if not is_good(row.cover)]

    @property
    def lacking_names(self) -> list[str]:
        """Their numbers, as people say them."""
        return [shot.number or shot.scene for shot in self.lacking]


def coverage_page(session: Session, actor: Actor, team_id: int, day: int | None = None) -> CoveragePage:
    """Load the coverage of a shooting day: that one; none: today's; 0 or no such day: all. Raises NotFound."""
    team, course = footage.team_and_course(session, actor, team_id)
    shots = footage.shots_of(session, team_id)
    days = _days(session, team_id)
    chosen = _chosen(days, day, clock.now().astimezone(ZoneInfo(course.timezone)).date())
    if chosen is not None:
        strips = session.exec(select(Strip).where(Strip.day_id == chosen.id)).all()
        planned = [PlannedStrip(strip.scene, strip.shots) for strip in strips]
        wanted = shots_on(planned, [(shot.id, shot.scene) for shot in shots])
        shots = [shot for shot in shots if shot.id in wanted]
    tried = _tried(session, team_id)
    scenes: dict[str, list[ShotRow]] = {}
    for shot in shots:
        takes = tried.get(shot.id, [])
        scenes.setdefault(shot.scene, []).append(ShotRow(shot, cover_of(takes), len(takes)))
    return CoveragePage(team, course, days, chosen, list(scenes.items()))


def _days(session: Session, team_id: int) -> list[ShootingDay]:
    statement = select(ShootingDay).where(ShootingDay.team_id == team_id, col(ShootingDay.removed_at).is_(None))
    return list(session.exec(statement.order_by(col(ShootingDay.position), col(ShootingDay.id))).all())


def _chosen(days: list[ShootingDay], wanted: int | None, today: date) -> ShootingDay | None:
    if wanted is None:
        return next((day for day in days if day.day == today), None)
    return next((day for day in days if day.id == wanted), None)


def _tried(session: Session, team_id: int) -> dict[int, list[Tried]]:
    rows = session.exec(
        select(Take.shot_id, Take.rating, Clip)
        .join(Clip, col(Clip.id) == Take.clip_id)
        .where(Take.team_id == team_id, col(Take.removed_at).is_(None), col(Take.shot_id).is_not(None))
    ).all()
    found: dict[int, list[Tried]] = {}
    for shot, rating, clip in rows:
        warned = any(one["level"] == Level.WARN.value and not one.get("kept") for one in clip.warnings)
        waiting = not clip.stream_key and clip.state in WORKING
        lost = not clip.stream_key and not waiting  # without a film nothing was checked
        made = Tried(rating is Rating.CIRCLED, rating is Rating.NO_GOOD or lost, warned, waiting)
        found.setdefault(shot or 0, []).append(made)
    return found
