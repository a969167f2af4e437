"""Compare the one-process ladder with a bare encode and with a process for each thing: ratios of CPU seconds.

    python -m bench.video [FILE] [--rounds 3]

Runs are interleaved, because clocks of shared machines wander; CPU seconds of the child are steady where wall time is
not. Without FILE ten seconds of 1080p30 are made.
"""

import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from app.video import check, ladder, measures, plan, playlist, preview, probe, synth
from app.video.guard import FFMPEG
from app.video.plan import Plan
from app.video.source import Source

Argvs = list[list[str]]
X264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-profile:v", "high", "-g", "60"]
AAC = ["-c:a", "aac", "-b:a", "128k"]


def look(argv: Sequence[str]) -> bytes:
    """Run and return what was printed."""
    return subprocess.run(argv, capture_output=True, check=False).stdout


def spent(argvs: Argvs) -> tuple[float, float]:
    """CPU and wall seconds of running the commands one after the other. Raises when one fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    for argv in argvs:
        subprocess.run(argv, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, time.monotonic() - began


def bare(path: Path, folder: Path) -> Argvs:
    """List one encode at the size of the source: the unit."""
    return [[*FFMPEG, "-i", str(path), *X264, *AAC, str(folder / "bare.mp4")]]


def separate(path: Path, folder: Path, planned: Plan) -> Argvs:
    """List a process for each size, the poster, the sprite and the loudness, as common media servers do."""
    start = [*FFMPEG, "-i", str(path)]
    sizes = []
    for rung in planned.rungs:
        bound = ["-maxrate", f"{rung.kilobits}k", "-bufsize", f"{2 * rung.kilobits}k"]
        scale = ["-vf", f"scale={rung.width}:{rung.height}"]
        sizes.append([*start, *scale, *X264, *bound, *AAC, str(folder / f"{rung.name}.mp4")])
    still = ["-update", "1", "-frames:v", "1"]
    poster = [*start, "-vf", "thumbnail=n=30,scale=640:-2", *still, str(folder / "poster.jpg")]
    sprite = [*start, "-vf", "fps=1/5,scale=160:-2,tile=10x10", *still, str(folder / "sprite.jpg")]
    loud = [*start, "-vn", "-af", "ebur128=peak=true", "-f", "null", "-"]
    return [*sizes, poster, sprite, loud]


def checked(path: Path, folder: Path) -> Argvs:
    """List the footage check as a process of its own, as it would be beside the others."""
    small = "fps=15,scale=640:360,format=yuv420p,split=2[a][b]"
    shake = f"[a]vidstabdetect=shakiness=6:accuracy=9:stepsize=8:mincontrast=0.2:result={folder}/apart.trf[x]"
    light = "[b]freezedetect=n=0.001:d=2,blackdetect=d=0.5,fps=3,signalstats,fps=1,blurdetect=block_pct=80[y]"
    maps = ["-map", "[x]", "-map", "[y]", "-map", "0:a?", "-af", "astats", "-f", "null", "-"]
    return [[*FFMPEG, "-i", str(path), "-filter_complex", f"[0:v]{small};{shake};{light}", *maps]]


def ours(source: Source, planned: Plan, path: Path, folder: Path) -> Argvs:
    """List the ladder, with poster, sprite, loudness and footage check."""
    return [ladder.ladder_argv(source, planned, path, folder, folder)]


def first_segments(argv: list[str], folder: Path, rung: str) -> tuple[float, float]:
    """Wall seconds until a viewer can begin, and until the end."""
    began, ready = time.monotonic(), 0.0
    with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            listed = folder / f"{rung}.m3u8"
            if not ready and listed.exists() and playlist.watchable(listed.read_text()):
                ready = time.monotonic() - began
            time.sleep(0.02)
    return ready, time.monotonic() - began


def verdict(other: str, ratio: float, bar: float) -> None:
    """Print a ratio beside its bar."""
    print(f"ladder / {other:<9} {ratio:.2f}   bar {bar:.2f}   {'reached' if ratio <= bar else 'MISSED'}")


def main(words: Sequence[str] = ()) -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = asked.file or folder / "source.mp4"
        if asked.file is None:
            look(synth.clip_argv(synth.Clip(seconds=10, width=1920, height=1080, rate="30", crf=18), path))
        source = probe.probe(path, look)
        planned = plan.make_plan(source)
        table(path, source, planned, folder, asked.rounds)


def table(path: Path, source: Source, planned: Plan, folder: Path, rounds: int) -> None:
    """Measure and print; each way runs once a round."""
    ways: dict[str, Callable[[], Argvs]] = {
        "bare": lambda: bare(path, folder),
        "separate": lambda: separate(path, folder, planned),
        "check alone": lambda: checked(path, folder),
        "the ladder": lambda: ours(source, planned, path, folder),
    }
    if planned.copy_first:
        ways["copy"] = lambda: [preview.preview_argv(source, planned, path, folder / "preview.mp4")]
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, argvs in ways.items():
            runs[name].append(spent(argvs()))
    print(f"{source.seconds:.1f} s of {source.width} × {source.height}, {rounds} rounds interleaved; CPU, bare = 1")
    for name, taken in runs.items():
        ratios = sorted(cpu / b for (cpu, _), (b, _) in zip(taken, runs["bare"], strict=True))
        wall = median(w for _, w in taken)
        print(f"{name:<12} {median(ratios):6.3f}  ({ratios[0]:.3f}–{ratios[-1]:.3f})  {wall:6.2f} s wall")
    rounds_of = list(zip(*(runs[name] for name in ("the ladder", "bare", "separate", "check alone")), strict=True))
    verdict("bare", median(a[0] / b[0] for a, b, _, _ in rounds_of), 1.70)
    verdict("separate", median(a[0] / (c[0] + d[0]) for a, _, c, d in rounds_of), 0.75)
    print(f"ladder with its check / separate without one: {median(a[0] / c[0] for a, _, c, _ in rounds_of):.2f}")
    again = folder / "growing"
    again.mkdir()
    ready, whole = first_segments(ours(source, planned, path, again)[0], again, planned.rungs[0].name)
    print(f"watchable while made after {ready:.2f} s of {whole:.2f} s")
    seen = measures.read_measures(again, planned.seconds)
    print(f"check: {[finding.kind.value for finding in check.findings(seen, source)]}, {seen.loudness} LUFS")


if __name__ == "__main__":
    main(sys.argv[1:])
