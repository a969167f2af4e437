"""Figures for Prometheus, for the machine itself or whoever holds the token."""

import shutil

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.errors import NotFound
from app.insights.queries import storage
from app.jobs import queue
from app.web import metrics

router = APIRouter()


@router.get("/metrics")
def scrape(request: Request) -> Response:
    """Give requests, durations, jobs by state, bytes kept and free, and uploads that are open."""
    state = request.app.state
    if not metrics.may_scrape(request, state.settings.metrics_token):
        raise NotFound
    with state.database.reading() as session:
        jobs = queue.counts(session)
        kept, uploads = storage.bytes_and_uploads(session)
    free = shutil.disk_usage(state.storage.work).free
    return Response(state.metrics.text(jobs, kept, free, uploads), media_type=metrics.KIND)
