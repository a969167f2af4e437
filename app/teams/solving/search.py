"""Run CP-SAT: within a time, with news of the best so far; stopped when asked."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver

WORKERS = 8
"""For questions that are too large for one; they share the cores."""
SMALL = 400
"""Variables up to which one worker proves sooner than eight begin."""
NEWS = 2.0
HEED = 0.2
"""Seconds between looks at whether somebody asked to stop."""


@dataclass
class Clock:
    """How much everything may take: ``work`` above all, which is the same on every machine, and seconds as a net.

    ``work`` counts OR-tools' deterministic seconds, ``used`` those that are gone. ``cut``: the net ended something, or
    somebody who asked to stop did, so another run may end elsewhere.
    """

    seconds: float
    stop: Callable[[], bool] = lambda: False
    work: float = math.inf
    begun: float = field(default_factory=time.monotonic)
    used: float = 0.0
    cut: bool = False

    @property
    def left(self) -> float:
        """Seconds left, at least a tenth."""
        return max(0.1, self.seconds - (time.monotonic() - self.begun))

    @property
    def work_left(self) -> float:
        """Work left, at least a little."""
        return max(0.05, self.work - self.used)

    @property
    def over(self) -> bool:
        """Whether the work is done, the time is up or somebody asked to stop."""
        return self.used >= self.work or self.broken_off()

    def broken_off(self) -> bool:
        """Tell whether it is the time or somebody who ends it here, and keep that in mind."""
        ended = self.stop() or time.monotonic() - self.begun >= self.seconds
        self.cut = self.cut or ended
        return ended

    @contextmanager
    def part(self, work: float, seconds: float | None = None) -> Iterator["Clock"]:
        """Give a clock for a part of it; what that used is used here too."""
        own = Clock(self.left if seconds is None else seconds, self.stop, work)
        try:
            yield own
        finally:
            self.used += own.used
            self.cut = self.cut or own.cut


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
    workers: int = 1,
    core: bool = False,
    news: Callable[[Callable[[Any], int]], None] | None = None,
    bounds: Callable[[float], None] | None = None,
) -> Found | None:
    """Minimise a model; None when nothing was found in time. Raises Infeasible when there is nothing to be found.

    Where the clock bounds the work, it ends at the same place on every machine, however many work on it: they take
    turns then, which costs time.
    ``news`` is called with the values of a better solution, ``bounds`` with what nothing can beat as that rises, each
    at most every two seconds. By its ``core`` the best solution is often proven sooner, with hardly any before it.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- loaded only where teams are searched for

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = clock.left
    if clock.work < math.inf:
        solver.parameters.max_deterministic_time = clock.work_left
        solver.parameters.interleave_search = True
    solver.parameters.num_workers = workers if len(model.proto.variables) > SMALL else 1
    solver.parameters.optimize_with_core = core
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
    clock.used += solver.response_proto.deterministic_time
    if status not in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
        clock.broken_off()
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
