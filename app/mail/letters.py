"""Write a letter from its two templates, in the language of whoever receives it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.core import text
from app.core.text import Text, speaking

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to go: one line of subject, the words as plain text and as HTML."""

    to: str
    subject: str
    text: str
    html: str
    language: str = "en"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    made.install_gettext_callables(text.gettext, text.ngettext, newstyle=True)  # type: ignore[attr-defined]  # the i18n extension adds it
    return made


def letter(template: str, to: str, language: str, subject: Text, **values: Any) -> Letter:
    """Write ``mail/<template>.txt`` and ``.html`` with the values, in the language."""
    with speaking(language):
        everything = {"subject": str(subject), "language": text.language(), **values}
        return Letter(
            to=to,
            subject=" ".join(str(subject).split()),
            text=_environment().get_template(f"mail/{template}.txt").render(everything),
            html=_environment().get_template(f"mail/{template}.html").render(everything),
            language=text.language(),
        )
