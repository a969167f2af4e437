"""Addresses: parse, one action or one query, render. ``PAGES`` and ``API`` list every router."""

from fastapi import APIRouter

from app.routers import (
    account,
    admin,
    assembly,
    books,
    breakdown,
    calendar,
    comparing,
    courses,
    coverage,
    cuts,
    desk,
    division,
    feedback,
    feeds,
    files,
    film_notes,
    footage,
    gates,
    history,
    joining,
    lending,
    metrics,
    notes,
    notices,
    people,
    pictures,
    pitches,
    prints,
    proposals,
    quotas,
    review,
    room,
    roster,
    schedule,
    screenings,
    scripts,
    sheets,
    site,
    stays,
    storyboard,
    swaps,
    tables,
    teams,
    today,
    uploads,
    wishes,
)
from app.routers.api import assembly as assembly_api
from app.routers.api import books as books_api
from app.routers.api import breakdown as breakdown_api
from app.routers.api import comparing as comparing_api
from app.routers.api import courses as courses_api
from app.routers.api import coverage as coverage_api
from app.routers.api import feedback as feedback_api
from app.routers.api import feeds as feeds_api
from app.routers.api import files as files_api
from app.routers.api import footage as footage_api
from app.routers.api import gates as gates_api
from app.routers.api import history as history_api
from app.routers.api import joining as joining_api
from app.routers.api import journal as journal_api
from app.routers.api import lending as lending_api
from app.routers.api import people as people_api
from app.routers.api import pictures as pictures_api
from app.routers.api import pitches as pitches_api
from app.routers.api import presence as presence_api
from app.routers.api import prints as prints_api
from app.routers.api import proposals as proposals_api
from app.routers.api import reviews as reviews_api
from app.routers.api import roster as roster_api
from app.routers.api import schedule as schedule_api
from app.routers.api import screenings as screenings_api
from app.routers.api import shots as shots_api
from app.routers.api import tables as tables_api
from app.routers.api import teams as teams_api
from app.routers.api import wishes as wishes_api

PAGES: list[APIRouter] = [
    site.router,
    files.router,
    uploads.router,
    footage.router,
    cuts.router,
    assembly.router,
    coverage.router,
    desk.router,
    comparing.router,
    film_notes.router,
    breakdown.router,
    history.router,
    pictures.router,
    lending.router,
    feeds.router,
    prints.router,
    schedule.router,
    scripts.router,
    sheets.router,
    storyboard.router,
    tables.router,
    books.router,
    review.router,
    notes.router,
    gates.router,
    pitches.router,
    screenings.router,
    room.router,
    feedback.router,
    today.router,
    courses.router,
    calendar.router,
    division.router,
    proposals.router,
    teams.router,
    quotas.router,
    wishes.router,
    joining.router,
    swaps.router,
    stays.router,
    people.router,
    account.router,
    notices.router,
    roster.router,
    admin.router,
    metrics.router,
]
API: list[APIRouter] = [
    courses_api.router,
    teams_api.router,
    wishes_api.router,
    proposals_api.router,
    joining_api.router,
    books_api.router,
    breakdown_api.router,
    shots_api.router,
    history_api.router,
    presence_api.router,
    pictures_api.router,
    lending_api.router,
    prints_api.router,
    schedule_api.router,
    reviews_api.router,
    files_api.router,
    tables_api.router,
    gates_api.router,
    pitches_api.router,
    footage_api.router,
    assembly_api.router,
    coverage_api.router,
    comparing_api.router,
    screenings_api.router,
    feedback_api.router,
    journal_api.router,
    people_api.router,
    feeds_api.router,
    roster_api.router,
]
