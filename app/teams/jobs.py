"""The job that searches for the best teams: the question out of the database, the search in a process of its own."""

import json
import sys
from pathlib import Path
from typing import Any

from sqlmodel import Session

from app.core.errors import Invalid
from app.core.text import say
from app.jobs.declare import job
from app.jobs.process import Bounds, run_tool
from app.jobs.runner import Run
from app.teams import queries as teams
from app.teams.models import Proposal
from app.teams.proposals import actions, queries
from app.teams.proposals.rules import PROPOSE, Spot, renumbered, spots_of
from app.teams.rules import Role
from app.teams.solving import problem as solving

EXPLAINING = 80
"""Seconds beyond the search's own, for finding out why there is no division."""
MEMORY = 4 * 1024**3


@job(PROPOSE, row=Proposal, lane="solve", priority=5, tries=1)
def make_proposal(run: Run) -> None:
    """Search, tell of better answers on the way, and write the best one with its proof."""
    with run.database.reading() as session:
        row = session.get(Proposal, run.key)
        if row is None:
            raise Invalid(say("The proposal is gone."))
        course_id, seconds = row.course_id, float(row.settings["seconds"])
        question = queries.question_of(session, row)
    asked, answered = run.folder / "question.json", run.folder / "answer.json"
    asked.write_text(json.dumps({"problem": solving.as_json(question), "seconds": seconds}))
    argv = [sys.executable, "-m", "app.teams.solving", str(asked), str(answered)]
    wall = seconds + EXPLAINING
    bounds = Bounds(cpu=int(8 * wall), memory=MEMORY, wall=wall, stall=wall)
    run_tool(argv, bounds, lambda done: _tick(run, done or 0, seconds, asked, answered))
    told = _read(answered)
    if told is None:
        raise Invalid(say("No division was found in this time. Search longer, or ask for less."))
    if "clash" in told:
        _refuse(run, told)
        return
    _publish(run, course_id, told)


def _tick(run: Run, done: float, seconds: float, asked: Path, answered: Path) -> None:
    """Write how far the search is; pass on that somebody asked to stop."""
    told = _read(answered) or {}
    values = {name: told[at] for name, at in (("value", "value"), ("bound", "bound"), ("found", "costs")) if at in told}
    run.progress(100 * done / seconds, **values)
    with run.database.reading() as session:
        row = session.get(Proposal, run.key)
        if row is not None and row.stopping:
            asked.with_name(asked.name + ".stop").touch()


def _publish(run: Run, course_id: int, told: dict[str, Any]) -> None:
    spots = {
        int(person): Spot(team, tuple(Role(role) for role in roles)) for person, (team, roles) in told["seats"].items()
    }

    def write(session: Session, _row: Any) -> None:
        course, formation = teams.course_and_formation(session, course_id)
        present = spots_of(teams.division(session, course, formation).rosters)
        pinned = any(pin.get("team_number") for pin in _row.pins)
        # a team that stays together keeps its number, and with it its name and book
        actions.write_spots(session, run.key, spots if pinned else renumbered(present, spots))

    facts = {name: told[name] for name in ("value", "bound", "proven", "cut", "seconds")}
    run.publish(then=write, stopping=False, found=told["costs"], clashes=[], **facts)


def _refuse(run: Run, told: dict[str, Any]) -> None:
    rules = [{**rule, "part": part} for part in ("clash", "help", "offer") for rule in told[part]]
    run.progress(100, clashes=rules)
    raise Invalid(say("There is no division that keeps all these rules."))


def _read(path: Path) -> dict[str, Any] | None:
    try:
        told: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return None
    return told
