"""Kinds of typed text, cleaned once at the edge: use them in schemas instead of ``str``."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

# Controls but tab and newline, bidirectional overrides and isolates; joiners stay (emoji need them)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def clean_words(value: object) -> object:
    r"""Normalise to NFC (phones send Hangul in pieces) with ``\n`` line ends, without invisible controls."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", text)


def clean_line(value: object) -> object:
    """Clean one line: as :func:`clean_words`, white space folded and trimmed."""
    cleaned = clean_words(value)
    return " ".join(cleaned.split()) if isinstance(cleaned, str) else cleaned


def clean_trimmed(value: object) -> object:
    """Clean words without white space around them; before lengths are checked, so that blanks count as nothing."""
    cleaned = clean_words(value)
    return cleaned.strip() if isinstance(cleaned, str) else cleaned


def _mail(value: str) -> str:
    if not re.fullmatch(r"[^@\s\"<>,;:()\[\]\\]+@[^@\s\"<>,;:()\[\]\\]+", value):
        raise ValueError("not-an-address")
    return value.lower()


Line = Annotated[str, BeforeValidator(clean_line)]
Words = Annotated[str, BeforeValidator(clean_words)]
Trimmed = Annotated[str, BeforeValidator(clean_trimmed)]
Name = Annotated[str, BeforeValidator(clean_line), StringConstraints(min_length=1, max_length=120)]
Mail = Annotated[
    str, BeforeValidator(clean_line), StringConstraints(min_length=3, max_length=254), AfterValidator(_mail)
]
