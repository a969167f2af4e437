"""Frames and moments, drawings, and who is meant by "@name"."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.footage.notes import rules

RATES = ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60", "")


@given(frame=st.integers(0, 200_000), rate=st.sampled_from(RATES))
def test_a_frame_is_found_again_from_its_beginning_and_its_middle(frame, rate):
    begins = rules.begins(frame, rate)
    assert rules.frame_at(begins, rate) == frame
    assert rules.frame_at(begins + rules.begins(1, rate) / 2, rate) == frame


@given(seconds=st.floats(0, 7200), rate=st.sampled_from(RATES))
def test_a_moment_lies_in_its_frame(seconds, rate):
    frame = rules.frame_at(seconds, rate)
    slack = rules.begins(1, rate) / 500
    assert rules.begins(frame, rate) - slack <= seconds < rules.begins(frame + 1, rate) + slack


@given(frame=st.integers(0, 10**6), last=st.none() | st.integers(0, 10**6), end=st.none() | st.integers(0, 10**6))
def test_notes_stay_inside_the_film(frame, last, end):
    first, until = rules.within(frame, last, end)
    assert 0 <= first <= frame
    assert until is None or first < until <= last
    assert end is None or (first <= end and (until or 0) <= end)


@pytest.mark.parametrize(
    ("frame", "rate", "written"),
    [
        (0, "30", "0:00:00:00"),
        (1799, "30000/1001", "0:00:59:29"),
        (3600 * 25 + 3, "25", "1:00:00:03"),
        (61, "", "0:00:02:01"),
    ],
)
def test_timecodes_count_real_frames(frame, rate, written):
    assert rules.timecode(frame, rate) == written


@pytest.mark.parametrize("rate", ["", "0", "-1", "1/0", "fast"])
def test_an_impossible_rate_is_the_usual_one(rate):
    assert rules.fraction(rate) == Fraction(30)


def test_names_after_an_at_sign_are_found_the_longest_first():
    names = {1: "Kim", 2: "Kim Minsu", 3: "이서연", 4: "Lee"}
    assert rules.mentioned("@Kim Minsu look; @이서연은 소리를", names) == {2, 3}
    assert rules.mentioned("mail@Lee and Kim", names) == {4}
    assert rules.mentioned("@ nobody @Park @", names) == set()


@pytest.mark.parametrize(
    ("strokes", "fits"),
    [
        ([], True),
        ([[0, 0]], True),
        ([[0, 0, 1000, 1000]], True),
        ([[]], False),
        ([[1, 2, 3]], False),
        ([[0, 1001]], False),
        ([[-1, 0]], False),
        ([[0, 0]] * 61, False),
        ([[0, 0] * 2001], False),
    ],
)
def test_a_drawing_has_bounds(strokes, fits):
    assert rules.drawing_fits(strokes) is fits
