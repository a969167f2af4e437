"""What a team's page of stages and gates shows."""

from dataclasses import dataclass

from sqlmodel import Session

from app.books import policy
from app.books import queries as books
from app.books.gates import queries as gates
from app.books.gates import rules
from app.books.gates.rules import Gate
from app.courses.models import Course
from app.courses.rules import Stage
from app.insights.queries.facts import facts_of_team
from app.insights.rules import Facts, by_work, stage_of
from app.people.rules import Actor
from app.teams.models import Team


@dataclass(frozen=True, slots=True)
class GatesPage:
    """A team with its stage and the gates before the stages, in order."""

    team: Team
    course: Course
    facts: Facts
    stage: Stage
    gates: list[Gate]


def gates_page(session: Session, actor: Actor, team_id: int) -> GatesPage:
    """Load a team's gates (3 statements). Raises NotFound for who does not see its book."""
    team, course = books.team_and_course(session, team_id)
    policy.may_see_book(actor, team).require()
    facts = facts_of_team(session, team_id)
    decided = gates.decided_for(session, team_id)
    return GatesPage(team, course, facts, stage_of(facts), rules.gates(by_work(facts), decided))
