"""What single tabs of the book show beside their rows: charts, sums, suggestions."""

from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from sqlmodel import Session

from app.books import fountain, queries, rules
from app.books.rules import SectionKind, StepState
from app.books.schedule.places import map_of
from app.core import clock
from app.documents.pictures import ACCEPTED
from app.insights import queries as insights
from app.teams.rules import Role
from app.web.ranges import film_address


def production(_: Request, __: Session, found: queries.BookPage) -> dict[str, Any]:
    """Give the chart of the production table, and how each step stands today."""
    today = clock.now().astimezone(ZoneInfo(found.course.timezone)).date()
    steps = {row.id: queries.dated(row) for row in found.rows(SectionKind.STEPS)}
    return {
        "chart": rules.chart(list(steps.values()), today),
        "state_of": lambda row: steps[row.id].state(today),
        "words": {one.value: rules.WORDS[one] for one in StepState},
    }


def storyboard(request: Request, _: Session, __: queries.BookPage) -> dict[str, Any]:
    """Give the addresses of the shots' frames, and what may be sent as one."""
    settings = request.app.state.settings
    return {"picture_address": lambda key: film_address(settings, key), "accepted": ACCEPTED}


def casting(_: Request, __: Session, found: queries.BookPage) -> dict[str, Any]:
    """Give the characters of the scenario that have no row yet, and in which scenes each speaks."""
    speakers = fountain.speakers(fountain.parse(found.scenario.text))
    unlisted = rules.unlisted((one.name for one in speakers), [row.values for row in found.rows(SectionKind.CASTING)])
    shown = {"roles": list(Role), "same_name": rules.same_name}
    return {**shown, "unlisted": unlisted, "speaks": {rules.same_name(one.name): one.scenes for one in speakers}}


def places(request: Request, session: Session, found: queries.BookPage) -> dict[str, Any]:
    """Give the photos of each location, and the places of the scenario that no location stands for."""
    settings = request.app.state.settings
    photos = queries.photos_of(session, found.book_id)
    scenes = fountain.scenes(fountain.parse(found.scenario.text))
    return {
        "photos": photos,
        "unplaced": rules.unplaced(scenes, [row.values for row in found.rows(SectionKind.PLACES)]),
        "picture_address": lambda key: film_address(settings, key),
        "accepted": ACCEPTED,
        "on_map": rules.coordinates,
        "map_of": partial(map_of, timezone=found.course.timezone),
    }


def equipment(_: Request, session: Session, found: queries.BookPage) -> dict[str, Any]:
    """Give what the course lends, and today's day."""
    return {"lent": queries.lending_of(session, found.course), "today": queries.today_in(found.course)}


def budget(request: Request, session: Session, found: queries.BookPage) -> dict[str, Any]:
    """Give what is wrong with the budget, who is owed what, and the receipts."""
    settings, course = request.app.state.settings, found.course
    lines = found.rows(SectionKind.BUDGET)
    _, total = rules.top_sheet(
        rules.Line(one["category"], one["quantity"], one["unit_price"], one["actual"]) for one in lines
    )
    receipts = queries.receipts_of(session, found.book_id)
    return {
        "warnings": rules.budget_warnings(total, course.budget_cap, course.contingency, course.currency),
        "owed": rules.owed((one["paid_by"], one["actual"], one["reimbursed"]) for one in lines),
        "reserve": rules.reserve(course.budget_cap or 0, course.contingency),
        "receipts": receipts,
        "picture_address": lambda key: film_address(settings, key),
        "accepted": ACCEPTED,
    }


def schedule(_: Request, session: Session, found: queries.BookPage) -> dict[str, Any]:
    """Give what the filming schedule shows beside its days: strips, clashes, who works when."""
    return {"found": insights.schedule_of(session, found), "told": ""}
