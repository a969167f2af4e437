"""Read what the measuring branches wrote. Missing or odd lines count as not measured, never as an error."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from math import hypot, inf, isfinite, log10, sqrt
from pathlib import Path
from statistics import median

from app.video import reports

Span = tuple[float, float]
"""From, to: seconds."""

DIAGONAL = hypot(640, 360)
STEADY_FRAMES = 9
"""0.6 s at fifteen frames a second: slower than this is a pan, faster is a shake."""

_MOTION = re.compile(r"\(LM (-?\d+) (-?\d+) ")
_MOMENT = re.compile(r"pts_time:(-?[\d.]+)")


@dataclass(frozen=True, slots=True)
class Second:
    """Sound of one second: levels in dB, ``flat`` above 10 means tops cut off, low and middle are bands."""

    level: float = -inf
    left: float = -inf
    right: float = -inf
    peak: float = -inf
    flat: float = 0.0
    low: float = -inf
    middle: float = -inf


@dataclass(frozen=True, slots=True)
class Measures:
    """What was seen and heard. Shake in % of the diagonal a frame (15 a second), light 3, focus 1 a second."""

    seconds: float
    shake: tuple[float, ...] = ()
    frozen: tuple[Span, ...] = ()
    black: tuple[Span, ...] = ()
    brightness: tuple[float, ...] = ()
    highs: tuple[float, ...] = ()
    blur: tuple[float, ...] = ()
    loudness: float | None = None
    sound: tuple[Second, ...] = ()


def read_measures(notes: Path, seconds: float) -> Measures:
    """Read the folder of notes of a film that is ``seconds`` long."""
    events = list(frames(_text(notes / reports.EVENTS)))
    light, focus = ([values for _, values in frames(_text(notes / name))] for name in (reports.LIGHT, reports.FOCUS))
    loud = [values["r128.I"] for _, values in frames(_text(notes / reports.LOUDNESS)) if "r128.I" in values]
    return Measures(
        seconds=seconds,
        shake=shake(_text(notes / reports.SHAKE)),
        frozen=spans(events, "freezedetect.freeze_start", "freezedetect.freeze_end", seconds),
        black=spans(events, "black_start", "black_end", seconds),
        brightness=_all(light, "signalstats.YAVG"),
        highs=_all(light, "signalstats.YHIGH"),
        blur=_all(focus, "blur"),
        loudness=loud[-1] if loud else None,
        sound=_sound(notes),
    )


def frames(text: str) -> Iterator[tuple[float, Mapping[str, float]]]:
    """Moments and values of a file of ffmpeg's ``metadata=print``, names without ``lavfi.``."""
    moment, values = 0.0, dict[str, float]()
    for line in text.splitlines():
        if line.startswith("frame:"):
            if values:
                yield moment, values
            at = _MOMENT.search(line)
            moment, values = float(at[1]) if at else moment, {}
        elif "=" in line:
            name, _, value = line.removeprefix("lavfi.").partition("=")
            try:
                values[name] = float(value)
            except ValueError:
                continue
    if values:
        yield moment, values


def spans(events: list[tuple[float, Mapping[str, float]]], begin: str, end: str, seconds: float) -> tuple[Span, ...]:
    """Pair beginnings with ends; what does not end lasts until the film does."""
    found, since = [], None
    for _, values in events:
        # One frame may end a span and begin the next.
        if end in values and since is not None:
            found.append((since, values[end]))
            since = None
        if begin in values:
            since = values[begin]
    if since is not None:
        found.append((since, max(since, seconds)))
    return tuple(found)


def shake(text: str) -> tuple[float, ...]:
    """Distance of each frame's motion from the steady motion around it, in % of the diagonal."""
    moves = []
    for line in text.splitlines():
        if line.startswith("Frame "):
            fields = _MOTION.findall(line)
            across = median(int(x) for x, _ in fields) if fields else 0.0
            down = median(int(y) for _, y in fields) if fields else 0.0
            moves.append((across, down))
    half, off = STEADY_FRAMES // 2, []
    for place, (across, down) in enumerate(moves):
        near = moves[max(0, place - half) : place + half + 1]
        steady = sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)
        off.append(100 * hypot(across - steady[0], down - steady[1]) / DIAGONAL)
    return tuple(off)


def rms(values: tuple[float, ...]) -> float:
    """Root of the mean square; 0 for nothing."""
    return sqrt(sum(v * v for v in values) / len(values)) if values else 0.0


def mean_level(levels: list[float]) -> float:
    """Average of levels in dB by their power; −∞ for silence."""
    power = sum(10 ** (level / 10) for level in levels if level > -inf) / len(levels) if levels else 0.0
    return 10 * log10(power) if power > 0 else -inf


def _sound(notes: Path) -> tuple[Second, ...]:
    parts = [[v for _, v in frames(_text(notes / name))] for name in (reports.SOUND, reports.LOW, reports.MIDDLE)]
    whole = "astats.Overall.RMS_level"
    return tuple(
        Second(
            level=all_.get(whole, -inf),
            left=all_.get("astats.1.RMS_level", -inf),
            right=all_.get("astats.2.RMS_level", -inf),
            peak=all_.get("astats.Overall.Peak_level", -inf),
            flat=all_.get("astats.Overall.Flat_factor", 0.0),
            low=low.get(whole, -inf),
            middle=middle.get(whole, -inf),
        )
        for all_, low, middle in zip_longest(*parts, fillvalue=dict[str, float]())
    )


def _all(stills: list[Mapping[str, float]], name: str) -> tuple[float, ...]:
    return tuple(values[name] for values in stills if isfinite(values.get(name, inf)))


def _text(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except FileNotFoundError:
        return ""
