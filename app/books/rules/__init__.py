"""Sections, states, budget sums, numbering and completeness of the production book. Pure."""

from app.books.rules.cells import choice, coordinates, day, flag, scene_numbers
from app.books.rules.kinds import (
    SIZES,
    ArticleKind,
    ArticleState,
    CastingKind,
    Permission,
    Phase,
    SectionKind,
    SubmissionState,
)
from app.books.rules.missing import is_empty, missing
from app.books.rules.money import Line, Sum, amount, places, top_sheet, typed
from app.books.rules.production import Chart, Dated, Lane, Planned, StepState, chart, owner_of, planned, windows
from app.books.rules.rows import LETTERS, next_shot_number, pasted_rows
from app.books.rules.words import WORDS

__all__ = [
    "LETTERS",
    "SIZES",
    "WORDS",
    "ArticleKind",
    "ArticleState",
    "CastingKind",
    "Chart",
    "Dated",
    "Lane",
    "Line",
    "Permission",
    "Phase",
    "Planned",
    "SectionKind",
    "StepState",
    "SubmissionState",
    "Sum",
    "amount",
    "chart",
    "choice",
    "coordinates",
    "day",
    "flag",
    "is_empty",
    "missing",
    "next_shot_number",
    "owner_of",
    "pasted_rows",
    "places",
    "planned",
    "scene_numbers",
    "top_sheet",
    "typed",
    "windows",
]
