"""The search for teams beside four simpler ways, on courses made from seeds: value, bound, worst rank, time, memory.

Values are points of score.py; less is better. ``python -m bench teams``; on a table of a real course (_roster.py)
``python -m bench.teams roster.csv``.
"""

import random
import resource
import sys
import time
from pathlib import Path

from app.teams.proposals.rules import Goal, Weight
from app.teams.rules import DEFAULT_ROLES, Band, Role
from app.teams.solving.problem import Answer, Problem, Seat, Student
from app.teams.solving.score import broken, costs
from app.teams.solving.solve import solve
from bench._genetic import evolved
from bench._roster import read

SIZES = ((65, 8, 10.0), (500, 62, 20.0), (2000, 250, 40.0))
SEEDS = range(2, 9)
"""Further courses of the smallest size: how often the best is proven."""
GOALS = {
    Goal.RANKS: Weight.MOST,
    Goal.TOGETHER: Weight.LITTLE,
    Goal.TIME: Weight.IMPORTANT,
    Goal.EXPERIENCE: Weight.IMPORTANT,
}
CRAFTS = ("writing", "acting", "filming", "recording", "editing", "organising")
SWAPPING = 10.0
"""Seconds for the heuristic."""
Seats = dict[int, Seat]


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 -- courses, not secrets


def course(students: int, teams: int, seed: int, apart: int = 10) -> Problem:
    """Make a course: circles of friends, evenings and weekends free, three ranked roles each."""
    chance = _chance(seed)
    ids = list(range(1, students + 1))
    waiting, circles = ids[:], {}
    chance.shuffle(waiting)
    while waiting:
        size = chance.choice((1, 2, 2, 3, 3, 4))
        circle, waiting = waiting[:size], waiting[size:]
        circles.update(dict.fromkeys(circle, circle))
    made = tuple(_student(chance, one, [other for other in circles[one] if other != one]) for one in ids)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < apart:
        one, two = sorted(chance.sample(ids, 2))
        pairs.add((one, two))
    return Problem(made, teams, Band(7, 9), DEFAULT_ROLES, 2, frozenset(pairs), {}, GOALS, 49, seed)


def _student(chance: random.Random, one: int, friends: list[int]) -> Student:
    free = 0
    for slot in range(49):
        day, row = divmod(slot, 7)
        likely = 0.75 if day > 4 and row else 0.7 if row > 4 and day < 4 else 0.15
        free |= (chance.random() < likely) << slot
    return Student(
        one,
        tuple(chance.sample(list(DEFAULT_ROLES), 3)),
        {craft: chance.choice((0, 0, 1, 1, 2, 3)) for craft in CRAFTS},
        tuple(chance.sample(friends, min(len(friends), chance.randint(0, 2)))),
        free,
    )


def dealt(problem: Problem, chance: random.Random) -> Seats:
    """Deal people to teams by chance, then give each team its roles in turn: random with repair."""
    ids = [one.id for one in problem.students]
    chance.shuffle(ids)
    teams = {person: place % problem.teams + 1 for place, person in enumerate(ids)}
    return _cast(problem, teams, greedy=False, chance=chance)


def greedy(problem: Problem, chance: random.Random) -> Seats:
    """Seat circles of friends together while there is room, and give each team the roles its people rank best."""
    room = {t: len(problem.students) // problem.teams + 1 for t in range(1, problem.teams + 1)}
    teams: dict[int, int] = {}
    students = list(problem.students)
    chance.shuffle(students)
    for one in students:
        near = [teams[other] for other in one.together if other in teams and room[teams[other]]]
        team = near[0] if near else max(room, key=lambda t: room[t])
        teams[one.id] = team
        room[team] -= 1
    return _cast(problem, teams, greedy=True, chance=chance)


def swapped(problem: Problem, chance: random.Random) -> Seats:
    """Keep the better of random swaps between teams."""
    best = greedy(problem, chance)
    value = _penalised(problem, best)
    until = time.monotonic() + SWAPPING
    ids = list(best)
    while time.monotonic() < until:
        one, two = chance.sample(ids, 2)
        trial = {**best, one: best[two], two: best[one]}
        worth = _penalised(problem, trial)
        if worth <= value:
            best, value = trial, worth
    return best


def genetic(problem: Problem, chance: random.Random) -> Seats:
    """Evolve who sits with whom by gruepr's objective, then give out the roles as well as they go."""
    return _cast(problem, evolved(problem, chance, SWAPPING), greedy=True, chance=chance)


def _penalised(problem: Problem, seats: Seats) -> int:
    return costs(problem, seats).total(problem) + 10**9 * len(broken(problem, seats))


def _cast(problem: Problem, teams: dict[int, int], *, greedy: bool, chance: random.Random) -> Seats:
    held: dict[int, list[Role]] = {person: [] for person in teams}
    by_id = {one.id: one for one in problem.students}
    for t in range(1, problem.teams + 1):
        people = [person for person, team in teams.items() if team == t]
        for role, band in problem.roles.items():
            order = people[:]
            chance.shuffle(order)
            if greedy:
                order.sort(key=lambda person: (len(held[person]), problem.rank(by_id[person], role)))
            else:
                order.sort(key=lambda person: len(held[person]))
            for person in order[: band.least]:
                held[person].append(role)
        for person in people:
            if not held[person]:
                held[person].append(Role.CAST)
    return {person: Seat(teams[person], tuple(held[person])) for person in teams}


def main() -> None:
    """Print a row for each way and size."""
    print(
        f"{'people':>6} {'way':12} {'broken':>6} {'worst':>5} {'ranks':>6} {'company':>8} {'first s':>8} {'s':>6} {'MB':>6}"
    )
    if len(sys.argv) > 1 and sys.argv[1].endswith(".csv"):
        problem = read(Path(sys.argv[1]), {**GOALS, Goal.MIX: Weight.LITTLE}, Band(7, 9))
        _beside(problem, SIZES[0][2])
        return
    for students, teams, seconds in SIZES:
        _beside(course(students, teams, seed=1), seconds)
    students, teams, seconds = SIZES[0]
    for seed in SEEDS:
        _search(course(students, teams, seed), students, seconds)


def _beside(problem: Problem, seconds: float) -> None:
    students = len(problem.students)
    for name, way in (("random", dealt), ("greedy", greedy), ("swaps", swapped), ("genetic", genetic)):
        begun = time.monotonic()
        _row(problem, students, name, way(problem, _chance(1)), time.monotonic() - begun)
    _search(problem, students, seconds)


def _search(problem: Problem, students: int, seconds: float) -> None:
    told: list[Answer] = []
    begun = time.monotonic()
    found = solve(problem, seconds, news=told.append)
    took = time.monotonic() - begun
    if found is None:
        print(f"{students:6} {'search':12} nothing found in {took:.1f} s")
        return
    _row(problem, students, "search", dict(found.seats), took, told[0].seconds if told else None)
    gap = found.value - found.bound
    print(f"{'':6} {'proven best' if found.proven else f'not proven, {gap} points open'}")


def _row(problem: Problem, students: int, name: str, seats: Seats, took: float, first: float | None = None) -> None:
    cost = costs(problem, seats)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    shown = "" if first is None else f"{first:.2f}"
    print(
        f"{students:6} {name:12} {len(broken(problem, seats)):6} {cost.worst:5} {cost.ranks:6} "
        f"{cost.company(problem):8} {shown:>8} {took:6.1f} {memory:6}"
    )


if __name__ == "__main__":
    main()
