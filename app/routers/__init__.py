"""Addresses: parse, one action or one query, render. ``PAGES`` and ``API`` list every router."""

from fastapi import APIRouter

from app.routers import account, calendar, courses, notices, people, quotas, roster, site, teams, today
from app.routers.api import courses as courses_api
from app.routers.api import teams as teams_api

PAGES: list[APIRouter] = [
    site.router,
    today.router,
    courses.router,
    calendar.router,
    teams.router,
    quotas.router,
    people.router,
    account.router,
    notices.router,
    roster.router,
]
API: list[APIRouter] = [
    courses_api.router,
    teams_api.router,
]
