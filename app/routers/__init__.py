"""Addresses: parse, one action or one query, render. ``PAGES`` and ``API`` list every router."""

from fastapi import APIRouter

from app.routers import site

PAGES: list[APIRouter] = [
    site.router,
]
API: list[APIRouter] = []
