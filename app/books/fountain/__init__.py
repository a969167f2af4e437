r"""Fountain 1.1 screenplays: a lossless parser that knows Korean, scenes with their length, word-by-word comparison.

Pure: text in, values out. ``parse(text)`` never raises and takes linear time; ``"\n".join`` of all elements' ``raw``
lines gives the text back, so that notes may be tied to line numbers.
"""

from app.books.fountain.blocks import Block, Passage, blocks, passages
from app.books.fountain.compare import Change, Piece, Stretch, compare, compare_words, stretches
from app.books.fountain.elements import Element, Kind
from app.books.fountain.emphasis import Run, marked, plain, runs
from app.books.fountain.fdx import Unreadable, from_fdx, to_fdx
from app.books.fountain.follow import Path, Place, path
from app.books.fountain.layout import Row, layout, typewritten, wrapped
from app.books.fountain.moves import SceneStep, compare_scenes, in_order
from app.books.fountain.parser import parse
from app.books.fountain.scenes import (
    CENTRED,
    EIGHTHS,
    Scene,
    Speaker,
    by_width,
    cast,
    columns,
    eighths,
    minutes,
    pages,
    scenes,
    speakers,
    title_page,
)
from app.books.fountain.settings import Setting, setting
from app.books.fountain.written import written

__all__ = [
    "CENTRED",
    "EIGHTHS",
    "Block",
    "Change",
    "Element",
    "Kind",
    "Passage",
    "Path",
    "Piece",
    "Place",
    "Row",
    "Run",
    "Scene",
    "SceneStep",
    "Setting",
    "Speaker",
    "Stretch",
    "Unreadable",
    "blocks",
    "by_width",
    "cast",
    "columns",
    "compare",
    "compare_scenes",
    "compare_words",
    "eighths",
    "from_fdx",
    "in_order",
    "layout",
    "marked",
    "minutes",
    "pages",
    "parse",
    "passages",
    "path",
    "plain",
    "runs",
    "scenes",
    "setting",
    "speakers",
    "stretches",
    "title_page",
    "to_fdx",
    "typewritten",
    "wrapped",
    "written",
]
