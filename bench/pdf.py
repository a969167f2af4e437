"""How long a book of 60 shots takes to print: cold (a new process, nothing loaded), first, and warm with its spread.

The book has a pitch, a Korean scenario of ten pages, 60 shots and a budget of 20 lines. The bar is 0.3 s.
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


def content() -> dict[str, Any]:
    """Make the book."""
    picture = "긴 복도. 형광등 하나가 깜박인다. 환자복을 입은 노인이 벽시계를 본다."
    pages = 10
    script = "\n\n".join([scripts.WAITING_ROOM_2] * (pages * 55 // scripts.WAITING_ROOM_2.count("\n")))
    return {
        "pitch": {"title": "대기실", "logline": "기다리는 사람의 시간을 세는 밤.", "whose_view": "민수의 시선."},
        "scenario": script,
        "shots": [
            {"scene": str(n // 6 + 1), "number": f"{n // 6 + 1}A", "picture": picture, "minutes": 12, **SHOT}
            for n in range(60)
        ],
        "budget": [{"category": ("식비", "교통", "소품", "장소")[n % 4], **LINE} for n in range(20)],
    }


def document() -> pdf.Document:
    """Lay the book out."""
    now = clock.now()
    imprint = paper.Imprint(
        "대기실", "3조", "영화 수업", "KRW", now, paper.moment(now, "Asia/Seoul"), "버전 1", "0" * 64
    )
    with speaking("ko"):
        return paper.document(content(), imprint)


def once() -> float:
    """Lay out and print one book; gives the seconds."""
    begin = time.perf_counter()
    pdf.printed(document())
    return time.perf_counter() - begin


def main() -> None:
    """Print a row each for a new process, the first and later books of one."""
    if sys.argv[2:] == ["one"]:
        sys.stdout.write(f"{once()}")
        return
    command = [sys.executable, "-c", "from bench.pdf import once; print(once())"]
    cold = [float(subprocess.run(command, capture_output=True, check=True, text=True).stdout) for _ in range(COLD)]
    warm = [once() for _ in range(RUNS)]
    print(f"{'ms':30} {'least':>8} {'p50':>8} {'most':>8}   bar")
    for name, times in (("first book of a new process", cold), ("later books", warm[1:])):
        print(
            f"{name:30} {min(times) * 1000:8.1f} {statistics.median(times) * 1000:8.1f} {max(times) * 1000:8.1f}   300"
        )
    print(f"{len(pdf.printed(document())) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
