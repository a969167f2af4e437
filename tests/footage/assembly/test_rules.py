"""What stands in an assembly, and in which order."""

from hypothesis import given
from hypothesis import strategies as st

from app.footage.assembly.rules import SHORTEST, CircledTake, PlannedShot, string_out

SHOTS = [PlannedShot(1, "1", "1A", "A bed"), PlannedShot(2, "1", "1B", "Hands"), PlannedShot(5, "2", "2A", "Rain")]


def take(key, shot, number=1, seconds=4.0, **values):
    return CircledTake(key, clip_id=key, shot_id=shot, number=number, seconds=seconds, rate="25", **values)


def names(parts):
    return [(part.shot.number if part.shot else "", part.take.id if part.take else None) for part in parts]


def test_takes_stand_in_the_order_of_the_shots_and_cards_where_there_is_none():
    parts = string_out(SHOTS, [take(9, None), take(7, 5), take(8, 1, number=3), take(6, 1, number=2), take(4, 99)])
    assert names(parts) == [("1A", 6), ("1A", 8), ("1B", None), ("2A", 7), ("", 4), ("", 9)]
    assert string_out(SHOTS, []) == []


def test_the_same_take_is_the_same_piece_wherever_it_stands_and_another_trim_another():
    first, again = (string_out(SHOTS, [take(1, shot)]) for shot in (1, 5))
    mark = next(part.mark for part in first if part.take)
    assert mark == next(part.mark for part in again if part.take)
    trimmed = string_out(SHOTS, [take(1, 1, first_frame=25, last_frame=49)])
    assert trimmed[0].mark != mark
    assert (trimmed[0].start, trimmed[0].seconds) == (1.0, 1.0)
    changed = string_out([PlannedShot(2, "1", "1B", "Feet")], [take(1, None)])
    assert changed[0].mark not in {part.mark for part in first}


@given(
    seconds=st.floats(0.04, 600),
    first=st.none() | st.integers(0, 20_000),
    last=st.none() | st.integers(0, 20_000),
    rate=st.sampled_from(["25", "30000/1001", "60", ""]),
)
def test_a_part_is_never_empty_and_never_beyond_its_film(seconds, first, last, rate):
    made = CircledTake(1, 1, None, 1, seconds, rate, first, last)
    start, long = made.span
    assert 0 <= start < seconds
    assert min(SHORTEST, seconds) <= long <= seconds
    assert start + long <= seconds + SHORTEST
