"""Writing a screenplay in a real browser: names and headings are offered, Enter goes on, words are found and replaced."""

import pytest

from app.books import actions
from app.books.schemas import ScenarioInput
from tests import live

pytestmark = pytest.mark.browser
TEXT = "S#1. 병원 복도 (낮)\n\n민수\n왜요?\n\n노인\n그냥.\n"


@pytest.fixture
def editor(app, lite, world, chromium):
    """Open the scenario; gives a function of the window's size."""
    with lite.writing() as session:
        actions.save_scenario(session, world.kim, world.team_id, ScenarioInput(text=TEXT))
    opened = []
    with live.serving(app) as address:

        def go(size=live.DESK, language="ko"):
            context = chromium.new_context(viewport=size, locale=language)
            live.sign_in(app, context, address, world.kim)
            page = context.new_page()
            seen = live.watch(page)
            page.goto(f"{address}/teams/{world.team_id}/book/scenario")
            page.wait_for_selector("[data-helps]:not([hidden])")
            opened.append((context, seen))
            return page

        yield go
        for context, seen in opened:
            assert seen.troubles == []
            context.close()


def written(page):
    return page.locator("#f-text").input_value()


def at_end(page):
    page.locator("#f-text").focus()
    page.evaluate("const f = document.querySelector('#f-text'); f.setSelectionRange(f.value.length, f.value.length)")
    page.keyboard.press("ArrowRight")


def offered(page):
    return page.locator("[data-offers] button").all_inner_texts()


def test_a_known_name_is_offered_and_taken_by_tab(editor):
    page = editor()
    at_end(page)
    page.keyboard.type("\n민")
    assert offered(page) == ["민수"]
    page.keyboard.press("Tab")
    page.keyboard.type("저도요.")
    assert written(page) == TEXT + "\n민수\n저도요."
    page.keyboard.press("Enter")
    assert written(page).endswith("저도요.\n\n"), "a speech has ended"
    assert offered(page) == ["노인", "민수"], "whoever did not speak last comes first"
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("(웃으며)")
    page.keyboard.press("Enter")
    page.keyboard.type("그래.")
    assert written(page).endswith("저도요.\n\n민수\n(웃으며)\n그래.")


def test_escape_lets_tab_go_on_its_way(editor):
    page = editor()
    at_end(page)
    page.keyboard.type("\n")
    assert offered(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "f-text"
    assert written(page) == TEXT + "\n"


def test_a_heading_knows_its_number_the_places_and_the_time_of_day(editor):
    page = editor()
    at_end(page)
    page.keyboard.type("\nS#")
    assert offered(page)[0].strip() == "S#2."
    page.keyboard.press("Tab")
    page.keyboard.type("병")
    assert offered(page) == ["S#2. 병원 복도 (낮)"]
    page.keyboard.type("실 (새")
    assert offered(page) == ["S#2. 병실 (새벽)"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("비가 온다.")
    assert written(page) == TEXT + "\nS#2. 병실 (새벽)\n\n비가 온다."


def test_two_enters_are_two_and_shift_stays(editor):
    page = editor()
    at_end(page)
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert written(page) == TEXT + "\n"
    page.keyboard.type("노인\n하나")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("둘")
    assert written(page) == TEXT + "\n노인\n하나\n둘"
    for _ in range(12):
        page.keyboard.press("Control+z")
    assert written(page).startswith("S#1."), "the browser's own undo still works"


def test_words_are_found_and_replaced(editor):
    page = editor()
    page.locator("[data-finder] summary").click()
    page.locator("#find-what").fill("노인")
    page.locator("#find-what").press("Enter")
    assert page.locator("[data-count]").inner_text() == "1 / 1"
    picked = "const f = document.querySelector('#f-text'); f.value.slice(f.selectionStart, f.selectionEnd)"
    assert page.evaluate(picked) == "노인"
    page.locator("#find-by").fill("할머니")
    page.locator('[data-find="all"]').click()
    assert "할머니\n그냥." in written(page)
    assert "노인" not in written(page)
    page.wait_for_selector('[data-part="cast"] [data-name="할머니"]', state="attached")


def test_on_a_phone_text_and_page_are_two_leaves(editor):
    page = editor(live.PHONE)
    page.locator("#f-text").fill(TEXT + "\nS#2. *옥상* (밤)\n")
    assert not page.locator("[data-page]").is_visible()
    page.locator('[data-leaf="page"]').click()
    assert page.locator("[data-page]").is_visible()
    assert not page.locator("#f-text").is_visible()
    assert page.locator('[data-part="page"] .heading .i').inner_text() == "옥상"
    page.locator('[data-part="scenes"] a').nth(1).click()
    assert page.locator("#f-text").is_visible()
    line = "const f = document.querySelector('#f-text'); f.value.slice(f.selectionStart).split('\\n')[0]"
    assert page.evaluate(line) == "S#2. *옥상* (밤)"
    page.locator('[data-put="name"]').click()
    assert page.evaluate("document.activeElement.id") == "f-text"
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= live.PHONE["width"]
