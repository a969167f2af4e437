"""Words of the lists are found where they stand in the script: whole words, Korean with its endings, no letter lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.books import rules

TEXT = st.text(alphabet="ab 우산을신발,.-(B", max_size=40)


def row(**cells):
    return dict.fromkeys(rules.LISTS, "") | cells


def found(cells, text):
    return [(words, name) for words, name in rules.tagger(row(**cells))(text) if name]


@given(TEXT, TEXT, TEXT)
def test_no_letter_is_lost_or_moved(text, props, sound):
    pieces = rules.tagger(row(props=props, sound=sound))(text)
    assert "".join(words for words, _ in pieces) == text
    assert all(words for words, _ in pieces)
    listed = {one.casefold() for one in [*rules.entries(props), *rules.entries(sound)]}
    assert all(" ".join(words.split()).casefold() in listed for words, name in pieces if name)


@pytest.mark.parametrize(
    ("cells", "text", "marked"),
    [
        ({"props": "우산"}, "지우가 우산을 든다. 빈우산", [("우산", "props"), ("우산", "props")]),
        ({"props": "문"}, "질문하며 문을 연다", [("문", "props")]),
        ({"sound": "rain"}, "The train in the RAIN, raining", [("RAIN", "sound")]),
        ({"equipment": "CCTV"}, "CCTV를 본다. CCTVs", [("CCTV", "equipment")]),
        ({"props": "wet umbrella, umbrella"}, "a wet  umbrella", [("wet  umbrella", "props")]),
        ({"extras": "nurse", "props": "nurse"}, "A nurse.", [("nurse", "extras")]),
        ({"props": "(chair)"}, "a (chair)", [("(chair)", "props")]),
        ({"props": "雨傘"}, "赤い雨傘を持つ", [("雨傘", "props")]),
        ({}, "nothing", []),
    ],
)
def test_words_are_found(cells, text, marked):
    assert found(cells, text) == marked


def test_a_scene_without_a_row_has_no_tags():
    assert rules.tagger(None)("A bed.") == [("A bed.", "")]
