"""How long the screenplay parser takes: scripts of 37.5 to 300 kB, plain, Korean and hostile; time must grow as size does."""

import time
from collections.abc import Callable
from functools import partial

from app.books import fountain
from app.demo import scripts

RUNS = 7
SIZES = (37_500, 75_000, 150_000, 300_000)
SCRIPTS: dict[str, Callable[[int], str]] = {
    "english": lambda size: _filled(
        "INT. WARD - NIGHT\n\nThree beds. Two are full.\n\nJONAS\n(low)\nNobody.\n\n", size
    ),
    "korean": lambda size: _filled(scripts.WAITING_ROOM_2 + "\n\n", size),
    "open notes": lambda size: _filled("[[a note\n/* cut\n", size),
    "one line": lambda size: "A" * size,
    "brackets": lambda size: "\n" + "(" * size + "\nx",
    "capitals": lambda size: _filled("\nA B C D E F G H I J K L\nTO:\n", size),
    "blanks": lambda size: f"\nA{' ' * (size // 2)}(\nx\n\nINT. A{' ' * (size // 2)}b\n",
}


def _filled(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def seconds(work: Callable[[str], object], text: str) -> float:
    """Measure the best of some runs: what else the machine does only adds."""
    found = []
    for _ in range(RUNS):
        begin = time.process_time()
        work(text)
        found.append(time.process_time() - begin)
    return min(found)


def whole(text: str) -> None:
    """Do what the page beside the editor needs."""
    elements = fountain.parse(text)
    fountain.scenes(elements)
    fountain.speakers(elements)
    fountain.eighths(elements)


def main() -> None:
    """Print parse times, the growth from 150 to 300 kB, the time with scenes, speakers and length, and of a comparison."""
    print(
        f"{'script':12} {'ms at ' + '/'.join(f'{size / 1000:g}' for size in SIZES) + ' kB':>36} {'growth':>7} {'page ms':>8} {'compare ms':>11}"
    )
    for name, make in SCRIPTS.items():
        times = [seconds(fountain.parse, make(size)) * 1000 for size in SIZES]
        text = make(150_000)
        page = seconds(whole, text) * 1000
        changed = text.replace("J", "K", 400).replace("민", "지", 400) + "\nEnd."
        both = seconds(partial(fountain.compare, new=changed), text) * 1000
        shown = " ".join(f"{one:8.1f}" for one in times)
        print(f"{name:12} {shown:>36} {times[3] / times[2]:7.2f} {page:8.1f} {both:11.1f}")


if __name__ == "__main__":
    main()
