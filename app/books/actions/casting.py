"""Rows that the scenario suggests: its characters for the casting, its places for the locations."""

from typing import Any

from sqlmodel import Session

from app.books import fountain, rules
from app.books.actions.tables import add_rows
from app.books.schemas import CastingInput, PlaceInput
from app.books.tables import CASTING, PLACES
from app.people.rules import Actor


def list_characters(session: Session, actor: Actor, team_id: int) -> int:
    """Add a row for every character of the scenario that has none; returns how many. Raises NotFound, Forbidden."""

    def some(rows: list[dict[str, Any]], text: str) -> list[CastingInput]:
        speakers = [one.name for one in fountain.speakers(fountain.parse(text))]
        return [CastingInput(part=name[:120]) for name in rules.unlisted(speakers, rows)]

    return add_rows(session, actor, team_id, CASTING, some)


def list_places(session: Session, actor: Actor, team_id: int) -> int:
    """Add a row for every place of the scenario that has none, with its scenes; returns how many.

    Raises NotFound, Forbidden.
    """

    def some(rows: list[dict[str, Any]], text: str) -> list[PlaceInput]:
        found = rules.unplaced(fountain.scenes(fountain.parse(text)), rows)
        return [PlaceInput(name=name[:120], scenes=", ".join(numbers)[:120]) for name, numbers in found.items()]

    return add_rows(session, actor, team_id, PLACES, some)
