"""Figures for Prometheus: counted here are requests; the rest is asked of the database when somebody scrapes.

No label names a person: routes are templates ("/takes/{take_id}"), never addresses. One registry an application.
"""

import hmac
import ipaddress
import time
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KIND = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """What this process counts, and the gauges that a scrape fills."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "rushes_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "rushes_request_seconds",
            "Until the whole answer was sent.",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.jobs = Gauge("rushes_jobs", "Rows that jobs work on.", ["job", "state"], registry=self.registry)
        self.kept = Gauge("rushes_storage_bytes", "Bytes of films that are kept.", registry=self.registry)
        self.free = Gauge("rushes_disk_free_bytes", "Bytes free where uploads arrive.", registry=self.registry)
        self.uploads = Gauge("rushes_uploads_open", "Uploads that have not ended.", registry=self.registry)

    def text(self, jobs: Iterable[tuple[str, str, int]], kept: int, free: int, uploads: int) -> bytes:
        """Write everything down, with the figures of now."""
        self.jobs.clear()
        for job, state, count in jobs:
            self.jobs.labels(job, state).set(count)
        self.kept.set(kept)
        self.free.set(free)
        self.uploads.set(uploads)
        return generate_latest(self.registry)


class Counted:
    """Wraps the application and counts each request by its route's template and its status."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, watching the status."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), "500"

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            route = _route(scope)
            method = scope["method"] if scope["method"] in METHODS else "other"
            self.metrics.requests.labels(method, route, status).inc()
            self.metrics.seconds.labels(route).observe(time.perf_counter() - began)


def may_scrape(request: Request, token: str) -> bool:
    """Tell whether the caller holds the token; without a token, whether the caller is on this machine."""
    if token:
        return hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode())
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _route(scope: Scope) -> str:
    if scope["path"].startswith("/static/"):
        return "/static"
    return getattr(scope.get("route"), "path", "") or "none"
