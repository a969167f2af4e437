"""How good a division is as it stands on a board, and what a step made of it: points and sentences. Pure.

Points count down to nothing, which would be ideal: what everybody's rank and each goal of the company cost, times its
weight. The search puts roles above company (solving/problem.py); here they are summed, so that one number moves.
Blind to who keeps apart from whom, as everything that more than the instructors read.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.text import Text, say, say_n
from app.teams.proposals.rules import Goal, Spot, Spots, Weight
from app.teams.rules import Move, Place
from app.teams.solving.facts import CHOICES
from app.teams.solving.problem import Problem, Seat
from app.teams.solving.score import ROLES, Costs, absent, costs
from app.teams.wishes.rules import hour_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What a division costs; ``first``: who does what they wanted most; ``hours``: best slot and who misses it."""

    points: int
    costs: Costs
    first: int
    hours: Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: points of the best division so far, the least that may be possible, seconds left.

    ``points`` is None before the first division, ``least`` while it is not known how near the roles can get.
    """

    points: int | None
    least: int | None
    left: int


def progress(
    goals: Mapping[Goal, Weight], found: Mapping[str, int], value: int | None, bound: int | None, left: float
) -> Progress:
    """Read what a search wrote down so far; ``value`` and ``bound`` as in solving/score.py."""
    seconds = max(0, math.ceil(left))
    if not found or value is None or bound is None:
        return Progress(None, None, seconds)
    points, open_ = Costs(**found).points(goals), value - bound
    return Progress(points, points - open_ if open_ < ROLES and open_ <= points else None, seconds)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the points (more is better here) and why."""

    gained: int
    why: Sequence[Text]

    @property
    def number(self) -> str:
        """Write the points with their sign: +3, −5, ±0."""
        return f"+{self.gained}" if self.gained > 0 else f"−{-self.gained}" if self.gained else "±0"


def standing(problem: Problem, spots: Spots) -> Standing:
    """Count a division, also one with empty teams and people who have none: each of those sits alone."""
    numbers = sorted({spot.team_number for spot in spots.values() if spot.team_number is not None})
    places = {number: place for place, number in enumerate(numbers, start=1)}
    here = replace(problem, teams=len(numbers))
    seats = {one.id: _seat(one.id, spots.get(one.id, Spot(None)), places) for one in problem.students}
    cost = costs(here, seats)
    by_team = {
        number: [one for one in problem.students if seats[one.id].team == place] for number, place in places.items()
    }
    return Standing(
        points=cost.points(here.goals),
        costs=cost,
        first=sum(bool(one.ranked) and one.ranked[0] in seats[one.id].roles for one in problem.students),
        hours={number: absent(team, problem.slots) for number, team in by_team.items()},
    )


def _seat(person: int, spot: Spot, places: Mapping[int, int]) -> Seat:
    return Seat(-person if spot.team_number is None else places[spot.team_number], spot.roles)


def undone(spots: Spots, moves: Sequence[Move]) -> dict[int, Spot]:
    """Give a division as it was before these moves, the newest first."""
    found = dict(spots)
    for move in moves:
        found[move.person_id] = _spot(move.before)
    return found


def _spot(place: Place) -> Spot:
    return Spot(place.number, place.roles)


def change(problem: Problem, before: Standing, after: Standing) -> Change:
    """Say what a step made of a division, for each goal that counts."""
    said = {
        Goal.RANKS: _ranks,
        Goal.TOGETHER: _together,
        Goal.TIME: _hours,
        Goal.EXPERIENCE: _experience,
        Goal.MIX: _mix,
    }
    why = [text for goal, say_it in said.items() if problem.points(goal) for text in say_it(before, after)]
    return Change(before.points - after.points, why)


def _ranks(before: Standing, after: Standing) -> list[Text]:
    said: list[Text] = []
    more = after.first - before.first
    if more > 0:
        said.append(say_n("%(n)s more first choice", "%(n)s more first choices", more))
    elif more < 0:
        said.append(say_n("%(n)s first choice less", "%(n)s first choices less", -more))
    elif after.costs.ranks != before.costs.ranks:
        nearer = after.costs.ranks < before.costs.ranks
        said.append(say("roles nearer to the wishes") if nearer else say("roles farther from the wishes"))
    if after.costs.worst != before.costs.worst:
        worst = after.costs.worst
        said.append(CHOICES[worst] if worst < len(CHOICES) else say("Somebody has none of their choices."))
    return said


def _together(before: Standing, after: Standing) -> list[Text]:
    more = before.costs.together - after.costs.together
    if more > 0:
        return [
            say_n("%(n)s more sits with somebody they named", "%(n)s more sit with somebody they named", more),
        ]
    lost = say_n("%(n)s more sits with nobody they named", "%(n)s more sit with nobody they named", -more)
    return [lost] if more else []


def _hours(before: Standing, after: Standing) -> list[Text]:
    said = []
    for number in sorted(before.hours.keys() | after.hours.keys()):
        (was, missed), (hour, misses) = before.hours.get(number, (0, 0)), after.hours.get(number, (0, 0))
        team = say("Team %(number)s", number=number)
        if misses and not missed:
            said.append(say("%(team)s: %(hour)s no longer suits everybody", team=team, hour=hour_of(was)))
        elif missed and not misses:
            said.append(say("%(team)s: %(hour)s suits everybody now", team=team, hour=hour_of(hour)))
        elif misses > missed:
            more = misses - missed
            said.append(
                say_n(
                    "%(team)s: %(n)s more misses the best hour",
                    "%(team)s: %(n)s more miss the best hour",
                    more,
                    team=team,
                )
            )
        elif misses < missed:
            less = missed - misses
            said.append(
                say_n(
                    "%(team)s: %(n)s less misses the best hour",
                    "%(team)s: %(n)s less miss the best hour",
                    less,
                    team=team,
                )
            )
    return said


def _experience(before: Standing, after: Standing) -> list[Text]:
    if before.costs.experience == after.costs.experience:
        return []
    fairer = after.costs.experience < before.costs.experience
    return [say("experience spread more fairly") if fairer else say("experience spread less fairly")]


def _mix(before: Standing, after: Standing) -> list[Text]:
    if before.costs.mix == after.costs.mix:
        return []
    return [say("better mixed") if after.costs.mix < before.costs.mix else say("less mixed")]
