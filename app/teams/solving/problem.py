"""What is asked: students with their wishes, limits, pins, goals; and what is answered. Plain values that become JSON.

Everything costs points and less is better. First come the roles: the rank of the role that somebody got nearest to
their wish (0 is the first choice, ``UNRANKED`` none of them), the worst-off student before the sum. Then, with those
roles, the company: people who sit with none of those they named, people absent from the team's best hour, crafts and
groups that are not spread evenly, each times the weight of its goal (``POINTS``).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from app.teams.proposals.rules import Goal, Weight
from app.teams.rules import Band, Role

UNRANKED = 6
"""The rank of a role that somebody did not name; one more than the most that can be ranked."""
SKILLED = 2
"""From this anchor on somebody counts as having done a craft."""
POINTS: Mapping[Weight, int] = {Weight.OFF: 0, Weight.LITTLE: 1, Weight.IMPORTANT: 4, Weight.MOST: 16}


@dataclass(frozen=True, slots=True)
class Student:
    """A student as the search sees them; ``free`` has a bit for each slot of the week (wishes/rules.py)."""

    id: int
    ranked: tuple[Role, ...] = ()
    experience: Mapping[str, int] = field(default_factory=dict)
    together: tuple[int, ...] = ()
    free: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """Somebody who stays: in this team, with these roles; None is free."""

    team: int | None = None
    roles: tuple[Role, ...] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole question. Teams are numbered from 1. ``apart`` holds pairs, the smaller id first."""

    students: tuple[Student, ...]
    teams: int
    size: Band
    roles: Mapping[Role, Band]
    per_person: int
    apart: frozenset[tuple[int, int]] = frozenset()
    pins: Mapping[int, Pin] = field(default_factory=dict)
    goals: Mapping[Goal, Weight] = field(default_factory=dict)
    slots: int = 49
    seed: int = 1

    def points(self, goal: Goal) -> int:
        """What one point of a goal costs."""
        return POINTS[self.goals.get(goal, Weight.OFF)]

    def rank(self, student: Student, role: Role) -> int:
        """How far a role is from somebody's wish; nothing when ranks do not count or nothing was wished."""
        if role in student.ranked and self.points(Goal.RANKS):
            return student.ranked.index(role)
        return self.unranked(student)

    def unranked(self, student: Student) -> int:
        """How far any role is that somebody did not name."""
        return UNRANKED if self.points(Goal.RANKS) and student.ranked else 0


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody is: a team and roles, the nearest to their wish first."""

    team: int
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A division and what is known of it. ``bound``: no division costs less; ``proven``: this one costs no more.

    ``cut``: time ran out, or somebody stopped it, before the work was done: another run may end with another one.
    """

    seats: Mapping[int, Seat]
    value: int
    bound: int
    proven: bool
    worst: int
    seconds: float
    cut: bool = False


def as_json(problem: Problem) -> dict[str, Any]:
    """Give the question as plain JSON values."""
    data = asdict(problem)
    data["apart"] = sorted(problem.apart)
    return data


def from_json(data: Mapping[str, Any]) -> Problem:
    """Read a question back."""
    return Problem(
        students=tuple(
            Student(
                one["id"],
                tuple(Role(role) for role in one["ranked"]),
                one["experience"],
                tuple(one["together"]),
                one["free"],
                one["group"],
            )
            for one in data["students"]
        ),
        teams=data["teams"],
        size=Band(**data["size"]),
        roles={Role(role): Band(**band) for role, band in data["roles"].items()},
        per_person=data["per_person"],
        apart=frozenset((a, b) for a, b in data["apart"]),
        pins={
            int(key): Pin(pin["team"], None if pin["roles"] is None else tuple(Role(r) for r in pin["roles"]))
            for key, pin in data["pins"].items()
        },
        goals={Goal(goal): Weight(weight) for goal, weight in data["goals"].items()},
        slots=data["slots"],
        seed=data["seed"],
    )
