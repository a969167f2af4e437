"""Search in a process of its own: ``python -m app.teams.solving QUESTION ANSWER``.

Reads the question as JSON, writes the best answer so far whenever there is a better one (whole, by renaming), and ends
early when a file ``QUESTION.stop`` appears. Prints ``out_time_us`` and ``frame`` as ffmpeg does, so that whoever runs
it sees that it lives. When there is no division, the answer holds the rules that clash instead.
"""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from app.teams.solving.clashes import Rule, clashing, helpful
from app.teams.solving.offers import Offer, offers
from app.teams.solving.problem import Answer, from_json
from app.teams.solving.score import costs
from app.teams.solving.search import Infeasible
from app.teams.solving.solve import solve

EXPLAINING = 20.0
"""Seconds for finding out why there is no division."""


def main(question: Path, answer: Path) -> None:
    """Answer one question."""
    asked = json.loads(question.read_text())
    problem, seconds = from_json(asked["problem"]), float(asked["seconds"])
    stop = question.with_name(question.name + ".stop")
    threading.Thread(target=_show_life, daemon=True).start()

    def write(found: Answer) -> None:
        _write(answer, _told(found) | {"costs": _costs(problem, found)})

    try:
        found = solve(problem, seconds, stop=stop.exists, news=write)
    except Infeasible:
        rules = clashing(problem, EXPLAINING)
        help_ = helpful(problem, rules, EXPLAINING)
        told: dict[str, list[Rule] | list[Offer]] = {"clash": rules, "help": help_}
        told["offer"] = offers(problem, help_, EXPLAINING)
        _write(answer, {part: [one.as_json() for one in these] for part, these in told.items()})
        return
    if found is not None:
        write(found)


def _told(found: Answer) -> dict[str, Any]:
    return {
        "seats": {person: [seat.team, [role.value for role in seat.roles]] for person, seat in found.seats.items()},
        "value": found.value,
        "bound": found.bound,
        "proven": found.proven,
        "worst": found.worst,
        "seconds": found.seconds,
        "cut": found.cut,
    }


def _costs(problem: Any, found: Answer) -> dict[str, int]:
    cost = costs(problem, found.seats)
    return {name: getattr(cost, name) for name in cost.__slots__}


def _write(path: Path, content: dict[str, Any]) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(content))
    part.replace(path)


def _show_life() -> None:
    begun = time.monotonic()
    for beat in range(10**6):
        print(f"frame={beat}\nout_time_us={int((time.monotonic() - begun) * 1e6)}", flush=True)  # noqa: T201
        time.sleep(0.5)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
