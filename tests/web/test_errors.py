"""Pages of errors: what happened, what to do, and nothing typed lost."""

import pytest

LONG = "우산을 든 사람이 마지막 버스를 기다린다."


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_missing_page_says_so_and_leads_on(browse, world, language):
    browser = browse(world.kim)
    page = browser.get("/nothing-here", headers={"Accept-Language": language})
    assert page.status_code == 404
    assert {"en": "Nothing here", "ko": "찾는 것이 없어요"}[language] in page.text
    assert 'href="/courses"' in page.text
    stranger = browse().get("/nothing-here")
    assert 'href="/sign-in"' in stranger.text


def test_what_was_typed_is_shown_again_when_it_was_refused(browse, world):
    form = {"title": LONG, "kind": "x", "password": "a secret of mine", "current_password": "another secret"}
    page = browse(world.kim).post(f"/courses/{world.course_id}/classes", data=form)
    assert page.status_code == 403
    assert LONG in page.text
    assert "secret" not in page.text
    assert "This is not open to you" in page.text


def test_what_was_typed_is_text_only(browse, world):
    form = {"title": "</textarea><script>alert(1)</script>"}
    page = browse(world.kim).post(f"/courses/{world.course_id}/classes", data=form)
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_stranger_learns_nothing_from_the_page(browse, world):
    page = browse(world.other_prof).post(f"/courses/{world.course_id}/classes", data={"title": LONG})
    assert page.status_code == 404
    assert "This is not open to you" not in page.text
    assert LONG in page.text, "the words are the stranger's own"


def test_words_outlive_the_sign_in_under_which_they_were_written(browse, world):
    """The note of an hour is not thrown away because a sign-in ended meanwhile."""
    stranger = browse()
    page = stranger.post("/takes/1/notes", data={"text": LONG, "seconds": "1"})
    assert page.status_code == 401
    assert LONG in page.text
    assert 'href="/sign-in"' in page.text
    short = stranger.post("/takes/1/notes", data={"text": "?"})
    assert (short.status_code, short.headers["location"]) == (303, "/sign-in")
