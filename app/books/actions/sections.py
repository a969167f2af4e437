"""Save the pitch and the scenario by compare-and-set."""

from typing import Any

from sqlmodel import Session, select

from app.books import queries
from app.books.actions.writing import Overtaken, book_for, writable, write
from app.books.models import Book, Pitch, Scenario
from app.books.rules import SectionKind
from app.books.schemas import PitchInput, ScenarioInput
from app.people.rules import Actor


def save_pitch(session: Session, actor: Actor, team_id: int, data: PitchInput) -> int:
    """Save the pitch; returns its new version. Raises NotFound, Forbidden, Overtaken."""
    team, _ = writable(session, actor, team_id)
    values = data.model_dump(exclude={"version"})
    version = _save(session, actor, book_for(session, team), SectionKind.PITCH, values, data.version)
    if data.title and team.film_title != data.title:
        team.film_title = data.title
    return version


def save_scenario(session: Session, actor: Actor, team_id: int, data: ScenarioInput) -> int:
    """Save the scenario; returns its new version. Raises NotFound, Forbidden, Overtaken."""
    team, _ = writable(session, actor, team_id)
    return _save(session, actor, book_for(session, team), SectionKind.SCENARIO, {"text": data.text}, data.version)


def _save(
    session: Session, actor: Actor, book: Book, section: SectionKind, values: dict[str, Any], version: int
) -> int:
    model: Any = Scenario if section is SectionKind.SCENARIO else Pitch
    current = session.exec(select(model).where(model.book_id == book.id)).one()
    if current.version == version:
        return write(session, actor, book, section, current, values)
    theirs = {name: str(getattr(current, name)) for name in values}
    if theirs == {name: str(value) for name, value in values.items()}:  # the same text sent twice is no conflict
        return int(current.version)
    raise Overtaken(theirs, current.version, queries.name_of(session, current.updated_by))
