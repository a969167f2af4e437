"""From a question to an answer: how near roles can be to the wishes, then who sits with whom, then who does what.

Why in these steps: docs/decisions/0011-team-forming.md. What is proven: that no roles are nearer to the wishes, and
that no division with roles as near makes better company. The work is bounded, not the time: the same seed gives the
same teams on every machine, proven or not; seconds are a net for slow ones, and the answer says where it was needed.
Large courses are divided section by section, which proves nothing for the whole: the bound says how far it may be off.
"""

import math
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from app.teams.proposals.rules import Goal
from app.teams.solving import roles, sections
from app.teams.solving.division import Division, Lot
from app.teams.solving.joint import solve_jointly
from app.teams.solving.problem import Answer, Problem, Seat
from app.teams.solving.score import best_rank, costs, role_points
from app.teams.solving.search import WORKERS, Clock, Infeasible, search

MOST_AT_ONCE = 12
"""Teams that are searched for at once; more are divided into sections."""
SECTION = 8
MANY = 600
"""People from which on their roles are searched for by many workers: one takes ten times as long."""
PACE = 0.5
"""Work (OR-tools' deterministic seconds) for each second asked for: a calm machine is done before the time."""
ROLE_SHARE = 0.5
CORE_SHARE = 0.6
"""Of the work for the company, what goes to proving the best; the rest goes to finding better ones."""
GIVING = 1.0
"""Work for giving out the roles in teams that are known: it takes a hundredth."""
ANY = 3.0
"""Work for any division of a section: it takes a tenth of one."""
GRACE = 20.0
"""Seconds after which giving out roles ends, on a machine that is slowed down by others."""
MENDING = 6
News = Callable[[Answer], None]
Seats = Mapping[int, Seat]


def solve(
    problem: Problem, seconds: float, *, stop: Callable[[], bool] = lambda: False, news: News | None = None
) -> Answer | None:
    """Find the best division in the time given; None when none was found in time.

    ``news`` is called with each better answer, ``stop`` is asked often. Raises Infeasible when there is none.
    """
    clock = Clock(seconds, stop, seconds * PACE)
    workers = 1 if len(problem.students) <= MANY else WORKERS
    with clock.part(clock.work * ROLE_SHARE, max(1.0, seconds * ROLE_SHARE)) as share:
        cast = roles.cast(problem, lambda model: search(model, share, problem.seed, workers=workers))
    if cast is None:
        return None
    best = _Best(problem, cast.bound, clock, news, sure=cast.proven)
    if problem.teams > MOST_AT_ONCE:
        _by_sections(problem, cast.roles, best)
        return best.answer()
    try:
        bound = _at_once(problem, Lot(cast.worst, cast.ranks), best)
    except Infeasible:  # nobody can be seated with roles as near to the wishes
        bound = _at_once(problem, None, best)
    best.raise_bound(bound)
    if not clock.over and (
        best.seats is None or best.value > bound
    ):  # it is proven, but the roles could not be given out
        exact = solve_jointly(problem, clock, best.seats, workers=1)
        if exact:
            best.take(exact[0])
            best.bound = max(best.bound, exact[1])
    return best.answer()


class _Best:
    """The best division so far, told to ``news``; nothing costs less than ``bound``.

    ``sure``: no roles are nearer to the wishes, so what bounds divisions with such roles bounds all of them. What a
    search passes on by the way comes when it comes: it is told, and counts only where the search was broken off.
    """

    def __init__(
        self, problem: Problem, bound: int, clock: Clock, news: News | None = None, *, sure: bool = True
    ) -> None:
        self.problem, self.bound, self.clock, self.news, self.sure = problem, bound, clock, news, sure
        self.seats: Seats | None = None
        self.value = 0
        self.passing: Answer | None = None

    def take(self, seats: Seats | None) -> None:
        """Keep a division when it is better."""
        if seats is None:
            return
        value = costs(self.problem, seats).total(self.problem)
        if self.seats is None or value < self.value:
            self.seats, self.value = seats, value
            self._tell(seats, value, self.bound)

    def raise_bound(self, bound: int) -> None:
        """Learn that no division with such roles costs less."""
        if self.sure and bound > self.bound:
            self.bound = bound
            if self.seats is not None:
                self._tell(self.seats, self.value, bound)

    def pass_on(self, seats: Seats | None = None, bound: int = 0) -> None:
        """Tell what a search has found by the way."""
        if seats is not None:
            self._tell(seats, costs(self.problem, seats).total(self.problem), self.bound)
        elif self.passing and self.sure:
            self._tell(self.passing.seats, self.passing.value, bound)

    def answer(self) -> Answer | None:
        """Give it with what is known of it."""
        told = self.passing
        if self.seats is None or (self.clock.cut and told and told.value < self.value):
            return told and replace(told, cut=self.clock.cut and not told.proven)
        return self._answer(self.seats, self.value, self.bound)

    def _tell(self, seats: Seats, value: int, bound: int) -> None:
        old = self.passing
        if old and value > old.value:
            seats, value = old.seats, old.value
        bound = max(bound, old.bound if old else 0)
        if old is None or (value, -bound) != (old.value, -old.bound):
            self.passing = self._answer(seats, value, bound)
            if self.news:
                self.news(self.passing)

    def _answer(self, seats: Seats, value: int, bound: int) -> Answer:
        bound = min(bound, value)
        worst = costs(self.problem, seats).worst
        seconds = round(time.monotonic() - self.clock.begun, 2)
        return Answer(seats, value, bound, bound == value, worst, seconds, cut=self.clock.cut and bound < value)


