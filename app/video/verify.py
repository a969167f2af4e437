"""Compare what was made with what was promised: a film cut off in the middle must not pass for a whole one."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from app.core.errors import Invalid
from app.core.text import say
from app.video.guard import address
from app.video.plan import Plan, Rung
from app.video.probe import clock

CUT_OFF = 0.97
"""Less than this part of the promised length means that the end of the file is missing."""

SHAPE = "stream=codec_type,codec_name,width,height,pix_fmt,sample_aspect_ratio,color_space,color_transfer,color_range"


def is_cut_off(made: float, promised: float, rate: Fraction) -> bool:
    """Whether the end is missing; two frames more or less are rounding."""
    return made < promised * CUT_OFF and promised - made > 2 / rate


def require_whole(made: float, plan: Plan) -> None:
    """Raise Invalid with both lengths when ``made`` seconds came of a longer header."""
    if is_cut_off(made, plan.seconds, plan.rate):
        raise Invalid(
            say(
                "The file ends after %(made)s but says it is %(promised)s long: it was cut off. Upload it again.",
                made=clock(made),
                promised=clock(plan.seconds),
            ),
            field="file",
            code="film-cut-off",
        )


def output_argv(made: Path) -> list[str]:
    """Command line that looks at a file or list *we* wrote; lists are allowed here and nowhere else."""
    guards = ["-protocol_whitelist", "file", "-format_whitelist", "mov,hls"]
    shown = ["-show_entries", f"{SHAPE}:stream_side_data=rotation:format=duration:format_tags:stream_tags"]
    return ["ffprobe", "-v", "error", *guards, *shown, "-of", "json", "-i", address(made)]


def faults(printed: bytes, rung: Rung) -> list[str]:
    """Say for the log what a made film does not keep: size, square pixels, 8 bit BT.709, upright, no location."""
    found = json.loads(printed.decode(errors="replace") or "{}")
    streams: Sequence[dict[str, object]] = found.get("streams") or []
    picture = next((s for s in streams if s.get("codec_type") == "video"), {})
    expected = {
        "codec_name": "h264",
        "width": rung.width,
        "height": rung.height,
        "pix_fmt": "yuv420p",
        "sample_aspect_ratio": "1:1",
        "color_space": "bt709",
        "color_transfer": "bt709",
        "color_range": "tv",
    }
    wrong = [f"{k} is {picture.get(k)}, not {v}" for k, v in expected.items() if picture.get(k) != v]
    if picture.get("side_data_list"):
        wrong.append("still marked as turned")
    tags = {**found.get("format", {}).get("tags", {})}
    tags.update({k: v for s in streams for k, v in dict(s.get("tags") or {}).items()})  # type: ignore[call-overload]
    wrong += [f"kept {name}" for name in tags if "location" in name or "apple" in name or "gps" in name.lower()]
    return wrong
