"""A running server and real browsers for the end-to-end tests."""

import atexit
import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from app.people import actions as people
from app.people.models import Person
from app.people.rules import Actor
from tests import servers

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@contextlib.contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve the application on a free port of the loopback; yields its address."""
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > until or not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@contextlib.contextmanager
def browser(flags: list[str] = servers.CHROMIUM_FLAGS) -> Iterator[Browser]:
    """Start Debian's Chromium."""
    path = servers.chromium()
    if path is None:
        servers.missing("no Chromium on this machine: apt-get install chromium")
    opened = _playwright().chromium.launch(executable_path=path, args=flags)
    try:
        yield opened
    finally:
        opened.close()


@cache
def _playwright() -> Playwright:
    """Start Playwright once a process: it refuses to run twice at the same time."""
    running = sync_playwright().start()
    atexit.register(running.stop)
    return running


@dataclass
class Watch:
    """What went wrong in a page: policy violations, script errors, failed requests; and what was sent."""

    troubles: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)


def sign_in(app: FastAPI, context: BrowserContext, address: str, actor: Actor) -> None:
    """Put the cookie of a new sign-in into a browser."""
    with app.state.database.writing() as session:
        person = session.get(Person, actor.person_id)
        secret = people.open_login(session, person, days=1, device="test")
    context.add_cookies([{"name": "rushes", "value": secret, "url": address}])


def watch(page: Page) -> Watch:
    """Write down every trouble of the page from now on."""
    seen = Watch()
    page.on("pageerror", lambda error: seen.troubles.append(f"script error: {error}"))
    page.on(
        "console",
        lambda m: seen.troubles.append(f"console: {m.text}") if m.type == "error" and "favicon" not in m.text else None,
    )

    def finished(request: object) -> None:
        with contextlib.suppress(Exception):  # a request cut off by leaving the page has no sizes
            sizes = request.sizes()  # type: ignore[attr-defined]
            seen.sizes[request.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]  # type: ignore[attr-defined]

    page.on("requestfinished", finished)
    return seen
