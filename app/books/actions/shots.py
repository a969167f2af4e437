"""Copy a shot, and split one in two; the new shot comes after the old one in both orders."""

from typing import Any

from sqlmodel import Session

from app.books import queries, rules
from app.books.actions.tables import MOST_ROWS
from app.books.actions.writing import book_for, title_of, writable, write
from app.books.history import actions as history
from app.books.history.rules import EditKind
from app.books.models import Book, Shot
from app.books.rules import SectionKind
from app.books.tables import SHOTS
from app.core.errors import Invalid, NotFound
from app.core.text import say
from app.people.rules import Actor


def copy_shot(session: Session, actor: Actor, team_id: int, shot_id: int) -> Shot:
    """Make another shot like this one, under the scene's next number. Raises NotFound, Forbidden, Invalid when full."""
    book, shot, rows = _shot(session, actor, team_id, shot_id)
    return _after(session, actor, book, shot, rows, {})


def split_shot(session: Session, actor: Actor, team_id: int, shot_id: int) -> Shot:
    """Make two shots of one: each gets half of the picture's words and of the minutes, to be edited.

    Raises NotFound, Forbidden, Invalid when the table is full.
    """
    book, shot, rows = _shot(session, actor, team_id, shot_id)
    first, second = rules.halves(shot.picture)
    setting, shooting = shot.setup_minutes // 2, shot.minutes // 2
    later = {"picture": second, "setup_minutes": setting, "minutes": shooting, "frame": ""}
    earlier = {
        "picture": first,
        "setup_minutes": shot.setup_minutes - setting,
        "minutes": shot.minutes - shooting,
    }
    new = _after(session, actor, book, shot, rows, later)
    write(session, actor, book, SectionKind.SHOTS, shot, earlier)
    return new


def _shot(session: Session, actor: Actor, team_id: int, shot_id: int) -> tuple[Book, Shot, list[Any]]:
    team, _ = writable(session, actor, team_id)
    book = book_for(session, team)
    rows = queries.all_rows(session, Shot, book.id)
    standing = [one for one in rows if one.removed_at is None]
    shot = next((one for one in standing if one.id == shot_id), None)
    if shot is None:
        raise NotFound
    if len(standing) >= MOST_ROWS:
        raise Invalid(say("This table is full: it takes %(n)s rows.", n=MOST_ROWS))
    return book, shot, rows


def _after(session: Session, actor: Actor, book: Book, shot: Shot, rows: list[Any], values: dict[str, Any]) -> Shot:
    """Add a shot like another, after it; those that come later make room."""
    kept = {name: getattr(shot, name) for name in SHOTS.columns}
    kept["number"] = rules.next_shot_number(shot.scene, [one.number for one in rows])
    for one in rows:
        one.position += one.position > shot.position
        one.setup_position += one.setup_position > shot.setup_position
    new = Shot(
        book_id=book.id,
        team_id=shot.team_id,
        position=shot.position + 1,
        **{**kept, "setup_position": shot.setup_position + 1, **values},
    )
    session.add(new)
    session.flush()
    title, after = title_of(SectionKind.SHOTS, new), {name: getattr(new, name) for name in SHOTS.columns}
    history.row_touched(session, actor, book, SectionKind.SHOTS, EditKind.ADDED, row=new.id, title=title, after=after)
    return new
