"""Make short films out of nothing: for the demonstration, and with every fault a real camera has for the tests."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import ffmpeg

from app.video.guard import FFMPEG, PROGRESS, address
from app.video.source import Hdr

SERIAL = 0x9E3779B1
"""Spreads seeds so that neighbouring numbers look different."""


ROUND = "255*lte(hypot((X-W/2)/(W/2),(Y-H/2)/(H/2)),1)"
PERSON = "255*gt(lte(hypot(X-W/2,Y-W*0.3),W*0.27)+lte(hypot((X-W/2)/(W/2),(Y-H)/(H*0.79)),1),0)"
"""Where a figure is: one ellipse; a head on shoulders."""


HILLS = (("0x5b4a5f", "0x2e2435"), ("0x3d5a5e", "0x24363b"), ("0x6a5a3f", "0x332b20"), ("0x3f4d6a", "0x1f2740"))


class Look(StrEnum):
    """What is right or wrong with the picture."""

    FINE = "fine"
    SHAKY = "shaky"
    DARK = "dark"
    BRIGHT = "bright"
    FROZEN = "frozen"
    BLACK = "black"
    BLURRED = "blurred"


class Tone(StrEnum):
    """What is right or wrong with the sound."""

    FINE = "fine"
    NONE = "none"
    SILENT = "silent"
    QUIET = "quiet"
    CLIPPED = "clipped"
    RUMBLE = "rumble"
    ONE_SIDED = "one-sided"


@dataclass(frozen=True, slots=True)
class Clip:
    """A film to make. The same ``seed`` gives the same colours and melody; ``hue`` in degrees shifts the mood."""

    seconds: float = 4.0
    width: int = 1280
    height: int = 720
    rate: str = "25"
    title: str = ""
    line: str = ""
    font: Path | None = None
    seed: int = 1
    hue: int = 0
    look: Look = Look.FINE
    tone: Tone = Tone.FINE
    hdr: Hdr = Hdr.NONE
    full_range: bool = False
    interlaced: bool = False
    varying: bool = False
    preset: str = "veryfast"
    crf: int = 23


def clip_argv(clip: Clip, target: Path) -> list[str]:
    """Command line that makes the film; the container follows the suffix of ``target`` (.mp4 or .mov)."""
    streams = [_picture(clip)]
    if clip.tone is not Tone.NONE:
        streams.append(_sound(clip))
    options: dict[str, Any] = {
        "t": clip.seconds,
        "c:a": "aac",
        "b:a": "128k",
        "movflags": "faststart",
        **_encoder(clip),
    }
    argv: list[str] = ffmpeg.compile(ffmpeg.output(*streams, address(target), **options), cmd=[*FFMPEG, *PROGRESS])
    return argv


def turned_argv(path: Path, target: Path, degrees: int) -> list[str]:
    """Command line for a copy marked as filmed with the camera turned, with a place in its tags as phones leave it.

    ``degrees`` count against the clock.
    """
    place = {"metadata": "location=+37.5665+126.9780/", "metadata:s:v:0": f"rotate={degrees}"}
    made = ffmpeg.output(ffmpeg.input(address(path)), address(target), c="copy", movflags="use_metadata_tags", **place)
    argv: list[str] = ffmpeg.compile(made, cmd=list(FFMPEG))
    return argv


def _picture(clip: Clip) -> Any:
    size = f"{clip.width}x{clip.height}"
    if clip.look is Look.BLACK:
        return ffmpeg.input(f"color=black:s={size}:r={clip.rate}", f="lavfi").video.filter("format", "yuv420p")
    stream = _scene(clip, size)
    stream = _spoiled(stream, clip)
    if clip.varying:
        stream = stream.filter("select", "gt(mod(n,5),0)+lt(mod(n,11),4)")
    if clip.interlaced:
        stream = stream.filter("tinterlace", "interleave_top")
    return stream.filter("format", "yuv420p10le" if clip.hdr is not Hdr.NONE else "yuv420p")


def _scene(clip: Clip, size: str) -> Any:
    """Drifting sky, a sun, two hills that slide, somebody walking, a little grain, a title."""
    seed = clip.seed * SERIAL % 2**31
    drift = f"gradients=s={size}:r={clip.rate}:n=4:nb_colors=4:seed={seed}:speed=0.02:{_colours(clip)}"
    stream = ffmpeg.input(drift, f="lavfi").video.filter("format", "yuv420p")
    pace, turn = 0.3 + 0.1 * (clip.seed % 3), clip.seed * 1.7
    tall = clip.height
    far, near = HILLS[clip.seed % len(HILLS)]
    walker = (0.16 * tall, 0.42 * tall)
    figures = (
        (
            ROUND,
            "0xf6e7c1",
            0.30 * tall,
            0.30 * tall,
            f"W*0.5-w/2+W*0.30*sin({pace}*t+{turn})",
            "H*0.16+H*0.05*sin(0.5*t)",
        ),
        (ROUND, far, 2.2 * tall, 0.9 * tall, f"-W*0.2+W*0.10*sin({pace}*t+{turn})", "H*0.62"),
        (ROUND, near, 2.6 * tall, 0.8 * tall, f"W*0.25-W*0.22*sin({pace}*t+{turn})", "H*0.74"),
        (PERSON, "0x12191d", *walker, f"W*0.5-w/2-W*0.34*sin(0.8*{pace}*t+{turn})", "H*0.58+H*0.012*abs(sin(5*t))"),
    )
    for mask, shade, across, down, x, y in figures:
        box = f"color={shade}:s={round(across / 2) * 2}x{round(down / 2) * 2}:r={clip.rate}"
        # The mask is drawn once and the frame repeated: drawing it for every frame would cost more than encoding.
        figure = ffmpeg.input(box, f="lavfi").video.filter("trim", end_frame=1).filter("format", "yuva420p")
        figure = figure.filter("geq", lum="p(X,Y)", cb="p(X,Y)", cr="p(X,Y)", a=mask).filter("loop", loop=-1, size=1)
        stream = ffmpeg.overlay(stream, figure.filter("setpts", f"N/({clip.rate})/TB"), x=x, y=y)
    return _lettering(stream.filter("noise", alls=4, allf="t"), clip)


def _colours(clip: Clip) -> str:
    """Four colours around one hue: a film has a mood, not a rainbow."""
    moods = ("0x2a4858", "0xd98e5f", "0x87a878", "0xc9ada7", "0x5f7a9d", "0xe3c16f", "0x7d5a6e", "0x9fb8ad")
    first = (clip.seed + clip.hue // 45) % len(moods)
    return ":".join(f"c{n}={moods[(first + n * 3) % len(moods)]}" for n in range(4))


def _lettering(stream: Any, clip: Clip) -> Any:
    if clip.font is None:
        return stream
    shared = {"fontfile": str(clip.font), "expansion": "none", "fontcolor": "white", "shadowx": 2, "shadowy": 2}
    if clip.title:
        big = {"fontsize": clip.height // 11, "x": "(w-text_w)/2", "y": "h*0.78"}
        stream = stream.filter("drawtext", text=clip.title, **shared, **big)
    if clip.line:
        small = {"fontsize": clip.height // 24, "x": "(w-text_w)/2", "y": "h*0.89"}
        stream = stream.filter("drawtext", text=clip.line, **shared, **small)
    return stream


def _spoiled(stream: Any, clip: Clip) -> Any:
    match clip.look:
        case Look.SHAKY:
            edge = clip.height // 10
            x = f"{edge}+{edge}*0.9*sin(t*23)*sin(t*3.1)"
            y = f"{edge}+{edge}*0.9*sin(t*29+1)"
            stream = stream.filter("crop", f"iw-{2 * edge}", f"ih-{2 * edge}", x, y)
            return stream.filter("scale", clip.width, clip.height).filter("setsar", 1)
        case Look.DARK:
            return stream.filter("lutyuv", y="16+(val-16)*0.12", u="128+(val-128)*0.2", v="128+(val-128)*0.2")
        case Look.BRIGHT:
            return stream.filter("lutyuv", y="min(235,val*0.3+180)")
        case Look.FROZEN:
            return stream.filter("loop", loop=-1, size=1, start=0)
        case Look.BLURRED:
            return stream.filter("gblur", sigma=clip.height / 40)
        case _:
            return stream


def _sound(clip: Clip) -> Any:
    """Three notes that swell and fall; about −22 LUFS where nothing is wrong."""
    root = 196 * 2 ** ((clip.seed * 7 % 12) / 12)
    notes = "+".join(f"sin({root * step:.2f}*2*PI*t)/3" for step in (1, 1.25, 1.5, 2.5))
    swell = "(0.55+0.45*sin(2*PI*0.7*t))"
    fine = f"0.22*({notes})*{swell}"
    waves = {
        Tone.FINE: (fine, fine),
        Tone.SILENT: ("0", "0"),
        Tone.QUIET: (f"0.06*{fine}", f"0.06*{fine}"),
        Tone.CLIPPED: ("clip(3*sin(440*2*PI*t),-1,1)",) * 2,
        Tone.RUMBLE: (f"0.5*sin(40*2*PI*t)+0.02*({notes})",) * 2,
        Tone.ONE_SIDED: (fine, "0"),
    }[clip.tone]
    return ffmpeg.input(f"aevalsrc='{waves[0]}|{waves[1]}':s=48000", f="lavfi").audio


def _encoder(clip: Clip) -> dict[str, Any]:
    if clip.hdr is not Hdr.NONE:
        transfer = "arib-std-b67" if clip.hdr is Hdr.HLG else "smpte2084"
        wide = f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc:range=limited:log-level=none"
        tags = {"color_primaries": "bt2020", "color_trc": transfer, "colorspace": "bt2020nc"}
        return {"c:v": "libx265", "preset": "ultrafast", "x265-params": wide, "tag:v": "hvc1", **tags}
    options: dict[str, Any] = {"c:v": "libx264", "preset": clip.preset, "crf": clip.crf, "g": 50}
    if clip.full_range:
        options |= {"color_range": "pc"}
    if clip.interlaced:
        options |= {"flags": "+ilme+ildct"}
    if clip.varying:
        options |= {"fps_mode": "vfr"}
    return options