def _at_once(problem: Problem, lot: Lot | None, best: _Best) -> int:
    """Find any division, then the best company; returns what no division of this lot can beat.

    Raises Infeasible when this lot has none.
    """
    clock, seed = best.clock, problem.seed
    base = role_points(problem, lot.worst, lot.ranks) if lot else 0
    if best.seats is None:
        anyhow = Division(_without_company(problem), lot)
        found = search(anyhow.model, clock, seed)
        if found is None:
            return base
        best.take(_give_out(problem, anyhow.company.teams(found.value), clock))
    with clock.part(clock.work_left * CORE_SHARE) as share:
        bound, proven = _company(problem, lot, base, best, share, core=True)
    if not proven and not clock.over:
        bound = max(bound, _company(problem, lot, base, best, clock, core=False)[0])
    return bound


def _company(
    problem: Problem, lot: Lot | None, base: int, best: _Best, clock: Clock, *, core: bool
) -> tuple[int, bool]:
    """Look for the best company in one of two ways; returns what none can beat, and whether this one is proven best."""
    division = Division(problem, lot)
    read = division.company.teams
    if best.seats:
        division.company.hint(best.seats)
    found = search(
        division.model,
        clock,
        problem.seed,
        core=core,
        news=lambda value: best.pass_on(_give_out(problem, read(value), Clock(GRACE, clock.stop))),
        bounds=lambda bound: best.pass_on(bound=base + math.ceil(bound - 1e-6)),
    )
    if found is None:
        return base, False
    best.take(_give_out(problem, read(found.value), clock))
    return base + math.ceil(found.bound - 1e-6), found.proven


def _without_company(problem: Problem) -> Problem:
    return replace(problem, goals={goal: weight for goal, weight in problem.goals.items() if goal is Goal.RANKS})


def _give_out(problem: Problem, teams: Mapping[int, int], clock: Clock) -> Seats | None:
    """Give out the roles in teams that are known, as near to the wishes as they can be; None where that fails."""
    try:
        with clock.part(GIVING, GRACE) as calm:
            cast = roles.cast(problem, lambda model: search(model, calm, problem.seed), teams)
    except Infeasible:
        return None
    return {person: Seat(team, cast.roles[person]) for person, team in teams.items()} if cast else None


def _by_sections(problem: Problem, held: sections.Roles, best: _Best) -> None:
    """Seat every section anyhow, mend those that cannot be seated, then make each section's company better."""
    parts = sections.divide(problem, held, SECTION, best.clock)
    seats: dict[int, Seat] = {}
    failed = [part for part in parts if not _seat_anyhow(part, held, seats, best.clock)]
    for part in failed:
        chance = random.Random(problem.seed + part.numbers[0])  # noqa: S311 -- to look elsewhere, not to hide
        mixed = (sections.mixed(problem, part, seats, chance) for _ in range(MENDING))
        any(_seat_anyhow(one, held, seats, best.clock) for one in mixed)
    if len(seats) < len(problem.students):
        return
    best.take(dict(seats))
    for place, part in enumerate(parts):
        if best.clock.over:
            return
        people = {person for person, seat in seats.items() if seat.team in part.numbers}
        now = sections.part_of(problem, people, part.numbers)
        share = 1 / (len(parts) - place + 0.5)
        with best.clock.part(best.clock.work_left * share, best.clock.left * share) as clock:
            own = _Best(now.problem, 0, clock)
            own.take(now.within(seats))
            _at_once(now.problem, _lot(now, {person: seats[person].roles for person in people}), own)
        better = own.answer()
        seats.update(now.lifted(better.seats if better else {}))
        best.take(dict(seats))


def _seat_anyhow(part: sections.Part, held: sections.Roles, seats: dict[int, Seat], clock: Clock) -> bool:
    """Seat a section, whatever its company; tells whether that was possible."""
    if clock.over:
        return False
    division = Division(_without_company(part.problem), _lot(part, held))
    try:
        with clock.part(ANY) as own_clock:
            found = search(division.model, own_clock, part.problem.seed)
    except Infeasible:
        return False
    own = _give_out(part.problem, division.company.teams(found.value), clock) if found else None
    seats.update(part.lifted(own or {}))
    return own is not None


def _lot(part: sections.Part, held: sections.Roles) -> Lot:
    ranks = [best_rank(part.problem, one, held[one.id]) for one in part.problem.students]
    return Lot(max(ranks, default=0), sum(ranks))
