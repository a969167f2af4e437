"""The screenplay parser: the syntax, Korean, no loss, no exception, linear time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.books.fountain import Change, Kind, cast, compare, eighths, minutes, parse, scenes, title_page
from app.demo import scripts
from tests import servers

ENGLISH = """Title: Three Beds
Author: Ha Ji-min

INT. WARD 7 - NIGHT #7A#

Three beds. Two are full.

OLD MAN (O.S.)
(to nobody)
You missed a spot.

JONAS ^
There's nobody there.

CUT TO:

.ROOFTOP

@McAvoy
Hello
~Happy birthday
!INT. is action here

> THE END <
> Burn to white.
===
# Act two
= What happens
[[a note
over two lines]]
/* cut
this */
"""


def kinds(text: str) -> dict[int, Kind]:
    return {one.line: one.kind for one in parse(text) if one.kind is not Kind.BLANK}


def test_every_kind_of_line():
    found = [one.kind for one in parse(ENGLISH) if one.kind is not Kind.BLANK]
    assert found == [
        *[Kind.TITLE] * 2,
        Kind.HEADING,
        Kind.ACTION,
        *[Kind.CUE, Kind.PARENTHETICAL, Kind.DIALOGUE],
        *[Kind.CUE, Kind.DIALOGUE],
        Kind.TRANSITION,
        Kind.HEADING,
        *[Kind.CUE, Kind.DIALOGUE, Kind.LYRIC],
        Kind.ACTION,
        *[Kind.CENTERED, Kind.TRANSITION, Kind.PAGE_BREAK, Kind.SECTION, Kind.SYNOPSIS],
        *[Kind.NOTE] * 2,
        *[Kind.BONEYARD] * 2,
    ]


def test_numbers_dual_dialogue_and_title_page():
    elements = parse(ENGLISH)
    assert [(s.number, s.heading) for s in scenes(elements)] == [("7A", "INT. WARD 7 - NIGHT"), ("2", "ROOFTOP")]
    assert [one.text for one in elements if one.dual] == ["JONAS"]
    assert title_page(elements) == {"title": "Three Beds", "author": "Ha Ji-min"}
    assert cast(elements) == ("OLD MAN", "JONAS", "McAvoy")


def test_korean_headings_and_cues_need_no_marks():
    elements = parse(scripts.WAITING_ROOM_2)
    assert [(s.number, s.heading, s.cast) for s in scenes(elements)] == [
        ("1", "병원 복도 (밤)", ("민수", "간호사")),
        ("2", "대기실 (밤)", ("지우", "민수")),
        ("3", "옥상 (새벽)", ("민수", "지우")),
    ]
    assert title_page(elements)["title"] == "대기실"
    speech = [one.text for one in elements if one.kind is Kind.DIALOGUE]
    assert speech[:2] == ["선생님, 몇 시예요?", "우리 둘 다한테 늦은 시간."]


def test_a_short_korean_sentence_is_no_name():
    text = "\n문이 열린다\n바람이 분다.\n\n민수(OFF)\n누구세요?\n"
    assert kinds(text) == {2: Kind.ACTION, 3: Kind.ACTION, 5: Kind.CUE, 6: Kind.DIALOGUE}


def test_length_in_eighths_counts_hangul_as_two_columns():
    latin, hangul = parse("\n" + "a" * 610 + "\n"), parse("\n" + "가" * 610 + "\n")
    assert eighths(latin) == 2
    assert eighths(hangul) == 4
    assert eighths(parse("")) == 0
    assert minutes(4) == 0.5


@given(st.text(alphabet=st.sampled_from("INT. EXT#S@!>~=[]*/()\n\n가민수다A1^:  "), max_size=300))
@settings(max_examples=300)
def test_nothing_is_lost_and_nothing_raises(text):
    elements = parse(text)
    assert "\n".join(one.raw for one in elements) == text
    assert [one.line for one in elements] == list(range(1, len(elements) + 1))
    assert sum(s.last - s.first + 1 for s in scenes(elements)) <= len(elements)
    title_page(elements)
    eighths(elements)


@given(st.text(max_size=200))
def test_any_text_at_all(text):
    assert "\n".join(one.raw for one in parse(text)) == text


@given(
    st.lists(st.sampled_from(["a", "b", "가 나", ""]), max_size=8),
    st.lists(st.sampled_from(["a", "b c", "가 나"]), max_size=8),
)
def test_a_comparison_holds_both_texts(old, new):
    before, after = "\n".join(old), "\n".join(new)
    pieces = compare(before, after)
    assert "\n".join("".join(t for c, t in p.words if c is not Change.NEW) for p in pieces if p.before) == before
    assert "\n".join("".join(t for c, t in p.words if c is not Change.CUT) for p in pieces if p.after) == after


def test_a_changed_word_is_found():
    piece = compare("간호사가 화난 얼굴로 지나간다.", "간호사가 조용한 얼굴로 지나간다.")[0]
    assert (Change.CUT, "화난") in piece.words
    assert (Change.NEW, "조용한") in piece.words


@pytest.mark.skipif(not servers.SAMPLES.exists(), reason="the sample screenplays are not beside the repository")
@pytest.mark.parametrize(
    "name", ["ko_waiting_room", "en_three_beds", "simple", "dual-dialogue", "boneyard", "scene-numbers", "utf-8-bom"]
)
def test_sample_screenplays(name):
    text = (servers.SAMPLES / "scripts" / f"{name}.fountain").read_text(encoding="utf-8-sig")
    elements = parse(text)
    assert "\n".join(one.raw for one in elements) == text
    assert scenes(elements) or name in {"dual-dialogue", "boneyard", "simple", "utf-8-bom"}
