"""Lending: how much of a shared thing is free on some days, and who has the rest. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.text import Text, say, say_n


@dataclass(frozen=True, slots=True)
class Held:
    """So much of a thing is with a team from the first day to the last, both included."""

    team: int
    first_on: date
    last_on: date
    quantity: int = 1

    def on(self, day: date) -> bool:
        """Tell whether the team has it on a day."""
        return self.first_on <= day <= self.last_on

    def meets(self, first: date, last: date) -> bool:
        """Tell whether it is away on one of the days from ``first`` to ``last``."""
        return self.first_on <= last and first <= self.last_on


def free(quantity: int, held: Iterable[Held], first: date, last: date) -> int:
    """Give how many of ``quantity`` are free on every day from ``first`` to ``last``; never less than nought."""
    away = [one for one in held if one.meets(first, last)]
    # what is away changes only where a booking begins, so looking at those days and the first is enough
    days = {first, *(one.first_on for one in away if one.first_on > first)}
    most = max(sum(one.quantity for one in away if one.on(day)) for day in days)
    return max(0, quantity - most)


def refusal(name: str, left: int, holders: Sequence[Text | str]) -> Text:
    """Say kindly why a thing cannot be booked: how many are left, and who has the others."""
    who = ", ".join(str(one) for one in holders)
    if not holders:
        return say_n("There is only %(n)s of “%(name)s”.", "There are only %(n)s of “%(name)s”.", left, name=name)
    if left:
        return say("Only %(left)s of “%(name)s” left on these days: %(who)s.", left=left, name=name, who=who)
    return say("“%(name)s” is away on these days: %(who)s. Ask them, or take other days.", name=name, who=who)


def days(first: date, last: date) -> list[date]:
    """Give every day from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
