r"""Emphasis within a line: ``*italic*``, ``**bold**``, ``***both***``, ``_underlined_``; ``\*`` is the letter."""

import re
from collections.abc import Iterable
from typing import NamedTuple

TOKENS = re.compile(r"\\[*_\\]|\*{1,3}|_|[^*_\\]+|\\")
STYLES = {"*": ("italic",), "**": ("bold",), "***": ("bold", "italic"), "_": ("underline",)}
LITERAL = re.compile(r"([*_]|\\(?=[*_\\]|$))")


class Run(NamedTuple):
    """Letters of one style."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


def runs(line: str) -> list[Run]:
    """Take a line apart. A mark opens before a letter and closes after one; one without its other half is a letter."""
    if not ("*" in line or "_" in line or "\\" in line):
        return [Run(line)] if line else []
    tokens = TOKENS.findall(line)
    toggles = _pairs(tokens)
    on = dict.fromkeys(("bold", "italic", "underline"), False)
    found: list[Run] = []
    for place, token in enumerate(tokens):
        if place in toggles:
            on.update({style: not on[style] for style in STYLES[token]})
            continue
        text = token[1:] if token[0] == "\\" and len(token) > 1 else token
        if found and found[-1][1:] == tuple(on.values()):
            found[-1] = found[-1]._replace(text=found[-1].text + text)
        else:
            found.append(Run(text, **on))
    return found


def _pairs(tokens: list[str]) -> set[int]:
    """Find the marks that open and close something."""
    opened: dict[str, int] = {}
    found: set[int] = set()
    for place, token in enumerate(tokens):
        if token not in STYLES:
            continue
        if token in opened and not tokens[place - 1][-1].isspace() and place - opened[token] > 1:
            found |= {opened.pop(token), place}
        elif place + 1 < len(tokens) and not tokens[place + 1][0].isspace():
            opened[token] = place
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
