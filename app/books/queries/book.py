"""Reads of the book as it stands. All its tables come in one statement, however many there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, cast

from sqlalchemy import String, bindparam, literal, or_, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy import select as statement
from sqlmodel import Session, SQLModel, col, select

from app.books import policy, rules
from app.books.models import Book, BudgetLine, Pitch, Place, PlacePhoto, Scenario, SceneSheet, Shot, Submission
from app.books.queries.analysis import Analysis, analysis_of
from app.books.queries.versions import versions_of
from app.books.rules import PITCH_FIELDS, SectionKind, SheetState
from app.books.tables import TABLES, Table
from app.core.columns import as_json
from app.core.errors import NotFound
from app.courses.models import Course
from app.people.rules import Actor
from app.teams.models import Team


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table to read; its cells by name: ``row["scene"]``."""

    id: int
    position: int
    version: int
    removed: bool
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        """Give a cell. Raises KeyError."""
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Give a cell, or the default where the row has no such column."""
        return self.values.get(name, default)


@dataclass(frozen=True, slots=True)
class BookPage:
    """A team's book as it stands; a book nobody has begun has empty sections of version 0.

    ``everything`` and ``submissions`` are empty when the page did not ask for the whole book. ``rev`` counts all
    that was ever saved in it.
    """

    team: Team
    course: Course
    book_id: int | None
    pitch: Pitch
    scenario: Scenario
    everything: Mapping[SectionKind, list[Row]]
    submissions: list[tuple[Submission, str]] = field(default_factory=list)
    rev: int = 0

    def rows(self, section: SectionKind) -> list[Row]:
        """Give the rows of a table that stand, in order."""
        return [one for one in self.everything.get(section, []) if not one.removed]

    def removed(self, section: SectionKind) -> list[Row]:
        """Give the rows of a table that were taken out."""
        return [one for one in self.everything.get(section, []) if one.removed]

    @property
    def analysis(self) -> Analysis:
        """Put each scene's facts and its row beside each other; see :class:`Analysis`."""
        return analysis_of(self.scenario.text, self.rows(SectionKind.BREAKDOWN), self.rows(SectionKind.SHOTS))

    @property
    def content(self) -> dict[str, Any]:
        """Give what was loaded as plain values, as a version keeps them."""
        return _content(self.pitch, self.scenario, self.everything)

    @property
    def missing(self) -> list[rules.Lack]:
        """Say what the book still lacks."""
        return rules.missing(_content(self.pitch, self.scenario, self.everything))


