"""Decide what becomes of a source: sizes, rate, colour steps. Pure; nothing here knows a command line."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from app.video.guard import LONGEST
from app.video.source import Hdr, Source

RATES = tuple(
    Fraction(*pair)
    for pair in ((24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (50, 1), (60000, 1001), (60, 1))
)
LADDER = ((1080, 5500), (720, 2800), (480, 1200))
"""Short side and most kilobits a second, from large to small."""

LONG_SIDE = 4096
APART = 0.9
"""The next rung is at most this much of the first, or it is not worth its bytes."""

FAST_RATE = 40
SEGMENT_SECONDS = 4
TILES = 100
COPIED_LEVEL = 42
SIZES_BY_LEVEL = (
    (30, 1620, 40_500),
    (31, 3600, 108_000),
    (32, 5120, 216_000),
    (40, 8192, 245_760),
    (42, 8704, 522_240),
)
"""H.264 level × 10, most macroblocks a frame and a second (ITU-T H.264, table A-1)."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One size of the film. ``kilobits`` is the most a second; ``level`` is H.264's, times ten."""

    name: str
    width: int
    height: int
    kilobits: int
    level: int


@dataclass(frozen=True, slots=True)
class Sprite:
    """The sheet of small pictures under the time bar: one each ``every`` seconds, left to right, then down."""

    every: int
    count: int
    columns: int
    rows: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is made of a source. ``stop_after`` ends the run when a header lies about the length."""

    rungs: tuple[Rung, ...]
    rate: Fraction
    seconds: float
    stop_after: float
    crf: int
    preset: str
    sprite: Sprite
    poster: tuple[int, int]
    checked: tuple[int, int]
    copy_first: bool

    @property
    def frames(self) -> int:
        """How many frames each rung will have, give or take one."""
        return max(1, round(self.seconds * self.rate))

    @property
    def group(self) -> int:
        """Frames from one key frame to the next: two seconds."""
        return max(1, round(2 * self.rate))


def make_plan(source: Source, *, crf: int = 23, preset: str = "veryfast", longest: float = LONGEST) -> Plan:
    """Plan a source. ``crf`` 23 is for what is looked at once or twice, 21 for what is judged."""
    seconds = source.seconds or longest
    rate = nearest_rate(source.average_rate)
    width, height = source.shown
    upright = height > width
    return Plan(
        rungs=rungs_for(width, height, rate),
        rate=rate,
        seconds=seconds,
        stop_after=min(longest, seconds * 1.05 + 2),
        crf=crf,
        preset=preset,
        sprite=sprite_for(width, height, seconds),
        poster=fitted(width, height, 640 if not upright else 360),
        checked=(360, 640) if upright else (640, 360),
        copy_first=can_be_copied(source),
    )


def nearest_rate(average: Fraction) -> Fraction:
    """Return the usual frame rate nearest to the average, at most 60."""
    return min(RATES, key=lambda rate: abs(rate - average))


def rungs_for(width: int, height: int, rate: Fraction) -> tuple[Rung, ...]:
    """Sizes by the short side, never larger than the source, always even, largest first."""
    short, long = min(width, height), max(width, height)
    top = max(2, min(LADDER[0][0], _even(short), _even(short * LONG_SIDE / long)))
    sides = [top, *(side for side, _ in LADDER if side <= top * APART)]
    made = []
    for side in sides:
        other = max(2, 2 * round(side * long / short / 2))
        across, down = (other, side) if width >= height else (side, other)
        kilobits = next((rate for size, rate in reversed(LADDER) if side <= size), LADDER[0][1])
        busy = kilobits * 3 // 2 if rate > FAST_RATE else kilobits
        made.append(Rung(f"{side}p", across, down, busy, level_for(across, down, rate)))
    return tuple(made)


def level_for(width: int, height: int, rate: Fraction) -> int:
    """Return the least H.264 level (times ten) that allows the size at the rate; 5.1 when none of the usual does."""
    blocks = ceil(width / 16) * ceil(height / 16)
    for level, in_frame, in_second in SIZES_BY_LEVEL:
        if blocks <= in_frame and blocks * rate <= in_second:
            return level
    return 51


def sprite_for(width: int, height: int, seconds: float) -> Sprite:
    """At most a hundred small pictures, each five seconds apart or more."""
    every = max(5, ceil(seconds / TILES))
    count = max(1, ceil(seconds / every))
    columns = min(10, count)
    across, down = fitted(width, height, 160 if width >= height else 90)
    return Sprite(every, count, columns, ceil(count / columns), across, down)


def fitted(width: int, height: int, across: int) -> tuple[int, int]:
    """Scale to a width; both sides even."""
    return across, max(2, 2 * round(across * height / width / 2))


def can_be_copied(source: Source) -> bool:
    """Whether browsers play the streams as they are, so that a copy is watchable at once."""
    sound = source.sound
    return (
        source.codec == "h264"
        and source.pixel_format in {"yuv420p", "yuvj420p"}
        and 0 < source.level <= COPIED_LEVEL
        and source.hdr is Hdr.NONE
        and source.rotation == 0
        and source.pixel_shape == 1
        and not source.interlaced
        and (sound is None or (sound.codec == "aac" and sound.sample_rate > 0))
    )


def _even(value: float) -> int:
    return int(value) // 2 * 2
