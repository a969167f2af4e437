"""Tools are bounded, followed and never left behind."""

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.jobs.process import Bounds, ToolError, run_tool
from tests.jobs.conftest import until


def shell(line: str, bounds: Bounds | None = None, tick: Callable[[float | None], None] = lambda _: None) -> bytes:
    return run_tool(["sh", "-c", line], bounds or Bounds(), tick)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except OSError:
        return False


def test_what_it_prints_comes_back_without_the_progress_lines() -> None:
    line = "echo hello; echo frame=3; echo out_time_us=N/A; echo out_time_us=-5; echo progress=end"
    assert shell(line) == b"hello\n"


def test_progress_arrives_in_seconds_and_never_goes_back() -> None:
    seen: list[float | None] = []
    shell(
        "echo out_time_us=N/A; sleep 0.7; echo out_time_us=1500000; echo out_time_us=-3; sleep 0.7",
        tick=seen.append,
    )
    assert seen[0] is None
    assert seen[-1] == 1.5


def test_a_fault_carries_the_last_lines_even_when_they_are_no_text() -> None:
    with pytest.raises(ToolError) as caught:
        shell(r"for i in $(seq 500); do echo line $i >&2; done; printf 'bad \376 byte\n' >&2; exit 3")
    assert "line 499" in caught.value.tail
    assert "bad \ufffd byte" in caught.value.tail
    assert "line 1\n" not in caught.value.tail


def test_a_flood_of_complaints_does_not_stop_it() -> None:
    assert shell("yes complaint | head -c 3000000 >&2; echo done") == b"done\n"


@pytest.mark.parametrize("bounds", [Bounds(stall=1), Bounds(wall=1)])
def test_a_stuck_tool_is_killed(bounds: Bounds) -> None:
    with pytest.raises(ToolError, match="stopped"):
        shell("while :; do echo out_time_us=1; echo frame=7; sleep 0.1; done", bounds)


def test_a_silent_tool_goes_on_while_its_files_grow(tmp_path: Path) -> None:
    """Nothing is reported by ffmpeg until every output has a frame: a sheet of thumbnails has none before the end."""
    grown, seen = tmp_path / "grown", []

    def measure() -> float:
        return grown.stat().st_size / 2 if grown.exists() else 0.0

    line = f"for i in 1 2 3 4 5 6; do printf x >> {grown}; sleep 0.6; done"
    run_tool(["sh", "-c", line], Bounds(stall=2), seen.append, measure)
    assert seen == sorted(seen)
    assert len(set(seen)) > 3
    with pytest.raises(ToolError, match="stopped"):
        run_tool(["sh", "-c", "sleep 60"], Bounds(stall=1), lambda _: None, measure)


def test_a_frozen_ffmpeg_is_killed(tmp_path: Path) -> None:
    """SIGSTOP is what a hanging disk or driver looks like."""
    argv = f"ffmpeg -nostdin -loglevel error -progress pipe:1 -re -f lavfi -i testsrc=s=64x36 -c:v mpeg4 -t 60 {tmp_path}/a.mp4"
    frozen: list[int] = []

    def freeze(done: float | None) -> None:
        if done and not frozen:
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                if path.exists() and str(tmp_path).encode() in path.read_bytes():
                    frozen.append(int(path.parent.name))
                    os.kill(frozen[-1], 19)

    with pytest.raises(ToolError, match="stopped"):
        run_tool(argv.split(), Bounds(stall=2), freeze)
    assert frozen
    until(lambda: not any(alive(pid) for pid in frozen), 1)


def test_whoever_raises_in_the_tick_ends_the_whole_group(tmp_path: Path) -> None:
    def enough(_: float | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shell(f"sleep 60 & echo $! > {tmp_path}/child; wait", tick=enough)
    until(lambda: not alive(int((tmp_path / "child").read_text())), 1)


@pytest.mark.parametrize(
    ("bounds", "line"),
    [
        (Bounds(file=1000), "head -c 5000 /dev/zero > big"),
        (Bounds(cpu=1), "while :; do :; done"),
        (Bounds(memory=300_000_000), f"{sys.executable} -c 'bytearray(1000000000)'"),
    ],
    ids=["file", "cpu", "memory"],
)
def test_the_kernel_holds_the_bounds(
    bounds: Bounds, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ToolError):
        shell(line, bounds)
    assert not (tmp_path / "big").exists() or (tmp_path / "big").stat().st_size <= 1000


def test_it_is_polite_and_dies_with_the_thread_that_waits_for_it(tmp_path: Path) -> None:
    pid = os.fork()
    if not pid:
        threading.Timer(0.6, os._exit, (0,)).start()
        shell(f"echo $$ > {tmp_path}/pid; nice > {tmp_path}/nice; sleep 60")
        os._exit(1)
    os.waitpid(pid, 0)
    time.sleep(0.05)
    until(lambda: not alive(int((tmp_path / "pid").read_text())), 1)
    assert (tmp_path / "nice").read_text().strip() == "10"
