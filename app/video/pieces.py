"""Pieces of an assembly: every take, and every card for a shot that is missing, in one size, rate and sound.

Each is a small HLS film of its own; :func:`playlist` strings any of them together by writing a list. A re-cut costs no
encoding, whatever its length, and sound cannot drift from the picture: each piece brings its own clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from app.video.guard import FFMPEG, PROGRESS, address, guarded
from app.video.picture import COLOURS, as_long, conform, even_sound
from app.video.plan import SEGMENT_SECONDS, Plan, level_for
from app.video.preview import FORGET
from app.video.source import Source

WIDTH, HEIGHT = 1280, 720
RATE = Fraction(30)
LIST = "piece.m3u8"
EARLY = 1e-3
"""Seconds before a frame's moment at which reading begins, so that rounding never skips the frame itself."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that is made: the address of its folder (ending in "/"), and name and seconds of its segments."""

    folder: str
    segments: Sequence[tuple[str, float]]


def take_argv(source: Source, plan: Plan, path: Path, folder: Path, *, start: float, seconds: float) -> list[str]:
    """Command line for a take's piece: ``seconds`` from ``start``, fitted into the picture, with sound or silence."""
    opened = ffmpeg.input(address(path), ss=f"{max(0.0, start - EARLY):.6f}", t=f"{seconds + EARLY:.6f}", **guarded())
    even = replace(plan, rate=RATE, seconds=seconds)
    width, height = inside(*source.shown)
    stream = conform(opened[str(source.picture)], source, even, width, height)
    stream = stream.filter("pad", WIDTH, HEIGHT, "(ow-iw)/2", "(oh-ih)/2")
    stream = stream.filter("tpad", stop_mode="clone", stop_duration=1).filter("trim", end=f"{seconds:.6f}")
    sound = even_sound(opened[str(source.sound.index)]) if source.sound else _silence(seconds)
    return _argv(stream, as_long(sound, even), folder)


def card_argv(picture: Path, folder: Path, *, seconds: float) -> list[str]:
    """Command line for a card's piece: a PNG of the picture's size, shown for so long, in silence."""
    opened = ffmpeg.input(address(picture), format="png_pipe", loop=1, framerate=int(RATE), t=f"{seconds:.6f}")
    colours = {"out_color_matrix": "bt709", "out_range": "tv"}
    stream = opened.video.filter("scale", WIDTH, HEIGHT, **colours).filter("setsar", 1).filter("format", "yuv420p")
    return _argv(stream, _silence(seconds), folder)


def inside(width: int, height: int) -> tuple[int, int]:
    """Fit a picture into the assembly's, even sides, nothing cut off."""
    scale = min(WIDTH / width, HEIGHT / height)
    return (max(2, 2 * round(width * scale / 2)), max(2, 2 * round(height * scale / 2)))


def playlist(pieces: Sequence[Piece], *, ended: bool = True) -> str:
    """Write the list that plays the pieces one after the other; not ``ended``: more will follow."""
    longest = max((seconds for piece in pieces for _, seconds in piece.segments), default=SEGMENT_SECONDS)
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{int(longest + 0.999)}"]
    lines += ["#EXT-X-PLAYLIST-TYPE:" + ("VOD" if ended else "EVENT"), "#EXT-X-INDEPENDENT-SEGMENTS"]
    for number, piece in enumerate(pieces):
        lines += ["#EXT-X-DISCONTINUITY"] if number else []
        lines.append(f'#EXT-X-MAP:URI="{piece.folder}init.mp4"')
        for name, seconds in piece.segments:
            lines += [f"#EXTINF:{seconds:.6f},", f"{piece.folder}{name}"]
    return "\n".join([*lines, *(["#EXT-X-ENDLIST"] if ended else []), ""])


def _silence(seconds: float) -> Any:
    return ffmpeg.input("anullsrc=r=48000:cl=stereo", format="lavfi", t=f"{seconds:.6f}").audio


def _argv(stream: Any, sound: Any, folder: Path) -> list[str]:
    group = int(2 * RATE)
    made = ffmpeg.output(
        stream,
        sound,
        address(folder / LIST),
        format="hls",
        hls_time=SEGMENT_SECONDS,
        hls_playlist_type="vod",
        hls_segment_type="fmp4",
        hls_flags="independent_segments",
        hls_fmp4_init_filename="init.mp4",
        hls_segment_filename=address(folder / "s_%04d.m4s"),
        preset="veryfast",
        crf=23,
        g=group,
        keyint_min=group,
        bf=0,  # a picture that is shown when it is read: players put no pause between the pieces
        sc_threshold=0,
        level=level_for(WIDTH, HEIGHT, RATE) / 10,
        **{"c:v": "libx264", "profile:v": "high", "c:a": "aac", "b:a": "128k", "ar": 48000, "ac": 2},
        **COLOURS,
        **FORGET,
    )
    argv: list[str] = ffmpeg.compile(made, cmd=[*FFMPEG, *PROGRESS])
    return argv
