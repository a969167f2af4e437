"""Reads of two films beside each other; both are always one team's."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlmodel import Session, and_, col, or_

from app.core.errors import NotFound
from app.courses.models import Course
from app.footage import policy, queries
from app.footage.models import Cut, Take
from app.footage.notes.queries import NoteRow, notes_of
from app.footage.queries import CutRow, TakeRow
from app.people.rules import Actor
from app.teams.models import Team

Row = TypeVar("Row", TakeRow, CutRow)


@dataclass(frozen=True, slots=True)
class Side(Generic[Row]):
    """One of the two films, with its notes."""

    row: Row
    notes: list[NoteRow]


@dataclass(frozen=True, slots=True)
class Pair(Generic[Row]):
    """Two films in the order asked for; ``others`` are what else the first may be compared with, newest first."""

    team: Team
    course: Course
    first: Side[Row]
    second: Side[Row]
    others: list[Row]


def two_takes(session: Session, actor: Actor, take_id: int, other_id: int) -> Pair[TakeRow]:
    """Load two takes of a team; the others are those of the first one's shot. Raises NotFound."""
    take, team, course = queries.take_and_team(session, take_id)
    policy.may_see_footage(actor, team).require()
    asked = col(Take.id).in_((take_id, other_id))
    wanted = or_(asked, col(Take.shot_id) == take.shot_id) if take.shot_id else asked
    rows = queries.takes_where(session, actor, team.id, and_(col(Take.team_id) == team.id, wanted), removed=True)
    first, second = _both({row.take.id: row for row in rows}, take_id, other_id)
    others = [row for row in rows if row not in (first, second) and row.take.removed_at is None]
    return Pair(team, course, _side(session, actor, first), _side(session, actor, second), others)


def two_cuts(session: Session, actor: Actor, cut_id: int, other_id: int) -> Pair[CutRow]:
    """Load two cuts of a team; the others are its other cuts. Raises NotFound."""
    _, _, team, course = queries.cut_and_team(session, cut_id)
    policy.may_see_footage(actor, team).require()
    rows = queries.cuts_where(session, Cut.team_id == team.id)
    first, second = _both({row.cut.id: row for row in rows}, cut_id, other_id)
    others = [row for row in rows if row not in (first, second)]
    return Pair(team, course, _side(session, actor, first), _side(session, actor, second), others)


def _both(found: dict[int, Row], first: int, second: int) -> tuple[Row, Row]:
    if first == second or second not in found:
        raise NotFound
    return found[first], found[second]


def _side(session: Session, actor: Actor, row: Row) -> Side[Row]:
    return Side(row, notes_of(session, actor, row.clip.id, row.clip.team_id))
