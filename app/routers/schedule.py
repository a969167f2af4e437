"""Pages of the filming schedule: the stripboard, and a call sheet for each day. Days are rows: see ``tables``."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.books import policy
from app.books.schedule import actions, board
from app.books.schedule.schemas import CarryInput, MarkInput, MoveStripInput, SplitInput
from app.core import clock
from app.core.db import give_up
from app.core.errors import NotFound
from app.core.text import Text, say
from app.insights import queries as insights
from app.people.rules import Actor
from app.routers.tables import table_page
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import bind
from app.web.pages import page, redirect
from app.web.ranges import film_address

router = APIRouter()
HOME = "/teams/{team_id}/book/schedule"


@router.get(HOME)
def schedule(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Show the days with their strips, what stands in the way, and who works when."""
    return table_page(request, session, actor, team_id, "schedule")


@router.post(HOME + "/sort")
def sort(session: Writing, actor: SignedIn, team_id: int) -> Response:
    """Put the strips of each day in order by place, then light."""
    actions.sort_strips(session, actor, team_id)
    return _board(team_id, say("Sorted by place, then inside or outside, then light."))


@router.post(HOME + "/strips/{strip_id}/move")
def move(request: Request, session: Writing, actor: SignedIn, team_id: int, strip_id: int, form: Posted) -> Response:
    """Put a strip on a day; a page that asks by script gets the board."""
    told: Text | str = ""
    try:
        actions.move_strip(session, actor, team_id, strip_id, bind(form, MoveStripInput).data)
    except board.Elsewhere as refusal:
        give_up(session)
        told = refusal.sentence
    if request.headers.get("hx-request"):
        return table_page(request, session, actor, team_id, "schedule", told=told, block="board")
    return _board(team_id, told, f"strip-{strip_id}")


@router.post(HOME + "/strips/{strip_id}/split")
def split(session: Writing, actor: SignedIn, team_id: int, strip_id: int, form: Posted) -> Response:
    """Give some shots of a strip one of their own."""
    actions.split_strip(session, actor, team_id, strip_id, bind(form, SplitInput).data)
    return _board(team_id, say("The shots have a strip of their own."), f"strip-{strip_id}")


@router.post(HOME + "/strips/{strip_id}/mark")
def mark(session: Writing, actor: SignedIn, team_id: int, strip_id: int, form: Posted) -> Response:
    """Say that a shot, or all of a strip, is filmed, or is not."""
    day = str(form.get("day", ""))
    actions.mark_strip(session, actor, team_id, strip_id, bind(form, MarkInput).data)
    sheet = f"/days/{int(day)}" if day.isdecimal() else ""
    return redirect(f"/teams/{team_id}/book/schedule{sheet}#strip-{strip_id}")


@router.post(HOME + "/strips/{strip_id}/{step}")
def step(session: Writing, actor: SignedIn, team_id: int, strip_id: int, step: str) -> Response:
    """Move a strip up or down, put a part back to its scene, take out one whose scene is gone."""
    steps: dict[str, tuple[Callable[[], None], Text | str]] = {
        "up": (lambda: actions.nudge_strip(session, actor, team_id, strip_id, up=True), ""),
        "down": (lambda: actions.nudge_strip(session, actor, team_id, strip_id, up=False), ""),
        "join": (lambda: actions.join_strip(session, actor, team_id, strip_id), say("The scene is whole again.")),
        "remove": (lambda: actions.remove_strip(session, actor, team_id, strip_id), say("The strip is gone.")),
    }
    if step not in steps:
        raise NotFound
    run, sentence = steps[step]
    run()
    return _board(team_id, sentence, f"strip-{strip_id}")


@router.get(HOME + "/days/{day_id}")
def call_sheet(request: Request, session: Reading, actor: SignedIn, team_id: int, day_id: int) -> Response:
    """Show the call sheet of a day: on location, or to print."""
    return _sheet(request, session, actor, team_id, day_id)


@router.post(HOME + "/days/{day_id}/carry")
def carry(session: Writing, actor: SignedIn, team_id: int, day_id: int, form: Posted) -> Response:
    """Take what was not filmed to another day."""
    covered = insights.covered_of(session, actor, team_id)
    actions.carry_over(session, actor, team_id, day_id, bind(form, CarryInput).data, covered)
    return _board(team_id, say("What was not filmed has moved on."), f"row-{day_id}")


def _sheet(request: Request, session: Session, actor: Actor, team_id: int, day_id: int) -> Response:
    found = insights.schedule_page(session, actor, team_id)
    team, course = found.book.team, found.book.course
    return page(
        request,
        "pages/books/call_sheet.html",
        team=team,
        course=course,
        found=found,
        plan=found.day(day_id),
        today=clock.now().astimezone(ZoneInfo(course.timezone)).date(),
        sheet=insights.call_sheet_of(found, day_id),
        may_write=policy.may_write(actor, course, team),
        picture_address=lambda key: film_address(request.app.state.settings, key),
    )


def _board(team_id: int, flash: Text | str, at: str = "stripboard") -> Response:
    return redirect(f"/teams/{team_id}/book/schedule#{at}", flash=flash)
