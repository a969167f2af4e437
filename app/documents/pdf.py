"""Print documents as PDF by typst. Knows parts of a document (pages of text, tables, grids), and no course words.

What people wrote goes in as JSON values and is only ever text: nothing is pasted into the template's source. Neither
system fonts nor the network nor any file but the template and the pictures given are read.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from app.core.errors import Busy
from app.core.text import say

if TYPE_CHECKING:
    import typst

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"
"""Filled by ``app.web.assets`` from npm packages; git ignores it."""
_printing = Lock()


@dataclass(frozen=True, slots=True)
class Cover:
    """A title page: large words, a sentence below, then lines of label and text, and small print at its foot."""

    title: str
    over: str = ""
    under: str = ""
    lines: Sequence[tuple[str, str]] = ()
    small: str = ""
    type: str = "cover"


@dataclass(frozen=True, slots=True)
class Texts:
    """Passages of text under a heading, each with its label."""

    heading: str
    items: Sequence[tuple[str, str]]
    type: str = "texts"


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its text; ``address`` is where its ``link``, a word behind the text, leads to."""

    label: str
    words: str
    link: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one looks for first: a heading with a line over it, a few large words, then lines of label and text."""

    heading: str
    over: str
    big: Sequence[tuple[str, str]]
    lines: Sequence[Line]
    type: str = "facts"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a printed table: ``width`` is its share, 0 for as wide as its cells."""

    label: str
    right: bool = False
    width: float = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its headings repeat on every page, its rows do not part, ``foot`` are rows of sums.

    ``wide`` lays the page on its side; ``follows`` begins no page where the part before ended; ``level`` 2 is for a
    table that belongs to the part before.
    """

    heading: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    foot: Sequence[Sequence[str]] = ()
    wide: bool = False
    follows: bool = False
    level: int = 1
    strong: int = -1
    note: str = ""
    type: str = "sheet"


@dataclass(frozen=True, slots=True)
class Card:
    """A picture with its words; ``picture`` is a name among the document's pictures, or nothing."""

    title: str
    text: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Pictures in rows of three; ``follows`` and ``level`` as in a sheet."""

    heading: str
    cards: Sequence[Card]
    follows: bool = False
    level: int = 1
    type: str = "grid"


Letters = tuple[str, int]
"""Text with its style in bits: 1 bold, 2 italic, 4 underlined, 8 letters that are two columns wide."""


@dataclass(frozen=True, slots=True)
class Typescript:
    """Pages of a typewriter: lines of rows, each its column, a number for the margins, and its letters.

    ``title`` is the page before: what stands in its middle, and at its foot.
    """

    heading: str
    pages: Sequence[Sequence[Sequence[tuple[int, str, Sequence[Letters]]]]]
    title: tuple[Sequence[str], Sequence[str]] | None = None
    type: str = "typescript"


Part = Cover | Texts | Facts | Sheet | Grid | Typescript


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed: its parts in order, and what stands at the head and the foot of every page."""

    title: str
    parts: Sequence[Part]
    language: str = "en"
    author: str = ""
    head: tuple[str, str] = ("", "")
    made_at: datetime | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By the names that cards call them, such as "12.jpg"."""


def printed(document: Document) -> bytes:
    """Print; the same document gives the same bytes.

    Raises Busy without fonts, typst.TypstError for a picture that is none.
    """
    if not ready():
        raise Busy(say("This server cannot print yet: its fonts are missing. Whoever runs it types “make run” once."))
    values = {
        "title": document.title,
        "author": document.author,
        "language": document.language,
        "head": document.head,
        "parts": [asdict(part) for part in document.parts],
    }
    import typst  # noqa: PLC0415 -- loaded only where something is printed

    with _printing, TemporaryDirectory() as made:  # one at a time: typst takes all cores
        folder = Path(made)
        template = folder / "print.typ"
        template.write_bytes((FOLDER / "print.typ").read_bytes())
        (folder / "pictures").mkdir()
        for name, content in document.pictures.items():
            (folder / "pictures" / name).write_bytes(content)
        found = typst.compile(
            template,
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
            timestamp=document.made_at.replace(microsecond=0) if document.made_at else 0,
            format="pdf",
            pdf_tags=False,  # poppler calls the tags of typst a syntax error
        )
    return bytes(found)


def ready() -> bool:
    """Tell whether the fonts are there."""
    return any(FONTS.glob("*.ttf"))


def warm() -> None:
    """Load what printing needs, so that who prints first does not wait for it; nothing without fonts."""
    if ready():
        _fonts()


@cache
def _fonts() -> "typst.Fonts":
    """Load the fonts once."""
    import typst  # noqa: PLC0415 -- as above

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])
