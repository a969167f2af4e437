"""The footage check: what a team would rather hear while it is still at the place. Findings never lock anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from statistics import median
from typing import Any, Self

from app.core.text import Text, say
from app.video.measures import Measures, Span, mean_level, rms
from app.video.probe import clock
from app.video.source import Source


class Kind(StrEnum):
    """What may be wrong with a film."""

    SHAKY = "shaky"
    DARK = "dark"
    BRIGHT = "bright"
    FROZEN = "frozen"
    BLACK = "black"
    SOFT = "soft"
    SILENT = "silent"
    QUIET = "quiet"
    CLIPPING = "clipping"
    RUMBLE = "rumble"
    ONE_SIDED = "one-sided"
    UPRIGHT = "upright"


class Level(StrEnum):
    """How sure we are that somebody wants to shoot again."""

    WARN = "warn"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where good ends; each stands between the worst good and the best bad clip that was measured."""

    shaky_warn: float = 2.8
    shaky_hint: float = 1.8
    dark_mean: float = 40.0
    dark_high: float = 90.0
    bright_mean: float = 200.0
    bright_high: float = 250.0
    bright_high_mean: float = 170.0
    frozen_seconds: float = 2.0
    black_seconds: float = 0.5
    black_mean: float = 18.0
    blur: float = 8.0
    blur_side: int = 360
    silent_lufs: float = -60.0
    quiet_lufs: float = -40.0
    clip_peak: float = -0.1
    clip_flat: float = 10.0
    rumble_over: float = 6.0
    rumble_lufs: float = -32.0
    one_sided: float = 20.0
    sound_seconds: float = 1.0


