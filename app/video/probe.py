"""Look at a file with a guarded ffprobe and choose what is worked on.

A refusal is :class:`app.core.errors.Invalid` with a sentence that tells a student what to do.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.core.errors import Invalid
from app.core.text import Text, say
from app.video.guard import DECODERS, LONGEST, MAX_PIXELS, address, guarded
from app.video.source import Hdr, Sound, Source

Look = Callable[[Sequence[str]], bytes]
"""Runs a command line and returns what it printed, also when it failed."""

FIELDS = (
    "stream=index,codec_type,codec_name,profile,level,width,height,pix_fmt,avg_frame_rate,r_frame_rate,start_time,"
    "duration,sample_aspect_ratio,color_transfer,color_range,color_space,field_order,channels,sample_rate"
    ":stream_side_data=rotation:stream_disposition=attached_pic:format=format_name,duration,start_time"
)
KNOWN = frozenset(DECODERS.split(","))
SMALLEST = 16
MOVING = 5
"""Frames a second; a slower stream beside a faster one is the still picture of a motion photo."""


def probe_argv(path: Path) -> list[str]:
    """Command line that prints the header of the file as JSON."""
    return [*_guarded_ffprobe(), "-show_entries", FIELDS, "-of", "json", "-i", address(path)]


def header_argv(path: Path) -> list[str]:
    """Command line that prints what the header alone says, of any codec; no picture or sound is decoded."""
    return [
        *_guarded_ffprobe(decoders=False),
        "-nofind_stream_info",
        "-show_entries",
        FIELDS,
        "-of",
        "json",
        address(path),
    ]


def packets_argv(path: Path, source: Source) -> list[str]:
    """Command line that lists the times of all packets, for the rare file whose header has no length."""
    entries = ["-select_streams", str(source.picture), "-show_entries", "packet=pts_time,duration_time"]
    return [*_guarded_ffprobe(), *entries, "-of", "csv=p=0", "-i", address(path)]


def probe(path: Path, look: Look, *, longest: float = LONGEST) -> Source:
    """Look at a file, twice if its header has no length. Raises Invalid with the reason for refusing it."""
    printed = look(probe_argv(path))
    if not _streams(printed):
        _refuse_codec(look(header_argv(path)))
    source = read_probe(printed, longest=longest)
    if source.seconds is None:
        source = replace(source, seconds=read_packets(look(packets_argv(path, source))))
        _refuse_length(source.seconds, longest)
    return source


def read_probe(printed: bytes, *, longest: float = LONGEST) -> Source:
    """Choose streams and measures from ffprobe's JSON. Raises Invalid for what cannot become a film here."""
    streams, container = _streams(printed), _found(printed).get("format", {})
    if not streams:
        raise _invalid(say("This file cannot be read as a film. It may be damaged: copy it from the camera again."))
    picture = _picture(streams)
    seconds = _seconds(picture, container)
    _refuse_length(seconds, longest)
    side = [s["rotation"] for s in picture.get("side_data_list", []) if "rotation" in s]
    return Source(
        picture=int(picture["index"]),
        codec=picture["codec_name"],
        profile=str(picture.get("profile", "")),
        level=int(picture.get("level", 0)),
        pixel_format=picture["pix_fmt"],
        width=int(picture["width"]),
        height=int(picture["height"]),
        average_rate=_fraction(picture.get("avg_frame_rate")) or _fraction(picture.get("r_frame_rate")),
        seconds=seconds,
        container=container.get("format_name", "").split(",")[0],
        pixel_shape=_fraction(picture.get("sample_aspect_ratio", "1:1").replace(":", "/")) or Fraction(1),
        rotation=_rotation(side),
        hdr={"arib-std-b67": Hdr.HLG, "smpte2084": Hdr.PQ}.get(picture.get("color_transfer", ""), Hdr.NONE),
        full_range=picture.get("color_range") == "pc" or picture["pix_fmt"].startswith("yuvj"),
        matrix=picture.get("color_space", ""),
        interlaced=picture.get("field_order") in {"tt", "bb", "tb", "bt"},
        sound=_sound(streams),
    )


def read_packets(printed: bytes) -> float:
    """Return where the last packet of the list ends, in seconds; 0 for an empty list."""
    ends = [0.0]
    for line in printed.decode(errors="replace").splitlines():
        at, _, long = line.strip().rstrip(",").partition(",")
        ends.append((_number(at) or 0.0) + (_number(long) or 0.0))
    return max(ends)


