"""Timelines for editing programs: OpenTimelineIO, Final Cut Pro 7 XML (Premiere, Resolve) and CMX 3600 EDL.

Times are frames from 0 at a rate in frames a second. The library is loaded when a timeline is written: it is large.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.core.errors import Invalid
from app.core.text import say

START = 3600
"""Seconds at which editing programs let a timeline begin: 01:00:00:00."""
REEL = 8
"""The most characters of a reel's name in an EDL (CMX 3600)."""


class Format(StrEnum):
    """What can be written."""

    OTIO = "otio"
    XML = "xml"
    EDL = "edl"


ADAPTERS = {Format.OTIO: "otio_json", Format.XML: "fcp_xml", Format.EDL: "cmx_3600"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A note at a frame of what it stands in, over so many frames."""

    frame: int
    text: str
    frames: int = 1
    by: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A part of the timeline: frames ``first`` to ``last`` of a file at its own rate, or, without a file, a gap.

    ``seconds`` is the gap's length; ``length`` the file's, in frames; ``marks`` stand at frames of the file.
    """

    name: str
    file: str = ""
    rate: Fraction = Fraction(30)
    first: int = 0
    last: int = 0
    length: int = 0
    seconds: float = 0.0
    marks: tuple[Mark, ...] = ()


def write_timeline(name: str, events: Sequence[Event], kind: Format, *, rate: Fraction) -> str:
    """Write the events one after the other, at the timeline's rate. Raises Invalid without events."""
    import opentimelineio as otio  # noqa: PLC0415 -- large, and wanted by few

    if not events:
        raise Invalid(say("There is nothing in the assembly yet."))
    track = otio.schema.Track(name="V1", kind=otio.schema.TrackKind.Video)
    sound = otio.schema.Track(name="A1", kind=otio.schema.TrackKind.Audio)
    for event in events:
        track.append(_item(otio, event, rate, even=kind is Format.EDL))
        if kind is not Format.EDL:
            sound.append(_item(otio, event, rate))
    made = otio.schema.Timeline(name=name)
    made.global_start_time = otio.opentime.RationalTime(round(START * rate), float(rate))
    made.tracks.extend([track] if kind is Format.EDL else [track, sound])
    options = {"rate": float(round(rate))} if kind is Format.EDL else {}
    return str(otio.adapters.write_to_string(made, ADAPTERS[kind], **options))


def write_marks(name: str, marks: Sequence[Mark], kind: Format, *, rate: Fraction, frames: int) -> str:
    """Write notes as markers of a timeline of one film of so many frames: EDL as Resolve reads it, XML for Premiere."""
    if kind is Format.EDL:
        return _resolve(name, marks, rate)
    whole = Event(name, file=name, rate=rate, last=max(0, frames - 1), length=frames)
    import opentimelineio as otio  # noqa: PLC0415 -- large, and wanted by few

    made = otio.schema.Timeline(name=name)
    track = otio.schema.Track(name="V1", kind=otio.schema.TrackKind.Video)
    track.append(_item(otio, whole, rate))
    made.tracks.append(track)
    made.tracks.markers.extend(_mark(otio, mark, rate) for mark in marks)
    return str(otio.adapters.write_to_string(made, ADAPTERS[kind]))


def _item(otio: Any, event: Event, rate: Fraction, *, even: bool = False) -> Any:
    """Make a clip, or a gap; ``even`` counts the file's frames at the timeline's rate, as an EDL must."""
    if not event.file:
        return otio.schema.Gap(duration=_time(otio, round(event.seconds * rate), rate))
    scale = rate / event.rate if even else Fraction(1)
    own = rate if even else event.rate

    def span(first: int, frames: int) -> Any:
        return otio.opentime.TimeRange(
            _time(otio, round(first * scale), own), _time(otio, max(1, round(frames * scale)), own)
        )

    media = otio.schema.ExternalReference(target_url=event.file, available_range=span(0, event.length))
    clip = otio.schema.Clip(
        name=event.name, media_reference=media, source_range=span(event.first, event.last - event.first + 1)
    )
    clip.metadata["cmx_3600"] = {"reel": "".join(c for c in event.name.upper() if c.isascii() and c.isalnum())[:REEL]}
    if not even:
        clip.markers.extend(_mark(otio, mark, event.rate) for mark in event.marks)
    return clip


def _mark(otio: Any, mark: Mark, rate: Fraction) -> Any:
    place = otio.opentime.TimeRange(_time(otio, mark.frame, rate), _time(otio, mark.frames, rate))
    made = otio.schema.Marker(name=f"{mark.by}: {mark.text}" if mark.by else mark.text, marked_range=place)
    made.comment = mark.text
    made.color = otio.schema.MarkerColor.RED
    return made


def _time(otio: Any, frames: int, rate: Fraction) -> Any:
    return otio.opentime.RationalTime(frames, float(rate))


def _resolve(name: str, marks: Sequence[Mark], rate: Fraction) -> str:
    """Write the EDL that DaVinci Resolve imports as timeline markers: an event each, its words below."""
    lines = [f"TITLE: {_line(name)}", "FCM: NON-DROP FRAME", ""]
    for number, mark in enumerate(marks, 1):
        begins, ends = (_code(mark.frame + more, rate) for more in (0, 1))
        lines.append(f"{number:03}  001      V     C        {begins} {ends} {begins} {ends}")
        words = _line(f"{mark.by}: {mark.text}" if mark.by else mark.text).replace("|", "/")
        lines += [f" |C:ResolveColorRed |M:{words} |D:{mark.frames}", ""]
    return "\n".join([*lines, ""])


def _code(frame: int, rate: Fraction) -> str:
    """Write a frame as time code from one hour on, real frames counted at the rounded rate."""
    whole = max(1, round(rate))
    seconds, left = divmod(frame + START * whole, whole)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{left:02}"


def _line(text: str) -> str:
    return " ".join(text.split())
