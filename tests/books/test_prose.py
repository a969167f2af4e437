"""Changes of prose and the three-way merge: laws over thousands of texts, and texts that would take long."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.books.prose import Clash, applied, difference, joined, lines_of, merge, packed, reverse, unpacked

LINES = st.lists(st.sampled_from(["", "a", "b", "a b", "민수가 서 있다.", "바람이 분다. 눈이 온다.", " "]), max_size=9)
TEXTS = st.one_of(LINES.map("\n".join), st.text(max_size=60))


def patch(old, new):
    return difference(lines_of(old), lines_of(new))


@settings(max_examples=600, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_changes_are_applied_turned_round_joined_and_kept(one, two, three):
    first, second = patch(one, two), patch(two, three)
    assert "".join(lines_of(one)) == one
    assert applied(first, one) == two
    assert applied(reverse(first), two) == one
    assert applied(joined(first, second), one) == three
    assert joined(first, reverse(first)) == ()
    assert unpacked(packed(first)) == first


def test_a_change_of_another_text_is_refused():
    with pytest.raises(ValueError, match="0"):
        applied(patch("a\nb", "c\nb"), "x\nb")


@settings(max_examples=600, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_laws_of_the_merge(base, mine, theirs):
    assert merge(base, mine, base).text == mine
    assert merge(base, base, theirs).text == theirs
    assert merge(base, mine, mine).text == mine
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert one.text == other.text
    assert [(c.base, c.mine, c.theirs) for c in one.clashes] == [(c.base, c.theirs, c.mine) for c in other.clashes]


def changed(base, who, draw):
    """Change a text as one person does: lines go, get a word, or a new line after them; every word is marked."""
    lines, count = [], 0
    for place, line in enumerate(base):
        kind = draw.get(place)
        count += 1
        if kind == "cut":
            continue
        lines.append(f"{line} {who}{count}w" if kind == "word" else line)
        if kind == "line":
            lines.append(f"{who}{count}l new line")
    return lines


KINDS = st.dictionaries(st.integers(0, 11), st.sampled_from(["cut", "word", "line"]), max_size=6)


@settings(max_examples=600, deadline=None)
@given(KINDS, KINDS)
def test_no_word_of_either_side_is_lost(ours, others):
    base = [f"line{n} of the scene" for n in range(12)]
    mine, theirs = (changed(base, who, kinds) for who, kinds in (("M", ours), ("T", others)))
    merged = merge("\n".join(base), "\n".join(mine), "\n".join(theirs))
    shown = "".join(part if isinstance(part, str) else f"{part.mine}\n{part.theirs}" for part in merged.parts)
    for text in (mine, theirs):
        for line in text:
            for word in line.split():
                if word[0] in "MT":
                    assert word in shown
    if merged.text is not None:
        for place in range(len(base)):
            wanted = "cut" not in {ours.get(place), others.get(place)}
            assert (f"line{place} " in merged.text) is wanted
        for text in (mine, theirs):  # a line that only one side added stands as it was written
            assert {line for line in text if line.endswith("new line")} <= set(merged.text.split("\n"))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb", "A\nb", "a\nB", "A\nB"),  # neighbouring lines
        ("민수가 서 있다.", "민수가 앉아 있다.", "지영이 서 있다.", None),  # words that touch
        ("민수가 창가에 서 있다.", "민수가 창가에 서 있었다.", "지영이 창가에 서 있다.", "지영이 창가에 서 있었다."),
        ("Two wait.", "Two brothers wait.", "Three sisters wait.", None),
        ("a\n", "a\nmine\n", "a\ntheirs\n", None),  # both wrote on at the same place
        ("a\nb\nc", "a\nc", "a\nB\nc", None),  # one cut what the other changed
        ("a\nb\nc", "a\nc", "a\nc", "a\nc"),
        ("", "one", "two", None),
        ("a", "x\na", "a\ny", "x\na\ny"),
    ],
)
def test_what_merges_and_what_is_asked(base, mine, theirs, text):
    assert merge(base, mine, theirs).text == text


def test_a_clash_says_the_lines_and_leaves_the_rest_settled():
    merged = merge("1\nTwo wait.\n3\n4\n", "0\n1\nTwo men wait.\n3\n4\n", "1\nThree wait.\n3\nfour\n")
    assert merged.parts == ("0\n1\n", Clash("Two wait.\n", "Two men wait.\n", "Three wait.\n"), "3\nfour\n")


def scenario(lines, draw):
    words = ["민수", "지영", "병원", "복도", "밤", "문이", "열린다", "the", "door", "waits", "for", "nobody"]
    return "\n".join("" if n % 4 == 3 else f"{n % 997} " + " ".join(draw.choices(words, k=6)) for n in range(lines))


@pytest.mark.timeout(120)
def test_the_longest_texts_merge():
    """What took minutes if it grew with the square of the length."""
    draw = random.Random(7)  # noqa: S311 -- the same texts each time
    base = scenario(14_000, draw)
    assert len(base.encode()) > 400_000
    lines = base.split("\n")
    mine = "\n".join("mine" if n % 97 == 0 else line for n, line in enumerate(lines))
    theirs = "\n".join("theirs" if n % 89 == 5 else line for n, line in enumerate(lines))
    merged = merge(base, mine, theirs)
    clashing = sum(n % 97 == 0 and n % 89 == 5 for n in range(len(lines)))
    assert len(merged.clashes) == clashing
    assert sum(part.count("mine") for part in merged.parts if isinstance(part, str)) == -(-len(lines) // 97) - clashing
    shuffled = "\n".join(draw.sample(lines, len(lines)))
    assert merge(base, shuffled, theirs).clashes
    assert merge(base, scenario(14_000, draw), scenario(14_000, draw)).clashes
    same = "x\n" * 200_000
    assert merge(same, "z\n" + same, same[:-2_000] + "y\n").text == "z\n" + same[:-2_000] + "y\n"
    words = "a b " * 50_000
    assert merge(words, words + "c", "d " + words).text == "d " + words + "c"
    assert merge(words, "b a " * 50_000, "c " + words[:-4] + "d").clashes