def _guarded_ffprobe(*, decoders: bool = True) -> list[str]:
    chosen = {name: value for name, value in guarded().items() if decoders or name != "codec_whitelist"}
    options = [word for name, value in chosen.items() for word in (f"-{name}", str(value))]
    return ["ffprobe", "-v", "error", "-hide_banner", *options]


def _found(printed: bytes) -> dict[str, Any]:
    try:
        found = json.loads(printed.decode(errors="replace"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _streams(printed: bytes) -> Sequence[Mapping[str, Any]]:
    return _found(printed).get("streams") or []


def _refuse_codec(printed: bytes) -> None:
    """Name the format that stopped ffprobe, read from the header without opening a decoder."""
    for stream in _streams(printed):
        name = stream.get("codec_name")
        if stream.get("codec_type") in {"video", "audio"} and name and name not in KNOWN:
            raise _invalid(say("We cannot read the format %(codec)s. Export the film as MP4 (H.264).", codec=name))


def _picture(streams: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    videos = [s for s in streams if s.get("codec_type") == "video"]
    videos = [s for s in videos if not s.get("disposition", {}).get("attached_pic") and s.get("width")]
    if not videos:
        raise _invalid(say("This file has no moving picture in it. Choose the film, not a photo or a sound recording."))
    known = [s for s in videos if s.get("codec_name") in KNOWN]
    if not known:
        codec = str(videos[0].get("codec_name") or videos[0].get("codec_tag_string") or "?")
        raise _invalid(say("We cannot read the format %(codec)s. Export the film as MP4 (H.264).", codec=codec))
    usable = [s for s in known if s.get("pix_fmt") and int(s["width"]) * int(s["height"]) <= MAX_PIXELS]
    if not usable:
        raise _invalid(say("The picture in this file cannot be read. It may be damaged, or larger than 8K."))
    best = max(usable, key=lambda s: (_fraction(s.get("avg_frame_rate")) > MOVING, int(s["width"]) * int(s["height"])))
    if min(int(best["width"]), int(best["height"])) < SMALLEST:
        raise _invalid(say("The picture is only %(w)s × %(h)s dots.", w=best["width"], h=best["height"]))
    return best


def _sound(streams: Sequence[Mapping[str, Any]]) -> Sound | None:
    for stream in streams:
        if stream.get("codec_type") == "audio" and stream.get("codec_name") in KNOWN and stream.get("channels"):
            return Sound(
                index=int(stream["index"]),
                codec=stream["codec_name"],
                channels=int(stream["channels"]),
                sample_rate=int(stream.get("sample_rate", 0)),
                seconds=_number(stream.get("duration")),
            )
    return None


def _seconds(picture: Mapping[str, Any], container: Mapping[str, Any]) -> float | None:
    """Until the picture ends, counted from where the file begins."""
    long = _number(picture.get("duration"))
    if long:
        late = (_number(picture.get("start_time")) or 0.0) - (_number(container.get("start_time")) or 0.0)
        return long + max(late, 0.0)
    return _number(container.get("duration"))


def _refuse_length(seconds: float | None, longest: float) -> None:
    if seconds is not None and seconds <= 0:
        raise _invalid(say("This film has no length: the recording was not finished. Choose another file."))
    if seconds is not None and seconds > longest:
        raise _invalid(
            say("The film is %(length)s; the limit is %(limit)s.", length=clock(seconds), limit=clock(longest))
        )


def clock(seconds: float) -> str:
    """Write a length or a moment as people do: ``0:07``, ``12:30``, ``1:02:03``."""
    whole = int(seconds + 1e-6)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def _rotation(found: Sequence[Any]) -> int:
    """Degrees; real files carry −9223372036854775808, which means nothing."""
    for value in found:
        number = _number(value)
        if number is not None and abs(number) <= 360:  # noqa: PLR2004 -- a full turn
            return round(number) % 360
    return 0


def _fraction(text: str | None) -> Fraction:
    try:
        return Fraction(text or 0)
    except (ValueError, ZeroDivisionError):
        return Fraction(0)


def _number(text: Any) -> float | None:
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if abs(value) < 1e9 else None  # noqa: PLR2004 -- no film lasts thirty years


def _invalid(sentence: Text) -> Invalid:
    return Invalid(sentence, field="file", code="film-refused")
