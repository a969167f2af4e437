"""What a proposal is asked for, in words, and how two of them differ. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.teams.rules import Role, Roster

PROPOSE = "teams.propose"
"""The job that solves."""


class Goal(StrEnum):
    """What teams should be like, beyond what they must be."""

    RANKS = "ranks"
    TOGETHER = "together"
    TIME = "time"
    EXPERIENCE = "experience"
    MIX = "mix"


class Weight(StrEnum):
    """How much a goal counts."""

    OFF = "off"
    LITTLE = "little"
    IMPORTANT = "important"
    MOST = "most"


DEFAULT_GOALS: Mapping[Goal, Weight] = {
    Goal.RANKS: Weight.MOST,
    Goal.TOGETHER: Weight.LITTLE,
    Goal.TIME: Weight.IMPORTANT,
    Goal.EXPERIENCE: Weight.IMPORTANT,
    Goal.MIX: Weight.OFF,
}


def goals_of(settings: Mapping[str, Any]) -> dict[Goal, Weight]:
    """Read the goals a proposal was asked for; who copied or brought one asked for none, and the usual ones count."""
    goals = settings.get("goals") or DEFAULT_GOALS
    return {Goal(goal): Weight(weight) for goal, weight in goals.items()}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a division puts somebody: the team's number (None is nowhere) and the roles, the primary one first."""

    team_number: int | None
    roles: tuple[Role, ...] = ()


Spots = Mapping[int, Spot]
"""A whole division: person id → spot."""


def spots_of(rosters: Iterable[Roster]) -> dict[int, Spot]:
    """Give the division of rosters, by team number."""
    return {m.person_id: Spot(roster.number, m.roles) for roster in rosters for m in roster.members}


def keeps(before: Spots, after: Spots) -> bool:
    """Tell whether everybody who had a team stays in it with the same roles, whichever comes first."""
    return all(
        (spot := after.get(person, _NOWHERE)).team_number == there.team_number and set(spot.roles) == set(there.roles)
        for person, there in before.items()
    )


def differences(before: Spots, after: Spots) -> set[int]:
    """Name who sits with others, or does something else: teams are compared by who is in them, not by their number."""
    return {
        person
        for person in set(before) | set(after)
        if _around(before, person) != _around(after, person)
        or set(before.get(person, _NOWHERE).roles) != set(after.get(person, _NOWHERE).roles)
    }


_NOWHERE = Spot(None)


def _around(spots: Spots, person: int) -> int | None:
    """Give the number of somebody's team."""
    return spots.get(person, _NOWHERE).team_number


def renumbered(before: Spots, after: Spots) -> dict[int, Spot]:
    """Number the teams of ``after`` so that as many people as possible keep the number they have in ``before``.

    Greedy over the pairs of teams with most people in common: best pairs first; ties by lower numbers.
    """
    common: dict[tuple[int, int], int] = {}
    for person, spot in after.items():
        old = before.get(person, _NOWHERE).team_number
        if old is not None and spot.team_number is not None:
            common[old, spot.team_number] = common.get((old, spot.team_number), 0) + 1
    numbers = sorted({spot.team_number for spot in after.values() if spot.team_number is not None})
    chosen: dict[int, int] = {}
    for (old, new), _ in sorted(common.items(), key=lambda item: (-item[1], item[0])):
        if new not in chosen and old not in chosen.values() and old in numbers:
            chosen[new] = old
    free = [number for number in numbers if number not in chosen.values()]
    for number in numbers:
        if number not in chosen:
            chosen[number] = free.pop(0)
    return {
        person: Spot(chosen[spot.team_number] if spot.team_number is not None else None, spot.roles)
        for person, spot in after.items()
    }
