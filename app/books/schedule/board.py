"""The stripboard under its book's lock: read it, write it down, and name what stands on each day."""

from dataclasses import dataclass

from sqlmodel import Session

from app.books import queries as books
from app.books.models import Book, ShootingDay, Strip
from app.books.schedule import queries, rules
from app.core.errors import Conflict, NotFound
from app.core.text import say


class Elsewhere(Conflict):
    """Somebody has moved the strip, or taken its day out, since the actor saw it."""

    code = "moved"


@dataclass(frozen=True, slots=True)
class Board:
    """The stripboard under the book's lock."""

    book: Book
    rows: dict[int, Strip]
    days: dict[int, ShootingDay]
    scenes: list[rules.PlannedScene]
    strips: list[rules.Strip]

    def strip(self, strip_id: int) -> rules.Strip:
        """Find a strip; one that was seen before it had a row is found by its scene. Raises NotFound."""
        found = next((one for one in self.strips if one.id == strip_id), None)
        found = found or next(
            (one for one in self.strips if rules.provisional(one.scene, one.heading) == strip_id), None
        )
        if found is None:
            raise NotFound
        return found

    def standing(self, day_id: int | None) -> int | None:
        """Give the day when it stands. Raises Elsewhere when somebody has taken it out."""
        if day_id is not None and day_id not in self.days:
            raise Elsewhere(say("Somebody has taken this day out meanwhile. Choose another."))
        return day_id


def board_of(session: Session, book: Book) -> Board:
    """Load the board to change it (5 statements); whoever calls holds the book's lock."""
    rows = {one.id: one for one in queries.rows_of(session, book.id)}
    days = {one.id: one for one in books.order_of(session, ShootingDay, book.id)}
    scenes = queries.scenes_now(session, book.id)
    strips = rules.followed([queries.strip_of(one, days) for one in rows.values()], scenes)
    return Board(book, rows, days, scenes, strips)


def keep(session: Session, board: Board, after: list[rules.Strip]) -> None:
    """Write the strips down in their order; a strip on a day that was taken out keeps it unless it was moved."""
    standing = {one.id: one.day for one in board.strips}
    for position, strip in enumerate(after, start=1):
        row = board.rows.get(strip.id) or Strip(book_id=board.book.id, position=position)
        if strip.id not in board.rows or standing.get(strip.id) != strip.day:
            row.day_id = strip.day
        row.position, row.scene, row.heading = position, strip.scene, strip.heading[:200]
        row.shots, row.filmed, row.done = list(strip.shots), list(strip.filmed), strip.done
        session.add(row)
    kept = {one.id for one in after}
    for strip_id, row in board.rows.items():
        if strip_id not in kept:
            session.delete(row)
    session.flush()


def relabel(board: Board, strips: list[rules.Strip]) -> None:
    """Write down on each day which scenes stand there, for print and versions."""
    columns = rules.arranged(rules.pieces(strips, board.scenes), list(board.days))
    for day_id, day in board.days.items():
        day.scenes = rules.label(columns[day_id])[:1000]


def refresh(session: Session, book: Book) -> None:
    """Bring the days' scenes up to the scenario as it is now: before a version is kept."""
    board = board_of(session, book)
    if board.days:
        relabel(board, board.strips)
        session.flush()
