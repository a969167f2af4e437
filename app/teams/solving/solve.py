"""From a question to an answer: roles for the whole course, then company; large courses in sections.

Why two stages and sections: docs/decisions/0011-team-forming.md. What is proven: that no roles are nearer to the
wishes, and that with these roles no company is better. Large courses are proven section by section, which is no proof
for the whole: the bound says how far it may be from it.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.teams.proposals.rules import Goal, Weight
from app.teams.rules import Role
from app.teams.solving import roles as casting
from app.teams.solving import sections
from app.teams.solving.company import Company
from app.teams.solving.joint import improve, solve_jointly
from app.teams.solving.problem import Answer, Problem, Seat
from app.teams.solving.score import costs
from app.teams.solving.search import WORKERS, Clock, Infeasible, search

MOST_AT_ONCE = 12
"""Teams that are searched for at once; more are divided into sections."""
SECTION = 8
ROLE_SHARE = 0.5
STEP_SHARE = 0.4
LIKELY_HOURS = 10
BRIEF = 3.0
"""Seconds of a section from which on its search takes every step."""
News = Callable[[Answer], None]


def solve(
    problem: Problem, seconds: float, *, stop: Callable[[], bool] = lambda: False, news: News | None = None
) -> Answer | None:
    """Find the best division in the time given; None when none was found in time.

    ``news`` is called with each better answer, ``stop`` is asked often. Raises Infeasible when there is none.
    """
    clock = Clock(seconds, stop)
    cast = casting.cast(
        problem, lambda model: search(model, clock, problem.seed, seconds=max(1.0, seconds * ROLE_SHARE))
    )
    if cast is None:
        return None
    tell = _Teller(problem, cast, clock, news)
    if problem.teams > MOST_AT_ONCE:
        return _by_sections(problem, cast, tell)
    try:
        found = _steps(problem, cast.roles, clock, tell.better)
    except Infeasible:
        # these roles cannot sit together: look for roles and seats at once
        joint = solve_jointly(problem, clock)
        return tell.answer(joint[0], proven=joint[1]) if joint else None
    return _proven(problem, cast, found[0], tell) if found else None


def _proven(problem: Problem, cast: casting.Casting, seats: dict[int, Seat], tell: "_Teller") -> Answer:
    """Use the time that is left to look whether other roles, as near to the wishes, make better company."""
    points = costs(problem, seats).company(problem)
    if not points or not cast.proven or tell.clock.over:
        return tell.answer(seats)
    better, bound = improve(problem, seats, cast.worst, cast.ranks, tell.clock)
    if better and costs(problem, better).company(problem) < points:
        seats = better
    return tell.answer(seats, company_bound=bound)


@dataclass(frozen=True, slots=True)
class _Step:
    """One search: its goals, its hours, its share of the time, and whether its bound holds for the next."""

    problem: Problem
    hours: int | None
    share: float
    bounds: bool


def _plan(problem: Problem, *, brief: bool) -> list[_Step]:
    """Any division at once; then without time in common, with the likeliest hours, with all hours; or briefly."""
    plan = [_Step(replace(problem, goals={}), None, 0.5 if brief else 0.1, bounds=False)]
    if brief:
        return [*plan, _Step(problem, LIKELY_HOURS, 1.0, bounds=False)]
    if problem.points(Goal.TIME):
        rest: dict[Goal, Weight] = {goal: weight for goal, weight in problem.goals.items() if goal is not Goal.TIME}
        plan.append(_Step(replace(problem, goals=rest), None, STEP_SHARE, bounds=True))
        plan.append(_Step(problem, LIKELY_HOURS, STEP_SHARE, bounds=False))
    return [*plan, _Step(problem, None, 1.0, bounds=True)]


def _steps(
    problem: Problem,
    roles: Mapping[int, tuple[Role, ...]],
    clock: Clock,
    better: Callable[[Mapping[int, Seat]], object] | None = None,
) -> tuple[dict[int, Seat], int] | None:
    """Search in steps; returns the best seats and what no company with these roles can beat."""
    best: dict[int, Seat] | None = None
    points = bound = 0
    for step in _plan(problem, brief=clock.seconds < BRIEF):
        company = Company(step.problem, dict(roles), hours=step.hours, least=bound if step.problem.goals else 0)
        if best:
            company.hint(best)
        workers = WORKERS if step.problem.goals else 1
        found = search(company.model, clock, problem.seed, seconds=clock.left * step.share, workers=workers)
        if found is None:
            break
        seats = company.seats(found, roles)
        cost = costs(problem, seats).company(problem)
        if step.bounds:
            bound = max(bound, math.ceil(found.bound - 1e-6))
        if best is None or cost < points:
            best, points = seats, cost
            if better:
                better(best)
        if not points or (points <= bound and bound) or clock.over:
            break
    return (best, bound) if best else None


def _by_sections(problem: Problem, cast: casting.Casting, tell: "_Teller") -> Answer | None:
    parts = sections.divide(problem, cast.roles, SECTION, tell.clock)
    seats: dict[int, Seat] = {}
    failed = []
    for place, part in enumerate(parts):
        own = {one.id: cast.roles[one.id] for one in part.problem.students}
        share = tell.clock.left / (len(parts) - place + 0.5)
        try:
            found = _steps(part.problem, own, Clock(share, tell.clock.stop))
        except Infeasible:
            found = None
        if found is None:
            failed.append(part)
        else:
            seats.update({person: replace(seat, team=seat.team + part.first) for person, seat in found[0].items()})
    for part in failed:
        seats.update(sections.repair(problem, part, seats, cast.roles, tell.clock))
    return tell.answer(seats) if len(seats) == len(problem.students) else None


class _Teller:
    """Put answers together with what is known of them."""

    def __init__(self, problem: Problem, cast: casting.Casting, clock: Clock, news: News | None) -> None:
        self.problem, self.cast, self.clock, self.news = problem, cast, clock, news

    def answer(self, seats: Mapping[int, Seat], *, company_bound: int = 0, proven: bool = False) -> Answer:
        """Give an answer with its value; it is proven when it costs no more than nothing can cost less than."""
        cost = costs(self.problem, seats)
        value = cost.total(self.problem)
        bound = value if proven else min(value, self.cast.bound + company_bound)
        seconds = round(time.monotonic() - self.clock.begun, 2)
        found = Answer(seats, value, bound, value == bound, cost.worst, seconds)
        if self.news:
            self.news(found)
        return found

    def better(self, seats: Mapping[int, Seat]) -> None:
        """Tell of an answer on the way."""
        self.answer(seats)
