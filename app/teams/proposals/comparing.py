"""Up to three proposals side by side: what each reached, and who sits elsewhere than in the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core.text import Text
from app.jobs.rules import WorkState
from app.people.rules import Actor
from app.teams import queries as teams
from app.teams.models import Proposal
from app.teams.proposals import policy
from app.teams.proposals.asked import said_by
from app.teams.proposals.queries import as_division, asked, spots_in
from app.teams.proposals.rules import Spots, differences, renumbered
from app.teams.proposals.standing import Standing, standing
from app.teams.queries import Division
from app.teams.rules import Roster
from app.teams.solving.facts import facts
from app.teams.solving.problem import Student

MOST = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One of the proposals; its teams stand in the order of those of the first that they are most like."""

    proposal: Proposal
    division: Division
    rosters: Sequence[Roster]
    standing: Standing
    reached: Sequence[Text]
    changed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The columns, the first one being what the others are compared with, beside the teams as they are."""

    present: Division
    columns: Sequence[Column]


def comparison_visible_to(session: Session, actor: Actor, course_id: int, wanted: Sequence[int]) -> Comparison:
    """Load proposals of a course to compare, in the order asked for (7 statements); else the newest.

    Those that are of another course, or not ready, are left out. Raises NotFound for strangers, Forbidden for students.
    """
    course, formation = teams.course_and_formation(session, course_id)
    policy.may_read(actor, course).require()
    present = teams.division(session, course, formation)
    ready = session.exec(
        select(Proposal)
        .where(Proposal.course_id == course.id, Proposal.state == WorkState.READY)
        .order_by(col(Proposal.number).desc())
    ).all()
    by_id = {row.id: row for row in ready}
    rows = [by_id[one] for one in dict.fromkeys(wanted) if one in by_id][:MOST] or list(ready[:MOST])
    spots = spots_in(session, [row.id for row in rows])
    students, _ = said_by(session, course.id, present.everybody, apart=False)
    first = spots.get(rows[0].id, {}) if rows else {}
    return Comparison(present, [_column(present, row, spots.get(row.id, {}), first, students) for row in rows])


def _column(present: Division, row: Proposal, own: Spots, first: Spots, students: Sequence[Student]) -> Column:
    division = as_division(present, own, row.settings.get("names", {}))
    problem = asked(present, row.settings, students, frozenset())
    now, alike = standing(problem, own), renumbered(first, own)
    places = {spot.team_number: alike[person].team_number or 0 for person, spot in own.items()}
    rosters = sorted(division.rosters, key=lambda roster: places.get(roster.number, 0))
    return Column(row, division, rosters, now, facts(now.costs, problem.goals), frozenset(differences(first, alike)))
