"""Addresses: parse, one action or one query, render. ``PAGES`` and ``API`` list every router."""

from fastapi import APIRouter

from app.routers import account, courses, notices, people, site, teams, today

PAGES: list[APIRouter] = [
    site.router,
    today.router,
    courses.router,
    teams.router,
    people.router,
    account.router,
    notices.router,
]
API: list[APIRouter] = []
