"""The measuring branches of the ladder: each writes a small text file, read by :mod:`app.video.check` afterwards."""

from pathlib import Path
from typing import Any

from app.video.plan import Plan

SHAKE, EVENTS, LIGHT, FOCUS = "shake.trf", "events.txt", "light.txt", "focus.txt"
LOUDNESS, SOUND, LOW, MIDDLE = "loudness.txt", "sound.txt", "low.txt", "middle.txt"

CHECKED_RATE = 15
LIGHT_RATE = 3
FOCUS_RATE = 1
"""Stills a second; finding edges costs as much as following the camera, so focus gets the fewest."""


def watched(stream: Any, plan: Plan, notes: Path) -> list[Any]:
    """Measure shake, freezes, black, brightness and focus on a small picture of fifteen frames a second."""
    small = (
        stream.filter("fps", CHECKED_RATE)
        .filter("scale", *plan.checked, flags="bilinear")
        .filter("format", "yuv420p")
        .split()
    )
    shake = small[0].filter(
        "vidstabdetect", shakiness=6, accuracy=9, stepsize=8, mincontrast=0.2, result=str(notes / SHAKE)
    )
    look = small[1].filter("freezedetect", n=0.001, d=2).filter("blackdetect", d=0.5, pix_th=0.10)
    look = look.filter("metadata", "print", file=str(notes / EVENTS))
    look = look.filter("fps", LIGHT_RATE).filter("signalstats").filter("metadata", "print", file=str(notes / LIGHT))
    focus = look.filter("fps", FOCUS_RATE, round="up").filter(
        "blurdetect", block_width=32, block_height=32, block_pct=80
    )
    return [shake, focus.filter("metadata", "print", key="lavfi.blur", file=str(notes / FOCUS))]


def heard(stream: Any, notes: Path) -> list[Any]:
    """Measure loudness of the whole, and level, clipping, rumble and speech band of every second."""
    parts = stream.asplit()
    loud = parts[0].filter("ebur128", metadata=1, framelog="verbose")
    loud = loud.filter("ametadata", "print", key="lavfi.r128.I", file=str(notes / LOUDNESS))
    # Sixteen bits bring back the flat tops: decoded AAC swings above full scale where the recording was cut off.
    plain = parts[1].filter("aformat", sample_fmts="s16")
    low = parts[2].filter("lowpass", f=100, p=2)
    middle = parts[3].filter("highpass", f=300).filter("lowpass", f=4000)
    return [
        loud,
        _by_second(plain, notes / SOUND, channels="RMS_level", overall="RMS_level+Peak_level+Flat_factor"),
        _by_second(low, notes / LOW),
        _by_second(middle, notes / MIDDLE),
    ]


def _by_second(stream: Any, file: Path, channels: str = "none", overall: str = "RMS_level") -> Any:
    stream = stream.filter("asetnsamples", n=48000, p=0)
    stream = stream.filter("astats", metadata=1, reset=1, measure_perchannel=channels, measure_overall=overall)
    return stream.filter("ametadata", "print", file=str(file))
