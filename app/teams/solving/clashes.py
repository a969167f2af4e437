"""Why there is no division: the smallest set of rules that clash, and which of them would help if it were loosened.

A set is found by leaving rules out one by one: what is left clashes, and without any one of it does not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.text import Text, say
from app.teams.rules import COUNTED, Band, Role
from app.teams.solving.joint import solve_jointly
from app.teams.solving.problem import Pin, Problem
from app.teams.solving.search import Clock, Infeasible

MANY = 10_000


class Kind(StrEnum):
    """Which rule."""

    SMALL = "small"
    LARGE = "large"
    FEW = "few"
    MANY = "many"
    PER_PERSON = "per-person"
    APART = "apart"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a question: of a kind, about a role or about people."""

    kind: Kind
    role: Role | None = None
    people: tuple[int, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give it as plain JSON values."""
        return {"kind": self.kind.value, "role": self.role.value if self.role else None, "people": list(self.people)}

    @staticmethod
    def from_json(data: Mapping[str, object]) -> "Rule":
        """Read it back."""
        role = data["role"]
        people = data["people"]
        return Rule(
            Kind(str(data["kind"])),
            Role(str(role)) if role else None,
            tuple(people) if isinstance(people, list) else (),
        )


def rules_of(problem: Problem) -> list[Rule]:
    """List every hard rule of a question, those first that a teacher would give up last."""
    found = [Rule(Kind.SMALL), Rule(Kind.LARGE)]
    found += [Rule(Kind.FEW, role) for role, band in problem.roles.items() if band.least]
    found += [Rule(Kind.MANY, role) for role in problem.roles]
    found += [Rule(Kind.PER_PERSON)]
    found += [Rule(Kind.APART, people=pair) for pair in sorted(problem.apart)]
    return found + [Rule(Kind.PIN, people=(person,)) for person in sorted(problem.pins)]


def without(problem: Problem, dropped: Iterable[Rule]) -> Problem:
    """Give the question with some rules left out."""
    size, roles, per_person = problem.size, dict(problem.roles), problem.per_person
    apart, pins = set(problem.apart), dict(problem.pins)
    for rule in dropped:
        if rule.kind is Kind.SMALL:
            size = Band(0, size.most)
        elif rule.kind is Kind.LARGE:
            size = Band(size.least, MANY)
        elif rule.kind is Kind.FEW and rule.role:
            roles[rule.role] = Band(0, roles[rule.role].most)
        elif rule.kind is Kind.MANY and rule.role:
            roles[rule.role] = Band(roles[rule.role].least, MANY)
        elif rule.kind is Kind.PER_PERSON:
            per_person = len(roles)
        elif rule.kind is Kind.APART:
            apart.discard((rule.people[0], rule.people[1]))
        elif rule.kind is Kind.PIN:
            pins[rule.people[0]] = Pin()
    return replace(problem, size=size, roles=roles, per_person=per_person, apart=frozenset(apart), pins=pins, goals={})


def clashing(problem: Problem, seconds: float = 20.0) -> list[Rule]:
    """Find a smallest set of rules that cannot hold together; empty when they can, or when time ran out."""
    clock = Clock(seconds)
    if possible(without(problem, []), clock) is not False:
        return []
    kept = rules_of(problem)
    # in halves first: most rules have nothing to do with it
    size = max(1, len(kept) // 2)
    while size:
        for start in range(0, len(kept), size):
            less = kept[:start] + kept[start + size :]
            dropped = [rule for rule in rules_of(problem) if rule not in less]
            if possible(without(problem, dropped), clock) is False:
                kept = less
                break
        else:
            size //= 2
    return kept


def helpful(problem: Problem, rules: Iterable[Rule], seconds: float = 20.0) -> list[Rule]:
    """Name the rules of a clash of which leaving out one alone makes the question possible."""
    clock = Clock(seconds)
    return [rule for rule in rules if possible(without(problem, [rule]), clock)]


def possible(problem: Problem, clock: Clock) -> bool | None:
    """Tell whether any division obeys the rules; None when time ran out."""
    try:
        return True if solve_jointly(problem, clock) is not None else None
    except Infeasible:
        return False


def sentence(rule: Rule, problem: Problem, names: Mapping[int, str]) -> Text:
    """Say a rule of a clash with its numbers. Keep-apart rules name the people: for instructors only."""
    if rule.kind in {Kind.SMALL, Kind.LARGE}:
        return _size_sentence(rule.kind, problem)
    if rule.role:
        band = problem.roles[rule.role]
        if rule.kind is Kind.FEW:
            return say("Every team needs at least %(what)s.", what=COUNTED[rule.role](band.least))
        return say("No team may have more than %(what)s.", what=COUNTED[rule.role](band.most))
    who = [names.get(person, "–") for person in rule.people]
    if rule.kind is Kind.APART:
        return say("%(one)s and %(other)s must be apart.", one=who[0], other=who[1])
    if rule.kind is Kind.PIN:
        return say("%(name)s is pinned.", name=who[0])
    return say("One person holds at most %(n)s roles.", n=problem.per_person)


def _size_sentence(kind: Kind, problem: Problem) -> Text:
    people, teams, size = len(problem.students), problem.teams, problem.size
    if kind is Kind.SMALL:
        return say(
            "%(teams)s teams of at least %(least)s need %(need)s people; there are %(people)s.",
            teams=teams,
            least=size.least,
            need=teams * size.least,
            people=people,
        )
    return say(
        "%(teams)s teams of at most %(most)s hold %(room)s people; there are %(people)s.",
        teams=teams,
        most=size.most,
        room=teams * size.most,
        people=people,
    )
