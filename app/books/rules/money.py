"""Money in minor units: sums of the budget, and amounts as people type them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision

from app.core.text import Text, language, say

GROUP = 3
MOST_DIGITS = 12
CURRENCY_MARK = re.compile(r"^[A-Za-z]{3}(?=[-\d])|(?<=\d)(?:[A-Za-z]{3}|원)$")
AMOUNTS = (
    re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)(?:\.(?P<fraction>\d{1,4}))?", re.ASCII),
    re.compile(r"(?P<whole>\d{1,3}(?:'\d{3})+)(?:\.(?P<fraction>\d{1,4}))?", re.ASCII),
    re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<fraction>\d{1,4})", re.ASCII),
    re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3}){2,})(?P<fraction>)", re.ASCII),
    re.compile(r"(?P<whole>\d+)(?:[.,](?P<fraction>\d{1,4}))?", re.ASCII),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line as the sums see it: money in minor units; ``actual`` is None while nothing was paid."""

    category: str
    quantity: int
    unit_price: int
    actual: int | None

    @property
    def planned(self) -> int:
        """Quantity times price."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class Sum:
    """Planned and actual of one category or of everything, in minor units."""

    category: str
    planned: int
    actual: int

    @property
    def left(self) -> int:
        """What is not spent of the plan; below nought when more was paid."""
        return self.planned - self.actual

    @property
    def over(self) -> bool:
        """Whether more was paid than planned."""
        return self.actual > self.planned


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a sentence, written in the language of whoever reads it."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return format_currency(Decimal(self.minor).scaleb(-places(self.currency)), self.currency, locale=language())


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody paid for the film, what of it was paid back, in minor units."""

    person: str
    paid: int
    back: int

    @property
    def open(self) -> int:
        """What is still owed to them."""
        return self.paid - self.back


def owed(payments: Iterable[tuple[str, int | None, bool]]) -> list[Owed]:
    """Sum up who paid what: (who, paid, paid back) of each line. Who is owed most comes first; nobody is left out."""
    paid: dict[str, int] = {}
    back: dict[str, int] = {}
    for person, actual, reimbursed in payments:
        if person and actual:
            paid[person] = paid.get(person, 0) + actual
            back[person] = back.get(person, 0) + (actual if reimbursed else 0)
    found = [Owed(person, sum_, back[person]) for person, sum_ in paid.items()]
    return sorted(found, key=lambda one: (-one.open, -one.paid, one.person))


def reserve(cap: int, contingency: int) -> int:
    """Give the part of a cap that should be left for what nobody foresees: a percent of it, rounded up."""
    return -(-cap * contingency // 100)


def budget_warnings(total: Sum, cap: int | None, contingency: int, currency: str) -> list[Text]:
    """Say what is wrong with a budget: over the cap, too near to it, more paid than planned."""
    found: list[Text] = []
    if cap is not None and total.planned > cap:
        over = Money(total.planned - cap, currency)
        found.append(say("The plan is %(over)s over the cap of %(cap)s.", over=over, cap=Money(cap, currency)))
    elif cap is not None and total.planned > cap - reserve(cap, contingency):
        left, wanted = Money(cap - total.planned, currency), Money(reserve(cap, contingency), currency)
        sentence = say(
            "Only %(left)s of the cap is left for what nobody foresees; it should be %(wanted)s (%(percent)s %%).",
            left=left,
            wanted=wanted,
            percent=contingency,
        )
        found.append(sentence)
    if cap is not None and total.actual > cap:
        over = Money(total.actual - cap, currency)
        found.append(say("%(over)s more was paid than the cap allows.", over=over))
    if total.over:
        found.append(say("%(over)s more was paid than planned.", over=Money(total.actual - total.planned, currency)))
    return found


def top_sheet(lines: Iterable[Line]) -> tuple[list[Sum], Sum]:
    """Sum up by category, in the order of first appearance, and all together."""
    groups: dict[str, list[Line]] = {}
    everything = list(lines)
    for line in everything:
        groups.setdefault(line.category, []).append(line)
    return [_sum(name, group) for name, group in groups.items()], _sum("", everything)


def _sum(category: str, lines: Sequence[Line]) -> Sum:
    return Sum(category, sum(line.planned for line in lines), sum(line.actual or 0 for line in lines))


def places(currency: str) -> int:
    """Give how many decimals a currency has: 2 for EUR, 0 for KRW, 3 for BHD."""
    return get_currency_precision(currency)


def typed(minor: int | None, decimals: int) -> str:
    """Write minor units as one types them, without separators: (1250, 2) → "12.50", (12000, 0) → "12000"."""
    return "" if minor is None else f"{Decimal(minor).scaleb(-decimals):f}"


def amount(text: str, decimals: int = 0) -> int | None:
    """Read an amount as people write it, as minor units: "12,000", "₩12 000", "12.50", "1.234,50 €", "1'234.50".

    None for nothing, for words ("1만", "12k"), and for what can be read in two ways or has too many decimals:
    reading "1.5" as 15 would be worse than asking. A comma before three digits parts thousands.
    """
    text = unicodedata.normalize("NFKC", text)  # Korean keyboards write １２
    bare = CURRENCY_MARK.sub("", "".join(one for one in text if unicodedata.category(one) not in {"Sc", "Zs"}))
    sign, number = (-1, bare[1:]) if bare.startswith("-") else (1, bare)
    found = next((shape.fullmatch(number) for shape in AMOUNTS if shape.fullmatch(number)), None)
    if found is None:
        return None
    whole, fraction = re.sub(r"[.,']", "", found["whole"]), found["fraction"] or ""
    ambiguous = len(fraction) == GROUP and decimals != GROUP
    if ambiguous or fraction[decimals:].strip("0") or len(whole) > MOST_DIGITS:
        return None
    return sign * int(whole + fraction[:decimals].ljust(decimals, "0"))
