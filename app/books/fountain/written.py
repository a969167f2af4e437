"""Write a screenplay as Fountain: as plain as possible, with marks only where the text would be read otherwise."""

import re
from collections.abc import Mapping, Sequence

from app.books.fountain.blocks import SPEECH, Block
from app.books.fountain.cues import HANGUL
from app.books.fountain.elements import Kind
from app.books.fountain.parser import HEADING, parse

MARKS = {Kind.HEADING: ".", Kind.ACTION: "!", Kind.CUE: "@", Kind.TRANSITION: "> "}
TRIES = 3
KEY = re.compile(r"[A-Za-z가-힣][A-Za-z가-힣 ]{0,30}")

Line = tuple[Kind | None, str]


def written(title: Mapping[str, str], found: Sequence[Block]) -> str:
    """Write a title page and paragraphs. What is read back are the same paragraphs."""
    head = _title_page(title)
    lines = _lines(found)
    for _ in range(TRIES):
        text = head + "\n".join(line for _, line in lines)
        read = parse(text)[head.count("\n") :]
        wrong = [place for place, (kind, _) in enumerate(lines) if kind in MARKS and read[place].kind is not kind]
        for place in wrong:
            kind, line = lines[place]
            if kind and not line.lstrip().startswith(MARKS[kind].strip()):
                lines[place] = (kind, f"{MARKS[kind]}{line}")
        if not wrong:
            break
    return text.rstrip("\n") + "\n"


def _title_page(title: Mapping[str, str]) -> str:
    found = []
    for key, text in title.items():
        if not (KEY.fullmatch(key) and text.strip()):
            continue
        name = key[:1].upper() + key[1:]
        rows = [row.strip() for row in text.split("\n") if row.strip()]
        found.append(f"{name}: {rows[0]}" if len(rows) == 1 else "\n    ".join([f"{name}:", *rows]))
    return "\n".join(found) + "\n\n" if found else ""


def _lines(found: Sequence[Block]) -> list[Line]:
    lines: list[Line] = []
    for place, one in enumerate(found):
        follows = one.kind in SPEECH and one.kind is not Kind.CUE and place
        if lines and not follows:
            lines.append((None, ""))
        lines += [(one.kind if row.strip() else None, row) for row in _rows(one)]
        if one.kind is Kind.NOTE:
            continue
        for note in one.notes:
            rows = f"[[{note}]]".replace("\n\n", "\n  \n").split("\n")
            if not _in_speech(found, place):
                lines.append((None, ""))
            lines += [(None, row) for row in rows]
    return lines


def _in_speech(found: Sequence[Block], place: int) -> bool:
    """Tell whether a speech goes on after a paragraph: an empty line would end it."""
    after = found[place + 1] if place + 1 < len(found) else None
    return found[place].kind in SPEECH and after is not None and after.kind in SPEECH - {Kind.CUE}


def _rows(one: Block) -> list[str]:
    rows = one.text.split("\n")
    if one.kind is Kind.HEADING:
        return [_heading(one)]
    if one.kind is Kind.CUE:
        return [f"{_forced(one.text, '@')}{' ^' if one.dual else ''}"]
    if one.kind is Kind.DIALOGUE:
        return [row or "  " for row in rows]
    if one.kind is Kind.SECTION:
        return [f"{'#' * max(1, one.depth)} {one.text}"]
    wraps = {
        Kind.LYRIC: ("~", ""),
        Kind.CENTERED: ("> ", " <"),
        Kind.SYNOPSIS: ("= ", ""),
        Kind.PAGE_BREAK: ("===", ""),
    }
    before, after = wraps.get(one.kind, ("", ""))
    if one.kind is Kind.NOTE:
        return f"[[{one.text}]]".split("\n")
    rows = [_forced(row, "!") for row in rows] if one.kind is Kind.ACTION else rows
    return [f"{before}{row}{after}" for row in rows]


def _forced(row: str, mark: str) -> str:
    """Put a mark before a line that begins with it, or that would be taken for one."""
    return f"{mark}{row}" if row.lstrip().startswith(mark) else row


def _heading(one: Block) -> str:
    if not one.number:
        return one.text
    if HANGUL.search(one.text) and not HEADING.match(one.text):
        return f"S#{one.number}. {one.text}"
    return f"{one.text} #{one.number}#"
