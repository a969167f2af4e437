"""Who sits with whom. Sizes, apart and pinned teams hold; goals cost their points. Roles are added by others."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from app.teams.proposals.rules import Goal
from app.teams.solving.problem import Problem, Seat, Student
from app.teams.solving.score import crafts, fair, groups, skilled

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel


class Company:
    """The model: ``sits[person, team]``, and the points of the company as ``points``."""

    def __init__(self, problem: Problem) -> None:
        """Build it."""
        from ortools.sat.python import cp_model  # noqa: PLC0415 -- loaded only where teams are searched for

        self.problem = problem
        self.model: CpModel = cp_model.CpModel()
        self.numbers = range(1, problem.teams + 1)
        self.sits: dict[tuple[int, int], Any] = {
            (one.id, t): self.model.new_bool_var(f"s{one.id}.{t}") for one in problem.students for t in self.numbers
        }
        self._hard()
        self.points: Any = 0
        for goal, cost in (
            (Goal.TOGETHER, self._together),
            (Goal.TIME, self._time),
            (Goal.EXPERIENCE, self._experience),
            (Goal.MIX, self._mix),
        ):
            if problem.points(goal):
                self.points += problem.points(goal) * cost()
        self.model.minimize(self.points)

    def hint(self, seats: Mapping[int, Seat]) -> None:
        """Begin the search at a division that is known already."""
        for (person, t), sits in self.sits.items():
            self.model.add_hint(sits, int(seats[person].team == t))

    def teams(self, value: Callable[[Any], int]) -> dict[int, int]:
        """Read which team everybody sits in; ``value`` gives a variable's."""
        return {one.id: next(t for t in self.numbers if value(self.sits[one.id, t])) for one in self.problem.students}

    def _hard(self) -> None:
        problem, model = self.problem, self.model
        for one in problem.students:
            model.add_exactly_one(self.sits[one.id, t] for t in self.numbers)
        for t in self.numbers:
            people = sum(self.sits[one.id, t] for one in problem.students)
            model.add_linear_constraint(people, problem.size.least, problem.size.most)
            for a, b in problem.apart:
                model.add_at_most_one(self.sits[a, t], self.sits[b, t])
        for person, pin in problem.pins.items():
            if pin.team is not None:
                model.add(self.sits[person, pin.team] == 1)

    def _together(self) -> Any:
        """Count who named somebody and sits with none of them."""
        alone = []
        for one in self.problem.students:
            named = [other for other in one.together if (other, 1) in self.sits]
            if named:
                lone = self.model.new_bool_var(f"t{one.id}")
                for t in self.numbers:
                    near = [self.sits[other, t] for other in named]
                    self.model.add_bool_or([self.sits[one.id, t].negated(), lone, *near])
                alone.append(lone)
        return sum(alone)

    def _time(self) -> Any:
        """Count who is missing at the best hour of each team: one hour is chosen, and its absent people are counted."""
        model, asked = self.model, [one for one in self.problem.students if one.free]
        liked = sorted(range(self.problem.slots), key=lambda k: -sum(one.free >> k & 1 for one in asked))
        slots = [k for k in liked if any(one.free >> k & 1 for one in asked)]
        if not slots:
            return 0
        total = []
        for t in self.numbers:
            missing = model.new_int_var(0, self.problem.size.most, f"a{t}")
            hours = [model.new_bool_var(f"c{t}.{k}") for k in slots]
            model.add_exactly_one(hours)
            for hour, k in zip(hours, slots, strict=True):
                gone = sum(self.sits[one.id, t] for one in asked if not one.free >> k & 1)
                model.add(missing >= gone).only_enforce_if(hour)
            total.append(missing)
        return sum(total)

    def _experience(self) -> Any:
        return sum(
            self._spread([one for one in self.problem.students if skilled(one, craft)])
            for craft in crafts(self.problem)
        )

    def _mix(self) -> Any:
        return sum(
            self._spread([one for one in self.problem.students if one.group == group]) for group in groups(self.problem)
        )

    def _spread(self, people: list[Student]) -> Any:
        low, high = fair(len(people), self.problem.teams)
        total = []
        for t in self.numbers:
            count = sum(self.sits[one.id, t] for one in people)
            off = self.model.new_int_var(0, len(people), f"e{len(self.model.proto.variables)}")
            self.model.add(off >= low - count)
            self.model.add(off >= count - high)
            total.append(off)
        return sum(total)
