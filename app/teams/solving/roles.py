"""First stage: who does what, in the whole course at once. Its optimum bounds every division from below."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.teams.rules import Role
from app.teams.solving.problem import UNRANKED, Problem
from app.teams.solving.score import role_points

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

Holds = "dict[tuple[int, Role], IntVar]"


@dataclass(frozen=True, slots=True)
class Casting:
    """Roles for everybody; ``worst`` and ``ranks`` as in score.py, ``bound`` in points."""

    roles: dict[int, tuple[Role, ...]]
    worst: int
    ranks: int
    bound: int
    proven: bool


def role_variables(model: "CpModel", problem: Problem) -> Any:
    """Add who holds what: each at least one role and at most ``per_person``; pins hold."""
    holds = {
        (one.id, role): model.new_bool_var(f"h{one.id}.{role.value}")
        for one in problem.students
        for role in problem.roles
    }
    for one in problem.students:
        model.add_linear_constraint(sum(holds[one.id, role] for role in problem.roles), 1, problem.per_person)
        pin = problem.pins.get(one.id)
        if pin and pin.roles is not None:
            for role in problem.roles:
                model.add(holds[one.id, role] == int(role in pin.roles))
    return holds


def rank_variables(model: "CpModel", problem: Problem, holds: Any) -> tuple[Any, Any]:
    """Add everybody's rank, the nearest of their roles; returns the worst one and the sum.

    A rank of k or better needs a role of rank k or better: the sum counts, for each k, who has none.
    """
    above: list[Any] = []
    worse_than = [model.new_bool_var(f"w{k}") for k in range(UNRANKED)]
    for one in problem.students:
        for k in range(UNRANKED):
            good = [holds[one.id, role] for role in problem.roles if problem.rank(one, role) <= k]
            if len(good) == len(problem.roles):
                break
            misses = model.new_bool_var(f"m{one.id}.{k}")
            model.add_bool_or([misses, *good])
            model.add_implication(misses, worse_than[k])
            above.append(misses)
    for k in range(UNRANKED - 1):
        model.add_implication(worse_than[k + 1], worse_than[k])
    return sum(worse_than), sum(above)


def cast(problem: Problem, solver: Any) -> Casting | None:
    """Find the best roles for as many teams as are asked for, whoever sits with whom; None when there are none.

    ``solver(model)`` runs the search; raises whatever it raises.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- loaded only where teams are searched for

    model = cp_model.CpModel()
    holds = role_variables(model, problem)
    for role, band in problem.roles.items():
        everybody = sum(holds[one.id, role] for one in problem.students)
        model.add_linear_constraint(everybody, band.least * problem.teams, band.most * problem.teams)
    worst, ranks = rank_variables(model, problem, holds)
    extra = sum(holds.values())
    unit = len(problem.students) * problem.per_person + 1
    # among equals few extra roles: one person, one task
    model.minimize((worst * (UNRANKED * len(problem.students) + 1) + ranks) * unit + extra)
    found = solver(model)
    if found is None:
        return None
    chosen = {
        one.id: tuple(
            sorted((r for r in problem.roles if found.value(holds[one.id, r])), key=lambda r: problem.rank(one, r))
        )
        for one in problem.students
    }
    worst_found, ranks_found = int(found.value(worst)), int(found.value(ranks))
    points = role_points(problem, worst_found, ranks_found)
    bound = points if found.proven else role_points(problem, 0, 0) + int(found.bound // unit) * 100_000
    return Casting(chosen, worst_found, ranks_found, min(bound, points), found.proven)
