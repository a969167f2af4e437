"""Why somebody is in a team with these roles, in sentences. Pure, and blind: never given who keeps apart from whom.

Said are only one's own wishes and what one sees anyway: who is here, who holds which role, when all have time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.text import Text, say, say_n
from app.teams.rules import COUNTED, Band, Role
from app.teams.solving.problem import SKILLED
from app.teams.wishes.rules import DONE, SLOT_HOURS, SLOTS, Craft, place_of

ORDINALS = (
    say("your first choice"),
    say("your second choice"),
    say("your third choice"),
    say("your fourth choice"),
    say("your fifth choice"),
)


FEW = 3
"""Of fewer people who named somebody nothing is said: it would point at one."""


@dataclass(frozen=True, slots=True)
class Mate:
    """A member of a team with what was wished for; ``free`` are slots of the week, none when nothing was said.

    What a reader learns of others' wishes are sums over the team.
    """

    person_id: int
    name: str
    roles: tuple[Role, ...]
    ranked: tuple[Role, ...] = ()
    together: tuple[int, ...] = ()
    free: tuple[int, ...] = ()
    experience: Mapping[Craft, int] = field(default_factory=dict)
    section: str = ""


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the week and how many can make it: day 0 is Monday."""

    day: int
    hour: int
    able: int
    asked: int

    @property
    def until(self) -> int:
        """When it ends."""
        return self.hour + SLOT_HOURS


def role_reasons(me: Mate) -> list[tuple[Role, Text]]:
    """Say of each of my roles which choice it was."""
    said = []
    for role in me.roles:
        if role in me.ranked:
            said.append((role, ORDINALS[me.ranked.index(role)]))
        elif me.ranked:
            said.append((role, say("not among your choices, but every team needs it")))
        else:
            said.append((role, say("you had named no role")))
    return said


def company_reason(me: Mate, team: Sequence[Mate]) -> Text | None:
    """Say how many of those I named are here; None when I named nobody."""
    if not me.together:
        return None
    here = [mate.name for mate in team if mate.person_id in me.together]
    if len(me.together) == 1:
        return (
            say("%(name)s, whom you named, is here.", name=here[0]) if here else say("The one you named is elsewhere.")
        )
    if len(here) == len(me.together):
        return say("Both people you named are here.")
    if here:
        return say("One of the two you named is here: %(name)s.", name=here[0])
    return say("The two you named are elsewhere.")


def best_hour(team: Sequence[Mate]) -> Hour | None:
    """Find the hour that most can make, the earliest of the week among equals; None when nobody said."""
    asked = [set(mate.free) for mate in team if mate.free]
    if not asked:
        return None
    counts = [sum(slot in free for free in asked) for slot in range(SLOTS)]
    slot = counts.index(max(counts))
    return Hour(*place_of(slot), counts[slot], len(asked))


def team_reasons(team: Sequence[Mate], size: Band, roles: Mapping[Role, Band]) -> list[Text]:
    """Say how the team meets what was asked of all teams."""
    people = len(team)
    said = [say_n("%(n)s person", "%(n)s people", people)]
    if size.least <= people <= size.most:
        said = [say("%(people)s, as the course wants it.", people=said[0])]
    short = [
        COUNTED[role](band.least - held)
        for role, band in roles.items()
        if (held := sum(role in mate.roles for mate in team)) < band.least
    ]
    if short:
        said += [say("Still wanted: %(what)s.", what=what) for what in short]
    else:
        said.append(say("Every role is filled."))
    first = sum(bool(mate.ranked) and mate.ranked[0] in mate.roles for mate in team)
    any_choice = sum(bool(set(mate.ranked) & set(mate.roles)) for mate in team)
    asked = sum(bool(mate.ranked) for mate in team)
    if asked:
        said.append(
            say(
                "%(first)s of %(asked)s do what they wanted most, %(any)s one of their choices.",
                first=first,
                asked=asked,
                any=any_choice,
            )
        )
    return [*said, *_company_of(team), *_experience_of(team), *_mix_of(team)]


def _company_of(team: Sequence[Mate]) -> list[Text]:
    here = {mate.person_id for mate in team}
    asked = [mate for mate in team if mate.together]
    met = sum(bool(here & set(mate.together)) for mate in asked)
    if len(asked) < FEW:
        return []
    return [say("%(met)s of %(asked)s who named somebody are with one of them.", met=met, asked=len(asked))]


def _experience_of(team: Sequence[Mate]) -> list[Text]:
    counts = {craft: sum(mate.experience.get(craft, 0) >= SKILLED for mate in team) for craft in Craft}
    return [DONE[craft](count) for craft, count in counts.items() if count]


def _mix_of(team: Sequence[Mate]) -> list[Text]:
    sections = len({mate.section for mate in team if mate.section})
    return [say("People of %(n)s sections work together.", n=sections)] if sections > 1 else []
