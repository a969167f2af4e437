"""One progressive MP4 for the big screen: careful picture, sound at the loudness of every other film."""

from pathlib import Path
from typing import Any

import ffmpeg

from app.video.guard import FFMPEG, PROGRESS, address, guarded
from app.video.ladder import encoder
from app.video.picture import as_long, conform, even_sound
from app.video.plan import Plan
from app.video.source import Source

TARGET = -16.0
"""LUFS of every master."""

CEILING = 0.794
"""−2 dB at four times the rate: true peaks end below −1 dBTP after AAC."""

MOST_GAIN = 20.0
SILENCE = -60.0


def master_argv(
    source: Source,
    plan: Plan,
    path: Path,
    target: Path,
    *,
    loudness: float | None,
    crf: int = 18,
    preset: str = "slow",
) -> list[str]:
    """Command line for the master of the largest planned size; its index stands in front (faststart).

    ``loudness`` is what the ladder measured, in LUFS; empty or silent leaves the sound as it is.
    """
    opened = ffmpeg.input(address(path), t=f"{plan.stop_after:.3f}", **guarded())
    top = plan.rungs[0]
    streams = [conform(opened[str(source.picture)], source, plan, top.width, top.height)]
    if source.sound:
        sound = levelled(even_sound(opened[str(source.sound.index)]), gain(loudness))
        streams.append(as_long(sound, plan))
    options: dict[str, Any] = {**encoder(plan), "crf": crf, "preset": preset, "b:a": "192k", "level": top.level / 10}
    made = ffmpeg.output(*streams, address(target), format="mp4", movflags="faststart", **options)
    argv: list[str] = ffmpeg.compile(made, cmd=[*FFMPEG, *PROGRESS])
    return argv


def gain(loudness: float | None) -> float:
    """Return the dB that bring a film to the common loudness; 0 for a silent one, never more than 20."""
    if loudness is None or loudness <= SILENCE:
        return 0.0
    return min(TARGET - loudness, MOST_GAIN)


def levelled(stream: Any, decibels: float) -> Any:
    """Append gain and a limiter that sees peaks between samples. The measured value hits the target; guesses miss."""
    if decibels == 0:
        return stream
    stream = stream.filter("volume", f"{decibels:.2f}dB").filter("aresample", 192000)
    stream = stream.filter("alimiter", limit=CEILING, level="false", attack=5, release=80)
    return stream.filter("aresample", 48000).filter("aformat", sample_fmts="fltp", channel_layouts="stereo")
