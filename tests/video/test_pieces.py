"""Pieces of an assembly, with real ffmpeg: one size, one rate, sound or silence, and nothing drifts over many of them."""

import json
import re
import shlex
import subprocess

import pytest

from app.documents.cards import draw_card
from app.video import pieces, probe
from app.video.plan import make_plan
from app.video.playlist import segments
from tests.video.conftest import look

pytestmark = pytest.mark.ffmpeg


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    """An upright film without sound, a wide one with mono sound at 24 frames, a 4:3 one at 60."""
    folder = tmp_path_factory.mktemp("films")
    made = []
    for number, (size, rate, sound) in enumerate(
        (("360x640", 25, False), ("1920x800", 24, True), ("640x480", 60, True))
    ):
        path = folder / f"{number}.mp4"
        line = f"-f lavfi -i testsrc2=s={size}:r={rate}:d=3"
        line += " -f lavfi -i sine=f=440:d=2.9 -ac 1 -c:a aac" if sound else ""
        subprocess.run(
            [
                "ffmpeg",
                "-loglevel",
                "error",
                *line.split(),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                path,
            ],
            check=True,
        )
        made.append(path)
    return made


def strung(folder, films, *, times=1):
    """Make a piece of each film and a card, and write the list that plays them, over and over."""
    made = []
    for number, path in enumerate(films):
        target = folder / str(number)
        target.mkdir()
        source = probe.probe(path, look)
        argv = pieces.take_argv(source, make_plan(source), path, target, start=0.5, seconds=1.5)
        subprocess.run(argv, check=True, capture_output=True)
        made.append(pieces.Piece(f"{number}/", segments((target / pieces.LIST).read_text())))
    card = folder / "card"
    card.mkdir()
    draw_card(folder / "card.png", (pieces.WIDTH, pieces.HEIGHT), "12B", "할아버지의 손이 창문을 연다. " * 20)
    subprocess.run(pieces.card_argv(folder / "card.png", card, seconds=1.0), check=True, capture_output=True)
    made.append(pieces.Piece("card/", segments((card / pieces.LIST).read_text())))
    (folder / "film.m3u8").write_text(pieces.playlist(made * times))
    return made


def facts(path):
    line = [
        "ffprobe",
        "-v",
        "error",
        "-allowed_extensions",
        "ALL",
        "-show_streams",
        "-show_format",
        "-of",
        "json",
        path,
    ]
    return json.loads(subprocess.run(line, check=True, capture_output=True).stdout)


def test_every_piece_has_the_same_picture_and_sound(tmp_path, films):
    for piece in strung(tmp_path, films):
        found = facts(tmp_path / piece.folder / pieces.LIST)
        picture, sound = (next(s for s in found["streams"] if s["codec_type"] == kind) for kind in ("video", "audio"))
        assert (picture["width"], picture["height"], picture["avg_frame_rate"]) == (1280, 720, "30/1")
        assert (picture["pix_fmt"], picture["color_space"], picture["sample_aspect_ratio"]) == (
            "yuv420p",
            "bt709",
            "1:1",
        )
        assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("aac", "48000", 2)
        seconds = sum(long for _, long in piece.segments)
        assert abs(seconds - (1.0 if piece.folder == "card/" else 1.5)) < 0.04


def test_a_piece_begins_at_its_frame(tmp_path):
    """Each frame's brightness says its number: the first of the piece is the one that was asked for."""
    path, folder = tmp_path / "grey.mp4", tmp_path / "piece"
    folder.mkdir()
    line = "-f lavfi -i nullsrc=s=320x180:r=30:d=3,geq=lum='16+2*N':cb=128:cr=128 -c:v libx264 -qp 0 -preset ultrafast -g 30"
    subprocess.run(["ffmpeg", "-loglevel", "error", *line.split(), "-pix_fmt", "yuv420p", path], check=True)
    source = probe.probe(path, look)
    argv = pieces.take_argv(source, make_plan(source), path, folder, start=40 / 30, seconds=0.5)
    subprocess.run(argv, check=True, capture_output=True)
    source_levels, levels = greys(path), greys(folder / pieces.LIST, "-allowed_extensions", "ALL")
    assert len(levels) == 15
    apart = {n: sum(abs(one - two) for one, two in zip(levels, source_levels[n:], strict=False)) for n in range(37, 44)}
    assert min(apart, key=apart.get) == 40


def greys(path, *options):
    """The brightness of each frame."""
    line = ["ffmpeg", "-v", "error", *options, "-i", path, "-fps_mode", "passthrough", "-vf", "scale=1:1"]
    line += ["-f", "rawvideo", "-pix_fmt", "gray", "-"]
    return list(subprocess.run(line, check=True, capture_output=True).stdout)


def test_picture_and_sound_stay_together_over_many_pieces(tmp_path):
    """A white frame and a beep at the same moment in each piece: within 40 ms at the first and at the last."""
    path = tmp_path / "clap.mp4"
    flash, beep = "lt(abs(t-0.6)\\,0.017)", "0.8*sin(2*PI*1000*t)*between(t\\,0.6\\,0.64)"
    line = f"-f lavfi -i color=black:s=320x180:r=30:d=1.03,geq=lum='16+200*{flash.replace('t-', 'T-')}':cb=128:cr=128"
    line += f" -f lavfi -i aevalsrc='{beep}':s=48000:d=1.03 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"
    subprocess.run(["ffmpeg", "-loglevel", "error", *shlex.split(line), path], check=True)
    target = tmp_path / "0"
    target.mkdir()
    source = probe.probe(path, look)
    argv = pieces.take_argv(source, make_plan(source), path, target, start=0, seconds=31 / 30)
    subprocess.run(argv, check=True, capture_output=True)
    made = pieces.Piece("0/", segments((target / pieces.LIST).read_text()))
    (tmp_path / "film.m3u8").write_text(pieces.playlist([made] * 3))
    whole = b"".join((target / name).read_bytes() for name in ("init.mp4", "s_0000.m4s"))
    (tmp_path / "piece.mp4").write_bytes(whole)
    seen, heard = clap(tmp_path / "piece.mp4")
    assert abs(seen - heard) < 0.04
    text = (tmp_path / "film.m3u8").read_text()
    assert text.count("#EXT-X-DISCONTINUITY\n") == 2
    assert text.count("#EXT-X-MAP") == 3


def clap(path):
    """When the white frame is seen and the beep begins, in seconds on the file's own clock."""
    line = [
        "ffprobe",
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        f"movie={path},signalstats",
        "-show_entries",
        "frame=pts_time:frame_tags=lavfi.signalstats.YAVG",
        "-of",
        "csv=p=0",
    ]
    rows = subprocess.run(line, check=True, capture_output=True, text=True).stdout.split()
    seen = next(float(at) for at, level in (row.split(",")[:2] for row in rows) if float(level) > 100)
    line = ["ffmpeg", "-v", "info", "-copyts", "-i", path, "-af", "silencedetect=n=-30dB:d=0.05", "-f", "null", "-"]
    said = subprocess.run(line, check=True, capture_output=True, text=True).stderr
    return seen, float(re.search(r"silence_end: ([\d.]+)", said)[1])


def test_cards_wrap_korean_and_endless_words(tmp_path):
    for number, text in enumerate(("", "가" * 500, "word " * 200, "x" * 900, "한 줄")):
        draw_card(tmp_path / f"{number}.png", (1280, 720), "12B" * 40 if number == 3 else "12B", text)
        assert (tmp_path / f"{number}.png").stat().st_size > 1000
