"""Copy the streams of a file into one browsers play, in a fraction of a second, while the ladder is made."""

from pathlib import Path

import ffmpeg

from app.video.guard import FFMPEG, PROGRESS, address, guarded
from app.video.plan import Plan
from app.video.source import Source


def preview_argv(source: Source, plan: Plan, path: Path, target: Path, *, fragmented: bool = False) -> list[str]:
    """Command line for the copy: a progressive MP4 with its index in front, or fragments that play as they come.

    Only for sources with ``plan.copy_first``. Location, time codes, data tracks and chapters stay behind.
    """
    opened = ffmpeg.input(address(path), t=f"{plan.stop_after:.3f}", **guarded())
    streams = [opened[str(source.picture)]] + ([opened[str(source.sound.index)]] if source.sound else [])
    flags = "frag_keyframe+empty_moov+default_base_moof" if fragmented else "faststart"
    made = ffmpeg.output(*streams, address(target), format="mp4", c="copy", movflags=flags, **FORGET)
    argv: list[str] = ffmpeg.compile(made, cmd=[*FFMPEG, *PROGRESS])
    return argv


FORGET = {"map_metadata": -1, "map_chapters": -1}
"""Output options that leave names, places and times of recording behind."""
