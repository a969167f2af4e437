"""Reads of joining."""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from app.core.errors import NotFound
from app.people.models import Person
from app.people.rules import Actor
from app.teams.models import Call, Team


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call with the names of both sides."""

    call: Call
    team_name: str
    person_name: str


def calls_visible_to(session: Session, actor: Actor, course_id: int) -> list[CallRow]:
    """Load what waits for an answer around the actor: their own calls and those of their team (1 statement).

    Raises NotFound for strangers.
    """
    if not actor.belongs_to(course_id):
        raise NotFound
    around = [col(Call.person_id) == actor.person_id]
    team_id = actor.team_in(course_id)
    if team_id is not None:
        around.append(col(Call.team_id) == team_id)
    rows = session.exec(
        select(Call, Team.name, Person.name)
        .join(Team, col(Team.id) == Call.team_id)
        .join(Person, col(Person.id) == Call.person_id)
        .where(Team.course_id == course_id, or_(*around))
        .order_by(col(Call.id))
    ).all()
    return [CallRow(call, team, person) for call, team, person in rows]


def call_of(session: Session, call_id: int) -> tuple[Call, Team]:
    """Load a call with its team. Raises NotFound."""
    found = session.exec(select(Call, Team).join(Team, col(Team.id) == Call.team_id).where(Call.id == call_id)).first()
    if found is None:
        raise NotFound
    return found


def call_between(session: Session, team_id: int, person_id: int) -> Call | None:
    """Load what stands between a team and a person."""
    return session.exec(select(Call).where(Call.team_id == team_id, Call.person_id == person_id)).first()
