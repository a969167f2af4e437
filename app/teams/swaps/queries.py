"""Reads of the swap desk."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from app.core.errors import NotFound
from app.people.models import Person
from app.people.rules import Actor
from app.teams import queries as teams
from app.teams.models import KeepApart, Swap, Wish
from app.teams.queries import Division
from app.teams.rules import Member, Roster
from app.teams.swaps import policy
from app.teams.swaps.rules import OPEN


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A swap with both names."""

    swap: Swap
    asker: str
    other: str

    @property
    def open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.swap.state in OPEN


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk as somebody sees it: the division, and the swaps that concern them, newest first."""

    division: Division
    swaps: list[SwapRow]

    def place(self, person_id: int) -> tuple[Member, Roster | None]:
        """Give who that is and where, as it stands now. Raises NotFound."""
        return self.division.find(person_id)

    def clashes(self, swap: Swap, pairs: Iterable[tuple[int, int]]) -> list[str]:
        """Name the pairs to be kept apart who would share a team after this swap."""
        change = {swap.asker_id: swap.other_id, swap.other_id: swap.asker_id}
        where = {member.person_id: roster.team_id for roster in self.division.rosters for member in roster.members}
        after = {person: where.get(change.get(person, person)) for person in where}
        names = {member.person_id: member.name for member in self.division.everybody}
        return [
            f"{names.get(one, '–')} – {names.get(two, '–')}"
            for one, two in sorted(pairs)
            if {one, two} & set(change) and after.get(one) is not None and after.get(one) == after.get(two)
        ]


def desk_visible_to(session: Session, actor: Actor, course_id: int) -> Desk:
    """Load the desk (5 statements): all swaps for the staff, one's own for students. Raises NotFound for strangers."""
    division = teams.division_visible_to(session, actor, course_id)
    policy.may_see_desk(actor, division.course).require()
    return Desk(division, _swaps(session, course_id, None if actor.assists(course_id) else actor.person_id))


def swap_of(session: Session, swap_id: int) -> Swap:
    """Load a swap. Raises NotFound."""
    swap = session.get(Swap, swap_id)
    if swap is None:
        raise NotFound
    return swap


def swap_visible_to(session: Session, actor: Actor, swap_id: int) -> Swap:
    """Load a swap for the two it concerns and the staff. Raises NotFound for everybody else."""
    swap = swap_of(session, swap_id)
    if actor.person_id not in {swap.asker_id, swap.other_id} and not actor.assists(swap.course_id):
        raise NotFound
    return swap


def open_between(session: Session, course_id: int, one: int, other: int) -> Swap | None:
    """Find an open swap of the same two."""
    rows = session.exec(select(Swap).where(Swap.course_id == course_id, col(Swap.state).in_(list(OPEN)))).all()
    return next((swap for swap in rows if {swap.asker_id, swap.other_id} == {one, other}), None)


def apart_pairs(session: Session, course_id: int) -> set[tuple[int, int]]:
    """Load who must be kept apart from whom, smaller id first (1 statement); for instructors only."""
    rows = session.exec(
        select(Wish.person_id, KeepApart.person_id)
        .join(KeepApart, col(KeepApart.wish_id) == Wish.id)
        .where(Wish.course_id == course_id)
    ).all()
    return {(min(pair), max(pair)) for pair in rows}


def _swaps(session: Session, course_id: int, person_id: int | None) -> list[SwapRow]:
    asker, other = aliased(Person), aliased(Person)
    statement = (
        select(Swap, asker.name, other.name)
        .join(asker, col(asker.id) == Swap.asker_id)
        .join(other, col(other.id) == Swap.other_id)
        .where(Swap.course_id == course_id)
        .order_by(col(Swap.id).desc())
    )
    if person_id is not None:
        statement = statement.where(or_(col(Swap.asker_id) == person_id, col(Swap.other_id) == person_id))
    return [SwapRow(swap, one, two) for swap, one, two in session.exec(statement).all()]
