"""The screening master: −16 LUFS within half a unit, whole, upright, index in front."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.video import master, verify
from app.video.synth import Clip, Tone
from tests.video.conftest import Made, look, run

FILM = Clip(seconds=5, width=320, height=180)


@pytest.mark.parametrize(
    ("loudness", "decibels"), [(-23.0, 7.0), (-10.0, -6.0), (-50.0, 20.0), (-70.0, 0.0), (-60.0, 0.0), (None, 0.0)]
)
def test_gain(loudness: float | None, decibels: float) -> None:
    assert master.gain(loudness) == decibels


def heard(path: Path) -> tuple[float, float]:
    """Loudness in LUFS and true peak in dB, by ffmpeg's own summary."""
    argv = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path), "-af", "ebur128=peak=true:framelog=verbose"]
    told = run([*argv, "-f", "null", "-"]).stderr.decode(errors="replace")
    loud, peak = re.findall(r"I: +(-?[\d.]+) LUFS", told), re.findall(r"Peak: +(-?[\d.]+|-inf) dBFS", told)
    return float(loud[-1]), float(peak[-1])


@pytest.mark.ffmpeg
@pytest.mark.parametrize("tone", [Tone.FINE, Tone.CLIPPED, Tone.RUMBLE, Tone.ONE_SIDED])
def test_every_film_is_as_loud_as_the_next(
    tone: Tone, films: Callable[[Clip], Path], worked: Callable[[Path], Made], tmp_path: Path
) -> None:
    path = films(replace(FILM, tone=tone))
    made = worked(path)
    target = tmp_path / "master.mp4"
    loudness = made.measures.loudness
    argv = master.master_argv(made.source, made.plan, path, target, loudness=loudness, preset="ultrafast")
    done = run(argv)
    assert done.returncode == 0, done.stderr
    loud, peak = heard(target)
    assert loud == pytest.approx(-16, abs=0.5)
    assert peak <= -1
    data = target.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert verify.faults(look(verify.output_argv(target)), made.plan.rungs[0]) == []


@pytest.mark.ffmpeg
@pytest.mark.parametrize("tone", [Tone.NONE, Tone.SILENT])
def test_silent_films_stay_silent(
    tone: Tone, films: Callable[[Clip], Path], worked: Callable[[Path], Made], tmp_path: Path
) -> None:
    path = films(replace(FILM, seconds=1.2, tone=tone))
    made = worked(path)
    target = tmp_path / "master.mp4"
    argv = master.master_argv(made.source, made.plan, path, target, loudness=made.measures.loudness, preset="ultrafast")
    assert "volume" not in " ".join(argv)
    assert run(argv).returncode == 0
    if tone is Tone.SILENT:
        assert heard(target)[0] <= -60
    else:
        assert b"mp4a" not in target.read_bytes()