DEFAULTS = Thresholds()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was noticed. ``start`` and ``end`` in seconds, empty for the whole film.

    ``kept``: the team has seen it and keeps the take as it is.
    """

    kind: Kind
    level: Level = Level.WARN
    value: float = 0.0
    start: float | None = None
    end: float | None = None
    kept: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        value = round(self.value, 2) if isfinite(self.value) else None
        return {
            "kind": self.kind.value,
            "level": self.level.value,
            "value": value,
            "start": self.start,
            "end": self.end,
            **({"kept": True} if self.kept else {}),
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """Read what :meth:`as_json` wrote."""
        start, end = kept.get("start"), kept.get("end")
        level, value = Level(kept["level"]), float(kept.get("value") or 0)
        return cls(Kind(kept["kind"]), level, value, start, end, bool(kept.get("kept")))


def findings(measures: Measures, source: Source, thresholds: Thresholds = DEFAULTS) -> list[Finding]:
    """Everything worth a word, pictures first, in a fixed order."""
    found = [*_picture(measures, source, thresholds), *_sound(measures, source, thresholds)]
    if source.upright:
        found.append(Finding(Kind.UPRIGHT, value=source.shown[1] / source.shown[0]))
    return found


def sentence(finding: Finding) -> Text:
    """Say it to the person who filmed."""
    start, end = clock(finding.start or 0.0), clock(finding.end or 0.0)
    if finding.kind is Kind.SHAKY and finding.level is Level.HINT:
        return say("A little shaky from %(start)s to %(end)s.", start=start, end=end)
    return {
        Kind.SHAKY: say("Shaky from %(start)s to %(end)s — shoot again while you are there?", start=start, end=end),
        Kind.DARK: say("Very dark: faces will be hard to see in the room. Is there more light?"),
        Kind.BRIGHT: say("Too bright: the white parts have lost everything in them."),
        Kind.FROZEN: say("The picture stands still from %(start)s to %(end)s.", start=start, end=end),
        Kind.BLACK: say("The picture is black from %(start)s to %(end)s.", start=start, end=end),
        Kind.SOFT: say("It may be out of focus; look at it at full size."),
        Kind.SILENT: say("There is no sound."),
        Kind.QUIET: say("The sound is very quiet. Was the microphone near enough?"),
        Kind.CLIPPING: say(
            "The sound is distorted from %(start)s to %(end)s: too loud for the microphone.", start=start, end=end
        ),
        Kind.RUMBLE: say("Wind or handling noise from %(start)s to %(end)s.", start=start, end=end),
        Kind.ONE_SIDED: say("The sound is only on one side."),
        Kind.UPRIGHT: say("Filmed upright; the film is 16:9. Turn the phone?"),
    }[finding.kind]


def advice(kind: Kind) -> Text:
    """Say what to try, to somebody who can still shoot again."""
    return {
        Kind.SHAKY: say(
            "Hold the phone with both hands, elbows at the body, or lean it against something; move slowly."
        ),
        Kind.DARK: say("Turn on a lamp, go nearer to a window, or hold a white sheet that throws light on the faces."),
        Kind.BRIGHT: say("Hold a finger on the bright spot and pull the brightness down, or turn away from the sun."),
        Kind.FROZEN: say("Close other apps and start recording anew; look whether the clip moves on the phone."),
        Kind.BLACK: say("Was something before the lens, or the phone in a pocket? Cut it off, or shoot again."),
        Kind.SOFT: say("Wipe the lens, tap on the face, and keep half a metre away."),
        Kind.SILENT: say("Look whether the microphone is allowed and not covered; record a clap to check."),
        Kind.QUIET: say("Bring a second phone near to the one who speaks and let it record the sound."),
        Kind.CLIPPING: say("Go further away from the source, or let them speak more softly."),
        Kind.RUMBLE: say("Shield the microphone from the wind with a hand or a sock, and do not touch the phone."),
        Kind.ONE_SIDED: say("Look whether a finger or the case covers one of the microphones."),
        Kind.UPRIGHT: say("Hold the phone sideways: the film is shown wide."),
    }[kind]


def _picture(measures: Measures, source: Source, limits: Thresholds) -> Iterator[Finding]:
    shake = rms(measures.shake)
    if shake > limits.shaky_hint:
        level = Level.WARN if shake > limits.shaky_warn else Level.HINT
        start, end = _worst(measures.shake, limits.shaky_hint, measures.seconds)
        yield Finding(Kind.SHAKY, level, shake, start, end)
    black = [span for span in measures.black if span[1] - span[0] >= limits.black_seconds - 1e-3]
    mostly_black = sum(end - start for start, end in black) > measures.seconds / 2
    night = mostly_black and median(measures.brightness or (0.0,)) > limits.black_mean
    if night or not mostly_black:
        yield from _light(measures, limits)
    for start, end in measures.frozen:
        if end - start >= limits.frozen_seconds - 1e-3 and not _inside((start, end), black):
            yield Finding(Kind.FROZEN, Level.WARN, end - start, start, end)
    if not night:  # something is there, only too dark to see: that has been said
        yield from (Finding(Kind.BLACK, Level.WARN, end - start, start, end) for start, end in black)
    sharp_enough = min(source.shown) >= limits.blur_side  # a smaller picture is soft by nature
    if sharp_enough and measures.blur and not mostly_black and median(measures.blur) > limits.blur:
        yield Finding(Kind.SOFT, Level.HINT, median(measures.blur))


def _light(measures: Measures, limits: Thresholds) -> Iterator[Finding]:
    if not measures.brightness:
        return
    mean, high = median(measures.brightness), median(measures.highs or (0.0,))
    if mean < limits.dark_mean and high < limits.dark_high:
        yield Finding(Kind.DARK, value=mean)
    if mean > limits.bright_mean or (high >= limits.bright_high and mean > limits.bright_high_mean):
        yield Finding(Kind.BRIGHT, value=mean)


def _sound(measures: Measures, source: Source, limits: Thresholds) -> Iterator[Finding]:
    if source.sound is None:
        yield Finding(Kind.SILENT)
        return
    if measures.seconds < limits.sound_seconds or measures.loudness is None:
        return  # loudness has no meaning for a blink
    loud, heard = measures.loudness, measures.sound
    if loud <= limits.silent_lufs:
        yield Finding(Kind.SILENT, value=loud)
        return
    if loud < limits.quiet_lufs:
        yield Finding(Kind.QUIET, value=loud)
    clipped = [second.peak >= limits.clip_peak and second.flat > limits.clip_flat for second in heard]
    if any(clipped):
        worst = max(second.flat for second, bad in zip(heard, clipped, strict=True) if bad)
        yield Finding(Kind.CLIPPING, Level.WARN, worst, *_longest(clipped, measures.seconds))
    over = mean_level([s.low for s in heard]) - mean_level([s.middle for s in heard])
    if over > limits.rumble_over and loud > limits.rumble_lufs:
        noisy = [second.low - second.middle > limits.rumble_over for second in heard]
        yield Finding(Kind.RUMBLE, Level.WARN, over, *_longest(noisy, measures.seconds))
    apart = abs(mean_level([s.left for s in heard]) - mean_level([s.right for s in heard]))
    if apart > limits.one_sided:
        yield Finding(Kind.ONE_SIDED, value=apart)


def _worst(shake: Sequence[float], limit: float, seconds: float) -> Span:
    """Return the longest stretch of seconds that are above the limit."""
    step = max(1, round(len(shake) / max(seconds, 1.0)))
    by_second = [rms(tuple(shake[n : n + step])) > limit for n in range(0, len(shake), step)]
    return _longest(by_second, seconds)


def _longest(flags: Sequence[bool], seconds: float) -> Span:
    """Return the longest run of seconds that are set; a gap of one second does not end a run."""
    best, since, last = (0, 0), None, -9
    for second, bad in enumerate(flags):
        if bad:
            since = second if since is None or second - last > 2 else since  # noqa: PLR2004 -- one second between
            last = second
            best = max(best, (since, second + 1), key=lambda span: span[1] - span[0])
    start, end = best if best[1] else (0, len(flags))
    return float(start), min(float(end), seconds)


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(start - 0.2 <= span[0] and span[1] <= end + 0.2 for start, end in others)
