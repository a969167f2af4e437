"""The arithmetic of quotas against trying everything, and what a board says in words."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.text import speaking
from app.teams.rules import (
    DEFAULT_ROLES,
    MOVED,
    UNDONE,
    Band,
    BreachKind,
    Limits,
    Member,
    Move,
    Place,
    Role,
    Roster,
    breaches,
    impossible,
    standing_moves,
    undivided,
    why_not_join,
    why_not_take,
)

THREE = [Role.DIRECTOR, Role.CAMERA, Role.EDITOR]
bands = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda pair: Band(*pair))
small_limits = st.builds(
    Limits,
    size=st.tuples(st.integers(1, 3), st.integers(0, 1)).map(lambda p: Band(p[0], p[0] + p[1])),
    roles=st.fixed_dictionaries(dict.fromkeys(THREE, bands)),
    per_person=st.integers(1, 3),
)


def works_for(limits: Limits, people: int) -> bool:
    """Try every way to give each of so many people one to k roles."""
    choices = [set(c) for k in range(1, limits.per_person + 1) for c in combinations(THREE, k)]
    return any(
        all(limits.of(role).least <= sum(role in own for own in team) <= limits.of(role).most for role in THREE)
        for team in product(choices, repeat=people)
    )


@settings(max_examples=300, deadline=None)
@given(small_limits)
def test_limits_are_refused_exactly_when_some_size_of_team_cannot_meet_them(limits):
    sizes = range(limits.size.least, limits.size.most + 1)
    assert (not impossible(limits)) == all(works_for(limits, people) for people in sizes)


def test_the_templates_quotas_work_for_teams_of_seven_to_nine():
    assert impossible(Limits(Band(7, 9), DEFAULT_ROLES, 2)) == []


def test_the_refusal_shows_the_sum():
    limits = Limits(Band(2, 3), {Role.DIRECTOR: Band(1, 1), Role.CAMERA: Band(2, 3), Role.EDITOR: Band(2, 2)}, 2)
    assert [str(s) for s in impossible(limits)] == [
        "1 director + 2 camera operators + 2 editors: that is 5 roles to fill, but 2 people × 2 roles each = 4."
    ]
    crowded = Limits(Band(1, 4), {Role.DIRECTOR: Band(1, 1), Role.EDITOR: Band(0, 2)}, 1)
    assert "1 director + 2 editors at most: that is room for 3, but a team may have 4 people" in str(
        impossible(crowded)[0]
    )


def test_the_refusal_speaks_korean():
    with speaking("ko"):
        [sentence] = impossible(Limits(Band(1, 1), {Role.EDITOR: Band(2, 2)}, 2))
        assert str(sentence) == "편집 2명이 필요한데 가장 작은 팀은 1명이에요."


@given(st.integers(0, 400), st.integers(1, 12), st.integers(0, 6))
def test_people_are_undivided_exactly_when_no_number_of_teams_fits(people, least, more):
    size = Band(least, least + more)
    fits = people == 0 or any(k * size.least <= people <= k * size.most for k in range(1, people + 1))
    assert (undivided(people, size) is None) == fits


def team(number: int, *members: Member) -> Roster:
    return Roster(number * 10, number, f"T{number}", members)


LIMITS = Limits(Band(2, 3), {Role.DIRECTOR: Band(1, 1), Role.EDITOR: Band(2, 2), Role.CAMERA: Band(0, 1)}, 2)


def test_every_broken_quota_is_said_in_words():
    three = team(
        3,
        Member(1, "Kim", (Role.DIRECTOR, Role.EDITOR, Role.CAMERA)),
        Member(2, "Lee", (Role.DIRECTOR, Role.CAMERA)),
        Member(3, "Park"),
        Member(4, "Choi", (Role.SOUND,)),
    )
    found = {(breach.kind, str(breach.sentence)) for breach in breaches([three, team(4)], LIMITS)}
    assert found == {
        (BreachKind.LARGE, "Team 3 is too large: 4 people, at most 3 allowed."),
        (BreachKind.MANY, "Team 3 has 2 directors; at most 1 allowed."),
        (BreachKind.FEW, "Team 3 has 1 editor; it needs 2."),
        (BreachKind.MANY, "Team 3 has 2 camera operators; at most 1 allowed."),
        (BreachKind.MANY, "Team 3 has 1 sound recordist; at most 0 allowed."),
        (BreachKind.LOADED, "Kim (Team 3) holds 3 roles; at most 2 allowed."),
        (BreachKind.IDLE, "Park (Team 3) has no role yet."),
        (BreachKind.SMALL, "Team 4 is too small: 0 people, at least 2 needed."),
        (BreachKind.FEW, "Team 4 has 0 directors; it needs 1."),
        (BreachKind.FEW, "Team 4 has 0 editors; it needs 2."),
    }


def test_a_complete_team_breaks_nothing():
    complete = team(1, Member(1, "Kim", (Role.DIRECTOR, Role.EDITOR)), Member(2, "Lee", (Role.EDITOR,)))
    assert breaches([complete], LIMITS) == []


def test_why_not():
    full = team(1, Member(1, "Kim", (Role.DIRECTOR, Role.CAMERA)), Member(2, "Lee"), Member(3, "Park"))
    assert str(why_not_join(full, LIMITS)) == "Team 1 is full: 3 people."
    assert why_not_join(team(2), LIMITS) is None
    assert str(why_not_take(full, 2, Role.DIRECTOR, LIMITS)) == "Team 1 has 1 director already."
    assert "give one up first" in str(why_not_take(full, 1, Role.EDITOR, LIMITS))
    assert why_not_take(full, 1, Role.DIRECTOR, LIMITS) is None
    assert why_not_take(full, 2, Role.EDITOR, LIMITS) is None


def test_moves_survive_the_journal_and_undone_ones_do_not_stand():
    move = Move(5, "Kim", Place(None), Place(10, 1, (Role.EDITOR, Role.CAST)))
    assert Move.from_data(move.as_data()) == move
    assert str(move.sentence) == "Kim: no team → Team 1."
    entries = [(4, UNDONE, {"undone": 3}), (3, MOVED, move.as_data()), (2, MOVED, move.as_data())]
    assert standing_moves(entries) == [(2, move)]
