"""The call sheet of a day as plain values: what the page shows and print sets. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.books.fountain import pages
from app.books.schedule.rules.pieces import Piece, Total
from app.books.schedule.rules.scenes import Light


@dataclass(frozen=True, slots=True)
class CallShot:
    """A shot of the day; ``filmed`` when it was ticked or has a good take, ``taken`` for the good take alone.

    ``frame`` is the key of its picture on the storyboard, "" without one.
    """

    id: int
    number: str
    size: str
    picture: str
    minutes: int
    filmed: bool
    taken: bool
    frame: str = ""


@dataclass(frozen=True, slots=True)
class CallScene:
    """A scene of the day, or a part of one; ``length`` is in pages as crews write it: "1 3/8"."""

    strip: int
    number: str
    heading: str
    side: str
    light: Light
    place: str
    length: str
    minutes: int
    cast: tuple[str, ...]
    shots: tuple[CallShot, ...]
    part: bool
    done: bool


@dataclass(frozen=True, slots=True)
class CallActor:
    """A character of the day, who plays it ("" while nobody is cast) and in which scenes."""

    character: str
    name: str
    scenes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallMember:
    """Somebody of the crew; ``roles`` are role values, the primary one first."""

    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallThing:
    """Something to bring, and who brings it when that is settled."""

    what: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class CallSheet:
    """All that a call sheet says. Times are "09:30" on the course's clock, "" where nobody has settled them.

    ``sunrise`` and ``sunset`` are "" where the place is unknown and near the poles; ``sun_at`` says what they hold for:
    the place itself, or the city of the course's time zone. ``map`` and ``hospital_map`` are addresses of maps.
    """

    film: str
    team: str
    team_number: int
    course: str
    day_id: int
    number: int
    days: int
    date: date | None
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
    scenes: tuple[CallScene, ...]
    length: str
    total: Total
    cast: tuple[CallActor, ...]
    crew: tuple[CallMember, ...]
    bring: tuple[CallThing, ...]

    @property
    def frames(self) -> tuple[CallShot, ...]:
        """The shots of the day that have a picture on the storyboard."""
        return tuple(shot for scene in self.scenes for shot in scene.shots if shot.frame)


def call_scenes(found: Iterable[Piece], shots: Mapping[int, Mapping[str, str]]) -> tuple[CallScene, ...]:
    """Give the scenes of a day; ``shots`` are size, picture and frame of the shots by id."""
    return tuple(
        CallScene(
            strip=one.strip.id,
            number=one.strip.scene,
            heading=one.strip.heading,
            side=one.scene.side if one.scene else "",
            light=one.scene.light if one.scene else Light.OPEN,
            place=one.scene.place if one.scene else "",
            length=pages(one.eighths),
            minutes=one.minutes,
            cast=one.scene.cast if one.scene else (),
            shots=tuple(
                CallShot(
                    shot.id,
                    shot.number,
                    shots.get(shot.id, {}).get("size", ""),
                    shots.get(shot.id, {}).get("picture", ""),
                    shot.minutes,
                    filmed=shot.id in one.filmed,
                    taken=shot.id in one.covered,
                    frame=shots.get(shot.id, {}).get("frame", ""),
                )
                for shot in one.shots
            ),
            part=one.part,
            done=one.done,
        )
        for one in found
    )


def call_cast(found: Iterable[Piece], casting: Mapping[str, str]) -> tuple[CallActor, ...]:
    """Give the characters of a day in the order of their first scene; ``casting`` is character → who plays it."""
    known = {name.casefold(): who for name, who in casting.items()}
    scenes: dict[str, list[str]] = {}
    for one in found:
        for character in one.scene.cast if one.scene else ():
            scenes.setdefault(character, []).append(one.strip.scene)
    return tuple(
        CallActor(character, known.get(character.casefold(), ""), tuple(dict.fromkeys(numbers)))
        for character, numbers in scenes.items()
    )


def to_bring(found: Sequence[Piece], articles: Iterable[tuple[str, str, Sequence[str]]]) -> tuple[CallThing, ...]:
    """List what a day needs: props of its shots and scenes, and things of the equipment list for its scenes.

    ``articles`` are what, who brings it, and the scenes it is for (none: every day).
    """
    numbers = {one.strip.scene for one in found}
    things = {
        what.casefold(): CallThing(what, who)
        for what, who, scenes in articles
        if found and (not scenes or numbers.intersection(scenes))
    }
    for one in found:
        props = [prop for shot in one.shots for prop in shot.props.replace(";", ",").split(",")]
        for what in (*(one.scene.needs if one.scene else ()), *(" ".join(prop.split()) for prop in props)):
            if what:
                things.setdefault(what.casefold(), CallThing(what))
    return tuple(things.values())
