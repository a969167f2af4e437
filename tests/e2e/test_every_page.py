"""Every page that a GET can open: no policy violation, no script error, nothing for axe, nothing sideways, light."""

from pathlib import Path

import pytest

from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from tests import live, servers, worlds
from tests.furnished import furnish
from tests.routes import endpoints
from tests.schema import create_schema

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
PAGE_BYTES = 60 * 1024
PAGE_REQUESTS = 6
NOT_PAGES = (
    "/healthz",
    "/metrics",
    "/files",
    "/uploads",
    "/static",
    "/events",
    "/stream",
    "/state",
    ".csv",
    ".xlsx",
    ".fountain",
    ".fdx",
    ".txt",
    ".pdf",
    ".ics",
    ".svg",
    "/progress",
    "/g/{",
    "/ping",
    "/download",
    "/poster",
    "/desk/",
    "/markers.",
    ".m3u8",
)
PLAYS = ("/takes/{", "/assembly", "/cuts/{", "/projector", "/seat", "/control", "/rushes", "/clips/", "/styleguide")
PERSONAS = {"member": "kim", "instructor": "prof"}
SIZES = {"phone": live.PHONE, "desk": live.DESK}


def page_paths() -> list[str]:
    """List the pages: what a GET answers with HTML, as far as its address tells."""
    found = {p for p, r in endpoints() if "GET" in (r.methods or ()) and not p.startswith("/api/")}
    return sorted(p for p in found if not any(word in p for word in NOT_PAGES))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A furnished world, served."""
    folder = tmp_path_factory.mktemp("pages")
    url = f"sqlite:///{folder / 'rushes.db'}"
    create_schema(url)
    database = Database(url)
    world = worlds.build(database)
    places = furnish(database, world)
    app = create_app(Settings(media=folder / "media", embedded_worker=False, secret_key="pages"), database)
    with live.serving(app) as address:
        yield app, world, places, address


@pytest.fixture(
    scope="module",
    params=[(p, s, lang) for p in PERSONAS for s, lang in (("phone", "ko"), ("desk", "en"))],
    ids="-".join,
)
def visitor(request, house, chromium):
    """A signed-in browser for each persona, width and language."""
    app, world, _, address = house
    persona, size, language = request.param
    context = chromium.new_context(viewport=SIZES[size], locale=language, bypass_csp=False)
    context.add_cookies([{"name": "rushes_lang", "value": language, "url": address}])
    live.sign_in(app, context, address, getattr(world, PERSONAS[persona]))
    yield context
    context.close()


@pytest.mark.parametrize("path", page_paths())
def test_page(house, visitor, path):
    _, _, places, address = house
    page = visitor.new_page()
    seen = live.watch(page)
    answer = page.goto(
        address + path.format_map({**dict.fromkeys(("number", "key", "token"), 1), **places}), wait_until="load"
    )
    try:
        if answer.status in {401, 403, 404, 410}:
            pytest.skip(f"not for this persona: {answer.status}")
        assert answer.status < 400, f"{answer.status} at {path}"
        if "text/html" not in answer.headers.get("content-type", ""):
            pytest.skip("not a page")
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], "scrolls sideways"
        assert page.title().endswith("Rushes")
        assert axe(page) == []
        if not any(word in path for word in PLAYS):
            plain = {one: size for one, size in seen.sizes.items() if "courier" not in one}  # a screenplay's typeface
            assert sum(plain.values()) <= PAGE_BYTES, plain
            assert len(plain) <= PAGE_REQUESTS, sorted(plain)
        assert [t for t in seen.troubles if "404" not in t] == []
    finally:
        page.close()


def axe(page) -> list[str]:
    """Run axe on the page; returns each violation with the first element."""
    if not AXE.exists():
        servers.missing("axe-core is not installed: npm ci")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]} — {v['nodes'][0]['failureSummary'][:200]}" for v in found]
