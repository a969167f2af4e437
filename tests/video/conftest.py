"""Real ffmpeg on films of a few seconds: made once a session, worked through once a session."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from app.video import check, ladder, measures, plan, playlist, probe, synth, verify
from app.video.plan import Plan, Rung
from app.video.source import Source
from tests import servers

Look = Callable[[Sequence[str]], bytes]


def look(argv: Sequence[str]) -> bytes:
    return subprocess.run(argv, capture_output=True, check=False, timeout=60).stdout


def run(argv: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(argv, capture_output=True, check=False, timeout=120)


@dataclass(frozen=True)
class Made:
    """A film after the ladder."""

    source: Source
    plan: Plan
    folder: Path
    notes: Path

    def text(self, rung: Rung) -> str:
        return (self.folder / f"{rung.name}.m3u8").read_text()

    @property
    def seconds(self) -> float:
        return playlist.seconds(self.text(self.plan.rungs[0]))

    @property
    def measures(self) -> measures.Measures:
        return measures.read_measures(self.notes, self.plan.seconds)

    @property
    def findings(self) -> list[check.Finding]:
        return check.findings(self.measures, self.source)

    def kinds(self) -> set[str]:
        return {finding.kind.value for finding in self.findings}

    def faults(self) -> list[str]:
        return [
            f"{rung.name}: {fault}"
            for rung in self.plan.rungs
            for fault in verify.faults(look(verify.output_argv(self.folder / f"{rung.name}.m3u8")), rung)
        ]


@pytest.fixture(scope="session")
def tools() -> None:
    if not (shutil.which("ffmpeg") and shutil.which("ffprobe")):
        servers.missing("ffmpeg is not installed")


@pytest.fixture(scope="session")
def films(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[synth.Clip], Path]:
    """Make a film once a session."""
    folder = tmp_path_factory.mktemp("films")

    @cache
    def make(clip: synth.Clip) -> Path:
        path = folder / f"{len(list(folder.iterdir()))}.mp4"
        done = run(synth.clip_argv(clip, path))
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return path

    return make


@pytest.fixture(scope="session")
def worked(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Made]:
    """Work through a film once a session, with the quickest encoder: what is looked at is not its sharpness."""

    @cache
    def work(path: Path) -> Made:
        source = probe.probe(path, look)
        planned = plan.make_plan(source, preset="ultrafast")
        folder = tmp_path_factory.mktemp("made") / "it's 100%, [new]; a:b"
        notes = folder.parent / "notes, 'two'"
        folder.mkdir()
        notes.mkdir()
        done = run(ladder.ladder_argv(source, planned, path, folder, notes))
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return Made(source, planned, folder, notes)

    return work
