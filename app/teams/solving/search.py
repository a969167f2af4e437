"""Run CP-SAT: within a time, with news of the best so far; stopped when asked."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver

WORKERS = 8
"""For proofs; they share the cores. One worker answers the same question alike, many whichever comes first."""
SMALL = 400
"""Variables up to which one worker proves sooner than eight begin."""
NEWS = 2.0
HEED = 0.2
"""Seconds between looks at whether somebody asked to stop."""


@dataclass
class Clock:
    """How long everything may take, and whether somebody asked to stop."""

    seconds: float
    stop: Callable[[], bool] = lambda: False
    begun: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds left, at least a tenth."""
        return max(0.1, self.seconds - (time.monotonic() - self.begun))

    @property
    def over(self) -> bool:
        """Whether the time is up or somebody asked to stop."""
        return self.stop() or time.monotonic() - self.begun >= self.seconds


@dataclass(frozen=True, slots=True)
class Found:
    """A solution of a model."""

    solver: "CpSolver"
    proven: bool
    bound: float
    points: float

    def value(self, expression: Any) -> int:
        """Give what a variable or a sum is."""
        return expression if isinstance(expression, int) else int(self.solver.value(expression))


class Infeasible(Exception):
    """It is proven that nothing satisfies the model."""


def search(
    model: "CpModel",
    clock: Clock,
    seed: int,
    *,
    seconds: float | None = None,
    effort: float | None = None,
    workers: int = 1,
    linear: bool = True,
    news: Callable[[Callable[[Any], int]], None] | None = None,
    bounds: Callable[[float], None] | None = None,
) -> Found | None:
    """Minimise a model; None when nothing was found in time. Raises Infeasible when there is nothing to be found.

    ``effort`` bounds the work instead of the time: whoever works alone ends at the same place on every machine.
    ``news`` is called with the values of a better solution, ``bounds`` with what nothing can beat as that rises, each
    at most every two seconds. Without ``linear`` relaxations any solution of a combinatorial model is found sooner, its
    best one later.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- loaded only where teams are searched for

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = min(seconds or clock.left, clock.left)
    if effort is not None:
        solver.parameters.max_deterministic_time = effort
    solver.parameters.num_workers = workers if len(model.proto.variables) > SMALL else 1
    if not linear:
        solver.parameters.linearization_level = 0
    solver.parameters.random_seed = seed % 2**31
    pause, rest = _Pause(), _Pause()

    class News(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            if news is not None and pause.over():
                news(self.value)

    if bounds is not None:
        solver.best_bound_callback = lambda bound: bounds(bound) if rest.over() else None
    with _heeding(solver, clock, long=len(model.proto.variables) > SMALL):
        status = solver.solve(model, News())
    if status == cp_model.INFEASIBLE:
        raise Infeasible
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return Found(solver, status == cp_model.OPTIMAL, solver.best_objective_bound, solver.objective_value)


class _Pause:
    """Lets something through every two seconds."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def over(self) -> bool:
        now = time.monotonic()
        if now - self.last < NEWS:
            return False
        self.last = now
        return True


@contextmanager
def _heeding(solver: "CpSolver", clock: Clock, *, long: bool) -> Iterator[None]:
    """End a long search when somebody asks to stop, also while nothing better is found."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(HEED):
            if clock.stop():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    if long:
        watcher.start()
    try:
        yield
    finally:
        ended.set()
