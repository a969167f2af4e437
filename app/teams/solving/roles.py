"""Who does what: in the whole course at once, whose optimum bounds every division, or in teams that are known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.teams.rules import Role
from app.teams.solving.problem import UNRANKED, Problem, Student
from app.teams.solving.score import best_rank, role_points
from app.teams.solving.search import Found, Infeasible

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

Solver = Callable[["CpModel"], Found | None]


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


def cast(problem: Problem, solver: Solver, teams: Mapping[int, int] | None = None) -> Casting | None:
    """Find the best roles for as many teams as are asked for, or for who sits in which team; None when none were found.

    The worst rank is tried from the first choice on: each try is far easier than to weigh it against the others'.
    Raises Infeasible when there are none.
    """
    start = max((rank for one in problem.students if (rank := _pinned_rank(problem, one)) is not None), default=0)
    unsure: int | None = None
    for worst in range(start, UNRANKED + 1):
        try:
            found = _cast(problem, worst, solver, teams)
        except Infeasible:
            continue
        unsure = worst if unsure is None and (found is None or not found.proven) else unsure
        if found:
            points = role_points(problem, found.worst, found.ranks)
            least = points if unsure is None else min(points, role_points(problem, unsure, 0))
            return replace(found, bound=least, proven=unsure is None)
    if unsure is None:
        raise Infeasible
    return None


def _pinned_rank(problem: Problem, one: Student) -> int | None:
    pin = problem.pins.get(one.id)
    return best_rank(problem, one, pin.roles) if pin and pin.roles is not None else None


def _cast(problem: Problem, worst: int, solver: Solver, teams: Mapping[int, int] | None) -> Casting | None:
    """Find the best roles with nobody worse off than ``worst``. Raises Infeasible."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- loaded only where teams are searched for

    model = cp_model.CpModel()
    holds = role_variables(model, problem)
    _quotas(model, problem, holds, teams)
    misses = []
    for one in problem.students:
        for k in range(worst + 1):
            good = [holds[one.id, role] for role in problem.roles if problem.rank(one, role) <= k]
            if k == worst:
                model.add_bool_or(good)
            elif len(good) < len(problem.roles):
                misses.append(model.new_bool_var(f"m{one.id}.{k}"))
                model.add_bool_or([misses[-1], *good])
    ranks = sum(misses)
    # among equals few extra roles: one person, one task
    model.minimize(ranks * (len(problem.students) * problem.per_person + 1) + sum(holds.values()))
    found = solver(model)
    if found is None:
        return None
    chosen = {one.id: held(problem, one, holds, found) for one in problem.students}
    reached = max((best_rank(problem, one, chosen[one.id]) for one in problem.students), default=0)
    return Casting(chosen, reached, found.value(ranks), 0, found.proven)


def _quotas(model: "CpModel", problem: Problem, holds: Any, teams: Mapping[int, int] | None) -> None:
    groups: dict[int, list[int]] = {}
    for one in problem.students:
        groups.setdefault(teams[one.id] if teams else 0, []).append(one.id)
    number = 1 if teams else problem.teams
    for role, band in problem.roles.items():
        for people in groups.values():
            holders = sum(holds[person, role] for person in people)
            model.add_linear_constraint(holders, band.least * number, band.most * number)


def held(problem: Problem, one: Student, holds: Any, found: Found) -> tuple[Role, ...]:
    """Read somebody's roles, the nearest to their wish first."""
    mine = (role for role in problem.roles if found.value(holds[one.id, role]))
    return tuple(sorted(mine, key=lambda role: problem.rank(one, role)))
