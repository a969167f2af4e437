"""When a shot is covered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.footage.coverage.rules import Cover, PlannedStrip, Tried, cover_of, is_good, shots_on

TAKES = st.lists(st.builds(Tried, *[st.booleans()] * 4), max_size=6)


@pytest.mark.parametrize(
    ("takes", "cover"),
    [
        ([], Cover.OPEN),
        ([Tried(refused=True)], Cover.OPEN),
        ([Tried(warned=True)], Cover.DOUBTFUL),
        ([Tried(warned=True), Tried()], Cover.SHOT),
        ([Tried(warned=True, circled=True)], Cover.CIRCLED),
        ([Tried(refused=True), Tried(warned=True)], Cover.DOUBTFUL),
        ([Tried(waiting=True), Tried(warned=True)], Cover.CHECKING),
        ([Tried(waiting=True), Tried()], Cover.SHOT),
        ([Tried(refused=True, waiting=True)], Cover.OPEN),
    ],
)
def test_a_shot_is_as_well_covered_as_its_best_take(takes, cover):
    assert cover_of(takes) is cover


@given(TAKES, st.builds(Tried, *[st.booleans()] * 4))
def test_a_further_take_never_makes_it_worse(takes, more):
    order = list(Cover)
    assert order.index(cover_of([*takes, more])) >= order.index(cover_of(takes))
    assert is_good(cover_of([*takes, more])) or not is_good(cover_of(takes))


def test_a_day_has_its_scenes_and_its_single_shots():
    shots = [(1, "1"), (2, "1"), (3, "2"), (4, "2"), (5, "3")]
    assert shots_on([PlannedStrip("1"), PlannedStrip("2", [4])], shots) == {1, 2, 4}
    assert shots_on([], shots) == set()
