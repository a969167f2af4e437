"""Files that are not what they say: each ends in a sentence, none leaks, none hangs."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from app.core.errors import Invalid
from app.video import ladder, plan, preview, probe, synth
from app.video.source import Sound, Source
from app.video.synth import Clip
from tests.video.conftest import look, run

pytestmark = pytest.mark.ffmpeg

SECRET = Clip(seconds=1.2, width=640, height=360)


@pytest.fixture
def secret(films: Callable[[Clip], Path]) -> Path:
    return films(SECRET)


def hostile(name: str, secret: Path) -> bytes:
    head = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:1.2,\n"
    return {
        "a list naming another film": f"{head}{secret}\n#EXT-X-ENDLIST\n".encode(),
        "a list naming it by protocol": f"{head}file:{secret}\n#EXT-X-ENDLIST\n".encode(),
        "a list naming an address": f"{head}http://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n".encode(),
        "a concatenation": f"ffconcat version 1.0\nfile '{secret.name}'\n".encode(),
        "text": b"Dear diary, today we filmed nothing.\n" * 50,
        "a page": b"<!doctype html><script>alert(1)</script>",
        "nothing": b"",
        "zeros": bytes(100_000),
        "a picture list": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "half a header": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00",
        "an endless box": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00\x00\x00\x01moov" + b"\xff" * 64,
    }[name]


NAMES = [
    "a list naming another film",
    "a list naming it by protocol",
    "a list naming an address",
    "a concatenation",
    "text",
    "a page",
    "nothing",
    "zeros",
    "a picture list",
    "half a header",
    "an endless box",
]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_film_is_refused_with_a_sentence(name: str, secret: Path) -> None:
    path = secret.parent / f"{NAMES.index(name)}-film.mp4.upload"  # beside it: relative names would be found
    path.write_bytes(hostile(name, secret))
    with pytest.raises(Invalid, match="film"):
        probe.probe(path, look)
    path.unlink()


@pytest.mark.parametrize("name", NAMES[:4])
def test_nothing_leaks_even_past_the_probe(name: str, secret: Path, tmp_path: Path) -> None:
    path = secret.parent / f"{NAMES.index(name)}-later.mp4.upload"
    path.write_bytes(hostile(name, secret))
    source = Source(0, "h264", "High", 30, "yuv420p", 640, 360, Fraction(25), 1.2, sound=Sound(1, "aac", 2, 48000))
    planned = plan.make_plan(source, preset="ultrafast")
    (tmp_path / "notes").mkdir()
    for argv in (
        ladder.ladder_argv(source, planned, path, tmp_path, tmp_path / "notes"),
        preview.preview_argv(source, planned, path, tmp_path / "preview.mp4"),
    ):
        assert run(argv).returncode != 0
    assert [file for file in tmp_path.rglob("*") if file.is_file() and file.stat().st_size > 0] == []
    path.unlink()


@pytest.mark.parametrize(
    "name", ["-y.mp4", "concat:a|b.mp4", "a%d.mp4", "http:x.mp4", "it's [0]; 100%.mp4", "필름 \n.mp4"]
)
def test_names_are_only_names(name: str, secret: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(secret.read_bytes())
    source = probe.probe(path, look)
    target = tmp_path / f"{name}.copy.mp4"
    assert run(preview.preview_argv(source, plan.make_plan(source), path, target)).returncode == 0
    assert target.stat().st_size > 10_000


def test_a_film_without_its_end_but_with_its_header_last_is_refused(secret: Path, tmp_path: Path) -> None:
    path = tmp_path / "index-last.mp4"
    assert run(["ffmpeg", "-v", "error", "-i", str(secret), "-c", "copy", str(path)]).returncode == 0
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 100])
    with pytest.raises(Invalid, match="damaged"):
        probe.probe(path, look)


def test_a_format_outside_the_list_is_refused(tools: None, tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    assert run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=d=1:s=64x64:r=5", str(path)]).returncode == 0
    with pytest.raises(Invalid, match="cannot be read as a film"):
        probe.probe(path, look)


def test_a_codec_outside_the_list_is_named(tools: None, tmp_path: Path) -> None:
    path = tmp_path / "mpeg2.mp4"
    argv = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=d=1:s=64x64:r=25", "-c:v", "mpeg2video"]
    assert run([*argv, str(path)]).returncode == 0
    with pytest.raises(Invalid, match="mpeg2video"):
        probe.probe(path, look)


def test_a_live_recording_without_length_is_measured(secret: Path, tmp_path: Path) -> None:
    path = tmp_path / "recorded.webm"
    argv = ["ffmpeg", "-v", "error", "-i", str(secret), "-c", "copy", "-f", "matroska", "-live", "1", str(path)]
    assert run(argv).returncode == 0
    assert probe.read_probe(look(probe.probe_argv(path))).seconds is None
    assert probe.probe(path, look).seconds == pytest.approx(1.2, abs=0.05)


def test_titles_are_only_letters(tools: None, tmp_path: Path) -> None:
    fonts = sorted(Path("/usr/share/fonts").rglob("*.tt[fc]"))
    if not fonts:
        pytest.skip("no font is installed")
    clip = Clip(seconds=0.2, width=320, height=180, title="'; [x] %{pts} \\ : 100%, 비", line="a,b;c", font=fonts[0])
    done = run(synth.clip_argv(clip, tmp_path / "titled.mp4"))
    assert done.returncode == 0, done.stderr
    assert probe.probe(tmp_path / "titled.mp4", look).shown == (320, 180)
