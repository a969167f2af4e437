r"""Fountain 1.1 screenplays: a lossless parser that knows Korean, scenes with their length, word-by-word comparison.

Pure: text in, values out. ``parse(text)`` never raises and takes linear time; ``"\n".join`` of all elements' ``raw``
lines gives the text back, so that notes may be tied to line numbers.
"""

from app.books.fountain.compare import Change, Piece, Stretch, compare, stretches
from app.books.fountain.elements import Element, Kind
from app.books.fountain.parser import parse
from app.books.fountain.scenes import (
    EIGHTHS,
    Scene,
    Speaker,
    cast,
    eighths,
    minutes,
    pages,
    scenes,
    speakers,
    title_page,
)

__all__ = [
    "EIGHTHS",
    "Change",
    "Element",
    "Kind",
    "Piece",
    "Scene",
    "Speaker",
    "Stretch",
    "cast",
    "compare",
    "eighths",
    "minutes",
    "pages",
    "parse",
    "scenes",
    "speakers",
    "stretches",
    "title_page",
]
