"""What keeps a hostile file harmless: white lists for every call, and bounds for the process that runs it.

A file named ``film.mp4`` may be a play list that names another team's film or an address on this machine; ffprobe
and ffmpeg both follow it unless protocols *and* formats are limited. Every command line of this room starts here.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROTOCOLS = "file"
FORMATS = "mov,matroska,webm,mpegts,avi,ogg,wav,mp3,aac,flac"
DECODERS = (
    "h264,hevc,vp8,vp9,av1,libdav1d,libaom-av1,mpeg4,h263,mjpeg,prores,aac,aac_fixed,mp3,mp3float,opus,libopus,vorbis,"
    "ac3,amrnb,amrwb,amr_nb,amr_wb,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,"
    "pcm_f64le,pcm_f64be,pcm_u8,pcm_s8,pcm_mulaw,pcm_alaw,flac,alac"
)
"""Decoders as ffmpeg names them, and codecs as ffprobe names them, in one list; AC-3 is what AVCHD cameras record."""

MAX_PIXELS = 35_651_584
"""8192 × 4352: larger pictures are refused before memory is taken for them."""

LONGEST = 3 * 3600.0
"""Seconds of film that are worked on when nobody sets a smaller limit."""

FFMPEG = ["ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-loglevel", "error", "-y"]
PROGRESS = ["-progress", "pipe:1", "-stats_period", "0.5"]

GIB = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one run of a tool; the runner passes them to prlimit, nice and its own clocks."""

    cpu_seconds: int
    wall_seconds: float
    stall_seconds: float = 120.0
    address_space: int = 4 * GIB
    file_bytes: int = 16 * GIB
    open_files: int = 256
    nice: int = 10

    def prlimit(self) -> list[str]:
        """Return the ``prlimit`` words that go before the command."""
        return [
            "prlimit",
            f"--cpu={self.cpu_seconds}",
            f"--as={self.address_space}",
            f"--fsize={self.file_bytes}",
            f"--nofile={self.open_files}",
            "--core=0",
            "--",
        ]


def limits_for(seconds: float, *, cores: int = 2) -> Limits:
    """Bounds for working through a film of that length: 60 s + 20 s a second of film on the wall clock."""
    wall = 60 + 20 * max(seconds, 0.0)
    return Limits(cpu_seconds=int(wall * cores), wall_seconds=wall)


PROBE_LIMITS = Limits(cpu_seconds=20, wall_seconds=30.0, address_space=2 * GIB, file_bytes=16 * 1024**2)
"""Bounds for ffprobe: looking at a header never takes long."""


def address(path: Path) -> str:
    """Name a file so that it is never an option (``-y.mp4``) nor another protocol (``concat:…``)."""
    return f"file:{path.absolute()}"


def guarded() -> dict[str, Any]:
    """Options in front of every input, ffprobe's and ffmpeg's alike."""
    return {
        "protocol_whitelist": PROTOCOLS,
        "format_whitelist": FORMATS,
        "codec_whitelist": DECODERS,
        "max_pixels": MAX_PIXELS,
    }
