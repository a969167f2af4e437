"""The call sheet of a day on one page of paper. Pure: plain values in, values out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from types import MappingProxyType

from babel.dates import format_date

from app.books.paper import named
from app.books.schedule.rules import CallSheet, CallShot
from app.core.text import Text, language, say
from app.documents import pdf
from app.teams.rules import Role

Word = Callable[[Enum], object]


def document(
    sheet: CallSheet,
    word: Word,
    *,
    at: datetime,
    moment: str,
    warnings: Sequence[Text | str],
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> pdf.Document:
    """Make the page; ``word`` gives the words of roles and light, ``warnings`` are the day's clashes.

    ``pictures`` are the frames of its shots by their keys.
    """
    film = sheet.film or sheet.team
    title = str(say("Call sheet"))
    return pdf.Document(
        title=f"{film} · {title} {sheet.number}",
        parts=[
            _facts(sheet, warnings),
            _scenes(sheet, word),
            _cast(sheet),
            _crew(sheet, word),
            *_bring(sheet),
            *_frames(sheet, pictures),
        ],
        language=language(),
        author=sheet.team,
        head=(f"{film} · {sheet.team}", f"{title} · {moment}"),
        made_at=at,
        pictures={named(key): content for key, content in pictures.items()},
    )


def _frames(sheet: CallSheet, pictures: Mapping[str, bytes]) -> list[pdf.Part]:
    shown = [one for one in sheet.frames if one.frame in pictures]
    cards = [pdf.Card(" · ".join(filter(None, (one.number, one.size))), one.picture, named(one.frame)) for one in shown]
    return [pdf.Grid(str(say("Storyboard")), cards, follows=True, level=2)] if cards else []


def _facts(sheet: CallSheet, warnings: Sequence[Text | str]) -> pdf.Facts:
    day = ""
    if sheet.date is not None:
        day = format_date(sheet.date, "y년 M월 d일 EEEE" if language() == "ko" else "EEEE, d MMMM y", locale=language())
    sun = ""
    if sheet.sunrise:
        sun = str(
            say("up %(rise)s, down %(set)s (%(where)s)", rise=sheet.sunrise, set=sheet.sunset, where=sheet.sun_at)
        )
    where = ", ".join(part for part in (sheet.place, sheet.address) if part) or "–"
    lines = [
        (say("Place"), where, sheet.map),
        (say("Where to meet"), sheet.meeting, ""),
        (say("Sun"), sun, ""),
        (say("Nearest hospital"), sheet.hospital or str(say("nobody has looked yet")), sheet.hospital_map),
        (say("Contacts"), sheet.contacts, ""),
        (say("Note"), sheet.note, ""),
        (say("Look out"), "\n".join(str(one) for one in warnings), ""),
    ]
    link = str(say("Map"))
    return pdf.Facts(
        heading=day or str(say("Day %(number)s of %(days)s", number=sheet.number, days=sheet.days)),
        over=str(say("Day %(number)s of %(days)s", number=sheet.number, days=sheet.days)) if day else "",
        big=[(str(say("Call")), sheet.call or "–"), (str(say("Wrap")), sheet.wrap or "–")],
        lines=[pdf.Line(str(label), words, link if to else "", to) for label, words, to in lines if words],
    )


def _scenes(sheet: CallSheet, word: Word) -> pdf.Sheet:
    columns = [
        pdf.Column(str(say("Scene"))),
        pdf.Column(str(say("Place")), width=3),
        pdf.Column(str(say("Pages")), right=True),
        pdf.Column(str(say("Min.")), right=True),
        pdf.Column(str(say("Cast")), width=3),
        pdf.Column(str(say("Shots")), width=6),
    ]
    rows = [
        [
            one.number,
            " · ".join(str(part) for part in (one.side, one.place or one.heading, word(one.light)) if part),
            one.length,
            f"{one.minutes}′",
            ", ".join(one.cast),
            "\n".join(_shot(shot) for shot in one.shots),
        ]
        for one in sheet.scenes
    ]
    foot = [["", str(say("Sum")), sheet.length, f"{sheet.total.minutes}′", "", ""]] if len(rows) > 1 else []
    note = "" if rows else str(say("No scene stands on this day yet."))
    return _table(say("Scenes"), columns if rows else [], rows, foot=foot, note=note)


def _shot(shot: CallShot) -> str:
    words = " – ".join(part for part in (shot.size, shot.picture) if part)
    return f"{'✓' if shot.filmed else '☐'} {shot.number}  {words}".rstrip()


def _cast(sheet: CallSheet) -> pdf.Sheet:
    columns = [
        pdf.Column(str(say("Character")), width=2),
        pdf.Column(str(say("Who")), width=2),
        pdf.Column(str(say("Scenes")), width=3),
    ]
    rows = [[one.character, one.name or str(say("nobody yet")), ", ".join(one.scenes)] for one in sheet.cast]
    note = "" if rows else str(say("Nobody speaks on this day."))
    return _table(say("Cast"), columns if rows else [], rows, note=note)


def _crew(sheet: CallSheet, word: Word) -> pdf.Sheet:
    columns = [pdf.Column(str(say("Who")), width=2), pdf.Column(str(say("Roles")), width=5)]
    rows = [[one.name, ", ".join(str(word(Role(role))) for role in one.roles)] for one in sheet.crew]
    return _table(say("Crew"), columns, rows)


def _bring(sheet: CallSheet) -> list[pdf.Part]:
    columns = [pdf.Column(str(say("Item")), width=5), pdf.Column(str(say("Who brings it")), width=2)]
    rows = [[f"☐ {one.what}", one.who] for one in sheet.bring]
    return [_table(say("What to bring"), columns, rows)] if rows else []


def _table(
    heading: Text,
    columns: Sequence[pdf.Column],
    rows: Sequence[Sequence[str]],
    *,
    foot: Sequence[Sequence[str]] = (),
    note: str = "",
) -> pdf.Sheet:
    return pdf.Sheet(str(heading), columns, rows, foot=foot, follows=True, level=2, strong=0, note=note)
