"""What a proposal reached, in sentences."""

from collections.abc import Mapping

from app.core.text import Text, say, say_n
from app.teams.proposals.rules import Goal, Weight
from app.teams.solving.problem import UNRANKED
from app.teams.solving.score import ROLES, Costs

CHOICES = (
    say("Everybody has their first choice."),
    say("Nobody has less than their second choice."),
    say("Nobody has less than their third choice."),
    say("Nobody has less than their fourth choice."),
    say("Nobody has less than their fifth choice."),
)


def facts(costs: Costs, goals: Mapping[Goal, Weight]) -> list[Text]:
    """Say what was reached for each goal that counts."""
    counting = {goal for goal, weight in goals.items() if weight is not Weight.OFF}
    found: list[Text] = []
    if Goal.RANKS in counting:
        worst = costs.worst
        found.append(CHOICES[worst] if worst < UNRANKED - 1 else say("Somebody has none of their choices."))
    if Goal.TOGETHER in counting:
        found.append(
            say_n(
                "%(n)s person sits with none of those they named.",
                "%(n)s people sit with none of those they named.",
                costs.together,
            )
            if costs.together
            else say("Everybody who named somebody sits with one of them.")
        )
    if Goal.TIME in counting:
        found.append(
            say_n(
                "%(n)s person misses their team's best hour.",
                "%(n)s people miss their team's best hour.",
                costs.time,
            )
            if costs.time
            else say("Every team has an hour that all can make.")
        )
    if Goal.EXPERIENCE in counting:
        found.append(
            say("Experience is spread fairly over the teams.")
            if not costs.experience
            else say("Experience is uneven in %(n)s places.", n=costs.experience)
        )
    if Goal.MIX in counting:
        found.append(
            say("The sections are mixed fairly.")
            if not costs.mix
            else say("The sections are uneven in %(n)s places.", n=costs.mix)
        )
    return found


def proof(value: int, bound: int, *, proven: bool, cut: bool) -> list[Text]:
    """Say how sure it is that there is nothing better, and whether another run may differ."""
    if proven:
        return [say("Proven: no division is better.")]
    gap = (
        say("Not proven: there may be roles nearer to the wishes.")
        if value - bound >= ROLES
        else say(
            "The roles are proven best; %(gap)s of %(points)s points of company might still be saved.",
            gap=value - bound,
            points=value % ROLES,
        )
    )
    ended = say("The search was ended before its work was done: another search may find other teams.")
    return [gap, ended] if cut else [gap, say("The same settings and seed give the same teams again.")]
