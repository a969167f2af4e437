"""Which one change of a number would make a division possible: the smallest step that does, for each rule that clashes.

Whom somebody keeps apart from is never offered to be given up.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.core.text import Text, say, say_n
from app.teams.rules import COUNTED, Band, Limits, Role, impossible
from app.teams.solving.clashes import Kind, Rule, possible
from app.teams.solving.problem import Pin, Problem
from app.teams.solving.search import Clock

TEAMS = "teams"
"""The kind of an offer of more or fewer teams; the others are kinds of rules."""
FARTHEST = 4
"""How far a number is changed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One change: of which kind of rule, about which role or person, to which number."""

    kind: str
    value: int = 0
    role: Role | None = None
    person: int | None = None

    def as_json(self) -> dict[str, object]:
        """Give it as plain JSON values."""
        role = self.role.value if self.role else None
        return {"kind": self.kind, "value": self.value, "role": role, "person": self.person}

    @staticmethod
    def from_json(data: Mapping[str, object]) -> "Offer":
        """Read it back."""
        role, person = data["role"], data["person"]
        return Offer(
            str(data["kind"]),
            int(str(data["value"])),
            Role(str(role)) if role else None,
            None if person is None else int(str(person)),
        )


def offers(problem: Problem, rules: Iterable[Rule], seconds: float = 20.0) -> list[Offer]:
    """Find the smallest change of each rule of a clash that makes a division possible; first other numbers of teams."""
    clock = Clock(seconds)
    tries = [_teams(problem), *(_steps(problem, rule) for rule in rules)]
    found = (next((one for one in steps if _helps(problem, one, clock)), None) for steps in tries)
    return [one for one in found if one is not None]


def taken(problem: Problem, offer: Offer) -> Problem:
    """Give the question with a change made."""
    if offer.kind == TEAMS:
        return replace(problem, teams=offer.value)
    if offer.kind == Kind.PIN and offer.person is not None:
        return replace(problem, pins={**problem.pins, offer.person: Pin()})
    limits = changed(Limits(problem.size, problem.roles, problem.per_person), offer)
    return replace(problem, size=limits.size, roles=limits.roles, per_person=limits.per_person)


def changed(limits: Limits, offer: Offer) -> Limits:
    """Give limits with a change made; those of teams and people change none."""
    if offer.kind == Kind.SMALL:
        return replace(limits, size=Band(offer.value, limits.size.most))
    if offer.kind == Kind.LARGE:
        return replace(limits, size=Band(limits.size.least, offer.value))
    if offer.kind == Kind.PER_PERSON:
        return replace(limits, per_person=offer.value)
    if offer.role and offer.kind in {Kind.FEW, Kind.MANY}:
        band = limits.of(offer.role)
        new = Band(offer.value, band.most) if offer.kind == Kind.FEW else Band(band.least, offer.value)
        return replace(limits, roles={**limits.roles, offer.role: new})
    return limits


def _teams(problem: Problem) -> Iterator[Offer]:
    """Give numbers of teams into which so many people go, the nearest first."""
    highest = max((pin.team or 1 for pin in problem.pins.values()), default=1)
    people, size = len(problem.students), problem.size
    for step in range(1, FARTHEST + 1):
        for teams in (problem.teams - step, problem.teams + step):
            if teams >= highest and teams * size.least <= people <= teams * size.most:
                yield Offer(TEAMS, teams)


def _steps(problem: Problem, rule: Rule) -> Iterator[Offer]:
    """Give the changes of one rule, the smallest first."""
    far = range(1, FARTHEST + 1)
    if rule.kind is Kind.SMALL:
        yield from (Offer(rule.kind, problem.size.least - n) for n in far if problem.size.least > n)
    elif rule.kind is Kind.LARGE:
        yield from (Offer(rule.kind, problem.size.most + n) for n in far)
    elif rule.kind is Kind.PER_PERSON:
        yield from (Offer(rule.kind, problem.per_person + n) for n in far if problem.per_person + n <= len(Role))
    elif rule.kind is Kind.FEW and rule.role:
        least = problem.roles[rule.role].least
        yield from (Offer(rule.kind, least - n, rule.role) for n in far if least >= n)
    elif rule.kind is Kind.MANY and rule.role:
        yield from (Offer(rule.kind, problem.roles[rule.role].most + n, rule.role) for n in far)
    elif rule.kind is Kind.PIN:
        yield Offer(rule.kind, person=rule.people[0])


def _helps(problem: Problem, offer: Offer, clock: Clock) -> bool:
    new = taken(problem, offer)
    if clock.over or impossible(Limits(new.size, new.roles, new.per_person)):
        return False
    return possible(replace(new, goals={}), clock) is True


def sentence(offer: Offer, limits: Limits, teams: int, names: Mapping[int, str]) -> Text:
    """Say a change beside what is."""
    size, value = limits.size, offer.value
    if offer.kind == TEAMS:
        return say_n("%(n)s team instead of %(was)s", "%(n)s teams instead of %(was)s", value, was=teams)
    if offer.kind in {Kind.SMALL, Kind.LARGE}:
        new = changed(limits, offer).size
        return say(
            "Teams of %(least)s to %(most)s instead of %(was)s to %(were)s",
            least=new.least,
            most=new.most,
            was=size.least,
            were=size.most,
        )
    if offer.role:
        band = limits.of(offer.role)
        if offer.kind == Kind.FEW:
            return say("At least %(what)s per team, not %(was)s", what=COUNTED[offer.role](value), was=band.least)
        return say("Up to %(what)s per team, not %(was)s", what=COUNTED[offer.role](value), was=band.most)
    if offer.kind == Kind.PIN:
        return say("%(name)s is no longer pinned", name=names.get(offer.person or 0, "–"))
    return say_n(
        "One person may hold %(n)s role, not %(was)s",
        "One person may hold %(n)s roles, not %(was)s",
        value,
        was=limits.per_person,
    )
