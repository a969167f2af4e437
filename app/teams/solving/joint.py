"""Roles and seats at once, exactly: who does what in which team. Large and slow; asked where the quick way fails."""

import math
from collections.abc import Mapping

from app.teams.solving.company import Company
from app.teams.solving.problem import UNRANKED, Problem, Seat
from app.teams.solving.roles import held, rank_variables, role_variables
from app.teams.solving.score import ROLES
from app.teams.solving.search import WORKERS, Clock, Found, search


def solve_jointly(
    problem: Problem, clock: Clock, begin: Mapping[int, Seat] | None = None, workers: int = WORKERS
) -> tuple[dict[int, Seat], int] | None:
    """Find roles and seats together; returns them with what none can beat, None without any in time.

    ``begin`` is a division that is known already. Raises Infeasible.
    """
    joint = _Joint(problem)
    unit = UNRANKED * len(problem.students) + 1
    joint.model.minimize(ROLES * (joint.worst * unit + joint.ranks) + joint.company.points)
    if begin:
        joint.company.hint(begin)
        for (person, role), held in joint.holds.items():
            joint.model.add_hint(held, int(role in begin[person].roles))
    found = search(joint.model, clock, problem.seed, workers=workers)
    return (joint.read(found), math.ceil(found.bound - 1e-6)) if found else None


class _Joint:
    """Both kinds of variables, tied: who holds a role in which team."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.company = problem, Company(problem)
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
        teams = self.company.teams(found.value)
        return {
            one.id: Seat(teams[one.id], held(self.problem, one, self.holds, found)) for one in self.problem.students
        }
