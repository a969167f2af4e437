"""What is chosen from a header, and what is refused with which words."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Invalid
from app.core.text import speaking
from app.video import guard, probe
from app.video.source import Hdr

PICTURE: dict[str, Any] = {
    "index": 1,
    "codec_type": "video",
    "codec_name": "h264",
    "profile": "High",
    "level": 40,
    "width": 1920,
    "height": 1080,
    "pix_fmt": "yuv420p",
    "avg_frame_rate": "30000/1001",
    "duration": "4.0",
}


def read(*streams: dict[str, Any], longest: float = 600, **container: Any) -> Any:
    found = {"streams": streams, "format": {"format_name": "mov,mp4", "duration": "4.0", **container}}
    return probe.read_probe(json.dumps(found).encode(), longest=longest)


def test_every_call_is_guarded_and_names_a_file() -> None:
    path = Path("/films/-y.mp4")
    for argv in (probe.probe_argv(path), probe.packets_argv(path, read(PICTURE)), probe.header_argv(path)):
        assert argv[argv.index("-protocol_whitelist") + 1] == "file"
        assert "hls" not in argv[argv.index("-format_whitelist") + 1]
        assert "concat" not in argv[argv.index("-format_whitelist") + 1]
        assert argv[-1] == "file:/films/-y.mp4"


def test_the_film_is_chosen_over_cover_and_motion_photo() -> None:
    cover = {**PICTURE, "index": 0, "width": 4000, "height": 4000, "disposition": {"attached_pic": 1}}
    still = {**PICTURE, "index": 2, "width": 4032, "height": 3024, "avg_frame_rate": "1/1"}
    assert read(cover, still, PICTURE).picture == 1


def test_a_slow_film_alone_is_still_a_film() -> None:
    assert read({**PICTURE, "avg_frame_rate": "5249/2633"}).average_rate == Fraction(5249, 2633)


@pytest.mark.parametrize(
    ("degrees", "shown"),
    [
        (0, (1920, 1080)),
        (-90, (1080, 1920)),
        (90, (1080, 1920)),
        (180, (1920, 1080)),
        (-9223372036854775808, (1920, 1080)),
    ],
)
def test_rotation_and_nonsense_rotation(degrees: int, shown: tuple[int, int]) -> None:
    assert read({**PICTURE, "side_data_list": [{}, {"rotation": degrees}]}).shown == shown


def test_square_pixels_are_counted_in() -> None:
    source = read({**PICTURE, "width": 800, "height": 640, "sample_aspect_ratio": "64:45"})
    assert source.shown == (1138, 640)
    assert read({**PICTURE, "sample_aspect_ratio": "0:1"}).shown == (1920, 1080)


def test_colour_is_understood() -> None:
    assert read({**PICTURE, "color_transfer": "arib-std-b67"}).hdr is Hdr.HLG
    assert read({**PICTURE, "color_transfer": "smpte2084"}).hdr is Hdr.PQ
    assert read({**PICTURE, "color_range": "pc"}).full_range
    assert read({**PICTURE, "pix_fmt": "yuvj420p"}).full_range


def test_sound_we_cannot_decode_is_no_sound() -> None:
    sound = {"index": 0, "codec_type": "audio", "codec_name": "aac", "channels": 2, "sample_rate": "44100"}
    assert read(PICTURE, {**sound, "codec_name": "truehd"}).sound is None
    assert read(PICTURE, {**sound, "channels": 0}).sound is None
    kept = read(PICTURE, sound).sound
    assert (kept.index, kept.sample_rate) == (0, 44100)


def test_a_late_picture_is_counted_from_the_beginning_of_the_file() -> None:
    assert read({**PICTURE, "start_time": "0.5"}, start_time="0.0").seconds == pytest.approx(4.5)


REFUSED = {
    "nothing": (b"", "cannot be read as a film"),
    "no json": (b"\xfe\xff{", "cannot be read as a film"),
    "an error": (b'{"error": {"code": -1094995529}}', "cannot be read as a film"),
    "sound only": (b'{"streams": [{"codec_type": "audio", "codec_name": "aac"}]}', "no moving picture"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_of_whole_files(name: str) -> None:
    printed, words = REFUSED[name]
    with pytest.raises(Invalid, match=words) as caught:
        probe.read_probe(printed)
    assert caught.value.field == "file"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"codec_name": "rv40"}, "rv40"),
        ({"pix_fmt": None}, "cannot be read"),
        ({"width": 16384, "height": 8192}, "larger than 8K"),
        ({"width": 8, "height": 8}, "8 × 8"),
        ({"duration": "-1"}, "no length"),
        ({"duration": "700"}, "11:40; the limit is 10:00"),
    ],
)
def test_refusals_of_pictures(change: dict[str, Any], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        read({**PICTURE, **change})


def test_a_refusal_speaks_korean() -> None:
    with pytest.raises(Invalid) as caught:
        read({**PICTURE, "duration": "700"})
    with speaking("ko"):
        assert str(caught.value) == "영상 길이가 11:40예요. 최대 10:00까지 올릴 수 있어요."


def test_a_header_without_length_is_counted_by_packets() -> None:
    header = json.dumps({"streams": [{**PICTURE, "duration": "N/A"}], "format": {"format_name": "matroska,webm"}})
    printed = {"json": header.encode(), "csv=p=0": b"0.000,0.033\n1.966,0.034,\nN/A,N/A\n"}
    source = probe.probe(Path("/x.webm"), lambda argv: printed[argv[argv.index("-of") + 1]])
    assert source.seconds == pytest.approx(2.0)
    printed["csv=p=0"] = b""
    with pytest.raises(Invalid, match="no length"):
        probe.probe(Path("/x.webm"), lambda argv: printed[argv[argv.index("-of") + 1]])


def test_moments_read_like_a_clock() -> None:
    assert [probe.clock(s) for s in (0, 7.9, 750, 3723)] == ["0:00", "0:07", "12:30", "1:02:03"]


def test_the_bounds_grow_with_the_film() -> None:
    limits = guard.limits_for(10)
    assert limits.wall_seconds == 260
    assert limits.stall_seconds == 120
    words = limits.prlimit()
    assert words[0] == "prlimit"
    assert {"--as=4294967296", "--nofile=256", "--core=0"} <= set(words)
    assert words[-1] == "--"
