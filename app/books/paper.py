"""The production book on paper: its sections as parts of a printed document. Pure: plain values in, values out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_datetime, get_timezone
from babel.numbers import format_currency

from app.books import fountain, rules
from app.books.queries.analysis import analysis_of
from app.books.rules import SectionKind
from app.books.tables import TABLES, Column, ColumnKind, Table
from app.core.text import language, say
from app.documents import pdf

WIDE = 9
"""A table of so many columns is printed across the page."""
NARROW, BROAD = 10, 240
"""A column whose cells are this short is as wide as they are; no column counts for more than this."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Whose book it is and which version: what stands on the title page and at the head of every page.

    ``version`` and ``digest`` are empty for a book that is still being written; ``at`` is when it was handed in.
    """

    film: str
    team: str
    course: str
    currency: str
    at: datetime
    moment: str
    version: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to a book and is no cell of it.

    ``crew`` are names with their roles in words, ``photos`` the keys of each location's by its id, ``pictures`` the
    files of these and of the storyboard's frames by their keys.
    """

    crew: Sequence[tuple[str, str]] = ()
    photos: Mapping[int, Sequence[str]] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def document(
    content: Mapping[str, Any],
    imprint: Imprint,
    sections: Collection[SectionKind] | None = None,
    beside: Beside = Beside(),
) -> pdf.Document:
    """Make the whole book, or some sections without its title page; what is empty is left out of the whole book."""
    wanted = [one for one in SectionKind if sections is None or one in sections]
    parts: list[pdf.Part] = [] if sections else [_cover(content, imprint)]
    for section in wanted:
        more = _beside(section, content, beside)
        if sections or more or _written(content.get(section.value)):
            parts += _parts(section, content, imprint)
        parts += more
    film = imprint.film or imprint.team
    return pdf.Document(
        title=film,
        parts=parts,
        language=language(),
        author=imprint.team,
        head=(f"{film} · {imprint.team}", imprint.version or imprint.moment),
        made_at=imprint.at,
        pictures={named(key): content for key, content in beside.pictures.items()},
    )


def _beside(section: SectionKind, content: Mapping[str, Any], beside: Beside) -> list[pdf.Part]:
    """Give what is printed behind a section: the storyboard, the crew, the photos."""
    rows = content.get(section.value) or []
    if section is SectionKind.SHOTS and any(row.get("frame") in beside.pictures for row in rows):
        return [_storyboard(rows, beside.pictures)]
    if section is SectionKind.CASTING and beside.crew:
        columns = [pdf.Column(str(say("Who")), width=2), pdf.Column(str(say("Roles")), width=5)]
        return [pdf.Sheet(str(say("Crew")), columns, beside.crew, follows=True, level=2, strong=0)]
    if section is SectionKind.PLACES:
        cards = [
            pdf.Card(str(row["name"]) or "–", "", named(key))
            for row in rows
            for key in beside.photos.get(row["id"], ())
            if key in beside.pictures
        ]
        return [pdf.Grid(str(say("Photos")), cards, follows=True, level=2)] if cards else []
    return []


def frame_keys(content: Mapping[str, Any]) -> list[str]:
    """Give the keys of the shots' frames."""
    return [row["frame"] for row in content.get(SectionKind.SHOTS.value) or [] if row.get("frame")]


def named(key: str) -> str:
    """Give the name by which a document calls a picture of the storage."""
    return key.replace("/", "-")


def _storyboard(rows: Sequence[Mapping[str, Any]], frames: Mapping[str, bytes]) -> pdf.Grid:
    """Give the frames in script order; a shot without one has an empty frame to draw into."""
    return pdf.Grid(
        str(say("Storyboard")),
        [
            pdf.Card(
                title=" · ".join(filter(None, (row["number"], row["size"], row["movement"]))) or "–",
                text=row["picture"],
                picture=named(row["frame"]) if row.get("frame") in frames else "",
            )
            for row in rows
        ],
    )


def _written(section: Any) -> bool:
    return any(section.values()) if isinstance(section, dict) else bool(section)


def moment(at: datetime, timezone: str) -> str:
    """Write a moment out in the course's time zone."""
    pattern = "y년 M월 d일 HH:mm" if language() == "ko" else "d MMMM y, HH:mm"
    return str(format_datetime(at.astimezone(get_timezone(timezone)), pattern, locale=language()))


def _parts(section: SectionKind, content: Mapping[str, Any], imprint: Imprint) -> list[pdf.Part]:
    heading = str(rules.WORDS[section])
    if section is SectionKind.PITCH:
        return [_pitch(heading, content.get("pitch") or {})]
    if section is SectionKind.SCENARIO:
        return [_script(heading, str(content.get("scenario") or ""))]
    if section is SectionKind.BREAKDOWN:
        return [_analysis(heading, content)]
    rows = content.get(section.value) or []
    tables: list[pdf.Part] = [_top_sheet(rows, imprint.currency)] if section is SectionKind.BUDGET and rows else []
    return [*tables, _table(TABLES[section], heading, rows, imprint.currency, follows=bool(tables))]


def _cover(content: Mapping[str, Any], imprint: Imprint) -> pdf.Cover:
    pitch = content.get("pitch") or {}
    lines = [
        (str(say("Team")), imprint.team),
        (str(say("Course")), imprint.course),
        (str(say("Version")), imprint.version or str(say("being written"))),
        (str(say("Handed in") if imprint.version else say("Printed")), imprint.moment),
    ]
    return pdf.Cover(
        title=imprint.film or imprint.team,
        over=str(say("Production book")),
        under=str(pitch.get("logline") or ""),
        lines=[(label, words) for label, words in lines if words],
        small=f"sha256 {imprint.digest}" if imprint.digest else "",
    )


