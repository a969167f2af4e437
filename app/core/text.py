"""Sentences for people, in the language of whoever reads them.

``say("%(n)s left", n=3)`` makes a :class:`Text`: nothing is translated until it is turned into ``str``, in the
language of the current context (set by the web floor per request, by mail per receiver). Catalogues are the
``.po`` files of ``app/locale/<language>/``; any number of files a language, merged at first use.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

LANGUAGES: Mapping[str, str] = {"en": "English", "ko": "한국어"}
LOCALE_FOLDER = Path(__file__).parent.parent / "locale"

_language: ContextVar[str] = ContextVar("language", default="en")


class Text:
    """A sentence with named values, translated when it is shown."""

    __slots__ = ("many", "msgid", "number", "values")

    def __init__(self, msgid: str, values: Mapping[str, Any], many: str = "", number: int = 0) -> None:
        self.msgid, self.values, self.many, self.number = msgid, values, many, number

    def __str__(self) -> str:
        sentence = ngettext(self.msgid, self.many, self.number) if self.many else gettext(self.msgid)
        return sentence % self.values if self.values else sentence

    def __html__(self) -> str:
        """Escape like any text: translations are words, never markup."""
        from markupsafe import escape  # noqa: PLC0415 -- only templates ask for it

        return str(escape(str(self)))

    def __repr__(self) -> str:
        return f"say({self.msgid!r}, {dict(self.values)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.msgid, self.values) == (other.msgid, other.values)

    def __hash__(self) -> int:
        return hash(self.msgid)


def say(msgid: str, **values: Any) -> Text:
    """Make a sentence; ``msgid`` is English with ``%(name)s`` places. Extracted for translation."""
    return Text(msgid, values)


def say_n(one: str, many: str, n: int, **values: Any) -> Text:
    """Make a sentence with a plural; ``%(n)s`` is the number. Extracted for translation."""
    return Text(one, {"n": n, **values}, many, n)


def keep(sentence: Text | str, code: str = "") -> str:
    """Write a sentence down for a column: its ``code`` and values as JSON beside the words to be translated.

    At most 1000 letters; a value longer than 200 is cut. ``told`` reads it.
    """
    if isinstance(sentence, str) or not (code or sentence.values):
        return str(sentence.msgid if isinstance(sentence, Text) else sentence)[:1000]
    values = {k: v if isinstance(v, int | float) else str(v)[:200] for k, v in sentence.values.items()}
    kept = {"code": code, "say": sentence.msgid, "many": sentence.many, "number": sentence.number, "values": values}
    written = json.dumps({k: v for k, v in kept.items() if v}, ensure_ascii=False)
    return written if len(written) <= 1000 else str(sentence)[:1000]  # noqa: PLR2004 -- the column


def told(kept: str) -> Text:
    """Read a sentence that ``keep`` wrote, or one of an older release, which is its own words."""
    found = _read(kept)
    return Text(found.get("say", kept), found.get("values", {}), found.get("many", ""), found.get("number", 0))


def code_of(kept: str) -> str:
    """Read the code beside a kept sentence; empty when it has none."""
    return str(_read(kept).get("code", ""))


def _read(kept: str) -> dict[str, Any]:
    if not kept.startswith("{"):
        return {}
    try:
        found = json.loads(kept)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@cache
def catalogue(language: str) -> dict[str, str | tuple[str, ...]]:
    """Every translation of one language: msgid → text, or → its plural forms."""
    found: dict[str, str | tuple[str, ...]] = {}
    for path in sorted((LOCALE_FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if not message.id or not message.string:
                    continue
                key = message.id if isinstance(message.id, str) else message.id[0]
                value = message.string
                found[key] = value if isinstance(value, str) else tuple(value)
    return found


def gettext(msgid: str) -> str:
    """Translate into the current language; the English text where there is no translation."""
    found = catalogue(_language.get()).get(msgid, msgid)
    return found if isinstance(found, str) else found[0]


def ngettext(one: str, many: str, n: int) -> str:
    """Translate a plural into the current language. Korean has one form, English two."""
    found = catalogue(_language.get()).get(one)
    if found is None:
        return one if n == 1 else many
    if isinstance(found, str):
        return found
    return found[0] if n == 1 else found[-1]


def language() -> str:
    """Return the language code of the current context."""
    return _language.get()


def speak(code: str) -> None:
    """Set the language of the current context; an unknown one becomes English."""
    _language.set(code if code in LANGUAGES else "en")


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Use a language inside the block: mail to a person who reads Korean."""
    token = _language.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _language.reset(token)


def best_language(accept: str) -> str:
    """Choose from an Accept-Language header; English when nothing fits."""
    for part in accept.split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return "en"
