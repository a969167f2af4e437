"""Run a tool such as ffmpeg under limits, and never leave it behind."""

import os
import selectors
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, cast

from app.core.errors import RushesError
from app.core.text import say

TICK = 0.5
TAIL = 40


class ToolError(RushesError):
    """The tool failed, stalled or took too long; ``tail`` holds the last lines it wrote."""

    code = "tool"

    def __init__(self, tail: str, *, slow: bool = False) -> None:
        super().__init__(
            say("This took far longer than the film is long, so it was stopped.")
            if slow
            else say("The film could not be converted.")
        )
        self.tail = tail


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a tool may use: CPU seconds, address space and file size in bytes, and seconds on the wall clock."""

    cpu: int = 3600
    memory: int = 4 * 1024**3
    file: int = 64 * 1024**3
    wall: float = 3600
    stall: float = 60


def limited(argv: Sequence[str], bounds: Bounds) -> list[str]:
    """Wrap a command line: it dies with us, is polite, and is bounded by the kernel."""
    limits = [f"--cpu={bounds.cpu}", f"--as={bounds.memory}", f"--fsize={bounds.file}", "--nofile=256", "--core=0"]
    return ["setpriv", "--pdeathsig", "KILL", "--", "nice", "-n", "10", "prlimit", *limits, "--", *argv]


def run_tool(
    argv: Sequence[str],
    bounds: Bounds,
    tick: Callable[[float | None], None],
    measure: Callable[[], float] = lambda: 0.0,
) -> bytes:
    """Run a command line to its end; returns what it printed besides ``-progress`` lines.

    ``tick`` is called about twice a second with the seconds of output so far (None before the first), and may raise to
    stop the tool. Raises ToolError when the tool fails, makes no progress for ``stall`` seconds, or exceeds ``wall``.
    ``measure`` reads the seconds from the tool's files: ffmpeg reports nothing until each output has its first frame,
    and a sheet of thumbnails has its only one at the very end.
    """
    process = subprocess.Popen(
        limited(argv, bounds),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    watched = _Watched(process, bounds, measure)
    try:
        watched.follow(tick)
    finally:
        _kill(process)
    if process.returncode:
        raise ToolError(watched.tail)
    return bytes(watched.printed)


class _Watched:
    def __init__(self, process: "subprocess.Popen[bytes]", bounds: Bounds, measure: Callable[[], float]) -> None:
        self.process, self.bounds, self.measure = process, bounds, measure
        self.printed = bytearray()
        self.lines: deque[bytes] = deque(maxlen=TAIL)
        self.seconds: float | None = None
        self.begun = self.moved = time.monotonic()
        self.rest = b""
        self.state: dict[bytes, bytes] = {}

    @property
    def tail(self) -> str:
        return b"\n".join(self.lines).decode(errors="replace")

    def follow(self, tick: Callable[[float | None], None]) -> None:
        with selectors.DefaultSelector() as selector:
            for pipe in (self.process.stdout, self.process.stderr):
                selector.register(cast("IO[bytes]", pipe), selectors.EVENT_READ)
            next_tick = self.begun + TICK
            while selector.get_map():
                for key, _ in selector.select(max(0.0, next_tick - time.monotonic())):
                    data = os.read(key.fd, 65536)
                    if not data:
                        selector.unregister(key.fileobj)
                    elif key.fileobj is self.process.stdout:
                        self._out(data)
                    else:
                        self.lines.extend(data.splitlines())
                if time.monotonic() >= next_tick:
                    next_tick = time.monotonic() + TICK
                    self._reach(self.measure())
                    tick(self.seconds)
                    self._check()
        self.process.wait(timeout=10)

    def _out(self, data: bytes) -> None:
        """Take ``-progress`` apart: out_time_us may be N/A or negative, and is then no progress."""
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            name, _, value = line.partition(b"=")
            if name == b"out_time_us" and value.strip().isdigit():
                self._reach(int(value) / 1_000_000)
            elif name not in _PROGRESS:
                self.printed += line + b"\n"
            if name in _MOVES and self.state.get(name) != value:
                self.state[name], self.moved = value, time.monotonic()

    def _reach(self, seconds: float) -> None:
        """Note how far the output is; it never goes back."""
        if seconds > (self.seconds or 0.0):
            self.seconds, self.moved = seconds, time.monotonic()

    def _check(self) -> None:
        now = time.monotonic()
        if now - self.begun > self.bounds.wall or now - self.moved > self.bounds.stall:
            raise ToolError(self.tail, slow=True)


_PROGRESS = frozenset(
    b"frame fps stream_0_0_q bitrate total_size out_time_us out_time_ms out_time"
    b" dup_frames drop_frames speed progress".split()
)
_MOVES = frozenset((b"frame", b"total_size"))
"""Values of which one changes while the tool works; an encoder that looks far ahead keeps out_time still for long."""


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the whole process group, and wait for it."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()
