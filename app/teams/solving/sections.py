"""Large courses: divide the cast people into sections of a few teams, each a question of its own."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.teams.rules import Role
from app.teams.solving.company import Company
from app.teams.solving.problem import Problem, Seat
from app.teams.solving.search import Clock, Infeasible, search

TRIES = 6
Roles = Mapping[int, tuple[Role, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its question, with teams numbered from 1, and how many teams come before it."""

    problem: Problem
    first: int


def divide(problem: Problem, roles: Roles, size: int) -> list[Part]:
    """Deal the people to sections so that each has its share of every kind of roles; pinned teams stay whole."""
    count = -(-problem.teams // size)
    teams = [problem.teams * (n + 1) // count - problem.teams * n // count for n in range(count)]
    first = [sum(teams[:n]) for n in range(count)]
    room = [0.0] * count
    people: list[list[int]] = [[] for _ in range(count)]
    for person, pin in problem.pins.items():
        if pin.team is not None:
            people[max(n for n in range(count) if first[n] < pin.team)].append(person)
    held: list[dict[Role, int]] = [dict.fromkeys(problem.roles, 0) for _ in range(count)]
    for n in range(count):
        for person in people[n]:
            _take(held[n], roles[person])
    placed = {person for part in people for person in part}
    order = [one.id for one in problem.students if one.id not in placed]
    random.Random(problem.seed).shuffle(order)  # noqa: S311 -- to deal fairly, not to hide
    totals = {role: sum(role in held for held in roles.values()) for role in problem.roles}
    # rare roles first: who holds what few hold decides where they are needed
    order.sort(key=lambda person: min(totals[role] for role in roles[person]))
    for person in order:
        n = min(range(count), key=lambda n: _fullness(n, person, roles, held, people, teams, problem))
        people[n].append(person)
        _take(held[n], roles[person])
    _ = room
    by_id = {one.id: one for one in problem.students}
    return [_part(problem, [by_id[p] for p in sorted(people[n])], teams[n], first[n]) for n in range(count)]


def _take(held: dict[Role, int], roles: tuple[Role, ...]) -> None:
    for role in roles:
        held[role] += 1


def _fullness(
    n: int,
    person: int,
    roles: Roles,
    held: list[dict[Role, int]],
    people: list[list[int]],
    teams: list[int],
    problem: Problem,
) -> tuple[float, float, int]:
    """How badly a section needs somebody: the fullest of their roles first, then its people."""
    over = max((held[n][role] + 1) / teams[n] > problem.roles[role].most for role in roles[person])
    fullest = max(held[n][role] / teams[n] / max(1, problem.roles[role].least) for role in roles[person])
    return (float(over), fullest, len(people[n]) * 1000 // teams[n])


def _part(problem: Problem, students: list, teams: int, first: int) -> Part:  # type: ignore[type-arg]
    ids = {one.id for one in students}
    pins = {
        person: replace(pin, team=pin.team - first if pin.team is not None else None)
        for person, pin in problem.pins.items()
        if person in ids
    }
    apart = frozenset(pair for pair in problem.apart if ids.issuperset(pair))
    own = replace(problem, students=tuple(students), teams=teams, pins=pins, apart=apart)
    return Part(own, first)


def repair(problem: Problem, part: Part, seats: Mapping[int, Seat], roles: Roles, clock: Clock) -> dict[int, Seat]:
    """Seat a section that could not be seated together with another one, whose seats are searched for anew."""
    first = part.first
    others = sorted({seat.team for seat in seats.values()})
    chance = random.Random(problem.seed + first)  # noqa: S311 -- to look elsewhere, not to hide
    for _ in range(TRIES):
        chosen = sorted(chance.sample(others, min(4, len(others))))
        numbers = [*chosen, *range(first + 1, first + part.problem.teams + 1)]
        ids = {p for p, seat in seats.items() if seat.team in chosen} | {one.id for one in part.problem.students}
        own = replace(
            problem,
            students=tuple(one for one in problem.students if one.id in ids),
            teams=len(numbers),
            apart=frozenset(pair for pair in problem.apart if ids.issuperset(pair)),
            pins={
                p: replace(pin, team=numbers.index(pin.team) + 1 if pin.team is not None else None)
                for p, pin in problem.pins.items()
                if p in ids
            },
        )
        company = Company(own, {p: roles[p] for p in ids})
        try:
            found = search(company.model, clock, own.seed)
        except Infeasible:
            continue
        if found is not None:
            seated = company.seats(found, roles)
            return {person: replace(seat, team=numbers[seat.team - 1]) for person, seat in seated.items()}
    return {}
