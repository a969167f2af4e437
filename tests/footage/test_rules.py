"""Numbers, coverage and room, for whatever comes."""

from hypothesis import given
from hypothesis import strategies as st

from app.footage import rules
from app.footage.rules import ShotCover

SHOTS = st.lists(
    st.tuples(st.sampled_from(["1", "2", "12A", ""]), st.integers(0, 5), st.booleans()),
    max_size=40,
)


@given(st.lists(st.integers(1, 10_000)))
def test_a_next_number_was_never_given(taken):
    number = rules.next_number(taken)
    assert number not in taken
    assert number == max(taken, default=0) + 1


@given(SHOTS)
def test_scenes_account_for_every_shot(found):
    shots = [
        ShotCover(shot_id=n, scene=scene, number=f"{scene}-{n}", takes=takes, circled=circled and takes > 0)
        for n, (scene, takes, circled) in enumerate(found)
    ]
    scenes = rules.coverage(shots)
    assert [one.scene for one in scenes] == list(dict.fromkeys(shot.scene for shot in shots))
    assert sum(one.planned for one in scenes) == len(shots)
    assert sum(one.shot for one in scenes) == sum(shot.takes > 0 for shot in shots)
    assert all(one.circled <= one.shot <= one.planned for one in scenes)
    assert sorted(number for one in scenes for number in one.open) == sorted(s.number for s in shots if not s.circled)
    assert all(len(one.open) == one.planned - one.circled for one in scenes)


@given(st.integers(1, 36_000))
def test_half_a_second_is_rounding(limit):
    assert not rules.too_long(limit, limit)
    assert not rules.too_long(limit + 0.5, limit)
    assert rules.too_long(limit + 0.51, limit)


@given(st.integers(0, 10**13), st.integers(0, 10**13), st.integers(0, 10**13))
def test_room_is_what_is_neither_kept_nor_promised(quota, kept, promised):
    assert rules.room_left(quota, kept, promised) + kept + promised == quota
