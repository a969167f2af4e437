"""The filming schedule as JSON: the stripboard, who works when, call sheets. Days are rows: see ``tables``."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from app.books.schedule import actions
from app.books.schedule.schemas import (
    CallSheetOut,
    CarryInput,
    DayOut,
    MarkInput,
    MoveStripInput,
    OutlineOut,
    PieceOut,
    ScheduleOut,
    SplitInput,
)
from app.insights import queries as insights
from app.people.rules import Actor
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))
STRIP = "/teams/{team_id}/schedule/strips/{strip_id}"


@router.get("/teams/{team_id}/schedule")
def schedule(session: Reading, actor: SignedIn, team_id: int) -> ScheduleOut:
    """Give the days with their strips and what stands in their way, and who works when."""
    return _schedule(session, actor, team_id)


@router.post("/teams/{team_id}/schedule/sort")
def sort(session: Writing, actor: SignedIn, team_id: int) -> ScheduleOut:
    """Put the strips of each day in order by place, then inside or outside, then light."""
    actions.sort_strips(session, actor, team_id)
    return _schedule(session, actor, team_id)


@router.post(STRIP + "/move", responses=problems(409))
def move(session: Writing, actor: SignedIn, team_id: int, strip_id: int, data: MoveStripInput) -> ScheduleOut:
    """Put a strip on a day; 409 when somebody else has moved it from where it was seen."""
    actions.move_strip(session, actor, team_id, strip_id, data)
    return _schedule(session, actor, team_id)


@router.post(STRIP + "/split")
def split(session: Writing, actor: SignedIn, team_id: int, strip_id: int, data: SplitInput) -> ScheduleOut:
    """Give some shots of a strip one of their own."""
    actions.split_strip(session, actor, team_id, strip_id, data)
    return _schedule(session, actor, team_id)


@router.post(STRIP + "/join")
def join(session: Writing, actor: SignedIn, team_id: int, strip_id: int) -> ScheduleOut:
    """Put a part of a scene back to the scene's other strip."""
    actions.join_strip(session, actor, team_id, strip_id)
    return _schedule(session, actor, team_id)


@router.put(STRIP + "/filmed")
def mark(session: Writing, actor: SignedIn, team_id: int, strip_id: int, data: MarkInput) -> ScheduleOut:
    """Say that a shot, or all of a strip, is filmed, or is not."""
    actions.mark_strip(session, actor, team_id, strip_id, data)
    return _schedule(session, actor, team_id)


@router.delete(STRIP, responses=problems(409))
def remove(session: Writing, actor: SignedIn, team_id: int, strip_id: int) -> ScheduleOut:
    """Take out a strip whose scene is no longer in the scenario; 409 for others."""
    actions.remove_strip(session, actor, team_id, strip_id)
    return _schedule(session, actor, team_id)


@router.get("/teams/{team_id}/schedule/days/{day_id}")
def call_sheet(session: Reading, actor: SignedIn, team_id: int, day_id: int) -> CallSheetOut:
    """Give a day's call sheet."""
    return CallSheetOut.model_validate(asdict(insights.call_sheet(session, actor, team_id, day_id)))


@router.post("/teams/{team_id}/schedule/days/{day_id}/carry", responses=problems(409))
def carry(session: Writing, actor: SignedIn, team_id: int, day_id: int, data: CarryInput) -> ScheduleOut:
    """Take what was not filmed on a day to another."""
    covered = insights.covered_of(session, actor, team_id)
    actions.carry_over(session, actor, team_id, day_id, data, covered)
    return _schedule(session, actor, team_id)


def _schedule(session: Any, actor: Actor, team_id: int) -> ScheduleOut:
    found = insights.schedule_page(session, actor, team_id)
    return ScheduleOut(
        days=[
            DayOut(
                id=one.id,
                number=one.day.number,
                day=one.day.day,
                strips=[PieceOut.of(piece) for piece in one.pieces],
                eighths=one.total.eighths,
                minutes=one.total.minutes,
                clashes=[str(sentence) for sentence in one.clashes],
            )
            for one in found.days
        ],
        waiting=[PieceOut.of(piece) for piece in found.waiting],
        outlines=[OutlineOut(name=one.name, part=one.part, letters=list(one.letters)) for one in found.outlines],
    )
