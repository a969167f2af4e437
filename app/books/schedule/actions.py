"""Changes of the stripboard, one at a time under the book's lock: what nobody else has touched is never refused."""

from collections.abc import Callable, Collection
from itertools import count

from sqlmodel import Session

from app.books import policy
from app.books import queries as books
from app.books.actions.writing import book_for
from app.books.schedule import rules
from app.books.schedule.board import Board, Elsewhere, board_of, keep, relabel
from app.books.schedule.schemas import CarryInput, MarkInput, MoveStripInput, SplitInput
from app.core.errors import Conflict, NotFound
from app.core.text import say
from app.people.rules import Actor


def move_strip(session: Session, actor: Actor, team_id: int, strip_id: int, data: MoveStripInput) -> None:
    """Put a strip on a day, or back to those that wait. Raises NotFound, Forbidden, Elsewhere."""

    def change(board: Board) -> list[rules.Strip]:
        strip, day = board.strip(strip_id), board.standing(data.day)
        if strip.day != data.was:
            raise Elsewhere(say("Somebody has moved this strip meanwhile. It stands where everybody sees it now."))
        return rules.moved(board.strips, strip.id, day, data.after or None)

    _change(session, actor, team_id, change)


def nudge_strip(session: Session, actor: Actor, team_id: int, strip_id: int, *, up: bool) -> None:
    """Move a strip one place within its day, or over its edge to the next one. Raises NotFound, Forbidden."""

    def change(board: Board) -> list[rules.Strip]:
        order = rules.in_order((one.id, one.day, one.call) for one in board.days.values())
        return rules.nudged(board.strips, board.strip(strip_id).id, [*order, None], up=up)

    _change(session, actor, team_id, change)


def split_strip(session: Session, actor: Actor, team_id: int, strip_id: int, data: SplitInput) -> None:
    """Give some shots of a strip one of their own. Raises NotFound, Forbidden."""
    _change(
        session,
        actor,
        team_id,
        lambda board: rules.split(board.strips, board.strip(strip_id).id, data.shots, board.scenes, FRESH),
    )


def join_strip(session: Session, actor: Actor, team_id: int, strip_id: int) -> None:
    """Put a part of a scene back to its other strip. Raises NotFound, Forbidden."""
    _change(session, actor, team_id, lambda board: rules.joined(board.strips, board.strip(strip_id).id, board.scenes))


def mark_strip(session: Session, actor: Actor, team_id: int, strip_id: int, data: MarkInput) -> None:
    """Say that a shot, or all of a strip, is filmed, or is not. Raises NotFound, Forbidden."""

    def change(board: Board) -> list[rules.Strip]:
        strip = board.strip(strip_id)
        return rules.marked(board.strips, strip.id, data.shot, board.scenes, filmed=data.filmed)

    _change(session, actor, team_id, change)


def remove_strip(session: Session, actor: Actor, team_id: int, strip_id: int) -> None:
    """Take out a strip whose scene is no longer in the scenario. Raises NotFound, Forbidden, Conflict for others."""

    def change(board: Board) -> list[rules.Strip]:
        strip = board.strip(strip_id)
        if strip not in rules.lost(board.strips, board.scenes):
            raise Conflict(say("This scene is in the scenario: its strip stays."))
        return [one for one in board.strips if one is not strip]

    _change(session, actor, team_id, change)


def carry_over(
    session: Session, actor: Actor, team_id: int, day_id: int, data: CarryInput, covered: Collection[int]
) -> None:
    """Take what was not filmed on a day to another; ``covered`` are the shots with a good take.

    Raises NotFound, Forbidden, Elsewhere.
    """

    def change(board: Board) -> list[rules.Strip]:
        if day_id not in board.days:
            raise NotFound
        found = rules.pieces(board.strips, board.scenes, covered)
        return rules.carried(found, board.strips, day_id, board.standing(data.day), count(FRESH, -1))

    _change(session, actor, team_id, change)


def sort_strips(session: Session, actor: Actor, team_id: int) -> None:
    """Put the strips of each day in order by place, then light. Raises NotFound, Forbidden."""
    _change(
        session,
        actor,
        team_id,
        lambda board: rules.sorted_by_place(rules.pieces(board.strips, board.scenes), board.scenes),
    )


FRESH = -(2**40)
"""The id of a strip that a change makes; others without a row have small negative ones."""


def _change(session: Session, actor: Actor, team_id: int, change: Callable[[Board], list[rules.Strip]]) -> None:
    team, course = books.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    board = board_of(session, book_for(session, team, lock=True))
    after = change(board)
    keep(session, board, after)
    relabel(board, after)
