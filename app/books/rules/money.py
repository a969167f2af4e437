"""Money in minor units: sums of the budget, and amounts as people type them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_currency_precision

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
