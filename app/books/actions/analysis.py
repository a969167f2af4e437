"""Answer where the row of a scene that is gone belongs; tag words of the script; make the table anew."""

from collections.abc import Sequence

from sqlmodel import Session

from app.books import queries, rules
from app.books.actions.following import follow_scenario, rename_shot
from app.books.actions.writing import book_for, writable, write
from app.books.models import Book, SceneSheet, Shot
from app.books.rules import SectionKind, SheetState
from app.books.schemas import SettleInput, TagInput
from app.core import clock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import say
from app.people.rules import Actor


def settle_row(session: Session, actor: Actor, team_id: int, row_id: int, data: SettleInput) -> SceneSheet:
    """Answer where a row without a scene belongs: to the scene of another row, aside, or away (it can be brought back).

    Raises NotFound, Forbidden, Conflict when it has found its scene meanwhile.
    """
    book, rows = _rows(session, actor, team_id)
    row = _one(rows, row_id)
    if row.state is SheetState.FOLLOWED:
        raise Conflict(say("These notes have found their scene meanwhile."))
    if data.to is None:
        row.state = SheetState.ASIDE
        row.removed_at = None if data.keep else clock.now()
        return row
    scene = _one(rows, data.to)
    if scene.state is not SheetState.FOLLOWED:
        raise NotFound
    cells = {}
    for name in rules.TYPED:
        kept = rules.together(getattr(scene, name), getattr(row, name), listed=name in rules.LISTS)
        if len(kept) > SceneSheet.model_fields[name].metadata[0].max_length:
            raise Invalid(say("Both scenes' notes together are too long. Shorten one of them first."))
        cells[name] = kept
    write(session, actor, book, SectionKind.BREAKDOWN, scene, cells)
    for shot in queries.all_rows(session, Shot, book.id):
        if shot.sheet_id == row.id:
            rename_shot(shot, row.scene, scene.scene)
            shot.sheet_id = scene.id
    session.flush()
    session.delete(row)
    return scene


def tag_words(session: Session, actor: Actor, team_id: int, row_id: int, data: TagInput) -> SceneSheet:
    """Put words of the script into a list of their scene, once, or take them out. Raises NotFound, Invalid."""
    book, rows = _rows(session, actor, team_id)
    row = _one(rows, row_id)
    change = rules.without_entry if data.off else rules.with_entry
    cell = getattr(row, data.category)
    changed = change(cell, data.words)
    if len(changed) > SceneSheet.model_fields[data.category].metadata[0].max_length:
        raise Invalid(say("This list is full. Shorten it in the table first."), field="words")
    write(session, actor, book, SectionKind.BREAKDOWN, row, {data.category: changed})
    return row


def refresh_rows(session: Session, actor: Actor, team_id: int) -> None:
    """Make the table from the scenario as it stands. Raises NotFound, Forbidden."""
    team, _ = writable(session, actor, team_id)
    book = book_for(session, team)
    follow_scenario(session, book, queries.scenario_text(session, book.id))


def _rows(session: Session, actor: Actor, team_id: int) -> tuple[Book, list[SceneSheet]]:
    team, _ = writable(session, actor, team_id)
    book = book_for(session, team)
    return book, queries.order_of(session, SceneSheet, book.id)


def _one(rows: Sequence[SceneSheet], row_id: int) -> SceneSheet:
    found = next((one for one in rows if one.id == row_id), None)
    if found is None:
        raise NotFound
    return found
