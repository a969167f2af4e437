"""Roles and seats at once: when the best roles cannot be seated, and to prove that no others make better company."""

import math
from collections.abc import Mapping

from app.teams.rules import Role
from app.teams.solving.company import Company
from app.teams.solving.problem import UNRANKED, Problem, Seat, Student
from app.teams.solving.roles import rank_variables, role_variables
from app.teams.solving.score import ROLES
from app.teams.solving.search import Clock, Found, search


def solve_jointly(problem: Problem, clock: Clock) -> tuple[dict[int, Seat], bool] | None:
    """Find roles and seats together, and whether they are proven best; None without any in time. Raises Infeasible."""
    joint = _Joint(problem)
    unit = UNRANKED * len(problem.students) + 1
    joint.model.minimize(ROLES * (joint.worst * unit + joint.ranks) + joint.company.points)
    found = search(joint.model, clock, problem.seed)
    return (joint.read(found), found.proven) if found else None


def improve(
    problem: Problem, seats: Mapping[int, Seat], worst: int, ranks: int, clock: Clock
) -> tuple[dict[int, Seat] | None, int]:
    """Look for better company among all roles of the same ranks; returns it, and what no such company can beat."""
    joint = _Joint(problem)
    joint.model.add(joint.worst == worst)
    joint.model.add(joint.ranks == ranks)
    joint.model.minimize(joint.company.points)
    joint.company.hint(seats)
    for (person, role), held in joint.holds.items():
        joint.model.add_hint(held, int(role in seats[person].roles))
    found = search(joint.model, clock, problem.seed)
    return (joint.read(found), math.ceil(found.bound - 1e-6)) if found else (None, 0)


class _Joint:
    """Both kinds of variables, tied: who holds a role in which team."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.company = problem, Company(problem, None)
        model = self.model = self.company.model
        holds = self.holds = role_variables(model, problem)
        sits = self.company.sits
        for role, band in problem.roles.items():
            for t in self.company.numbers:
                here = []
                for one in problem.students:
                    both = model.new_bool_var(f"y{one.id}.{role.value}.{t}")
                    model.add_implication(both, sits[one.id, t])
                    model.add_implication(both, holds[one.id, role])
                    model.add_bool_or([both, sits[one.id, t].negated(), holds[one.id, role].negated()])
                    here.append(both)
                model.add_linear_constraint(sum(here), band.least, band.most)
        self.worst, self.ranks = rank_variables(model, problem, holds)

    def read(self, found: Found) -> dict[int, Seat]:
        """Read who sits where and does what."""
        roles = {one.id: self._roles(one, found) for one in self.problem.students}
        return self.company.seats(found, roles)

    def _roles(self, one: Student, found: Found) -> tuple[Role, ...]:
        held = (role for role in self.problem.roles if found.value(self.holds[one.id, role]))
        return tuple(sorted(held, key=lambda role: self.problem.rank(one, role)))
