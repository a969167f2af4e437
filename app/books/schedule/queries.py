"""Reads of the stripboard."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from app.books import fountain
from app.books import queries as books
from app.books.models import Strip
from app.books.queries import BookPage, Row
from app.books.rules import SectionKind, SheetState
from app.books.schedule import rules

NEEDED = (SectionKind.SHOTS, SectionKind.BREAKDOWN)
"""The tables that say what there is to film."""


def rows_of(session: Session, book_id: int | None) -> list[Strip]:
    """Load the strips that have been moved, in the order of the board (1 statement, none without a book)."""
    if book_id is None:
        return []
    return list(
        session.exec(select(Strip).where(Strip.book_id == book_id).order_by(col(Strip.position), col(Strip.id))).all()
    )


def strip_of(row: Strip, days: Iterable[int]) -> rules.Strip:
    """Give a strip as the rules know it; on a day that was taken out it waits."""
    day = row.day_id if row.day_id in set(days) else None
    return rules.Strip(row.id, row.scene, row.heading, day, tuple(row.shots), tuple(row.filmed), done=row.done)


def scenes_of(text: str, shots: Iterable[Row], sheets: Iterable[Row]) -> list[rules.PlannedScene]:
    """Give what there is to film: the scenario's scenes with their shots and what they need."""
    standing = [one for one in sheets if one["state"] == SheetState.FOLLOWED]
    return rules.planned(fountain.scenes(fountain.parse(text)), list(shots), standing)


def planned(book: BookPage) -> list[rules.PlannedScene]:
    """Give what there is to film by a book that was loaded with its shots and scene analysis table."""
    return scenes_of(book.scenario.text, book.rows(SectionKind.SHOTS), book.rows(SectionKind.BREAKDOWN))


def scenes_now(session: Session, book_id: int) -> list[rules.PlannedScene]:
    """Load what there is to film (2 statements)."""
    tables = books.rows_of(session, book_id, NEEDED)
    shots, sheets = ([one for one in tables.get(part, []) if not one.removed] for part in NEEDED)
    return scenes_of(books.scenario_text(session, book_id), shots, sheets)


def named(everything: Mapping[SectionKind, list[Row]], name: str) -> list[Row]:
    """Give the rows of a table that stand, by the name of its section; nothing where the book has no such table."""
    return [one for section, rows in everything.items() if section.value == name for one in rows if not one.removed]
