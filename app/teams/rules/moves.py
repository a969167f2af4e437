"""Moves on the board, and which of them can still be undone."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from app.core.text import Text, say
from app.teams.rules.roles import Role

MOVED, UNDONE = "team.moved", "team.move-undone"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is: a team (None is nowhere yet) and their roles there, the primary one first."""

    team_id: int | None
    number: int | None = None
    roles: tuple[Role, ...] = ()

    @property
    def label(self) -> Text:
        """How sentences call the place."""
        return say("no team") if self.number is None else say("Team %(number)s", number=self.number)


@dataclass(frozen=True, slots=True)
class Move:
    """One step on the board: who, from where, to where. Kept in the journal, so that it can be taken back."""

    person_id: int
    name: str
    before: Place
    after: Place

    @property
    def sentence(self) -> Text:
        """Say what was done."""
        if self.before.team_id == self.after.team_id:
            return say("%(name)s has other roles in %(team)s.", name=self.name, team=self.after.label)
        return say(
            "%(name)s: %(before)s → %(after)s.", name=self.name, before=self.before.label, after=self.after.label
        )

    def as_data(self) -> dict[str, Any]:
        """Give the move as plain JSON values."""
        return asdict(self)

    @staticmethod
    def from_data(data: dict[str, Any]) -> "Move":
        """Read a move back from the journal."""
        places = [
            Place(
                team_id=data[side]["team_id"],
                number=data[side]["number"],
                roles=tuple(Role(role) for role in data[side]["roles"]),
            )
            for side in ("before", "after")
        ]
        return Move(data["person_id"], data["name"], *places)


def standing_moves(entries: Iterable[tuple[int, str, dict[str, Any]]]) -> list[tuple[int, Move]]:
    """Filter the moves that were not taken back, newest first.

    ``entries`` are (entry id, verb, data) of both verbs, newest first; an undo names the entry it took back.
    """
    undone: set[int] = set()
    standing = []
    for entry_id, verb, data in entries:
        if verb == UNDONE:
            undone.add(data["undone"])
        elif entry_id not in undone:
            standing.append((entry_id, Move.from_data(data)))
    return standing
