"""How long a book of 60 shots takes to print: the first of a new process, the first of a server, and later ones.

The book has a pitch, a Korean scenario of ten pages, 60 shots and a budget of 20 lines; a word of each scene and shot
changes from one to the next, so that nothing is taken from typst's memory. The bar is 0.3 s. ``cpu`` is what it takes
of all processors, whatever else the machine does.
"""

import statistics
import subprocess
import sys
import time
from typing import Any

from app.books import paper
from app.core import clock
from app.core.text import speaking
from app.demo import scripts
from app.documents import pdf

RUNS = 15
COLD = 5
SHOT = {"size": "CU", "angle": "", "movement": "팬", "sound": "시계 소리", "cast": "노인, 민수", "props": "종이컵"}
LINE = {"item": "김밥", "quantity": 8, "unit_price": 3500, "actual": 27000, "paid_by": "민수", "note": ""}


def content(turn: int) -> dict[str, Any]:
    """Make the book; ``turn`` is a word in it."""
    picture = f"긴 복도. 형광등 {turn}이 깜박인다. 환자복을 입은 노인이 벽시계를 본다."
    pages = 10
    scenes = scripts.WAITING_ROOM_2.replace("\n\n", f" {turn}\n\n")
    return {
        "pitch": {"title": "대기실", "logline": "기다리는 사람의 시간을 세는 밤.", "whose_view": "민수의 시선."},
        "scenario": "\n\n".join([scenes] * (pages * 55 // scenes.count("\n"))),
        "shots": [
            {"scene": str(n // 6 + 1), "number": f"{n // 6 + 1}A", "picture": picture, "minutes": 12, **SHOT}
            for n in range(60)
        ],
        "budget": [{"category": ("식비", "교통", "소품", "장소")[n % 4], **LINE} for n in range(20)],
    }


def document(turn: int) -> pdf.Document:
    """Lay the book out."""
    now = clock.now()
    imprint = paper.Imprint(
        "대기실", "3조", "영화 수업", "KRW", now, paper.moment(now, "Asia/Seoul"), "버전 1", "0" * 64
    )
    with speaking("ko"):
        return paper.document(content(turn), imprint)


def once(turn: int = 0) -> tuple[float, float]:
    """Lay out and print one book; gives the seconds, and those of the processors."""
    begin, worked = time.perf_counter(), time.process_time()
    pdf.printed(document(turn))
    return time.perf_counter() - begin, time.process_time() - worked


def alone(loaded: str) -> tuple[float, float]:
    """Print one book in a process of its own, which may have loaded something before."""
    command = [sys.executable, "-c", f"from bench.pdf import *; {loaded}; print(*once())"]
    wall, cpu = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()
    return float(wall), float(cpu)


def main() -> None:
    """Print a row each for a new process, a server's first book and its later ones."""
    rows = {
        "first book of a new process": [alone("pass") for _ in range(COLD)],
        "first book of a server": [alone("from app.main import warm; warm()") for _ in range(COLD)],
        "later books": [once(turn) for turn in range(RUNS + 1)][1:],
    }
    print(f"{'ms':30} {'least':>8} {'p50':>8} {'most':>8} {'cpu p50':>8}   bar")
    for name, times in rows.items():
        wall, cpu = ([one * 1000 for one in column] for column in zip(*times, strict=True))
        print(
            f"{name:30} {min(wall):8.1f} {statistics.median(wall):8.1f} {max(wall):8.1f} {statistics.median(cpu):8.1f}"
            "   300"
        )
    print(f"{len(pdf.printed(document(0))) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
