"""Why there is no division, for whom may know: the rules that clash, which would help, and what may be changed.

Where somebody must be kept apart is among them, the other rules would tell whom: then instructors alone read them.
"""

from dataclasses import dataclass

from app.core.policy import Decision
from app.core.text import Text, say
from app.people.rules import Actor
from app.teams.proposals import policy
from app.teams.proposals.queries import ProposalBoard
from app.teams.solving import offers
from app.teams.solving.clashes import Kind, Rule, sentence
from app.teams.solving.offers import Offer
from app.teams.wishes import policy as wishes


@dataclass(frozen=True, slots=True)
class Choice:
    """A change that makes a division possible: its number, what it is, and whether the reader may make it."""

    number: int
    sentence: Text
    may_take: Decision


@dataclass(frozen=True, slots=True)
class Clash:
    """The rules that clash, those of which one alone would help, and what is offered; empty where nothing clashes."""

    rules: list[Text]
    help: list[Text]
    offers: list[Choice]


def clash_of(actor: Actor, found: ProposalBoard) -> Clash:
    """Say what clashes in a proposal that found no division."""
    rules = [(one["part"], Rule.from_json(one)) for one in found.proposal.clashes if one["part"] != "offer"]
    course = found.present.course
    secret = any(rule.kind is Kind.APART for _, rule in rules)
    if secret and not wishes.may_read_apart(actor, course):
        return Clash([say("Only an instructor of the course can see which rules clash here.")], [], [])
    names = {member.person_id: member.name for member in found.present.everybody}
    told = {
        part: [sentence(rule, found.question, names) for at, rule in rules if at == part] for part in ("clash", "help")
    }
    offered = [Offer.from_json(one) for one in found.proposal.clashes if one["part"] == "offer"]
    choices = [
        Choice(
            number,
            offers.sentence(one, found.present.limits, found.question.teams, names),
            policy.may_take(actor, course, one.kind),
        )
        for number, one in enumerate(offered)
        if one.person is None or one.person in found.pinned
    ]
    return Clash(told["clash"], told["help"], choices)
