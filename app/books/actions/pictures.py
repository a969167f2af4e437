"""Photos of locations, receipts and frames: their rows. The files lie in the storage already, as pixels alone."""

from sqlmodel import Session, col, func, select

from app.books import policy, queries
from app.books.actions.writing import book_for, writable
from app.books.models import BudgetLine, PlacePhoto, Shot
from app.books.tables import BUDGET, PLACES, SHOTS, Table
from app.core import clock
from app.core.errors import Invalid, NotFound
from app.core.text import say
from app.people.rules import Actor

MOST_PHOTOS = 12


def may_add_picture(session: Session, actor: Actor, team_id: int, table: Table, row_id: int) -> str:
    """Give the folder for a picture of a row, before the picture is read. Raises NotFound, Forbidden, Invalid."""
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    row = queries.row_of(session, team_id, table, row_id)
    if table is PLACES:
        there = session.exec(select(func.count()).select_from(PlacePhoto).where(PlacePhoto.place_id == row_id)).one()
        if there >= MOST_PHOTOS:
            raise Invalid(say("A place may have %(n)s photos. Remove one first.", n=MOST_PHOTOS), field="picture")
    return f"books/{row.book_id}/{table.section.value}"


def add_photo(
    session: Session, actor: Actor, team_id: int, place_id: int, key: str, size: tuple[int, int]
) -> PlacePhoto:
    """Add a photo to a location. Raises NotFound, Forbidden, Invalid when there are too many."""
    may_add_picture(session, actor, team_id, PLACES, place_id)
    photo = PlacePhoto(
        place_id=place_id, key=key, width=size[0], height=size[1], added_by=actor.person_id, created_at=clock.now()
    )
    session.add(photo)
    session.flush()
    return photo


def remove_photo(session: Session, actor: Actor, team_id: int, photo_id: int) -> str:
    """Remove a photo of a location; returns the key whose file may go. Raises NotFound, Forbidden."""
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    photo = session.get(PlacePhoto, photo_id)
    if photo is None:
        raise NotFound
    queries.row_of(session, team_id, PLACES, photo.place_id)
    session.delete(photo)
    return photo.key


def put_receipt(session: Session, actor: Actor, team_id: int, line_id: int, key: str) -> str:
    """Put a receipt's photo beside a budget line, or take it away (no key); returns the old key.

    Raises NotFound, Forbidden.
    """
    may_add_picture(session, actor, team_id, BUDGET, line_id)
    line = session.exec(select(BudgetLine).where(col(BudgetLine.id) == line_id).with_for_update()).one()
    before, line.receipt = line.receipt, key
    return before


def put_frame(session: Session, actor: Actor, team_id: int, shot_id: int, key: str) -> str:
    """Put a frame beside a shot, or take it away (no key); returns the old key when its file may go.

    The file stays while another shot, or a version that was handed in, shows it. Raises NotFound, Forbidden.
    """
    team, _ = writable(session, actor, team_id)
    book_for(session, team)  # nobody hands the book in meanwhile
    shot: Shot = queries.row_of(session, team_id, SHOTS, shot_id)
    before, shot.frame = shot.frame, key
    session.flush()
    return "" if not before or queries.shows_frame(session, shot.book_id, before) else before
