"""Inputs and outputs of the filming schedule."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from app.books.rules import coordinates
from app.books.schedule import rules
from app.books.schemas.typed import Day, Short
from app.core.inputs import Line, Words
from app.core.text import say


def _clock(value: object) -> object:
    """Read a time of day as people type it."""
    if not isinstance(value, str) or not value.strip():
        return "" if value is None or isinstance(value, str) else value
    found = rules.clock(value)
    if found is None:
        raise ValueError(say("Write a time like %(example)s.", example="09:30"))
    return found


def _spot(value: object) -> object:
    """Read latitude and longitude."""
    if isinstance(value, str) and value.strip() and coordinates(value) is None:
        raise ValueError(say("Write degrees like %(example)s.", example="37.5665, 126.9780"))
    return value.strip() if isinstance(value, str) else value


Clock = Annotated[str, BeforeValidator(_clock), Field(description="A time of day on the course's clock: 09:30.")]
Spot = Annotated[str, BeforeValidator(_spot), StringConstraints(max_length=60)]


class DayInput(BaseModel):
    """A shooting day. A wrap before the call is after midnight. ``version`` is the one that was read."""

    day: Day = None
    call: Clock = ""
    wrap: Clock = ""
    place: Short = ""
    spot: Annotated[Spot, Field(description="Latitude and longitude, for sunrise and sunset: 37.5665, 126.978.")] = ""
    meeting: Annotated[Line, StringConstraints(max_length=200)] = ""
    hospital: Annotated[Line, StringConstraints(max_length=200)] = ""
    contacts: Annotated[Words, StringConstraints(max_length=400)] = ""
    note: Annotated[Words, StringConstraints(max_length=1000)] = ""
    version: int = 1


class MoveStripInput(BaseModel):
    """Where a strip goes: to a day (null: not yet), behind the strip ``after`` (0: the top, -1: the end).

    ``was`` is the day it was seen on.
    """

    day: int | None = None
    after: int = -1
    was: int | None = None


class SplitInput(BaseModel):
    """The shots that get a strip of their own."""

    shots: Annotated[list[int], Field(max_length=500)] = []


class MarkInput(BaseModel):
    """What is filmed, or is not: one shot of a strip, or (null) all of it."""

    shot: int | None = None
    filmed: bool = True


class CarryInput(BaseModel):
    """The day to which the rest goes; null: not yet."""

    day: int | None = None


class PieceOut(BaseModel):
    """A strip: the scene, or some of its shots. ``id`` is negative until somebody moves it.

    ``filmed`` are the shots that are filmed, ``lost`` says that the scenario has this scene no more.
    """

    id: int
    scene: str
    heading: str
    side: str
    light: rules.Light | None
    place: str
    shots: list[str]
    filmed: list[str]
    done: bool
    lost: bool
    eighths: int
    minutes: int

    @classmethod
    def of(cls, piece: rules.Piece) -> Self:
        """Show a strip."""
        scene, filmed = piece.scene, piece.filmed
        return cls(
            id=piece.strip.id,
            scene=piece.strip.scene,
            heading=piece.strip.heading,
            side=scene.side if scene else "",
            light=scene.light if scene else None,
            place=scene.place if scene else "",
            shots=[one.number for one in piece.shots],
            filmed=[one.number for one in piece.shots if one.id in filmed],
            done=piece.done,
            lost=scene is None,
            eighths=piece.eighths,
            minutes=piece.minutes,
        )


class DayOut(BaseModel):
    """A shooting day with its strips, their sum, and what stands in its way, in the reader's language."""

    id: int
    number: int
    day: date | None
    strips: list[PieceOut]
    eighths: int
    minutes: int
    clashes: list[str]


class OutlineOut(BaseModel):
    """A line of the day-out-of-days: the letters SW, W, WF, SWF, H of each day."""

    name: str
    part: str
    letters: list[rules.Work]


class ScheduleOut(BaseModel):
    """The filming schedule: days by date, the strips that have none yet, who works when."""

    days: list[DayOut]
    waiting: list[PieceOut]
    outlines: list[OutlineOut]


class CallShotOut(BaseModel):
    """A shot of the day; ``taken`` when it has a good take."""

    id: int
    number: str
    size: str
    picture: str
    minutes: int
    filmed: bool
    taken: bool


class CallSceneOut(BaseModel):
    """A scene of the day, or a part of one; ``length`` in pages: "1 3/8"."""

    strip: int
    number: str
    heading: str
    side: str
    light: rules.Light
    place: str
    length: str
    minutes: int
    cast: list[str]
    shots: list[CallShotOut]
    part: bool
    done: bool


class CallActorOut(BaseModel):
    """A character, who plays it, and in which scenes of the day."""

    character: str
    name: str
    scenes: list[str]


class CallMemberOut(BaseModel):
    """Somebody of the crew with their roles."""

    name: str
    roles: list[str]


class CallThingOut(BaseModel):
    """Something to bring, and who brings it."""

    what: str
    who: str


class CallSheetOut(BaseModel):
    """A day's call sheet. Times are on the course's clock; ``sunrise`` is empty where the place is not known."""

    film: str
    team: str
    team_number: int
    course: str
    day_id: int
    number: int
    days: int
    date: Day
    call: str
    wrap: str
    place: str
    address: str
    spot: tuple[float, float] | None
    map: str
    meeting: str
    hospital: str
    hospital_map: str
    contacts: str
    note: str
    sunrise: str
    sunset: str
    sun_at: str
    scenes: list[CallSceneOut]
    length: str
    cast: list[CallActorOut]
    crew: list[CallMemberOut]
    bring: list[CallThingOut]
