"""Keep the scene analysis table and the shots with the scenario, whoever changes it, whether anybody looks or not."""

from collections.abc import Sequence

from sqlmodel import Session

from app.books import fountain, queries, rules
from app.books.models import Book, SceneSheet, Shot
from app.books.rules import Mark, SheetState


def follow_scenario(session: Session, book: Book, text: str) -> None:
    """Bring the scenes' rows and the shots to where the scenario's scenes are now; whoever changes it calls this.

    Rows follow their scenes by content, new scenes get rows, and what cannot be followed waits for an answer. Rows
    in which nobody has typed anything go with their scene.
    """
    new = rules.marks(fountain.parse(text))
    rows = [one for one in queries.all_rows(session, SceneSheet, book.id) if one.removed_at is None]
    shots = queries.order_of(session, Shot, book.id)
    placed = _placed([one for one in rows if one.state is SheetState.FOLLOWED], new)
    free = [n for n in range(len(new)) if n not in placed]
    back = _placed([one for one in rows if one.state is SheetState.LOST], [new[n] for n in free])
    placed |= {free[n]: row for n, row in back.items()}
    for n, mark in enumerate(new):
        row = placed.get(n)
        if row is None:
            row = placed[n] = SceneSheet(book_id=book.id, position=n + 1, scene=mark.number)
            session.add(row)
        _put(row, n, mark, shots)
    session.flush()
    _leave(session, [one for one in rows if one not in placed.values()], len(new), shots)
    for shot in shots:
        if shot.sheet_id is None and shot.scene:
            shot.sheet_id = next((one.id for one in placed.values() if one.scene == shot.scene), None)


def rename_shot(shot: Shot, old: str, new: str) -> None:
    """Take a shot to another scene number: 3A becomes 4A; a shot whose scene is away keeps its own."""
    if shot.scene == new:
        return
    rest = shot.number.removeprefix(old)
    if new and rest != shot.number and not rest[:1].isdigit():
        shot.number = f"{new}{rest}"[:16]
    shot.scene = new
    shot.version += 1


def _placed(rows: Sequence[SceneSheet], new: Sequence[Mark]) -> dict[int, SceneSheet]:
    """Say which row stands at which of the new scenes."""
    old = [Mark(one.scene, one.heading, one.text) for one in rows]
    return {m: rows[n] for n, m in rules.follow(old, new).items()}


def _put(row: SceneSheet, place: int, mark: Mark, shots: Sequence[Shot]) -> None:
    for shot in shots:
        if row.id and shot.sheet_id == row.id:
            rename_shot(shot, row.scene, mark.number)
    row.state, row.position = SheetState.FOLLOWED, place + 1
    row.scene, row.heading, row.text = mark.number, mark.heading, mark.text


def _leave(session: Session, rows: Sequence[SceneSheet], count: int, shots: Sequence[Shot]) -> None:
    """Let rows wait for their scene below the others; those that say nothing go."""
    waiting = 0
    for row in rows:
        tied = [shot for shot in shots if shot.sheet_id == row.id]
        typed = {name: getattr(row, name) for name in rules.TYPED}
        if row.state is SheetState.FOLLOWED and not tied and rules.is_blank(typed):
            session.delete(row)
            continue
        waiting += 1
        row.position = count + waiting
        if row.state is SheetState.FOLLOWED:
            row.state = SheetState.LOST
        for shot in tied:
            rename_shot(shot, row.scene, "")
