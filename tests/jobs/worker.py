"""A worker process for the kill tests: ``python -m tests.jobs.worker URL FOLDER``. Its job encodes in real time."""

import os
import signal
import sys
import threading
from pathlib import Path

from sqlmodel import Field, SQLModel

import app.core.columns  # noqa: F401 -- the naming convention comes first
from app.core.columns import chosen
from app.core.db import Database
from app.core.errors import Invalid
from app.jobs.declare import job
from app.jobs.engine import Engine
from app.jobs.process import Bounds
from app.jobs.rules import WorkState
from app.jobs.runner import Run


class Reel(SQLModel, table=True):
    """A row that jobs work on."""

    __tablename__ = "test_reel"

    id: int = Field(default=None, primary_key=True)
    job: str = ""
    state: WorkState = chosen(WorkState, default=WorkState.QUEUED)
    rev: int = 1
    runner: str | None = None
    percent: int = 0
    cause: str = ""
    seconds: float = 2.0
    made: str = ""


ENCODE = "ffmpeg -nostdin -hide_banner -nostats -loglevel error -progress pipe:1 -stats_period 0.2 -y -re -f lavfi -i testsrc=s=160x90:r=10 -t"


@job("test.encode", row=Reel, lane="ladder")
def encode(run: Run) -> None:
    """Encode in real time, then publish; writes a line for each start and end."""
    log = run.tools / "log"
    seconds = _seconds(run)
    with log.open("a") as file:
        file.write(f"start {run.key} {os.getpid()}\n")
    out = run.folder / "out.mp4"
    run.tool([*ENCODE.split(), str(seconds), "-c:v", "libx264", "-preset", "ultrafast", str(out)], seconds=seconds)
    final = run.tools / f"{run.key}-{run.rev}.mp4"
    out.replace(final)
    run.publish(made=final.name)
    with log.open("a") as file:
        file.write(f"end {run.key} {os.getpid()}\n")


@job("test.peek", row=Reel, lane="preview")
def peek(run: Run) -> None:
    """A short job in the other lane."""
    run.publish(made="peek")


@job("test.poison", row=Reel, lane="ladder")
def poison(run: Run) -> None:
    """Kill the process that runs it."""
    os.kill(os.getpid(), signal.SIGKILL)


@job("test.refuse", row=Reel, lane="preview")
def refuse(run: Run) -> None:
    """End with a sentence for people."""
    raise Invalid("This is no film.")


@job("test.hang", row=Reel, lane="ladder", tries=1)
def hang(run: Run) -> None:
    """Run a tool that makes no progress."""
    run.tool(["sleep", "60"], Bounds(stall=1))


def _seconds(run: Run) -> float:
    with run.database.reading() as session:
        return session.get(Reel, run.key).seconds


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    folder = Path(sys.argv[2])
    engine = Engine(Database(sys.argv[1]), folder, folder / "tmp")
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    engine.start()
    if not engine.ready.wait(30):
        sys.exit(3)
    (folder / f"ready-{os.getpid()}").touch()
    done.wait()
    engine.stop()


if __name__ == "__main__":
    main()
