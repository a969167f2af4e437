"""The week's grid, demand and crowd."""

from hypothesis import given
from hypothesis import strategies as st

from app.teams.rules import Band, Role
from app.teams.wishes.reasons import Mate, team_reasons
from app.teams.wishes.rules import (
    ANCHORS,
    CRAFT_OF,
    DAYS,
    HOURS,
    SLOTS,
    Craft,
    Demand,
    crowd,
    demand,
    mask_of,
    place_of,
    slot_of,
)

slots = st.lists(st.integers(0, SLOTS - 1), max_size=SLOTS)


@given(st.integers(0, DAYS - 1), st.integers(0, len(HOURS) - 1))
def test_a_slot_and_its_place_in_the_week_are_one(day, row):
    assert place_of(slot_of(day, row)) == (day, HOURS[row])


@given(slots, slots)
def test_the_time_two_share_is_the_bits_they_share(mine, yours):
    shared = mask_of(mine) & mask_of(yours)
    assert {slot for slot in range(SLOTS) if shared >> slot & 1} == set(mine) & set(yours)


@given(st.lists(slots, max_size=6))
def test_nobody_is_counted_twice_in_an_hour(week):
    assert all(count <= len(week) for count in crowd(week))
    assert sum(crowd(week)) == sum(len(set(free)) for free in week)


def test_demand_compares_first_and_any_choice_with_what_the_teams_need():
    ranked = [(Role.EDITOR, Role.CAMERA), (Role.CAMERA,), ()]
    found = demand(ranked, {Role.EDITOR: 2, Role.CAMERA: 1, Role.SOUND: 0}, teams=2)
    assert found == [Demand(Role.EDITOR, 4, 1, 1), Demand(Role.CAMERA, 2, 1, 2), Demand(Role.SOUND, 0, 0, 0)]
    assert [one.short for one in found] == [True, False, False]


def test_every_role_has_a_craft_and_every_craft_four_anchors():
    assert set(CRAFT_OF) == set(Role)
    assert {craft: len(words) for craft, words in ANCHORS.items()} == dict.fromkeys(Craft, 4)


def test_a_team_is_told_how_experience_company_and_mix_came_out():
    def told(*team):
        return [str(one) for one in team_reasons(team, Band(1, 9), {})]

    kim = Mate(1, "Kim", (), together=(2,), experience={Craft.EDITING: 2, Craft.FILMING: 1}, section="A")
    lee = Mate(2, "Lee", (), together=(7, 3), experience={Craft.EDITING: 3}, section="B")
    park = Mate(3, "Park", (), together=(9,), section="A")
    assert told(kim, lee, park)[-3:] == [
        "2 of 3 who named somebody are with one of them.",
        "2 cut a video before.",
        "People of 2 sections work together.",
    ]
    # of two who named somebody nothing is said, nor of one section
    assert told(kim, park)[-1] == "1 cut a video before."
