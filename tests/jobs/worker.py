"""Worker processes for the kill tests. ``python -m tests.jobs.worker`` forks one for each line ``URL FOLDER`` it reads.

Forking saves each worker the second that its imports take. Jobs write what they do into ``FOLDER/log``.
"""

import os
import select
import signal
import sys
import threading
from pathlib import Path

from sqlmodel import Field, Session, SQLModel

import app.core.columns  # noqa: F401 -- the naming convention comes first
from app.core.columns import chosen
from app.core.db import Database
from app.core.errors import Invalid
from app.jobs.declare import enqueue, job
from app.jobs.engine import Engine
from app.jobs.process import Bounds
from app.jobs.rules import WorkState
from app.jobs.runner import Run


class Reel(SQLModel, table=True):
    """A row that jobs work on: ``parts`` encodes, one after the other, each a job of its own."""

    __tablename__ = "test_reel"

    id: int = Field(default=None, primary_key=True)
    job: str = ""
    state: WorkState = chosen(WorkState, default=WorkState.QUEUED)
    rev: int = 1
    runner: str | None = None
    percent: int = 0
    cause: str = ""
    seconds: float = 2.0
    parts: int = 1
    made: str = ""


ENCODE = (
    "ffmpeg -nostdin -hide_banner -nostats -loglevel error -progress pipe:1 -stats_period 0.2 -y"
    " -re -f lavfi -i testsrc=s=160x90:r=10 -c:v libx264 -preset ultrafast -t"
)


@job("test.encode", row=Reel, lane="ladder")
def encode(run: Run) -> None:
    """Encode a part in real time, publish it, and hand on to the next part."""
    with run.database.reading() as session:
        reel = session.get_one(Reel, run.key)
    _note(run, "start")
    out = run.folder / "out.mp4"
    run.tool([*ENCODE.split(), str(reel.seconds), str(out)], seconds=reel.seconds)
    final = run.tools / f"{run.key}-{run.rev}.mp4"
    out.replace(final)

    def then(session: Session, row: Reel) -> None:
        row.parts -= 1
        if row.parts:
            enqueue(session, "test.encode", row)

    run.publish(then=then, made=final.name)
    _note(run, "end")


@job("test.peek", row=Reel, lane="preview")
def peek(run: Run) -> None:
    """A short job in the other lane."""
    _note(run, "peek")
    run.publish(made="peek")


@job("test.stumble", row=Reel, lane="preview")
def stumble(run: Run) -> None:
    """Fail once, leaving something behind; the second try has to begin from nothing."""
    (run.folder / "film").mkdir()
    first = run.tools / f"stumbled-{run.key}"
    if not first.exists():
        first.touch()
        run.tool(["false"])
    run.publish(made="second")


@job("test.quiet", row=Reel, lane="preview")
def quiet(run: Run) -> None:
    """End without a word: that is success too."""


@job("test.poison", row=Reel, lane="ladder", priority=1)
def poison(run: Run) -> None:
    """Kill the process that runs it."""
    _note(run, "poison")
    os.kill(os.getpid(), signal.SIGKILL)


@job("test.refuse", row=Reel, lane="preview")
def refuse(run: Run) -> None:
    """End with a sentence for people."""
    _note(run, "refuse")
    raise Invalid("This is no film.")


@job("test.break", row=Reel, lane="preview", tries=2)
def break_down(run: Run) -> None:
    """Fail by a mistake of ours."""
    _note(run, "break")
    raise KeyError("nothing for people's eyes")


@job("test.hang", row=Reel, lane="preview", tries=1)
def hang(run: Run) -> None:
    """Run a tool that makes no progress."""
    run.tool(["sleep", "60"], Bounds(stall=1))


def _note(run: Run, what: str) -> None:
    with (run.tools / "log").open("a") as file:
        file.write(f"{what} {run.key} {run.rev} {os.getpid()}\n")


def work(url: str, folder: Path) -> None:
    """Work until SIGTERM or SIGINT."""
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    engine = Engine(Database(url), folder, folder / "tmp", poll=0.3)
    engine.start()
    engine.ready.wait()
    (folder / f"ready-{os.getpid()}").touch()
    done.wait()
    engine.stop()


def main() -> None:
    """Fork workers and write each one's exit status to ``FOLDER/exit-PID``."""
    folders: dict[int, Path] = {}
    while True:
        if select.select([sys.stdin], [], [], 0.02)[0]:
            line = sys.stdin.readline()
            if not line:
                break
            url, folder = line.rstrip("\n").split(" ", 1)
            pid = os.fork()
            if not pid:
                os.dup2(os.open(Path(folder, "stderr"), os.O_CREAT | os.O_APPEND | os.O_WRONLY), 2)
                work(url, Path(folder))
                sys.exit(0)  # as a real worker ends: every thread has to let it
            folders[pid] = Path(folder)
            print(pid, flush=True)  # noqa: T201
        while folders:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            (folders.pop(pid) / f"exit-{pid}").write_text(str(os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    main()
