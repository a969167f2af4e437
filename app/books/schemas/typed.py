"""Kinds of typed cells and fields: use them in the schemas of the book's sections.

Rows that were typed (pages, paste) are validated with the context ``{"decimals": …}``: their cells are text as people
write it. Programs send JSON's own kinds, and no context.
"""

import re
import unicodedata
from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo

from app.books import rules
from app.core.inputs import Line, Words
from app.core.text import LANGUAGES, say, speaking

Short = Annotated[Line, StringConstraints(max_length=120)]
Passage = Annotated[Words, StringConstraints(max_length=2000)]
SceneNumber = Annotated[Line, StringConstraints(max_length=12)]
LONGEST_SCENARIO = 400_000
NOTHING = frozenset({"", "-", "–", "—"})
"""What spreadsheets show for no amount."""
COUNTED = re.compile(r"([\d,]+(?:\.0+)?) ?(?:개|명|회|일|장|병|대|분|min(?:\.|utes?)?|['′’])", re.IGNORECASE)


def _amount(value: object, info: ValidationInfo) -> object:
    """Read what people type in the currency's major unit; the context says its ``decimals``. Programs send integers."""
    return _read(value, info, (info.context or {}).get("decimals", 0))


def _count(value: object, info: ValidationInfo) -> object:
    """Read a whole number as people type it, with what it counts behind it: "8명"."""
    return _read(_alone(value, info), info, 0)


def _alone(value: object, info: ValidationInfo) -> object:
    """Take away from a typed number what it counts: "15분", "15 min", "8명"."""
    if not isinstance(value, str) or info.context is None:
        return value
    found = COUNTED.fullmatch(unicodedata.normalize("NFKC", value).strip())
    return found[1] if found else value


def _read(value: object, info: ValidationInfo, decimals: int) -> object:
    if not isinstance(value, str) or info.context is None:
        return value
    if value.strip() in NOTHING:
        return None
    found = rules.amount(value, decimals)
    if found is None:
        example = rules.typed(125 * 10 ** max(0, decimals - 1) if decimals else 12000, decimals)
        raise ValueError(say("Write an amount like %(example)s.", example=example))
    return found


def _day(value: object, info: ValidationInfo) -> object:
    """Read a day as people type it."""
    if not isinstance(value, str) or info.context is None:
        return value
    if not value.strip():
        return None
    found = rules.day(value)
    if found is None:
        raise ValueError(say("Write a day like %(example)s.", example="2026-12-03"))
    return found


def _mark(value: object, info: ValidationInfo) -> object:
    """Read a mark as people type it: "x", "yes"."""
    if not isinstance(value, str) or info.context is None:
        return value
    found = rules.flag(value)
    if found is None:
        raise ValueError(say("Write x, or nothing."))
    return found


def one_of(members: type[Enum]) -> BeforeValidator:
    """Read one of a list by its value, or typed by its word in any language: files go from hand to hand."""

    def read(value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str) or info.context is None:
            return value
        words: dict[str, list[str]] = {one.value: [] for one in members}
        for language in LANGUAGES:
            with speaking(language):
                for one in members:
                    words[one.value].append(str(rules.WORDS[one]))
        return rules.choice(value, words) or value

    return BeforeValidator(read)


Money = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Count = Annotated[int, Field(ge=0, le=100_000, strict=True)]
MINOR = "minor units of the course's currency: 1250 is €12.50, and ₩1,250"
Amount = Annotated[Money | None, BeforeValidator(_amount)]
Number = Annotated[Count | None, BeforeValidator(_count)]
Day = Annotated[date | None, BeforeValidator(_day)]
Minutes = Annotated[Annotated[int, Field(ge=0, le=6000)] | None, BeforeValidator(_alone)]
Mark = Annotated[bool, BeforeValidator(_mark)]
