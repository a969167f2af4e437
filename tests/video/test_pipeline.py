"""The one process on real films: upright, square, 8 bit BT.709, as long as the source, sound in every size."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Invalid
from app.video import guard, ladder, plan, playlist, preview, probe, synth, verify
from app.video.source import Hdr
from app.video.synth import Clip, Tone
from tests.video.conftest import Made, look, run

pytestmark = pytest.mark.ffmpeg

Films = Callable[[Clip], Path]
Worked = Callable[[Path], Made]
SMALL = Clip(seconds=1.2, width=640, height=360)
WHOLE = Clip(seconds=5.2, width=960, height=540, rate="30000/1001", preset="ultrafast")


def streams(path: Path) -> list[dict[str, Any]]:
    entries = "stream=codec_type,codec_name,width,height,duration,start_time,channels,sample_rate,level,profile"
    argv = (
        ["ffprobe", "-v", "error", "-allowed_extensions", "ALL"]
        if path.suffix == ".m3u8"
        else ["ffprobe", "-v", "error"]
    )
    found = json.loads(look([*argv, "-show_entries", entries, "-of", "json", str(path)]))
    return list(found["streams"])


def mean_colour(path: Path, where: str) -> tuple[int, int, int]:
    """Average red, green and blue of a part of the first picture."""
    made_as = (
        "in_color_matrix=smpte170m:in_range=full" if path.suffix == ".jpg" else "in_color_matrix=bt709:in_range=tv"
    )
    argv = ["ffmpeg", "-v", "error", "-i", str(path), "-vf", f"crop={where},scale={made_as},format=rgb24"]
    dots = look([*argv, "-frames:v", "1", "-f", "rawvideo", "-"])
    red, green, blue = (round(sum(dots[n::3]) / (len(dots) / 3)) for n in range(3))
    return red, green, blue


VARIANTS = {
    "landscape": SMALL,
    "full range": replace(SMALL, full_range=True),
    "interlaced": replace(SMALL, interlaced=True, rate="50"),
    "variable rate": replace(SMALL, varying=True),
    "hlg": replace(SMALL, hdr=Hdr.HLG),
    "pq": replace(SMALL, hdr=Hdr.PQ),
    "no sound": replace(SMALL, tone=Tone.NONE),
    "sixty": replace(SMALL, rate="60"),
    "portrait": replace(SMALL, width=360, height=640),
    "a blink": replace(SMALL, seconds=0.2),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_every_kind_of_film_comes_out_right(name: str, films: Films, worked: Worked) -> None:
    made = worked(films(VARIANTS[name]))
    assert made.faults() == []
    assert abs(made.seconds - (made.source.seconds or 0)) <= 1 / made.plan.rate + 1e-3
    assert (made.folder / "poster.jpg").stat().st_size > 500
    assert (made.folder / "sprite.jpg").stat().st_size > 300
    for rung in made.plan.rungs:
        kinds = [stream["codec_name"] for stream in streams(made.folder / f"{rung.name}.m3u8")]
        assert kinds == (["h264", "aac"] if made.source.sound else ["h264"])


def test_three_sizes_with_sound_as_long_as_the_picture(films: Films, worked: Worked) -> None:
    made = worked(films(replace(WHOLE, width=1920, height=1080, seconds=2.0)))
    assert [rung.name for rung in made.plan.rungs] == ["1080p", "720p", "480p"]
    for rung in made.plan.rungs:
        found = streams(made.folder / f"{rung.name}.m3u8")
        picture, sound = found
        assert (picture["width"], picture["height"]) == (rung.width, rung.height)
        assert picture["level"] == rung.level
        assert (sound["sample_rate"], sound["channels"]) == ("48000", 2)
        assert f'CODECS="avc1.6400{rung.level:02x},mp4a.40.2"' in playlist.master(made.plan, sound=True)
    assert made.seconds == pytest.approx(made.plan.seconds, abs=float(1 / made.plan.rate))


def test_lists_grow_in_segments_of_four_seconds_and_end(films: Films, worked: Worked) -> None:
    made = worked(films(WHOLE))
    text = made.text(made.plan.rungs[0])
    assert playlist.ended(text)
    assert "#EXT-X-PLAYLIST-TYPE:EVENT" in text
    assert [round(long, 1) for _, long in playlist.segments(text)] == [4.0, 1.2]
    sizes = {file.name: file.stat().st_size for file in made.folder.iterdir()}
    measured = {rung.name: playlist.bandwidth(made.text(rung), sizes) for rung in made.plan.rungs}
    assert all(width and width.peak >= width.average > 10_000 for width in measured.values())
    top = streams(made.folder / f"{made.plan.rungs[0].name}.m3u8")
    assert top[0]["codec_name"] == "h264"
    listed = playlist.master(made.plan, sound=True, measured=measured)
    (made.folder / playlist.MASTER).write_text(listed)
    assert len(streams(made.folder / playlist.MASTER)) == 2 * len(made.plan.rungs)


def test_short_sound_is_filled_up_to_the_picture(films: Films, tmp_path: Path, worked: Worked) -> None:
    path = tmp_path / "short-sound.mp4"
    cut = ["-filter_complex", "[0:a]atrim=end=0.7[a]", "-map", "0:v", "-map", "[a]", "-c:v", "copy"]
    assert run(["ffmpeg", "-v", "error", "-i", str(films(SMALL)), *cut, str(path)]).returncode == 0
    made = worked(path)
    argv = ["ffprobe", "-v", "error", "-allowed_extensions", "ALL", "-select_streams", "a", "-show_entries"]
    listed = look([*argv, "packet=pts_time", "-of", "csv=p=0", str(made.folder / "360p.m3u8")])
    assert float(listed.split()[-1].strip(b",")) >= made.seconds - 0.05


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_films_stand_upright(degrees: int, films: Films, tmp_path: Path, worked: Worked) -> None:
    path, turned = tmp_path / "marked.mp4", tmp_path / "turned.mov"
    # Red above, blue below, filmed with the camera turned: red must come out where the camera says up is.
    halves = "color=red:s=640x180:r=25:d=1[a];color=blue:s=640x180:r=25:d=1[b];[a][b]vstack"
    made_it = run(["ffmpeg", "-v", "error", "-filter_complex", halves, "-c:v", "libx264", str(path)])
    assert made_it.returncode == 0
    assert run(synth.turned_argv(path, turned, degrees)).returncode == 0
    made = worked(turned)
    assert made.source.upright == (degrees != 180)
    assert ("upright" in made.kinds()) == (degrees != 180)
    assert made.faults() == []  # also: no location kept
    rung = made.plan.rungs[0]
    red_half = {90: "iw/3:ih:0:0", 180: "iw:ih/3:0:ih*2/3", 270: "iw/3:ih:iw*2/3:0"}[degrees]
    red, _, blue = mean_colour(made.folder / f"{rung.name}.m3u8", red_half)
    assert red > 200
    assert blue < 60


def test_colours_survive_the_change_of_matrix(tmp_path: Path, tools: None, worked: Worked) -> None:
    path = tmp_path / "old.mp4"
    tags = ["-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"]
    scale = "scale=out_color_matrix=smpte170m:out_range=full,format=yuvj420p"
    argv = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=0x30c060:s=320x240:r=25:d=0.5", "-vf", scale]
    assert run([*argv, "-c:v", "libx264", *tags, "-color_range", "pc", str(path)]).returncode == 0
    made = worked(path)
    assert made.source.matrix == "smpte170m"
    assert made.source.full_range
    assert made.faults() == []
    for file in ("240p.m3u8", "poster.jpg"):
        seen = mean_colour(made.folder / file, "iw:ih:0:0")
        assert all(abs(a - b) <= 6 for a, b in zip(seen, (0x30, 0xC0, 0x60), strict=True)), (file, seen)


@pytest.mark.parametrize("fragmented", [False, True])
def test_the_preview_is_a_copy_without_a_place(fragmented: bool, films: Films, tmp_path: Path) -> None:
    path, tagged, target = films(SMALL), tmp_path / "tagged.mov", tmp_path / "preview.mp4"
    assert run(synth.turned_argv(path, tagged, 0)).returncode == 0
    assert b"+37.5665" in tagged.read_bytes()
    source = probe.probe(tagged, look)
    planned = plan.make_plan(source)
    assert planned.copy_first
    assert run(preview.preview_argv(source, planned, tagged, target, fragmented=fragmented)).returncode == 0
    data = target.read_bytes()
    assert b"+37.5665" not in data
    assert data.index(b"moov") < data.index(b"mdat")  # plays before it is all here
    assert (b"moof" in data) == fragmented
    assert [stream["codec_name"] for stream in streams(target)] == ["h264", "aac"]


def test_a_header_that_lies_about_the_length_cannot_make_work(films: Films, tmp_path: Path) -> None:
    path = films(WHOLE)
    source = replace(probe.probe(path, look), seconds=0.5)
    planned = plan.make_plan(source, preset="ultrafast")
    (tmp_path / "notes").mkdir()
    done = run(ladder.ladder_argv(source, planned, path, tmp_path, tmp_path / "notes"))
    assert done.returncode == 0, done.stderr
    assert playlist.seconds((tmp_path / "540p.m3u8").read_text()) <= planned.stop_after + 0.1


def test_progress_is_told_and_codecs_are_what_the_list_says(films: Films, tmp_path: Path) -> None:
    path = films(SMALL)
    source = probe.probe(path, look)
    (tmp_path / "notes").mkdir()
    planned = plan.make_plan(source)
    told = look(ladder.ladder_argv(source, planned, path, tmp_path, tmp_path / "notes")).decode()
    assert "out_time_us=" in told
    assert told.rstrip().endswith("progress=end")
    head = (tmp_path / "360p_init.mp4").read_bytes()
    box = head.index(b"avcC") + 5
    assert f"avc1.{head[box : box + 3].hex()}," in playlist.master(planned, sound=True)


def test_a_film_cut_off_in_the_middle_is_told_so(films: Films, tmp_path: Path, worked: Worked) -> None:
    whole = films(WHOLE).read_bytes()
    path = tmp_path / "cut-off.mp4"
    path.write_bytes(whole[: len(whole) // 2])
    made = worked(path)
    with pytest.raises(Invalid, match="it was cut off"):
        verify.require_whole(made.seconds, made.plan)
    verify.require_whole(worked(films(WHOLE)).seconds, worked(films(WHOLE)).plan)


def test_rounding_is_not_cutting_off() -> None:
    assert not verify.is_cut_off(0.1, 0.15, Fraction(25))
    assert not verify.is_cut_off(9.8, 10, Fraction(25))
    assert verify.is_cut_off(9.6, 10, Fraction(25))


def test_faults_are_named() -> None:
    rung = plan.rungs_for(1280, 720, Fraction(30))[0]
    kept = {"format": {"tags": {"location": "+37+126"}}, "streams": [{"codec_type": "video", "width": 1280}]}
    found = verify.faults(json.dumps(kept).encode(), rung)
    assert "kept location" in found
    assert "pix_fmt is None, not yuv420p" in found
    assert not any(fault.startswith("width") for fault in found)


def test_the_memory_limit_is_enough_for_the_largest_ladder(films: Films, tmp_path: Path) -> None:
    path = films(replace(SMALL, width=3840, height=2160, seconds=0.08, preset="ultrafast"))
    source = probe.probe(path, look)
    (tmp_path / "notes").mkdir()
    argv = ladder.ladder_argv(source, plan.make_plan(source), path, tmp_path, tmp_path / "notes")
    done = run([*guard.limits_for(1).prlimit(), *argv])
    assert done.returncode == 0, done.stderr
