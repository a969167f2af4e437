"""Reads of the history: pages of entries, and texts as they stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.books import fountain, policy, prose, rules
from app.books.fountain import Piece
from app.books.history.rules import PITCH_LABELS, EditKind
from app.books.models import Book, Edit, TextStep
from app.books.queries import team_and_course
from app.books.rules import SectionKind
from app.books.tables import TABLES, ColumnKind
from app.core.errors import NotFound
from app.core.text import Text, say
from app.courses.models import Course
from app.people.models import Person
from app.people.rules import Actor
from app.teams.models import Team

PAGE = 30
MOST_LINES = 60
TEXT_FIELD = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """A change to show: who made it, of what, and the lines before and after, compared word by word."""

    edit: Edit
    by: str
    label: Text | str
    pieces: list[Piece]
    more: int = 0

    @property
    def restorable(self) -> bool:
        """Whether what was there before can be brought back."""
        return self.edit.kind in {EditKind.CHANGED, EditKind.RESTORED, EditKind.REMOVED}


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of a team's history, newest first; ``older`` is where the next page begins."""

    team: Team
    course: Course
    entries: list[Entry]
    older: int | None


def history_page(
    session: Session,
    actor: Actor,
    team_id: int,
    section: SectionKind | None = None,
    row: int | None = None,
    field: str = "",
    before: int | None = None,
) -> HistoryPage:
    """Load the changes of a book, a section, a row or a field (2 statements). Raises NotFound."""
    team, course = team_and_course(session, team_id)
    policy.may_see_book(actor, team).require()
    statement = (
        select(Edit, Person.name)
        .join(Book, col(Book.id) == Edit.book_id)
        .outerjoin(Person, col(Person.id) == Edit.person_id)
        .where(Book.team_id == team_id)
        .order_by(col(Edit.id).desc())
        .limit(PAGE + 1)
    )
    if section is not None:
        statement = statement.where(Edit.section == section)
    if row is not None:
        statement = statement.where(Edit.row == row)
    if field:
        statement = statement.where(Edit.field == field)
    if before is not None:
        statement = statement.where(col(Edit.id) < before)
    found = session.exec(statement).all()
    decimals = rules.places(course.currency)
    entries = [_entry(edit, name or "", decimals) for edit, name in found[:PAGE] if not _nothing(edit)]
    return HistoryPage(team, course, entries, found[PAGE - 1][0].id if len(found) > PAGE else None)


def _nothing(edit: Edit) -> bool:
    """Tell whether what was typed was taken back by the same person."""
    return edit.kind is EditKind.CHANGED and edit.before == edit.after and not edit.patch


def _entry(edit: Edit, by: str, decimals: int) -> Entry:
    label = label_of(edit.section, edit.field)
    if edit.kind not in {EditKind.CHANGED, EditKind.RESTORED}:
        return Entry(edit, by, label, [])
    if edit.patch is None:
        texts = [shown(edit.section, edit.field, value, decimals) for value in (edit.before, edit.after)]
        return Entry(edit, by, label, fountain.compare(*texts))
    pieces: list[Piece] = []
    count = 0
    for hunk in prose.unpacked(edit.patch):
        count += max(len(hunk.cut), len(hunk.new))
        room = MOST_LINES - len(pieces)
        if room > 0:
            old, new = ("".join(lines[:room]).removesuffix("\n") for lines in (hunk.cut, hunk.new))
            pieces += _moved(fountain.compare(old, new), hunk.at, empty=(not hunk.cut, not hunk.new))
    return Entry(edit, by, label, pieces, max(0, count - len(pieces)))


def _moved(pieces: Sequence[Piece], at: int, *, empty: tuple[bool, bool]) -> list[Piece]:
    """Number the lines as they stand in the text; a side that had no line shows none."""
    kept: list[Piece] = []
    for one in pieces:
        before = None if empty[0] or one.before is None else one.before + at
        after = None if empty[1] or one.after is None else one.after + at
        if before is not None or after is not None:
            kept.append(Piece(one.change, before, after, one.words))
    return kept


def label_of(section: SectionKind, field: str) -> Text | str:
    """Name a field as its page does."""
    if section is SectionKind.PITCH:
        return PITCH_LABELS.get(field, "")
    if section in TABLES:
        return next((one.label for one in TABLES[section].shown if one.name == field), "")
    return say("Scenario")


def fields_of(section: SectionKind) -> dict[str, Text]:
    """Give the fields of a section with their labels, to choose from."""
    if section in TABLES:
        return {one.name: one.label for one in TABLES[section].kept}
    return dict(PITCH_LABELS) if section is SectionKind.PITCH else {}


def shown(section: SectionKind, field: str, value: Any, decimals: int) -> str:
    """Write a value as people read it."""
    if section in TABLES and field in TABLES[section].columns:
        column = TABLES[section].column(field)
        if column.kind is ColumnKind.MONEY:
            return rules.typed(value, decimals)
        if column.kind is ColumnKind.FLAG:
            return "✓" if value else ""
        value = column.word(value)
    return "" if value is None else str(value)


def edit_of(session: Session, book_id: int, edit_id: int) -> Edit:
    """Load an entry of a book. Raises NotFound."""
    edit = session.exec(select(Edit).where(Edit.id == edit_id, Edit.book_id == book_id)).first()
    if edit is None:
        raise NotFound
    return edit


def text_before(session: Session, edit: Edit, text: str) -> str | None:
    """Give the scenario as it stood before an entry, from how it stands now; None when that cannot be told."""
    since = (Edit.book_id == edit.book_id, Edit.section == SectionKind.SCENARIO, col(Edit.id) >= edit.id)
    patches = session.exec(select(Edit.patch).where(*since).order_by(col(Edit.id).desc())).all()
    return _back(text, patches)


def text_at(session: Session, book_id: int, version: int, text: str, now: int) -> str | None:
    """Give the scenario as it was in a version, from how it stands in version ``now``; None when it is too old."""
    later = (TextStep.book_id == book_id, col(TextStep.version) > version)
    patches = session.exec(select(TextStep.patch).where(*later).order_by(col(TextStep.version).desc())).all()
    return _back(text, patches) if len(patches) == now - version else None


def _back(text: str, patches: Sequence[Any]) -> str | None:
    try:
        for patch in patches:
            text = prose.applied(prose.reverse(prose.unpacked(patch or [])), text)
    except ValueError:
        return None
    return text
