"""Sections, states, budget sums, numbering and completeness of the production book. Pure."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from babel.numbers import get_currency_precision

from app.books import fountain
from app.core.text import Text, say


class SectionKind(StrEnum):
    """A part of the production book."""

    PITCH = "pitch"
    SCENARIO = "scenario"
    SHOTS = "shots"
    BUDGET = "budget"


class SubmissionState(StrEnum):
    """What became of a handed-in version."""

    WAITING = "waiting"
    CHANGES = "changes"
    APPROVED = "approved"


SIZES = ("EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "ECU", "OTS", "POV", "insert")
"""Shot sizes as crews write them, from far to near."""

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of shot numbers: I and O are left out, they read as one and nought."""


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


def next_shot_number(scene: str, taken: Iterable[str]) -> str:
    """Give the next shot of a scene its number: 12A, 12B … 12Z, 12AA; nothing for a shot without a scene."""
    if not scene:
        return ""
    used = set(taken)
    names = [*LETTERS, *(a + b for a in LETTERS for b in LETTERS)]
    return next((f"{scene}{name}" for name in names if f"{scene}{name}" not in used), scene)


def pasted_rows(text: str, columns: Sequence[str], numbers: Collection[str], most: int) -> list[dict[str, str]]:
    """Read rows copied from a spreadsheet (tabs) or CSV; cells beyond the columns are dropped.

    Empty rows are left out, and a row of headings: words also where ``numbers`` belong.
    Raises csv.Error for what is no table.
    """
    lines = text.strip("\n").replace("\r\n", "\n")
    reader = csv.reader(io.StringIO(lines), delimiter="\t" if "\t" in lines else ",")
    rows = [dict(zip(columns, (cell.strip() for cell in row), strict=False)) for row in reader]
    found = [row for row in rows if any(row.values())]
    return found[1:][:most] if len(found) > 1 and _is_heading(found[0], numbers) else found[:most]


def _is_heading(row: Mapping[str, str], numbers: Collection[str]) -> bool:
    cells = [row[name] for name in numbers if name in row]
    return bool(cells) and all(cell and not re.search(r"\d", cell) for cell in cells)


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


def missing(content: Mapping[str, Any]) -> list[Text]:
    """Say what a book still lacks, in the order of its sections; nothing for a complete one."""
    found: list[Text] = []
    pitch = content.get("pitch") or {}
    for field, sentence in PITCH_PARTS.items():
        if not str(pitch.get(field, "")).strip():
            found.append(sentence)
    elements = fountain.parse(str(content.get("scenario") or ""))
    scenes = fountain.scenes(elements)
    if not scenes:
        found.append(say("The scenario has no scene yet."))
    shots = content.get("shots") or []
    covered = {str(shot.get("scene", "")) for shot in shots}
    open_scenes = [scene.number for scene in scenes if scene.number not in covered]
    if scenes and not shots:
        found.append(say("The shot list is empty."))
    elif open_scenes:
        found.append(say("No shots yet for scene %(scenes)s.", scenes=", ".join(open_scenes)))
    if not content.get("budget"):
        found.append(say("The budget is empty. If the film costs nothing, say so in one line."))
    return found


PITCH_PARTS: Mapping[str, Text] = {
    "logline": say("The pitch has no logline."),
    "whose_view": say("The pitch does not say whose view it is."),
    "at_stake": say("The pitch does not say what is at stake."),
    "unsaid": say("The pitch does not say what is left unsaid."),
}


def is_empty(content: Mapping[str, Any]) -> bool:
    """Tell whether nothing at all has been written."""
    pitch = content.get("pitch") or {}
    return not (any(pitch.values()) or content.get("scenario") or content.get("shots") or content.get("budget"))
