"""The board in a real Chromium: drag with the pointer, or the keyboard alone; what is broken is seen at once."""

import pytest

from tests import live

pytestmark = pytest.mark.browser


@pytest.fixture
def board(app, world):
    """The instructor's board on a desk, and its troubles."""
    with live.serving(app) as address, live.browser() as chromium:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en")
        live.sign_in(app, context, address, world.prof)
        page = context.new_page()
        seen = live.watch(page)
        page.goto(f"{address}/courses/{world.course_id}/teams")
        yield page
        assert seen.troubles == []


def card(page, name):
    return page.locator("[data-team]").filter(has=page.get_by_role("heading", name=name))


def test_dragging_by_the_dots_moves_a_person_and_undo_brings_them_back(board):
    source = board.locator("[data-person]", has_text="Lee").locator(".handle").bounding_box()
    target = card(board, "Night Shift").bounding_box()
    board.mouse.move(source["x"] + 5, source["y"] + 5)
    board.mouse.down()
    board.mouse.move(target["x"] + 40, target["y"] + 60, steps=6)
    assert "drop-here" in card(board, "Night Shift").get_attribute("class")
    board.mouse.up()
    board.get_by_text("Lee: Team 1 → Team 2.").first.wait_for()
    assert card(board, "Night Shift").get_by_role("link", name="Lee").count() == 1
    board.get_by_role("button", name="Take back").click()
    board.get_by_text("Taken back").wait_for()
    assert card(board, "The Waiting Room").get_by_role("link", name="Lee").count() == 1


def test_dropping_where_no_team_is_changes_nothing(board):
    source = board.locator("[data-person]", has_text="Lee").locator(".handle").bounding_box()
    board.mouse.move(source["x"] + 5, source["y"] + 5)
    board.mouse.down()
    board.mouse.move(5, 400, steps=4)
    board.mouse.up()
    assert board.locator(".drop-here, .dragging").count() == 0
    assert card(board, "The Waiting Room").get_by_role("link", name="Lee").count() == 1


def test_the_keyboard_alone_moves_a_person_and_sets_roles(board):
    board.get_by_role("link", name="Loner").focus()
    board.keyboard.press("Enter")
    board.get_by_label("Move to").focus()
    board.keyboard.type("Team 2")
    board.get_by_role("button", name="Move", exact=True).focus()
    board.keyboard.press("Enter")
    board.get_by_text("Loner: no team → Team 2.").first.wait_for()
    board.get_by_role("link", name="Loner").focus()
    board.keyboard.press("Enter")
    board.get_by_label("editor").focus()
    board.keyboard.press("Space")
    board.get_by_role("button", name="Save roles").focus()
    board.keyboard.press("Enter")
    board.get_by_text("Loner has other roles in Team 2.").first.wait_for()
    assert "editor 1 / 2" in card(board, "Night Shift").inner_text()
