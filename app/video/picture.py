"""The chain that makes any source upright, square, steady in rate, 8 bit and BT.709; and its sound stereo at 48 kHz."""

from typing import Any

from app.video.plan import Plan
from app.video.source import Hdr, Source

HD = 720
MATRICES = {"bt709": "bt709", "bt470bg": "bt470", "smpte170m": "smpte170m", "bt2020nc": "bt2020", "fcc": "fcc"}
TRANSFERS = {Hdr.HLG: "arib-std-b67", Hdr.PQ: "smpte2084"}
COLOURS = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709", "color_range": "tv"}
"""Tags of every file we write."""


def conform(stream: Any, source: Source, plan: Plan, width: int, height: int) -> Any:
    """Append the picture chain. ffmpeg turns the picture upright before the first filter."""
    if source.interlaced:
        stream = stream.filter("bwdif")
    stream = stream.filter("fps", fps=fraction(plan), start_time=0)
    if source.hdr is not Hdr.NONE:
        return _mapped(stream.filter("scale", width, height).filter("setsar", 1), source)
    # Said only where something changes: a scale to the same size and colours is then no work at all.
    colours: dict[str, str] = {}
    if source.full_range or matrix(source) != "bt709":
        colours = {"in_color_matrix": matrix(source), "out_color_matrix": "bt709", "out_range": "tv"}
        colours["in_range"] = "full" if source.full_range else "tv"
    return stream.filter("scale", width, height, **colours).filter("setsar", 1).filter("format", "yuv420p")


def even_sound(stream: Any) -> Any:
    """Append the sound chain: gaps filled, stereo, 48 kHz; mono and unknown layouts included."""
    stream = stream.filter("aresample", 48000, **{"async": 1000}, first_pts=0)
    return stream.filter("aformat", sample_fmts="fltp", channel_layouts="stereo")


def as_long(stream: Any, plan: Plan) -> Any:
    """Pad or cut sound to the picture: players wait for ever for the longer of the two."""
    end = f"{plan.seconds:.6f}"
    return stream.filter("apad", whole_dur=end).filter("atrim", end=end)


def fraction(plan: Plan) -> str:
    """Write the rate exactly, as ffmpeg reads it."""
    return f"{plan.rate.numerator}/{plan.rate.denominator}"


def matrix(source: Source) -> str:
    """Return the matrix the source was made with; files that do not say follow the size, as players do."""
    guess = "bt709" if min(source.width, source.height) >= HD else "smpte170m"
    return MATRICES.get(source.matrix, guess)


def _mapped(stream: Any, source: Source) -> Any:
    """Bring HDR down after scaling (a quarter of the work): linear light, hable curve, BT.709."""
    came = {
        "tin": TRANSFERS[source.hdr],
        "min": "bt2020nc",
        "pin": "bt2020",
        "rin": "full" if source.full_range else "tv",
    }
    stream = stream.filter("zscale", t="linear", npl=203, **came).filter("format", "gbrpf32le")
    stream = stream.filter("tonemap", "hable", desat=0, peak=4.93)
    stream = stream.filter("zscale", p="bt709", t="bt709", m="bt709", r="tv", d="error_diffusion")
    return stream.filter("format", "yuv420p")
