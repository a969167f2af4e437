"""Addresses: parse, one action or one query, render. ``PAGES`` and ``API`` list every router."""

from fastapi import APIRouter

from app.routers import people, site

PAGES: list[APIRouter] = [
    site.router,
    people.router,
]
API: list[APIRouter] = []
