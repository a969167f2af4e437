"""The screenplay parser: the syntax, Korean, no loss, no exception, linear time."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.books.fountain import (
    Change,
    Kind,
    cast,
    compare,
    eighths,
    minutes,
    pages,
    parse,
    scenes,
    speakers,
    stretches,
    title_page,
)
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


@pytest.mark.parametrize(
    ("line", "number", "heading"),
    [
        ("S#12. 병원 복도 (낮)", "12", "병원 복도 (낮)"),
        ("S# 3 옥상 (밤)", "3", "옥상 (밤)"),
        ("s#4A. 지하철", "4A", "지하철"),
        ("씬 3. 옥상", "3", "옥상"),
        ("씬#7. 교실 - 아침", "7", "교실 - 아침"),
        ("장면 5: 강의실", "5", "강의실"),
        ("INT. 병원 복도 - 밤", "1", "INT. 병원 복도 - 밤"),
    ],
)
def test_korean_headings_in_many_hands(line, number, heading):
    (found,) = scenes(parse(f"페이드 인\n\n{line}\n\n민수\n네.\n"))
    assert (found.number, found.heading, found.cast) == (number, heading, ("민수",))


def test_a_short_korean_sentence_is_no_name():
    text = "\n문이 열린다\n바람이 분다.\n\n민수(OFF)\n누구세요?\n"
    assert kinds(text) == {2: Kind.ACTION, 3: Kind.ACTION, 5: Kind.CUE, 6: Kind.DIALOGUE}


def test_length_in_eighths_counts_hangul_as_two_columns():
    latin, hangul = parse("\n" + "a" * 610 + "\n"), parse("\n" + "가" * 610 + "\n")
    assert eighths(latin) == 2
    assert eighths(hangul) == 4
    assert eighths(parse("")) == 0
    assert minutes(4) == 0.5


PIECES = st.sampled_from(
    [
        *(
            "INT. WARD - NIGHT",
            "S#12. 옥상 (낮)",
            "씬 3. 복도",
            ".FORCED",
            "12. EXT. YARD #12A#",
            "CUT TO:",
            "> MID <",
            "===",
        ),
        *(
            "민수",
            "민수(OFF)",
            "KIM ^",
            "@McAvoy",
            "(low)",
            "~la",
            "# Act",
            "= so",
            "[[note",
            "]]",
            "/*",
            "*/",
            "Title: x",
        ),
        *(
            "",
            " ",
            "  ",
            "\t",
            "\r",
            "\ufeff",
            "가나다라.",
            "!INT.",
            "a" * 70,
            "#" * 9,
            "(" * 30,
            "\u2028",
            "\x1c",
            "é́",
        ),
    ]
)
SCRIPT = st.lists(PIECES | st.text(max_size=12), max_size=60).map("\n".join)


def whole(text):
    """Take a text through everything; what must hold for any text at all."""
    elements = parse(text)
    assert "\n".join(one.raw for one in elements) == text
    assert [one.line for one in elements] == list(range(1, len(elements) + 1))
    found = scenes(elements)
    assert [one.kind for one in elements].count(Kind.HEADING) == len(found)
    assert all(a.last + 1 == b.first for a, b in pairwise(found))
    assert {name for s in found for name in s.cast} <= {one.name for one in speakers(elements)} == set(cast(elements))
    assert eighths(elements) >= 0
    title_page(elements)
    return elements


@given(SCRIPT)
@settings(max_examples=2000, deadline=None)
def test_nothing_is_lost_and_nothing_raises(text):
    whole(text)


@given(st.text(max_size=200))
def test_any_text_at_all(text):
    whole(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 150_000,
        "\n" + "A" * 150_000 + "\nb",
        "[[\n" * 40_000,
        "/*" * 75_000,
        "#" * 150_000,
        "\nA" + " " * 150_000 + "(\nx",
        "\nINT. A" + " " * 150_000 + "b\n\n@A" + " " * 150_000 + "b\nx",
        "S#1. " * 30_000,
        "\n\n가" * 40_000,
        "Title:\n" * 20_000,
        "1" * 150_000 + ". INT. X",
        "KIM ^\n" * 25_000,
    ],
    ids=lambda text: f"{text[:8]!r}",
)
def test_big_and_hostile_texts_come_through(text):
    """A step that is not linear would take hours here; how long it does take stands in bench/fountain.py."""
    whole(text)


@given(st.integers(0, 999))
def test_lengths_are_written_as_crews_do(length):
    text = pages(length)
    whole_pages, _, rest = text.rpartition(" ") if "/" in text else (text, "", "")
    assert int(whole_pages or 0) * 8 + int(rest.split("/")[0] if rest else 0) == length


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


@pytest.mark.parametrize("old", ["", "S#1. 옥상 (낮)\n\n" + "바람이 분다.\n" * 30])
def test_what_is_far_from_a_change_is_folded(old):
    pieces = compare(old, old + "끝.\n")
    found = stretches(pieces)
    assert [piece for one in found for piece in one.pieces] == pieces
    assert [one.folded for one in found] == ([True, False] if old else [False])
    assert all(piece.change is Change.SAME for one in found if one.folded for piece in one.pieces)


SAMPLES = sorted(path.name for path in (servers.SAMPLES / "scripts").glob("*.f*")) or ["no samples"]


@pytest.mark.skipif(not servers.SAMPLES.exists(), reason="the sample screenplays are not beside the repository")
@pytest.mark.parametrize("name", SAMPLES)
def test_sample_screenplays(name):
    """Every file comes through without loss, those of other formats too: they are text that somebody may paste."""
    text = (servers.SAMPLES / "scripts" / name).read_bytes().decode()
    elements = whole(text)
    if name in {"ko_waiting_room.fountain", "en_three_beds.fountain", "scene-numbers.fountain"}:
        assert scenes(elements)
