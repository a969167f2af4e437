"""Large courses: divide the cast people into sections of a few teams, each a question of its own."""

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from app.teams.rules import Role
from app.teams.solving.problem import Problem, Seat
from app.teams.solving.search import Clock, Infeasible, search

NEIGHBOURS = 4
"""Teams of other sections that one which cannot be seated is mixed with."""
Roles = Mapping[int, tuple[Role, ...]]
Kinds = Mapping[tuple[Role, ...], list[int]]


@dataclass(frozen=True, slots=True)
class Part:
    """Some teams as a question of their own, numbered from 1; ``numbers`` are theirs in the whole."""

    problem: Problem
    numbers: tuple[int, ...]

    def lifted(self, seats: Mapping[int, Seat]) -> dict[int, Seat]:
        """Give seats with the numbers of the whole."""
        return {person: replace(seat, team=self.numbers[seat.team - 1]) for person, seat in seats.items()}

    def within(self, seats: Mapping[int, Seat]) -> dict[int, Seat]:
        """Give the seats of its people with its own numbers."""
        mine = {one.id: seats[one.id] for one in self.problem.students}
        return {person: replace(seat, team=self.numbers.index(seat.team) + 1) for person, seat in mine.items()}


def divide(problem: Problem, roles: Roles, size: int, clock: Clock) -> list[Part]:
    """Deal the people to sections so that each has the roles its teams need; circles of friends stay together.

    How many of each kind of roles go where is a small search of whole numbers. Empty when no way was found in time.
    """
    count = -(-problem.teams // size)
    teams = [problem.teams * (n + 1) // count - problem.teams * n // count for n in range(count)]
    first = [sum(teams[:n]) for n in range(count)]
    kinds: dict[tuple[Role, ...], list[int]] = {}
    for one in problem.students:
        kinds.setdefault(tuple(sorted(roles[one.id])), []).append(one.id)
    fixed = {p: _section_of(pin.team, first) for p, pin in problem.pins.items() if pin.team is not None}
    shares = _shares(problem, kinds, teams, fixed, clock)
    if shares is None:
        return []
    people = _deal(problem, kinds, shares, fixed)
    return [part_of(problem, people[n], tuple(range(first[n] + 1, first[n] + teams[n] + 1))) for n in range(count)]


def _section_of(team: int, first: list[int]) -> int:
    return max(n for n, before in enumerate(first) if before < team)


def _shares(
    problem: Problem, kinds: Kinds, teams: list[int], fixed: Mapping[int, int], clock: Clock
) -> dict[tuple[tuple[Role, ...], int], int] | None:
    """Find how many people of each kind go to each section; None when these roles cannot be divided, or not in time."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- loaded only where teams are searched for

    model = cp_model.CpModel()
    goes = {}
    for kind, people in kinds.items():
        for n in range(len(teams)):
            least = sum(fixed.get(person) == n for person in people)
            goes[kind, n] = model.new_int_var(least, len(people), f"{kind}{n}")
        model.add(sum(goes[kind, n] for n in range(len(teams))) == len(people))
    for n, number in enumerate(teams):
        everybody = sum(goes[kind, n] for kind in kinds)
        model.add_linear_constraint(everybody, problem.size.least * number, problem.size.most * number)
        for role, band in problem.roles.items():
            holders = sum(goes[kind, n] for kind in kinds if role in kind)
            model.add_linear_constraint(holders, band.least * number, band.most * number)
    try:
        with clock.part(clock.work_left / 4) as own:
            found = search(model, own, problem.seed)
    except Infeasible:
        found = None  # other roles might be divided: this proves nothing of the question
    if found is None:
        return None
    return {key: found.value(variable) for key, variable in goes.items()}


def _deal(
    problem: Problem,
    kinds: Kinds,
    shares: dict[tuple[tuple[Role, ...], int], int],
    fixed: Mapping[int, int],
) -> dict[int, list[int]]:
    """Seat people by kind, next to those they named where there is room; who is pinned first."""
    kind_of = {person: kind for kind, people in kinds.items() for person in people}
    section: dict[int, int] = {}
    count = 1 + max(n for _, n in shares)

    def seat(person: int, n: int) -> None:
        shares[kind_of[person], n] -= 1
        section[person] = n

    for person, n in fixed.items():
        seat(person, n)
    order = [one for one in problem.students if one.id not in section]
    random.Random(problem.seed).shuffle(order)  # noqa: S311 -- to deal fairly, not to hide
    waiting = {one.id: one for one in order}
    while waiting:
        circle = [next(iter(waiting))]
        for person in circle:
            one = waiting.pop(person, None)
            if one is None:
                continue
            near = [section[other] for other in one.together if other in section]
            free = [n for n in range(count) if shares[kind_of[person], n] > 0]
            seat(person, next((n for n in near if n in free), max(free, key=lambda n: shares[kind_of[person], n])))
            circle += [other for other in one.together if other in waiting]
    people: dict[int, list[int]] = {n: [] for n in range(count)}
    for person, n in section.items():
        people[n].append(person)
    return people


def part_of(problem: Problem, people: Collection[int], numbers: tuple[int, ...]) -> Part:
    """Ask for these people in these teams alone."""
    pins = {
        person: replace(pin, team=numbers.index(pin.team) + 1 if pin.team is not None else None)
        for person, pin in problem.pins.items()
        if person in people
    }
    own = replace(
        problem,
        students=tuple(one for one in problem.students if one.id in people),
        teams=len(numbers),
        pins=pins,
        apart=frozenset(pair for pair in problem.apart if pair[0] in people and pair[1] in people),
    )
    return Part(own, numbers)


def mixed(problem: Problem, part: Part, seats: Mapping[int, Seat], chance: random.Random) -> Part:
    """Put a section that could not be seated together with some teams of others."""
    others = sorted({seat.team for seat in seats.values()} - set(part.numbers))
    chosen = chance.sample(others, min(NEIGHBOURS, len(others)))
    people = {person for person, seat in seats.items() if seat.team in chosen}
    return part_of(problem, people | {one.id for one in part.problem.students}, (*sorted(chosen), *part.numbers))
