"""Words of the script are put into the lists of their scene, by a form as well as by programs."""

import re

import pytest

SCRIPT = (
    "INT. WARD - NIGHT\n\nKIM holds an <umbrella>. Rain outside.\n\nKIM\nNo umbrella!\n\nEXT. YARD - DAY\n\nWind.\n"
)


@pytest.fixture
def book(world):
    return f"/teams/{world.team_id}/book"


@pytest.fixture
def kim(browse, world, book):
    found = browse(world.kim)
    found.post(f"{book}/scenario", data={"text": SCRIPT, "version": 0})
    return found


def marked(page):
    return re.findall(r'<mark class="t-([a-z]+)" title="[^"]*">([^<]*)</mark>', page)


def test_words_are_tagged_marked_listed_and_taken_out(browse, world, book, kim):
    page = kim.get(f"{book}/breakdown/script").text
    assert marked(page) == []
    [first, _] = [int(one) for one in re.findall(r'id="row-(\d+)"', page)]
    tag = f"{book}/breakdown/rows/{first}/tags"
    sent = kim.post(tag, data={"category": "props", "words": "umbrella"})
    assert sent.headers["location"] == f"{book}/breakdown/script#row-{first}"
    kim.post(f"/api/v1{book}/breakdown/{first}/tags", json={"category": "sound", "words": "Rain"})
    page = kim.get(f"{book}/breakdown/script").text
    assert marked(page) == [("props", "umbrella"), ("sound", "Rain"), ("props", "umbrella")]
    assert "&lt;<mark" in page
    assert "Take out: umbrella" in page
    read = browse(world.prof).get(f"{book}/breakdown/script").text
    assert marked(read) == marked(page)
    assert "Take out" not in read
    assert ">umbrella</textarea>" in kim.get(f"{book}/breakdown").text.replace("\n", "")
    kim.post(tag, data={"category": "props", "words": "umbrella", "off": "on"})
    assert marked(kim.get(f"{book}/breakdown/script").text) == [("sound", "Rain")]


def test_what_is_refused_comes_back_as_it_was_typed(kim, book):
    page = kim.get(f"{book}/breakdown/script").text
    first = re.search(r'id="row-(\d+)"', page)[1]
    refused = kim.post(f"{book}/breakdown/rows/{first}/tags", data={"category": "music", "words": "la " * 50})
    assert refused.status_code == 422
    assert "la la la" in refused.text
    assert re.search(r'<option value="music" selected', refused.text)
    assert kim.post(f"{book}/breakdown/rows/{first}9/tags", data={"category": "props", "words": "x"}).status_code == 404


def test_a_book_without_scenes_leads_to_the_scenario(browse, world, book):
    assert "Write the scenario" in browse(world.kim).get(f"{book}/breakdown/script").text


def test_the_page_costs_the_same_with_many_scenes(kim, book, lite, count_sql):
    counts = []
    for version, scenes in ((1, 3), (2, 300)):
        text = "".join(f"INT. ROOM {n} - DAY\n\nA bed.\n\n" for n in range(scenes))
        assert kim.post(f"{book}/scenario", data={"text": text, "version": version}).status_code == 303
        with count_sql(lite) as sql:
            page = kim.get(f"{book}/breakdown/script").text
        counts.append(len(sql))
        assert page.count("data-lines") == scenes
    assert counts[0] == counts[1] <= 8