def team_and_course(session: Session, team_id: int) -> tuple[Team, Course]:
    """Load a team with its course. Raises NotFound."""
    found = session.exec(
        select(Team, Course).join(Course, col(Course.id) == Team.course_id).where(Team.id == team_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def book_page(
    session: Session, actor: Actor, team_id: int, sections: Collection[SectionKind] | None = None
) -> BookPage:
    """Load a team's book: the rows of these tables, or the whole book with its versions. Raises NotFound."""
    team, course = team_and_course(session, team_id)
    policy.may_see_book(actor, team).require()
    found = session.exec(
        select(Book, Pitch, Scenario)
        .outerjoin(Pitch, col(Pitch.book_id) == Book.id)
        .outerjoin(Scenario, col(Scenario.book_id) == Book.id)
        .where(Book.team_id == team_id)
    ).first()
    if found is None:
        return BookPage(team, course, None, Pitch(book_id=0), Scenario(book_id=0), {})
    book, pitch, scenario = found[0], found[1] or Pitch(book_id=0), found[2] or Scenario(book_id=0)
    everything = rows_of(session, book.id, TABLES if sections is None else sections)
    submissions = versions_of(session, book.id) if sections is None else []
    return BookPage(team, course, book.id, pitch, scenario, everything, submissions, book.rev)


def content(session: Session, book: Book) -> dict[str, Any]:
    """Give the whole book as plain values: what a submission keeps."""
    pitch = session.exec(select(Pitch).where(Pitch.book_id == book.id)).first() or Pitch(book_id=0)
    scenario = session.exec(select(Scenario).where(Scenario.book_id == book.id)).first() or Scenario(book_id=0)
    return _content(pitch, scenario, rows_of(session, book.id, TABLES))


def scenario_text(session: Session, book_id: int) -> str:
    """Give the scenario as it stands."""
    return session.exec(select(Scenario.text).where(Scenario.book_id == book_id)).first() or ""


def sheet_of(session: Session, book_id: int, scene: str) -> int | None:
    """Give the row of the analysis table of the scene with this number."""
    known = select(SceneSheet.id).where(SceneSheet.book_id == book_id, SceneSheet.scene == scene)
    standing = known.where(SceneSheet.state == SheetState.FOLLOWED, col(SceneSheet.removed_at).is_(None))
    return session.exec(standing.order_by(col(SceneSheet.position))).first()


def rows_of(session: Session, book_id: int, sections: Collection[SectionKind]) -> dict[SectionKind, list[Row]]:
    """Load the rows of some tables in order, removed ones too (1 statement, none for no table)."""
    found: dict[SectionKind, list[Row]] = {}
    wanted = tuple(one for one in TABLES if one in sections)
    if not wanted:
        return found
    for section, row_id, position, version, removed, values in session.connection().execute(
        _rows(wanted), {"book_id": book_id}
    ):
        flags = {name: bool(values[name]) for name in TABLES[section].flags}  # SQLite knows no booleans
        found.setdefault(SectionKind(section), []).append(Row(row_id, position, version, removed, values | flags))
    return found


@cache
def _rows(sections: tuple[SectionKind, ...]) -> Any:
    """Build the statement for the rows of these tables: every table's columns differ, so they come as JSON."""
    parts: list[Any] = []
    for section in sections:
        row = cast("Any", TABLES[section].row)
        values = as_json(**{name: getattr(row, name) for name in TABLES[section].columns})
        parts.append(
            statement(
                literal(section.value).label("section"),
                row.id.label("id"),
                row.position.label("position"),
                row.version,
                row.removed_at.is_not(None),
                values,
            ).where(row.book_id == bindparam("book_id"))
        )
    return union_all(*parts).order_by("position", "id")


def row_of(session: Session, team_id: int, table: Table, row_id: int) -> Any:
    """Load a row of a team's book that stands. Raises NotFound."""
    model = cast("Any", table.row)
    found = session.exec(
        select(table.row)
        .join(Book, col(Book.id) == model.book_id)
        .where(model.id == row_id, Book.team_id == team_id, model.removed_at.is_(None))
    ).first()
    if found is None:
        raise NotFound
    return found


def photos_of(session: Session, book_id: int | None) -> dict[int, list[PlacePhoto]]:
    """Load the photos of a book's locations by the location's id, the oldest first (1 statement)."""
    found: dict[int, list[PlacePhoto]] = {}
    for photo in session.exec(
        select(PlacePhoto)
        .join(Place, col(Place.id) == PlacePhoto.place_id)
        .where(Place.book_id == book_id)
        .order_by(col(PlacePhoto.id))
    ).all():
        found.setdefault(photo.place_id, []).append(photo)
    return found


def receipts_of(session: Session, book_id: int | None) -> dict[int, str]:
    """Load the keys of a book's receipts by the budget line's id (1 statement)."""
    rows = session.exec(
        select(BudgetLine.id, BudgetLine.receipt).where(BudgetLine.book_id == book_id, BudgetLine.receipt != "")
    ).all()
    return dict(rows)


def shows_frame(session: Session, book_id: int, key: str) -> bool:
    """Tell whether a shot of the book, or a version of it that was handed in, has this frame (1 statement)."""
    shots = select(Shot.id).where(Shot.book_id == book_id, Shot.frame == key)
    content = sql_cast(Submission.content, String)
    versions = select(Submission.id).where(Submission.book_id == book_id, content.contains(key, autoescape=True))
    return bool(session.exec(select(or_(shots.exists(), versions.exists()))).one())


def dated(row: Row) -> rules.Dated:
    """Give a row of the production table as the chart sees it."""
    begins, due = (date.fromisoformat(day) if day else None for day in (row["begins_on"], row["due_on"]))
    return rules.Dated(rules.Phase(row["phase"]), row["what"], begins, due, row["done"])


def order_of(session: Session, table: type[SQLModel], book_id: int) -> list[Any]:
    """Load the rows of one table to change them, in order, without the removed ones."""
    return [one for one in all_rows(session, table, book_id) if one.removed_at is None]


def all_rows(session: Session, table: type[SQLModel], book_id: int) -> list[Any]:
    """Load the rows of one table to change them, in order, removed ones too."""
    row = cast("Any", table)
    return list(session.exec(select(table).where(row.book_id == book_id).order_by(row.position, row.id)).all())


def _content(pitch: Pitch, scenario: Scenario, everything: Mapping[SectionKind, list[Row]]) -> dict[str, Any]:
    tables = {
        section.value: [{"id": one.id, **one.values} for one in everything.get(section, []) if not one.removed]
        for section in TABLES
    }
    return {"pitch": {name: getattr(pitch, name) for name in PITCH_FIELDS}, "scenario": scenario.text, **tables}
