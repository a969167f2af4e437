"""Set aside what is not printed: boneyards ``/* … */`` over any lines, notes ``[[ … ]]`` within a paragraph.

What is never closed is no comment: half a marker must not make the rest of a screenplay vanish.
"""

import re
from collections.abc import Iterator, Sequence

from app.books.fountain.elements import Kind

NOTE_PARTS = re.compile(r"\[\[|\]\]|\n[ \t\r]?(?=\n|\Z)")
"""Marks of notes, and empty lines: two spaces in a line keep a note going, as they do a speech."""

Span = tuple[int, int, Kind]


def uncommented(text: str) -> tuple[list[str], list[Kind | None]]:
    """Give the lines without their comments, and what kind of comment each line had."""
    lines = text.split("\n")
    spans = [*_boneyards(text)] if "/*" in text else []
    if "[[" in text:
        spans = sorted([*spans, *_notes(_blanked(text, spans))])
    marks: list[Kind | None] = [None] * len(lines)
    if not spans:
        return lines, marks
    kept, here, line = [], 0, 0
    for begin, end, kind in spans:
        kept.append(text[here:begin])
        line += kept[-1].count("\n")
        breaks = text.count("\n", begin, end)
        kept.append("\n" * breaks)
        marks[line : line + breaks + 1] = [kind] * (breaks + 1)
        here, line = end, line + breaks
    kept.append(text[here:])
    return "".join(kept).split("\n"), marks


def _boneyards(text: str) -> Iterator[Span]:
    begin = text.find("/*")
    while begin >= 0:
        end = text.find("*/", begin + 2)
        if end < 0:
            return
        yield begin, end + 2, Kind.BONEYARD
        begin = text.find("/*", end + 2)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    """Write letters of no meaning over the boneyards, so that places stay and no note begins or ends in them."""
    kept, here = [], 0
    for begin, end, _ in spans:
        kept += [text[here:begin], "x" * (end - begin)]
        here = end
    return "".join([*kept, text[here:]])


def _notes(text: str) -> Iterator[Span]:
    begin = -1
    for found in NOTE_PARTS.finditer(text):
        if found[0] == "[[":
            begin = found.start() if begin < 0 else begin
        elif found[0] == "]]":
            if begin >= 0:
                yield begin, found.end(), Kind.NOTE
            begin = -1
        else:
            begin = -1
