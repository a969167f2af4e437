"""Write the history down, within the change that it tells of. The caller holds the book."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python
from sqlmodel import Session, col, delete, func, select

from app.books import prose
from app.books.history import rules
from app.books.history.rules import EditKind
from app.books.models import Book, Edit, TextStep
from app.books.rules import SectionKind
from app.core import clock
from app.people.rules import Actor


def fields_changed(
    session: Session,
    actor: Actor,
    book: Book,
    section: SectionKind,
    changes: Mapping[str, tuple[Any, Any]],
    *,
    row: int | None = None,
    title: str = "",
    kind: EditKind = EditKind.CHANGED,
) -> None:
    """Remember fields with their values before and after. A writer who goes on within minutes continues an entry."""
    book.rev += 1
    standing = {} if kind is not EditKind.CHANGED else _newest(session, actor, book, section, row, list(changes))
    for name, (before, after) in changes.items():
        edit = standing.get(name)
        if edit is None:
            edit = _begun(session, actor, book, section, kind, row=row, title=title, field=name)
            edit.before = to_jsonable_python(before)
        _went_on(edit, book, title)
        edit.after = to_jsonable_python(after)
        session.add(edit)
    session.flush()


def text_changed(
    session: Session, actor: Actor, book: Book, before: str, after: str, version: int, kind: EditKind = EditKind.CHANGED
) -> None:
    """Remember what changed in the scenario: for people as an entry, and as the step to this version."""
    book.rev += 1
    section, change = SectionKind.SCENARIO, prose.difference(prose.lines_of(before), prose.lines_of(after))
    standing = {} if kind is not EditKind.CHANGED else _newest(session, actor, book, section, None, ["text"])
    edit = standing.get("text") or _begun(session, actor, book, section, kind, field="text")
    edit.patch = prose.packed(prose.joined(prose.unpacked(edit.patch or []), change))
    _went_on(edit, book, "")
    session.add(edit)
    if sum(len(line) for hunk in change for line in (*hunk.cut, *hunk.new)) <= rules.LARGEST_STEP:
        session.add(TextStep(book_id=book.id, version=version, patch=prose.packed(change)))
    if version % 20 == 0:
        old = col(TextStep.version) <= version - rules.MOST_STEPS
        session.exec(delete(TextStep).where(col(TextStep.book_id) == book.id, old))
    session.flush()


def row_touched(
    session: Session,
    actor: Actor,
    book: Book,
    section: SectionKind,
    kind: EditKind,
    *,
    row: int | None = None,
    title: str = "",
    before: Any = None,
    after: Any = None,
) -> None:
    """Remember that a row was added, moved, removed or brought back, or that rows were pasted."""
    book.rev += 1
    edit = None
    if kind is EditKind.MOVED:
        edit = _newest(session, actor, book, section, row, [""], EditKind.MOVED).get("")
    if edit is None:
        edit = _begun(session, actor, book, section, kind, row=row, title=title)
        edit.before = to_jsonable_python(before)
    _went_on(edit, book, title)
    edit.after = to_jsonable_python(after)
    session.add(edit)
    session.flush()


def _newest(
    session: Session,
    actor: Actor,
    book: Book,
    section: SectionKind,
    row: int | None,
    names: list[str],
    kind: EditKind = EditKind.CHANGED,
) -> dict[str, Edit]:
    """Load the newest entry of each field that this change continues."""
    newest = (
        select(func.max(Edit.id))
        .where(Edit.book_id == book.id, Edit.section == section, Edit.row == row, col(Edit.field).in_(names))
        .group_by(col(Edit.field))
    )
    now = clock.now()
    return {
        one.field: one
        for one in session.exec(select(Edit).where(col(Edit.id).in_(newest))).all()
        if one.kind is kind and one.person_id == actor.person_id and rules.continues(one.begun_at, one.at, now)
    }


def _begun(
    session: Session,
    actor: Actor,
    book: Book,
    section: SectionKind,
    kind: EditKind,
    *,
    row: int | None = None,
    title: str = "",
    field: str = "",
) -> Edit:
    """Begin an entry; the oldest two of a field that has too many become one."""
    most = rules.MOST_TEXT_EDITS if section is SectionKind.SCENARIO else rules.MOST_EDITS
    same = (Edit.book_id == book.id, Edit.section == section, Edit.row == row, Edit.field == field)
    if session.exec(select(func.count()).select_from(Edit).where(*same)).one() >= most:
        first, second = session.exec(select(Edit).where(*same).order_by(col(Edit.id)).limit(2)).all()
        second.before, second.begun_at = first.before, first.begun_at
        if first.patch is not None and second.patch is not None:
            joined = prose.joined(prose.unpacked(first.patch), prose.unpacked(second.patch))
            second.patch = prose.packed(joined)
        session.delete(first)
    now = clock.now()
    return Edit(
        book_id=book.id,
        rev=book.rev,
        section=section,
        row=row,
        title=title[:60],
        field=field,
        kind=kind,
        person_id=actor.person_id,
        begun_at=now,
        at=now,
        saves=0,
    )


def _went_on(edit: Edit, book: Book, title: str) -> None:
    edit.rev, edit.at, edit.saves, edit.title = book.rev, clock.now(), edit.saves + 1, title[:60]
