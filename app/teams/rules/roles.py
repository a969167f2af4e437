"""The words of the room: roles, limits, teams as plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from app.core.text import Text, say, say_n
from app.teams.joining.rules import Door


class Role(StrEnum):
    """What somebody does in the team's film."""

    DIRECTOR = "director"
    WRITER = "writer"
    CAST = "cast"
    CAMERA = "camera"
    SOUND = "sound"
    LIGHTING = "lighting"
    EDITOR = "editor"
    ART = "art"
    PRODUCER = "producer"
    CONTINUITY = "continuity"


class FormationState(StrEnum):
    """How far the division into teams is."""

    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"


ROLE_WORDS: Mapping[Enum, Text] = {
    Role.DIRECTOR: say("director"),
    Role.WRITER: say("writer"),
    Role.CAST: say("cast"),
    Role.CAMERA: say("camera"),
    Role.SOUND: say("sound"),
    Role.LIGHTING: say("lighting"),
    Role.EDITOR: say("editor"),
    Role.ART: say("art"),
    Role.PRODUCER: say("producer"),
    Role.CONTINUITY: say("continuity"),
}

COUNTED: Mapping[Role, Callable[[int], Text]] = {
    Role.DIRECTOR: lambda n: say_n("%(n)s director", "%(n)s directors", n),
    Role.WRITER: lambda n: say_n("%(n)s writer", "%(n)s writers", n),
    Role.CAST: lambda n: say_n("%(n)s actor", "%(n)s actors", n),
    Role.CAMERA: lambda n: say_n("%(n)s camera operator", "%(n)s camera operators", n),
    Role.SOUND: lambda n: say_n("%(n)s sound recordist", "%(n)s sound recordists", n),
    Role.LIGHTING: lambda n: say_n("%(n)s person on lighting", "%(n)s people on lighting", n),
    Role.EDITOR: lambda n: say_n("%(n)s editor", "%(n)s editors", n),
    Role.ART: lambda n: say_n("%(n)s person on art", "%(n)s people on art", n),
    Role.PRODUCER: lambda n: say_n("%(n)s producer", "%(n)s producers", n),
    Role.CONTINUITY: lambda n: say_n("%(n)s person on continuity", "%(n)s people on continuity", n),
}


@dataclass(frozen=True, slots=True)
class Band:
    """How many are needed and how many there may be."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What a course asks of every team: its size, the quota of each role, how many roles one person may hold."""

    size: Band
    roles: Mapping[Role, Band]
    per_person: int

    def of(self, role: Role) -> Band:
        """Give the quota of a role; a role without one is not part of this course."""
        return self.roles.get(role, Band(0, 0))

    @property
    def offered(self) -> list[Role]:
        """The roles somebody may hold in this course, in the order of the credits."""
        return [role for role in Role if self.of(role).most > 0]


# two editors on purpose: in the published course the editing fell on one person
DEFAULT_ROLES: Mapping[Role, Band] = {
    Role.DIRECTOR: Band(1, 1),
    Role.WRITER: Band(1, 2),
    Role.CAST: Band(2, 5),
    Role.CAMERA: Band(2, 3),
    Role.SOUND: Band(1, 2),
    Role.LIGHTING: Band(1, 2),
    Role.EDITOR: Band(2, 2),
    Role.ART: Band(0, 2),
    Role.PRODUCER: Band(1, 1),
    Role.CONTINUITY: Band(1, 1),
}


@dataclass(frozen=True, slots=True)
class Member:
    """A person and the roles they hold, the primary one first."""

    person_id: int
    name: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Roster:
    """A team as the rules see it."""

    team_id: int
    number: int
    name: str
    members: tuple[Member, ...] = ()
    film_title: str = ""
    door: Door = Door.OPEN

    @property
    def label(self) -> Text:
        """How sentences call the team."""
        return say("Team %(number)s", number=self.number)

    def holders(self, role: Role) -> int:
        """Count who holds the role."""
        return sum(role in member.roles for member in self.members)

    def member(self, person_id: int) -> Member | None:
        """Find somebody in the team."""
        return next((member for member in self.members if member.person_id == person_id), None)
