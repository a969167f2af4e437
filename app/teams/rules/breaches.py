"""What is broken in a team as it stands, and why somebody cannot join or take a role."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.core.text import Text, say, say_n
from app.teams.rules.roles import COUNTED, Band, Limits, Role, Roster


class BreachKind(StrEnum):
    """In which way a team breaks the limits."""

    SMALL = "small"
    LARGE = "large"
    FEW = "few"
    MANY = "many"
    IDLE = "idle"
    LOADED = "loaded"


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken limit in words."""

    team_id: int
    kind: BreachKind
    sentence: Text
    role: Role | None = None
    person_id: int | None = None


def breaches(rosters: Iterable[Roster], limits: Limits) -> list[Breach]:
    """List everything that is broken, team by team: size, each role's quota, each person's number of roles."""
    found: list[Breach] = []
    for team in rosters:
        found += [*_size_breaches(team, limits.size), *_role_breaches(team, limits), *_person_breaches(team, limits)]
    return found


def _size_breaches(team: Roster, size: Band) -> Iterable[Breach]:
    count = len(team.members)
    people = say_n("%(n)s person", "%(n)s people", count)
    if count < size.least:
        sentence = say(
            "%(team)s is too small: %(people)s, at least %(least)s needed.",
            team=team.label,
            people=people,
            least=size.least,
        )
        yield Breach(team.team_id, BreachKind.SMALL, sentence)
    if count > size.most:
        sentence = say(
            "%(team)s is too large: %(people)s, at most %(most)s allowed.",
            team=team.label,
            people=people,
            most=size.most,
        )
        yield Breach(team.team_id, BreachKind.LARGE, sentence)


def _role_breaches(team: Roster, limits: Limits) -> Iterable[Breach]:
    for role in Role:
        count, band = team.holders(role), limits.of(role)
        has: dict[str, Any] = {"team": team.label, "has": COUNTED[role](count)}
        if count < band.least:
            sentence = say("%(team)s has %(has)s; it needs %(least)s.", **has, least=band.least)
            yield Breach(team.team_id, BreachKind.FEW, sentence, role=role)
        elif count > band.most:
            sentence = say("%(team)s has %(has)s; at most %(most)s allowed.", **has, most=band.most)
            yield Breach(team.team_id, BreachKind.MANY, sentence, role=role)


def _person_breaches(team: Roster, limits: Limits) -> Iterable[Breach]:
    for member in team.members:
        if not member.roles:
            sentence = say("%(name)s (%(team)s) has no role yet.", name=member.name, team=team.label)
            yield Breach(team.team_id, BreachKind.IDLE, sentence, person_id=member.person_id)
        elif len(member.roles) > limits.per_person:
            sentence = say(
                "%(name)s (%(team)s) holds %(count)s roles; at most %(most)s allowed.",
                name=member.name,
                team=team.label,
                count=len(member.roles),
                most=limits.per_person,
            )
            yield Breach(team.team_id, BreachKind.LOADED, sentence, person_id=member.person_id)


def why_not_join(team: Roster, limits: Limits) -> Text | None:
    """Say why nobody more fits into the team; None when somebody does."""
    if len(team.members) < limits.size.most:
        return None
    return say("%(team)s is full: %(most)s people.", team=team.label, most=limits.size.most)


def why_not_take(team: Roster, person_id: int, role: Role, limits: Limits) -> Text | None:
    """Say why this member cannot take the role; None when they can."""
    own = team.member(person_id)
    if own and role in own.roles:
        return None
    if own and len(own.roles) >= limits.per_person:
        return say_n(
            "You hold %(n)s role; give it up before you take another.",
            "You hold %(n)s roles, the most one person may have; give one up first.",
            len(own.roles),
        )
    if team.holders(role) >= limits.of(role).most:
        return say("%(team)s has %(has)s already.", team=team.label, has=COUNTED[role](team.holders(role)))
    return None
