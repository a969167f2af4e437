"""Who sits with whom, with the roles left open: a team needs people enough who could do each role.

Everybody counts for one role near to their wish. What a team then lacks is filled by those who have room for a further
role, whoever they are. That is far smaller than saying who does what where; every division obeys it, so its bound holds
for all of them; and ``roles.cast`` gives out the roles team by team afterwards. That fails only where the one with room
is the one who holds the role already: then the exact model (joint.py) decides.
"""

from dataclasses import dataclass
from typing import Any

from app.teams.rules import Role
from app.teams.solving.company import Company
from app.teams.solving.problem import UNRANKED, Problem, Student
from app.teams.solving.score import ROLES, best_rank


@dataclass(frozen=True, slots=True)
class Lot:
    """How near to the wishes the roles are: the rank of the worst-off, and the sum of all ranks."""

    worst: int
    ranks: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way of counting somebody: for these roles, at this rank, with room for so many further roles."""

    roles: tuple[Role, ...]
    rank: int
    room: int


def ways(problem: Problem, one: Student, worst: int) -> list[Way]:
    """Give the ways in which somebody may count, none of a worse rank than ``worst``."""
    pin = problem.pins.get(one.id)
    if pin and pin.roles is not None:
        return [Way(pin.roles, best_rank(problem, one, pin.roles), 0)]
    ranks = {role: problem.rank(one, role) for role in problem.roles}
    if not any(ranks.values()):
        return [Way((), 0, problem.per_person)]
    near = [
        Way((role,), rank, problem.per_person - 1) for role, rank in ranks.items() if rank <= min(worst, UNRANKED - 1)
    ]
    return near if worst < UNRANKED else [*near, Way((), UNRANKED, problem.per_person)]


class Division:
    """The model. ``lot``: only roles as near to the wishes as this; None looks for the nearest, above all company."""

    def __init__(self, problem: Problem, lot: Lot | None) -> None:
        self.problem, self.company = problem, Company(problem)
        self.model = self.company.model
        worst = UNRANKED if lot is None else lot.worst
        self.ways = {one.id: ways(problem, one, worst) for one in problem.students}
        self.counts = self._counts()
        self._quotas()
        self._name_teams()
        ranks = sum(
            way.rank * count for (person, k, _), count in self.counts.items() if (way := self.ways[person][k]).rank
        )
        self.points = self.company.points
        if lot is not None:
            self.model.add(ranks == lot.ranks)
        else:
            self._nearest(ranks)

    def _counts(self) -> dict[tuple[int, int, int], Any]:
        """Add who counts in which way where: (person, way, team)."""
        sits, counts = self.company.sits, {}
        for person, found in self.ways.items():
            for t in self.company.numbers:
                if len(found) == 1:
                    counts[person, 0, t] = sits[person, t]
                    continue
                for k in range(len(found)):
                    counts[person, k, t] = self.model.new_bool_var(f"c{person}.{k}.{t}")
                self.model.add(sum(counts[person, k, t] for k in range(len(found))) == sits[person, t])
        return counts

    def _quotas(self) -> None:
        for t in self.company.numbers:
            here = [(self.ways[person][k], count) for (person, k, team), count in self.counts.items() if team == t]
            lacks = []
            for role, band in self.problem.roles.items():
                holders = sum(count for way, count in here if role in way.roles)
                self.model.add(holders <= band.most)
                if band.least:
                    lack = self.model.new_int_var(0, band.least, f"l{t}.{role.value}")
                    self.model.add(lack >= band.least - holders)
                    lacks.append(lack)
            self.model.add(sum(lacks) <= sum(way.room * count for way, count in here))

    def _name_teams(self) -> None:
        """Call the team of the i-th director team i: eight teams have 40,320 names, and one is enough."""
        if any(pin.team is not None for pin in self.problem.pins.values()):
            return
        longest: list[int] = []
        for role, band in self.problem.roles.items():
            if band.most == 1:
                mine = [p for p, found in self.ways.items() if all(role in way.roles for way in found)]
                longest = max(longest, mine, key=len)
        for t, person in zip(self.company.numbers, longest, strict=False):
            self.model.add(self.company.sits[person, t] == 1)

    def _nearest(self, ranks: Any) -> None:
        worst = self.model.new_int_var(0, UNRANKED, "worst")
        for (person, k, _), count in self.counts.items():
            self.model.add(worst >= self.ways[person][k].rank * count)
        unit = UNRANKED * len(self.problem.students) + 1
        self.points = ROLES * (worst * unit + ranks) + self.company.points
        self.model.minimize(self.points)
