r"""Emphasis within a line: ``*italic*``, ``**bold**``, ``***both***``, ``_underlined_``; ``\*`` is the letter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

TOKENS = re.compile(r"\\[*_\\]|\*+|_|[^*_\\]+|\\")
LITERAL = re.compile(r"([*_]|\\(?=[*_\\]|$))")


ITALIC, BOLD = 1, 2
"""How many stars."""


class Run(NamedTuple):
    """Letters of one style."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(slots=True)
class _Stars:
    """Some stars in a row: how many are ``left`` as letters, and what those that are not close and open."""

    size: int
    opens: bool
    closes: bool
    left: int
    off: list[int] = field(default_factory=list)
    on: list[int] = field(default_factory=list)


def runs(line: str) -> list[Run]:
    """Take a line apart. A mark opens before a letter and closes after one; one without its other half is a letter."""
    if not ("*" in line or "_" in line or "\\" in line):
        return [Run(line)] if line else []
    tokens = TOKENS.findall(line)
    stars, lines = _stars(tokens), _lines(tokens)
    bold = italic = underline = 0
    found: list[tuple[str, tuple[bool, bool, bool]]] = []
    for place, token in enumerate(tokens):
        text = token
        if place in stars:
            here = stars[place]
            bold, italic = bold - here.off.count(BOLD), italic - here.off.count(ITALIC)
            text = "*" * here.left
        elif place in lines:
            underline, text = 1 - underline, ""
        elif token[0] == "\\" and len(token) > 1:
            text = token[1:]
        if text:
            found.append((text, (bold > 0, italic > 0, underline > 0)))
        if place in stars:
            bold, italic = bold + here.on.count(BOLD), italic + here.on.count(ITALIC)
    return [Run("".join(text for text, _ in same), *style) for style, same in groupby(found, itemgetter(1))]


def _stars(tokens: list[str]) -> dict[int, _Stars]:
    """Match stars by the rules of CommonMark, in linear time: ``*a***b**`` is an italic a before a bold b."""
    found: dict[int, _Stars] = {}
    stack: list[_Stars] = []
    floor: dict[tuple[int, bool], int] = {}
    for place, token in enumerate(tokens):
        if token[0] != "*":
            continue
        opens = place + 1 < len(tokens) and not tokens[place + 1][0].isspace()
        closes = place > 0 and not tokens[place - 1][-1].isspace()
        here = found[place] = _Stars(len(token), opens, closes, left=len(token))
        if closes:
            _close(here, stack, floor)
        if opens and here.left:
            stack.append(here)
    return found


def _close(here: _Stars, stack: list[_Stars], floor: dict[tuple[int, bool], int]) -> None:
    """Match stars with those that stand open; below ``floor`` nothing fits stars of such a size."""
    kind, at = (here.size % 3, here.opens), len(stack) - 1
    while here.left and at >= floor.get(kind, 0):
        other = stack[at]
        sizes = (here.size % 3, other.size % 3)
        if (here.opens or other.closes) and sum(sizes) == BOLD + ITALIC:  # ``*a**b*`` is one pair, with two stars in it
            at -= 1
            continue
        size = min(BOLD, here.left, other.left)
        here.left, other.left = here.left - size, other.left - size
        here.off.append(size)
        other.on.append(size)
        del stack[at + (other.left > 0) :]
        if floor:
            floor.update({one: min(least, len(stack)) for one, least in floor.items()})
        at = len(stack) - 1
    if here.left:
        floor[kind] = len(stack)


def _lines(tokens: list[str]) -> set[int]:
    """Find the underscores that open and close something."""
    opened, found = -1, set()
    for place, token in enumerate(tokens):
        if token[0] != "_":
            continue
        if opened >= 0 and not tokens[place - 1][-1].isspace() and place - opened > 1:
            found |= {opened, place}
            opened = -1
        elif place + 1 < len(tokens) and not tokens[place + 1][0].isspace():
            opened = place
    return found


def marked(pieces: Iterable[Run]) -> str:
    """Write runs as Fountain; blanks at their ends stay outside the marks, which must touch letters.

    Where marks of neighbours would run together and be read otherwise, the letters are written without emphasis.
    """
    pieces = list(pieces)
    letters = "".join(one.text for one in pieces)
    found = "".join(_marked(one) for one in pieces)
    return found if plain(found) == letters else LITERAL.sub(r"\\\1", letters)


def _marked(piece: Run) -> str:
    text = LITERAL.sub(r"\\\1", piece.text)
    core = text.strip()
    if not core:
        return text
    stars, line = "*" * (2 * piece.bold + piece.italic), "_" if piece.underline else ""
    before, _, after = text.partition(core)
    return f"{before}{line}{stars}{core}{stars}{line}{after}"


def plain(line: str) -> str:
    """Give the letters without their emphasis."""
    return "".join(one.text for one in runs(line))
