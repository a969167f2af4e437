"""Sections, states, budget sums, numbering and completeness of the production book. Pure."""

from app.books.rules.kinds import SIZES, SectionKind, SubmissionState
from app.books.rules.missing import is_empty, missing
from app.books.rules.money import Line, Sum, amount, places, top_sheet, typed
from app.books.rules.rows import LETTERS, next_shot_number, pasted_rows

__all__ = [
    "LETTERS",
    "SIZES",
    "Line",
    "SectionKind",
    "SubmissionState",
    "Sum",
    "amount",
    "is_empty",
    "missing",
    "next_shot_number",
    "pasted_rows",
    "places",
    "top_sheet",
    "typed",
]
