"""Real files from phones and cameras; skipped by name where the folder is not there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import Invalid
from app.video import plan, preview, probe, verify
from tests.servers import SAMPLES
from tests.video.conftest import Made, look, run

pytestmark = pytest.mark.ffmpeg

MEDIA = SAMPLES / "media"
PORTRAIT = (1080, 1920)

# name: size of the largest rung, whether sound is expected, what the check says
FILES: dict[str, tuple[tuple[int, int], bool, set[str]]] = {
    "iphone_hlg_dovi_portrait_vfr_editlist.mp4": (PORTRAIT, True, {"upright"}),
    "iphone_dovi_1080_mebx.mp4": (PORTRAIT, True, {"upright"}),
    "android_4k60_rotated.mp4": (PORTRAIT, True, {"upright"}),
    "android_hevc_mett_datafirst.mp4": (PORTRAIT, True, {"upright"}),
    "hdr10_vfr_sdr_container.mp4": ((1920, 1080), True, {"quiet"}),
    "720p_scene_dog.mp4": ((1280, 720), True, set()),
    "pixel_360p_vfr_17s.mp4": ((640, 360), True, set()),
    "gopro_tmcd_gpmd_12s.mp4": ((854, 480), True, set()),
    "anamorphic_sar64_45.mp4": ((1138, 640), False, {"silent"}),
    "odd_161x121_vp9.webm": ((160, 120), False, {"silent"}),
    "shorter_audio.mp4": ((320, 240), True, {"silent"}),
    "silent_black.mp4": ((320, 240), True, {"silent", "black"}),
    "empty_track.mp4": ((1080, 720), True, set()),
    "missing_stsd.mp4": ((1080, 720), False, {"silent"}),
    "multitrack_rtp.3gp": ((176, 144), True, {"bright"}),
    "opencast_vfr120_av.mov": ((640, 480), True, set()),
}


def sample(name: str) -> Path:
    path = MEDIA / name
    if not path.exists():
        pytest.skip(f"the sample {name} is not here")
    return path


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_comes_out_right(name: str, tools: None, worked: Callable[[Path], Made]) -> None:
    size, sound, kinds = FILES[name]
    made = worked(sample(name))
    top = made.plan.rungs[0]
    assert (top.width, top.height) == size
    assert made.faults() == []
    assert abs(made.seconds - made.plan.seconds) <= 1 / made.plan.rate + 1e-3
    assert (made.source.sound is not None) == sound
    assert made.kinds() == kinds
    verify.require_whole(made.seconds, made.plan)
    assert (made.folder / "poster.jpg").exists()


@pytest.mark.parametrize("name", FILES)
def test_no_place_is_kept(name: str, tools: None, worked: Callable[[Path], Made], tmp_path: Path) -> None:
    path = sample(name)
    made = worked(path)
    files = [file for file in made.folder.iterdir() if file.suffix in {".mp4", ".m4s", ".jpg"}]
    if made.plan.copy_first:
        copied = tmp_path / "preview.mp4"
        assert run(preview.preview_argv(made.source, made.plan, path, copied)).returncode == 0
        files.append(copied)
    for file in files:
        data = file.read_bytes()
        assert not any(mark in data for mark in (b"\xa9xyz", b"com.apple", b"location", b"GPSLat", b"GoPro MET"))


def test_colours_of_hdr_are_not_washed_out(tools: None, worked: Callable[[Path], Made]) -> None:
    made = worked(sample("hdr10_vfr_sdr_container.mp4"))
    stills = (made.notes / "light.txt").read_text()
    saturation = [float(line.split("=")[1]) for line in stills.splitlines() if "signalstats.SATAVG" in line]
    assert sum(saturation) / len(saturation) > 20  # 13 when the curve is ignored


def test_sound_alone_is_refused_with_a_sentence(tools: None) -> None:
    with pytest.raises(Invalid, match="no moving picture"):
        probe.probe(sample("audio_only.mp4"), look)


def test_a_long_film_is_watchable_at_once_or_refused_by_its_length(tools: None, tmp_path: Path) -> None:
    path = sample("long_6min_1080p_low.mp4")
    with pytest.raises(Invalid, match=r"6:02; the limit is 5:00"):
        probe.probe(path, look, longest=300)
    source = probe.probe(path, look)
    planned = plan.make_plan(source)
    assert planned.copy_first
    copied = tmp_path / "preview.mp4"
    assert run(preview.preview_argv(source, planned, path, copied)).returncode == 0
    assert probe.probe(copied, look).seconds == pytest.approx(source.seconds, abs=0.05)
