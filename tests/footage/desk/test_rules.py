"""Names for editors."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.footage.desk.rules import apart, sensible_name, timeline_rate


def test_names_sort_by_scene_shot_and_take():
    made = [
        sensible_name(*one)
        for one in (
            ("2", "2A", 1, "IMG_1.MOV"),
            ("12", "12A", 2, "b.mp4"),
            ("12", "12A", 10, "a.mp4"),
            ("", "", 1, "c"),
        )
    ]
    assert made == ["002_2A_T01_IMG_1.MOV", "012_12A_T02_b.mp4", "012_12A_T10_a.mp4", "000_X_T01_c.mov"]
    assert sorted(made[:3]) == made[:3]


@given(
    st.lists(
        st.tuples(st.text(max_size=12), st.text(max_size=16), st.integers(1, 99), st.text(max_size=255)), max_size=8
    )
)
def test_names_are_safe_and_apart_whatever_phones_write(takes):
    made = apart(sensible_name(*one) for one in takes)
    assert len({name.casefold() for name in made}) == len(made)
    for name in made:
        assert not set(name) & set('/\\:*?"<>|\0\n\r')
        assert name.strip(".") == name
        assert len(name) <= 115


def test_the_rate_is_the_one_that_most_takes_have():
    assert timeline_rate([Fraction(25), Fraction(30), Fraction(30)]) == 30
    assert timeline_rate([Fraction(25), Fraction(24)]) == 25
    assert timeline_rate([]) == 30
