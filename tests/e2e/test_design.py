"""The look: nothing sideways, targets for a thumb, the main action in sight, no text on text; a complete style guide."""

import re
from pathlib import Path

import pytest

from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from tests import live, worlds
from tests.furnished import furnish
from tests.schema import create_schema

pytestmark = pytest.mark.browser
TEMPLATES = Path(__file__).parent.parent.parent / "app" / "templates"
SIZES = {"phone": live.PHONE, "desk": live.DESK}
GUEST = ("/sign-in", "/forgotten", "/nothing-here")
MEMBER = (
    "/",
    "/courses/{course_id}",
    "/courses/{course_id}/people",
    "/courses/{course_id}/teams",
    "/teams/{team_id}",
    "/teams/{team_id}/journal",
    "/teams/{team_id}/book",
    "/teams/{team_id}/rushes",
    "/teams/{team_id}/feedback",
    "/notices",
    "/me",
    "/styleguide",
)
STAFF = (
    "/",
    "/courses/{course_id}",
    "/courses/{course_id}/plan",
    "/courses/{course_id}/settings",
    "/courses/{course_id}/quotas",
    "/courses/{course_id}/people",
    "/courses/{course_id}/roster",
    "/courses/{course_id}/journal",
    "/courses/{course_id}/teams",
    "/courses/new",
)
LOOKED_AT = [("guest", p) for p in GUEST] + [("kim", p) for p in MEMBER] + [("prof", p) for p in STAFF]
FIRST = {
    ("guest", "/sign-in"): "button.primary",
    ("kim", "/"): ".button.primary",
    ("kim", "/teams/{team_id}"): "#next",
    ("kim", "/teams/{team_id}/rushes"): ".button.primary",
    ("prof", "/"): "#waiting",
    ("prof", "/courses/{course_id}/people"): ".button.primary",
}
"""What a key page is opened for: it is seen without scrolling."""

SMALL = """() => [...document.querySelectorAll(
  'button, .button, summary, .tabs a, .subtabs a, a.item, .panel a, .crumbs a, input:not([type=checkbox], [type=radio], [type=hidden]), select')]
  .filter((e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !e.closest('.sr, [hidden]'))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, r]) => r.width && r.right > 0 && r.height < 43.5)
  .map(([e, r]) => `${Math.round(r.width)}x${Math.round(r.height)} ${e.outerHTML.slice(0, 120)}`)"""

OVERLAP = """() => {
  const found = [], lines = [];
  const hidden = (e) => e && (getComputedStyle(e).clipPath.startsWith('inset') || hidden(e.parentElement));
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.data.trim() || parent.closest('.sr, svg, option, textarea, select, video, noscript, [hidden], dialog, .menu > .panel')) continue;
    if (!parent.checkVisibility({visibilityProperty: true}) || hidden(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const r of range.getClientRects()) if (r.width > 2 && r.height > 4) lines.push([node.data.trim().slice(0, 40), r, parent]);
    const style = getComputedStyle(parent);
    if (style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && parent.clientWidth > 2 && parent.scrollWidth > parent.clientWidth + 1)
      found.push(`cut off: ${node.data.trim().slice(0, 40)}`);
  }
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  for (let i = 0; i < lines.length; i++) for (let j = i + 1; j < Math.min(lines.length, i + 60); j++)
    if (across(lines[i][1], lines[j][1]) > 3 && down(lines[i][1], lines[j][1]) > 6) found.push(`${lines[i][0]} | ${lines[j][0]}`);
  return found;
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A furnished world, served."""
    folder = tmp_path_factory.mktemp("design")
    url = f"sqlite:///{folder / 'rushes.db'}"
    create_schema(url)
    database = Database(url)
    world = worlds.build(database)
    places = furnish(database, world)
    app = create_app(Settings(media=folder / "media", embedded_worker=False, secret_key="design"), database)
    with live.serving(app) as address:
        yield app, world, places, address


@pytest.fixture(scope="module")
def visitors(house, chromium):
    """Signed-in browsers by person, width and language, opened when they are asked for."""
    app, world, _, address = house
    opened = {}

    def visit(who, size, language):
        if (who, size, language) not in opened:
            context = chromium.new_context(viewport=SIZES[size], locale=language)
            context.add_cookies([{"name": "rushes_lang", "value": language, "url": address}])
            if who != "guest":
                live.sign_in(app, context, address, getattr(world, who))
            opened[who, size, language] = context.new_page()
        return opened[who, size, language]

    yield visit
    for page in opened.values():
        page.context.close()


@pytest.mark.parametrize(("who", "path"), LOOKED_AT, ids=[f"{who}:{path}" for who, path in LOOKED_AT])
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", list(SIZES))
def test_a_page_looks_right(house, visitors, who, path, language, size):
    _, _, places, address = house
    page = visitors(who, size, language)
    page.goto(address + path.format_map(places), wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], "scrolls sideways"
    assert page.evaluate(OVERLAP) == []
    if size == "phone":
        assert page.evaluate(SMALL) == []
    first = FIRST.get((who, path))
    if first:
        box = page.locator(f"main {first}").first.bounding_box()
        bar = page.locator(".tabs").bounding_box() if size == "phone" and who != "guest" else None
        assert box["y"] + box["height"] <= (bar["y"] if bar else SIZES[size]["height"]), "not in sight"


@pytest.mark.parametrize("path", ["/", "/courses/{course_id}", "/teams/{team_id}", "/me"])
def test_a_page_holds_at_twice_the_size_of_letters(house, visitors, path):
    _, _, places, address = house
    page = visitors("kim", "desk", "ko")
    page.set_viewport_size({"width": 640, "height": 450})  # 200 % of a window of 1280 × 900
    try:
        page.goto(address + path.format_map(places), wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        assert page.evaluate(OVERLAP) == []
    finally:
        page.set_viewport_size(SIZES["desk"])


def test_the_keyboard_skips_to_the_content_and_finds_the_search(house, visitors):
    _, _, places, address = house
    page = visitors("prof", "desk", "en")
    page.goto(address + "/courses/{course_id}/people".format_map(places), wait_until="load")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.evaluate("[document.activeElement.name, document.activeElement.value]") == ["q", "a/b"]
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_paper_shows_the_content_alone(house, visitors):
    _, _, places, address = house
    page = visitors("kim", "desk", "en")
    page.goto(address + "/teams/{team_id}".format_map(places), wait_until="load")
    page.emulate_media(media="print")
    try:
        assert page.locator("main h1").is_visible()
        assert [page.locator(one).first.is_visible() for one in (".tabs", ".top", "main .button")] == [False] * 3
    finally:
        page.emulate_media(media="screen")


def test_whoever_wants_less_motion_sees_none(house, visitors):
    _, _, _, address = house
    page = visitors("kim", "desk", "en")
    page.emulate_media(reduced_motion="reduce")
    try:
        page.goto(address + "/styleguide", wait_until="load")
        moving = "[...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration))"
        assert page.evaluate(f"{moving}.length") == 0
    finally:
        page.emulate_media(reduced_motion="no-preference")


def test_the_style_guide_shows_every_macro():
    macros = set(re.findall(r"{% macro (\w+)\(", (TEMPLATES / "ui" / "ui.html").read_text())) - {"_extra"}
    guide = "".join(p.read_text() for p in TEMPLATES.glob("*/styleguide/*.html"))
    assert {name for name in macros if f"ui.{name}(" not in guide} == set()
