"""One process a film: decode once, three sizes with sound in each, poster, sprite, loudness and the footage check."""

from pathlib import Path
from typing import Any

import ffmpeg

from app.video import playlist, reports
from app.video.guard import FFMPEG, PROGRESS, address, guarded
from app.video.picture import COLOURS, as_long, conform, even_sound
from app.video.plan import SEGMENT_SECONDS, Plan
from app.video.preview import FORGET
from app.video.source import Source

POSTER = "poster.jpg"
SPRITE = "sprite.jpg"


def ladder_argv(source: Source, plan: Plan, path: Path, folder: Path, notes: Path) -> list[str]:
    """Command line that fills ``folder`` (what is published) and ``notes`` (what :mod:`check` reads).

    Both folders exist and are empty. ``folder`` gets ``<rung>.m3u8``, ``<rung>_init.mp4``, ``<rung>_0000.m4s`` …,
    ``poster.jpg`` and, for films of a second or more, ``sprite.jpg``; the lists grow while the film is made.
    """
    opened = ffmpeg.input(address(path), t=f"{plan.stop_after:.3f}", **guarded())
    pictures, poster, sprite, watched = _sizes(opened[str(source.picture)], source, plan)
    sounds, heard = [], []
    if source.sound:
        even = even_sound(opened[str(source.sound.index)]).asplit()
        copies = as_long(even[0], plan).asplit()
        sounds = [copies[number] for number in range(len(plan.rungs))]
        heard = reports.heard(even[1], notes)
    outputs = [
        ffmpeg.output(*pictures, *sounds, address(folder / "%v.m3u8"), **_stream_options(source, plan, folder)),
        ffmpeg.output(poster, address(folder / POSTER), **STILL),
        ffmpeg.output(sprite, address(folder / SPRITE), **STILL),
        ffmpeg.output(*reports.watched(watched, plan, notes), *heard, "-", format="null", fps_mode="passthrough"),
    ]
    argv: list[str] = ffmpeg.compile(ffmpeg.merge_outputs(*outputs), cmd=[*FFMPEG, *PROGRESS])
    return argv


def reached(folder: Path, plan: Plan) -> float:
    """Seconds of film that are ready to be watched in every size, while ``folder`` is being filled."""
    lists = [folder / f"{rung.name}.m3u8" for rung in plan.rungs]
    return min(playlist.seconds(path.read_text()) if path.exists() else 0.0 for path in lists)


STILL = {"format": "image2", "update": 1, "frames:v": 1, "c:v": "mjpeg", "q:v": 4, "fps_mode": "passthrough", **FORGET}


STILL_COLOURS = {"in_color_matrix": "bt709", "out_color_matrix": "smpte170m", "in_range": "tv", "out_range": "full"}
"""JPEG is BT.601 in full range whatever the film is."""


def _sizes(stream: Any, source: Source, plan: Plan) -> tuple[list[Any], Any, Any, Any]:
    """Scale each size from the one before; poster, sprite and check are cut from the smallest.

    Bilinear is half the work of bicubic and as good at these ratios.
    """
    top = plan.rungs[0]
    stream = conform(stream, source, plan, top.width, top.height)
    pictures = []
    for rung in plan.rungs[1:]:
        pair = stream.split()
        pictures.append(pair[0])
        stream = pair[1].filter("scale", rung.width, rung.height, flags="bilinear").filter("setsar", 1)
    last = stream.split()
    pictures.append(last[0])
    return pictures, _poster(last[1], plan), _sprite(last[2], plan), last[3]


def _poster(stream: Any, plan: Plan) -> Any:
    """Choose the most typical of thirty frames after a quarter of the film: not the black at its beginning.

    The branch closes itself after those thirty; the encoder's ``frames:v`` would leave it running to the end.
    """
    stream = stream.filter("trim", start=f"{plan.seconds / 4:.3f}").filter("trim", end_frame=30)
    stream = stream.filter("scale", *plan.poster).filter("thumbnail", n=30)
    return stream.filter("scale", *plan.poster, **STILL_COLOURS).filter("format", "yuvj420p")


def _sprite(stream: Any, plan: Plan) -> Any:
    sprite = plan.sprite
    due = f"isnan(prev_selected_t)+gte(t-prev_selected_t,{sprite.every}-0.001)"
    stream = stream.filter("select", due).filter("scale", sprite.width, sprite.height, **STILL_COLOURS)
    return stream.filter("tile", f"{sprite.columns}x{sprite.rows}").filter("format", "yuvj420p")


def _stream_options(source: Source, plan: Plan, folder: Path) -> dict[str, Any]:
    options: dict[str, Any] = {
        **encoder(plan),
        "aac_coder": "fast",  # as good from 64 kbit/s on, at a third of the work
        "format": "hls",
        "hls_time": SEGMENT_SECONDS,
        "hls_playlist_type": "event",
        "hls_segment_type": "fmp4",
        "hls_flags": "independent_segments+temp_file",
        "hls_fmp4_init_filename": "%v_init.mp4" if len(plan.rungs) > 1 else f"{plan.rungs[0].name}_init.mp4",
        "hls_segment_filename": address(folder / "%v_%04d.m4s"),
        "var_stream_map": " ".join(
            f"v:{n},a:{n},name:{rung.name}" if source.sound else f"v:{n},name:{rung.name}"
            for n, rung in enumerate(plan.rungs)
        ),
    }
    for number, rung in enumerate(plan.rungs):
        if number:
            options[f"weightp:v:{number}"] = 0  # pays at fades only; the first size keeps it
        options[f"maxrate:v:{number}"] = f"{rung.kilobits}k"
        options[f"bufsize:v:{number}"] = f"{rung.kilobits * 2}k"
        options[f"level:v:{number}"] = f"{rung.level / 10:.1f}"
    if len(plan.rungs) > 1:
        # The smallest is encoded between the others' frames: threads of its own would only wait for each other.
        options[f"threads:v:{len(plan.rungs) - 1}"] = 1
    return options


def encoder(plan: Plan) -> dict[str, Any]:
    """Options of every encode of ours: H.264 High in closed groups of two seconds, AAC, nothing personal kept."""
    return {
        "c:v": "libx264",
        "preset": plan.preset,
        "crf": plan.crf,
        "profile:v": "high",
        "g": plan.group,
        "keyint_min": plan.group,
        "sc_threshold": 0,
        "c:a": "aac",
        "b:a": "128k",
        **COLOURS,
        **FORGET,
    }
