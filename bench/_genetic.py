"""A genetic heuristic with the objective of gruepr, as a baseline: who sits with whom only, for it knows no roles.

A genome is an order of the students, cut into teams. A team scores what it reaches of each goal between 0 and 1, times
the goal's weight, less one for each pair that must be apart; a division scores the harmonic mean of its teams, which
favours the worst of them (the plain mean when a team is at nothing). Ordered crossover, tournaments, a few elites.
"""

import random
import time
from collections.abc import Sequence
from itertools import pairwise
from statistics import harmonic_mean, mean

from app.teams.proposals.rules import Goal
from app.teams.solving.problem import Problem, Student
from app.teams.solving.score import absent, crafts, skilled

GENOMES, ELITES, TOURNAMENT = 120, 4, 4
MUTATED = 0.3


def evolved(problem: Problem, chance: random.Random, seconds: float) -> dict[int, int]:
    """Give the team of everybody after so many seconds of evolution."""
    makers = _Makers(problem, chance)
    ids = [one.id for one in problem.students]
    crowd = sorted((makers.scored(chance.sample(ids, len(ids))) for _ in range(GENOMES)), reverse=True)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        children = [makers.scored(makers.child(crowd)) for _ in range(GENOMES - ELITES)]
        crowd = sorted([*crowd[:ELITES], *children], reverse=True)
    return {person: t for t, team in enumerate(makers.cut(crowd[0][1]), start=1) for person in team}


class _Makers:
    """What makes and scores genomes of one problem."""

    def __init__(self, problem: Problem, chance: random.Random) -> None:
        self.problem, self.chance = problem, chance
        self.by_id = {one.id: one for one in problem.students}
        self.crafts = crafts(problem)
        self.goals = {goal: problem.points(goal) for goal in (Goal.TOGETHER, Goal.TIME, Goal.EXPERIENCE)}

    def cut(self, genome: Sequence[int]) -> list[Sequence[int]]:
        """Cut an order into teams whose sizes differ by one at most."""
        size, rest = divmod(len(genome), self.problem.teams)
        ends = [t * size + min(t, rest) for t in range(self.problem.teams + 1)]
        return [genome[start:end] for start, end in pairwise(ends)]

    def scored(self, genome: list[int]) -> tuple[float, list[int]]:
        """Put a genome behind its score."""
        scores = [self._team([self.by_id[person] for person in team]) for team in self.cut(genome)]
        return (harmonic_mean(scores) if min(scores) > 0 else mean(scores)), genome

    def child(self, crowd: Sequence[tuple[float, list[int]]]) -> list[int]:
        """Cross two winners of tournaments: a stretch of the one, the others in the order of the other."""
        chance = self.chance
        one, two = (max(chance.sample(crowd, TOURNAMENT))[1] for _ in range(2))
        start, end = sorted(chance.sample(range(len(one) + 1), 2))
        kept = set(one[start:end])
        others = [person for person in two if person not in kept]
        born = [*others[:start], *one[start:end], *others[start:]]
        if chance.random() < MUTATED:
            a, b = chance.sample(range(len(born)), 2)
            born[a], born[b] = born[b], born[a]
        return born

    def _team(self, team: Sequence[Student]) -> float:
        here = {one.id for one in team}
        asked = [one for one in team if one.together]
        reached = {
            Goal.TOGETHER: sum(bool(here & set(one.together)) for one in asked) / len(asked) if asked else 1,
            Goal.TIME: 1 - absent(team, self.problem.slots)[1] / len(team),
            Goal.EXPERIENCE: sum(any(skilled(one, craft) for one in team) for craft in self.crafts)
            / max(1, len(self.crafts)),
        }
        apart = sum(a in here and b in here for a, b in self.problem.apart)
        weight = sum(self.goals.values()) or 1
        return sum(reached[goal] * points for goal, points in self.goals.items()) / weight - apart
