"""What single tabs of the book show beside their rows: charts, sums, suggestions."""

from typing import Any
from zoneinfo import ZoneInfo

from app.books import queries, rules
from app.books.rules import SectionKind, StepState
from app.core import clock


def production(found: queries.BookPage) -> dict[str, Any]:
    """Give the chart of the production table, and how each step stands today."""
    today = clock.now().astimezone(ZoneInfo(found.course.timezone)).date()
    steps = {row.id: queries.dated(row) for row in found.rows(SectionKind.STEPS)}
    return {
        "chart": rules.chart(list(steps.values()), today),
        "state_of": lambda row: steps[row.id].state(today),
        "words": {one.value: rules.WORDS[one] for one in StepState},
    }
