"""Writes of the swap desk."""

from sqlmodel import Session

from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.text import say
from app.courses.enrolments import queries as enrolments
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams import queries as teams
from app.teams.actions.held import changed, hold, put
from app.teams.models import Swap
from app.teams.queries import Division
from app.teams.rules import Member, Roster
from app.teams.swaps import policy, queries
from app.teams.swaps.rules import SwapState
from app.teams.swaps.schemas import SwapInput


def ask_swap(session: Session, actor: Actor, course_id: int, data: SwapInput) -> Swap:
    """Ask a student with a team to change places. Raises Invalid for others, Conflict when that is open already."""
    course, formation = hold(session, course_id)
    policy.may_ask(actor, course, formation).require()
    division = teams.division(session, course, formation)
    if data.person_id == actor.person_id or not any(roster.member(data.person_id) for roster in division.rosters):
        raise Invalid(say("Choose somebody else who has a team."), field="person_id")
    if queries.open_between(session, course_id, actor.person_id, data.person_id):
        raise Conflict(say("The two of you have a swap open already."))
    swap = Swap(
        course_id=course_id,
        asker_id=actor.person_id,
        other_id=data.person_id,
        words=data.words,
        created_at=clock.now(),
    )
    session.add(swap)
    session.flush()
    _tell(session, actor, "swap.asked", swap, [data.person_id])
    return swap


def step_swap(session: Session, actor: Actor, swap_id: int, after: SwapState) -> Swap:
    """Bring a swap to its next state. Done means that both have changed places, in this transaction.

    Raises Conflict when it is past that step, or when one of the two has no place any more.
    """
    course_id = queries.swap_of(session, swap_id).course_id
    course, formation = hold(session, course_id)
    swap = queries.swap_of(session, swap_id)
    session.refresh(swap)
    decision = policy.may_take(actor, course, swap, after)
    if not decision and not decision.hidden:
        raise Conflict(decision.reason)
    decision.require()
    if after is SwapState.DONE:
        _change_places(session, teams.division(session, course, formation), swap)
        changed(formation)
    swap.state, swap.decided_at = after, clock.now()
    told = [swap.asker_id, swap.other_id]
    if after is SwapState.AGREED:
        told += enrolments.instructors_of(session, course_id)
    _tell(session, actor, f"swap.{after.value}", swap, told)
    return swap


def _change_places(session: Session, division: Division, swap: Swap) -> None:
    one, here = _placed(division, swap.asker_id)
    two, there = _placed(division, swap.other_id)
    course_id = division.course.id
    put(session, course_id, one.person_id, there.team_id, two.roles)
    put(session, course_id, two.person_id, here.team_id, one.roles)


def _placed(division: Division, person_id: int) -> tuple[Member, Roster]:
    member, roster = division.find(person_id)
    if roster is None:
        raise Conflict(say("%(name)s has no team any more.", name=member.name))
    return member, roster


def _tell(session: Session, actor: Actor, verb: str, swap: Swap, tell: list[int]) -> None:
    names = {person.id: person.name for person in enrolments.persons(session, [swap.asker_id, swap.other_id])}
    journal.record(
        session,
        actor,
        verb,
        swap,
        course_id=swap.course_id,
        tell=tell,
        href=f"/courses/{swap.course_id}/swaps",
        asker=names[swap.asker_id],
        other=names[swap.other_id],
    )
