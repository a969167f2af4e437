"""Words selected in the script go into the lists of their scene, in Chromium."""

import pytest
from playwright.sync_api import expect

from app.books import actions
from app.books.rules import SectionKind
from app.books.schemas import ScenarioInput
from tests import live
from tests.e2e.test_book import SCRIPT, Desk
from tests.e2e.test_every_page import axe

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]
SELECT = """word => {
  const walk = document.createTreeWalker(document.querySelector("[data-lines]"), NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(node, at, node, at + word.length);
    return true;
  }
  return false;
}"""


def test_selected_words_go_into_a_list_and_words_can_be_typed(tmp_path, chromium):
    desk = Desk(tmp_path, chromium)
    desk.act(actions.save_scenario, desk.world.kim, desk.world.team_id, ScenarioInput(text=SCRIPT, version=0))
    with live.serving(desk.app) as desk.address:
        kim = desk.open(desk.world.kim, f"{desk.book}/breakdown", size=live.PHONE)
        kim.get_by_role("link", name="Words in the script").click()
        palette = kim.get_by_role("toolbar", name="Put the selected words into")
        expect(palette).to_be_hidden()
        assert kim.evaluate(SELECT, "민수가")
        expect(palette).to_be_visible()
        assert axe(kim) == []
        palette.get_by_role("button", name="Cast without lines").click()
        expect(kim.locator("mark.t-cast")).to_have_text("민수가")
        expect(palette).to_be_hidden()
        expect(kim.get_by_role("button", name="Take out: 민수가")).to_be_visible()
        words = kim.get_by_label("Words of scene 2")
        words.fill("바람")
        kim.locator("form", has=words).get_by_label("List").select_option("Sound")
        words.press("Enter")
        expect(kim.locator("mark.t-sound")).to_have_text("바람")
        kim.get_by_role("button", name="Take out: 민수가").click()
        expect(kim.locator("mark.t-cast")).to_have_count(0)
        rows = desk.stands().rows(SectionKind.BREAKDOWN)
        assert [(row["cast"], row["sound"]) for row in rows] == [("", ""), ("", "바람")]
        assert axe(kim) == []
        desk.close()
    desk.database.dispose()