def _pitch(heading: str, pitch: Mapping[str, Any]) -> pdf.Texts:
    return pdf.Texts(
        heading,
        [(str(label), str(pitch.get(name) or "–")) for name, label in rules.PITCH_LABELS.items() if name != "title"],
    )


def _script(heading: str, text: str) -> pdf.Typescript:
    elements = fountain.parse(text)
    title = fountain.title_page(elements)
    middle = [_plain(title[key]) for key in fountain.CENTRED if title.get(key)]
    foot = [_plain(words) for key, words in title.items() if key not in fountain.CENTRED and words]
    pages = [
        [[(row.x, row.number, _letters(row.runs)) for row in line] for line in page]
        for page in fountain.layout(elements)
    ]
    return pdf.Typescript(heading, pages, (middle, foot) if middle or foot else None)


def _plain(words: str) -> str:
    return "\n".join(fountain.plain(line) for line in words.split("\n"))


def _letters(found: Sequence[fountain.Run]) -> list[pdf.Letters]:
    return [
        (text, one.bold + 2 * one.italic + 4 * one.underline + 8 * wide)
        for one in found
        for wide, text in fountain.by_width(one.text)
    ]


def _analysis(heading: str, content: Mapping[str, Any]) -> pdf.Sheet:
    """Print what the scenario says of each scene beside what the team typed; rows without a scene are left out."""
    found = analysis_of(str(content.get("scenario") or ""), content.get("breakdown") or [], content.get("shots") or [])
    typed = [one for one in TABLES[SectionKind.BREAKDOWN].shown if any(s.row and s.row[one.name] for s in found.sheets)]
    columns = [
        pdf.Column(str(say("Scene"))),
        pdf.Column(str(say("Place")), width=5),
        pdf.Column(str(say("Pages")), right=True),
        pdf.Column(str(say("Min.")), right=True),
        pdf.Column(str(say("Speaking")), width=4),
    ]
    rows = [
        [
            one.scene.number,
            " · ".join(part for part in (one.scene.side, one.scene.place, one.scene.light) if part),
            fountain.pages(one.scene.eighths),
            f"{one.scene.minutes:.1f}",
            ", ".join(one.scene.speaking),
            *(str(one.row[column.name]) if one.row else "" for column in typed),
        ]
        for one in found.sheets
    ]
    broad = [_width(one, [row[n] for row in rows]) for n, one in enumerate(typed, start=len(columns))]
    columns += [pdf.Column(str(one.label), width=width) for one, width in zip(typed, broad, strict=True)]
    sums = [["", str(say("Sum")), fountain.pages(found.eighths), f"{fountain.minutes(found.eighths):.1f}"]]
    foot = [[*one, *[""] * (len(columns) - len(one))] for one in sums] if len(rows) > 1 else []
    note = "" if rows else str(say("Nothing written yet."))
    return pdf.Sheet(heading, columns if rows else [], rows, foot=foot, wide=bool(rows), strong=1, note=note)


def _table(table: Table, heading: str, rows: Sequence[Mapping[str, Any]], currency: str, *, follows: bool) -> pdf.Sheet:
    """Print a table; columns that are empty everywhere are left out."""
    used = [one for one in table.printed if one.kind is ColumnKind.SUM or any(row.get(one.name) for row in rows)]
    shown = used if rows else list(table.printed)
    cells = [[_cell(one, row, currency) for one in shown] for row in rows]
    columns = [
        pdf.Column(str(one.label), one.right, _width(one, [row[n] for row in cells])) for n, one in enumerate(shown)
    ]
    strong = next((n for n, one in enumerate(shown) if one.name == table.title), -1)
    if columns and not any(one.width for one in columns):
        columns[strong] = replace(columns[strong], width=1)
    return pdf.Sheet(
        heading,
        columns,
        cells,
        wide=len(shown) >= WIDE and not follows,
        follows=follows,
        strong=strong,
        note="" if rows else str(say("Nothing written yet.")),
    )


def _width(column: Column, cells: Sequence[str]) -> float:
    longest = max((fountain.columns(cell) for cell in cells), default=0)
    if column.right or max(longest, fountain.columns(str(column.label))) <= NARROW:
        return 0
    return float(max(NARROW, min(BROAD, longest)) ** 0.5)


def _cell(column: Column, row: Mapping[str, Any], currency: str) -> str:
    if column.kind is ColumnKind.SUM:
        return _money(int(row.get("quantity") or 0) * int(row.get("unit_price") or 0), currency)
    value = row.get(column.name)
    if value is None or value == "":
        return ""
    if column.kind is ColumnKind.FLAG:
        return "✓" if value else ""
    return _money(int(value), currency) if column.kind is ColumnKind.MONEY else str(column.word(value))


def _money(amount: int, currency: str) -> str:
    return format_currency(Decimal(amount).scaleb(-rules.places(currency)), currency, locale=language())


def _top_sheet(rows: Sequence[Mapping[str, Any]], currency: str) -> pdf.Sheet:
    sums, total = rules.top_sheet(
        rules.Line(str(one["category"]), one["quantity"], one["unit_price"], one["actual"]) for one in rows
    )
    right = [pdf.Column(str(label), right=True) for label in (say("Planned"), say("Actual"), say("Left"))]

    def line(name: str, one: rules.Sum) -> list[str]:
        return [name, *(_money(amount, currency) for amount in (one.planned, one.actual, one.left))]

    return pdf.Sheet(
        str(say("Top sheet")),
        [pdf.Column(str(say("Category")), width=1), *right],
        [line(one.category or str(say("without category")), one) for one in sums],
        foot=[line(str(say("Sum")), total)],
    )
