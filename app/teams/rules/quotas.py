"""The arithmetic of quotas: what can never work is refused, with the sum that shows why.

A team of n people, each holding 1 to k different roles, can fill its quotas exactly when every role needs at most
n holders, all roles together need at most n × k, and have room for at least n: deal the places out in turn, role
after role, and nobody gets a role twice (tests/teams/test_rules.py compares this with trying everything).
"""

from collections.abc import Iterable, Sequence
from functools import reduce

from app.core.text import Text, say
from app.teams.rules.roles import COUNTED, Band, Limits


def impossible(limits: Limits) -> list[Text]:
    """Give a sentence with the sum for each reason why no team could ever meet the limits; empty when it works."""
    size, problems = limits.size, []
    if size.least > size.most:
        problems.append(
            say(
                "The smallest team (%(least)s) is larger than the largest (%(most)s).",
                least=size.least,
                most=size.most,
            )
        )
    for role, band in limits.roles.items():
        if band.least > band.most:
            problems.append(
                say("%(need)s needed, but at most %(most)s allowed.", need=COUNTED[role](band.least), most=band.most)
            )
        elif band.least > size.least:
            problems.append(
                say(
                    "%(need)s needed, but the smallest team has %(people)s people.",
                    need=COUNTED[role](band.least),
                    people=size.least,
                )
            )
    return problems or [*_too_many_needed(limits), *_too_little_room(limits)]


def _too_many_needed(limits: Limits) -> list[Text]:
    bands = {role: band for role, band in limits.roles.items() if band.least}
    need, have = sum(band.least for band in bands.values()), limits.size.least * limits.per_person
    if need <= have:
        return []
    return [
        say(
            "%(sum)s: that is %(need)s roles to fill, but %(people)s people × %(each)s roles each = %(have)s.",
            sum=_plus(COUNTED[role](band.least) for role, band in bands.items()),
            need=need,
            people=limits.size.least,
            each=limits.per_person,
            have=have,
        )
    ]


def _too_little_room(limits: Limits) -> list[Text]:
    most = limits.size.most
    bands = {role: min(band.most, most) for role, band in limits.roles.items() if band.most}
    room = sum(bands.values())
    if room >= most:
        return []
    return [
        say(
            "%(sum)s at most: that is room for %(room)s, but a team may have %(people)s people and "
            "everybody needs a role.",
            sum=_plus(COUNTED[role](count) for role, count in bands.items()) if bands else 0,
            room=room,
            people=most,
        )
    ]


def _plus(parts: Iterable[Text]) -> Text:
    return reduce(lambda left, right: say("%(left)s + %(right)s", left=left, right=right), parts)


def together(sentences: Sequence[Text]) -> Text:
    """Join sentences into one text. Needs at least one."""
    return reduce(lambda left, right: say("%(left)s %(right)s", left=left, right=right), sentences)


def undivided(people: int, size: Band) -> Text | None:
    """Say why so many people cannot be divided into teams of that size; None when they can.

    With k teams there is room for k × least to k × most people; some k must fit.
    """
    if people == 0 or size.least < 1:
        return None
    fewest = -(-people // size.most)  # rounded up
    if fewest * size.least <= people:
        return None
    if fewest == 1:
        return say(
            "%(people)s students are too few for one team of %(least)s.",
            people=people,
            least=size.least,
        )
    return say(
        "%(people)s students cannot be divided: %(fewer)s teams hold at most %(fewer)s × %(most)s = %(room)s, "
        "%(more)s teams need at least %(more)s × %(least)s = %(need)s.",
        people=people,
        fewer=fewest - 1,
        more=fewest,
        most=size.most,
        least=size.least,
        room=(fewest - 1) * size.most,
        need=fewest * size.least,
    )
