"""Notes follow their lines; scenes and rows say what became of them."""

from hypothesis import given
from hypothesis import strategies as st

from app.books import fountain
from app.books.fountain import Change, compare_scenes, parse, path
from app.books.rules import compare_fields, compare_rows

words = st.text("abc 가나", max_size=6)
lines = st.lists(words, min_size=1, max_size=12)
OWN = [f"This line is number {n} and like no other: {n * 7919}" for n in range(40)]


def joined(found):
    return "\n".join(found)


@given(lines, lines, st.integers(1, 12), st.integers(0, 3))
def test_a_note_always_has_a_place_and_what_reads_the_same_does(old, new, first, more):
    first = min(first, len(old))
    last = min(first + more, len(old))
    found = path(joined(old), joined(new)).place(first, last)
    assert 1 <= found.first <= found.last <= len(new)
    if found.same:
        assert new[found.first - 1 : found.last] == old[first - 1 : last]


@given(lines)
def test_in_the_same_text_notes_stay(old):
    way = path(joined(old), joined(old))
    for n in range(1, len(old) + 1):
        found = way.place(n, len(old))
        assert (found.first, found.last, found.same) == (n, len(old), True)


@given(st.integers(1, 20), st.integers(0, 8), st.integers(0, 20), st.integers(1, 5), st.data())
def test_lines_above_and_below_a_note_come_and_go(size, above, cut_from, cut, data):
    old = OWN[:size]
    n = data.draw(st.integers(1, size))
    new = OWN[30 : 30 + above] + [
        line for i, line in enumerate(old) if i == n - 1 or not cut_from <= i < cut_from + cut
    ]
    found = path(joined(old), joined(new)).place(n)
    assert found.same
    assert new[found.first - 1] == old[n - 1]


@given(st.permutations(range(6)), st.integers(0, 5))
def test_a_moved_scene_takes_its_notes_along(order, which):
    scenes = [
        [f"INT. PLACE {n} - DAY", "", OWN[3 * n], "", "KIM", OWN[3 * n + 1], "", OWN[3 * n + 2], ""] for n in range(6)
    ]
    old, new = [line for scene in scenes for line in scene], [line for n in order for line in scenes[n]]
    way = path(joined(old), joined(new))
    for place in (2, 4, 5, 7):  # a cue that every scene has is followed with its neighbours
        found = way.place(which * 9 + place + 1)
        assert new[found.first - 1] == old[which * 9 + place]
        assert found.first == list(order).index(which) * 9 + place + 1


def test_a_rewritten_line_is_followed_and_a_cut_one_has_its_place():
    old = "INT. WARD - NIGHT\n\nThe old bed stands by the window.\n\nKIM\nWho is there?\n\nShe waits."
    new = "INT. WARD - NIGHT\n\nThe old bed stands by the open door.\n\nShe waits."
    way = path(old, new)
    assert (way.place(3).first, way.place(3).same, way.place(3).gone) == (3, False, False)
    assert (way.place(6).first, way.place(6).gone) == (3, True)
    assert way.place(8).first == 5
    assert way.place(5, 8).last == 5


SCENES = [
    "INT. WARD - NIGHT\n\nA bed by the window.\n\nKIM\nHello.",
    "EXT. ROOF - DAY\n\nWind blows.",
    "INT. CAR - DAY\n\nRain.",
]


def steps(old, new):
    found = compare_scenes(parse("\n\n".join(old)), parse("\n\n".join(new)))
    return [
        (
            one.change.value,
            one.before.heading if one.before else None,
            one.after.heading if one.after else None,
            one.moved,
        )
        for one in found
    ]


def test_scenes_are_moved_cut_new_and_changed():
    a, b, c = SCENES
    names = ["INT. WARD - NIGHT", "EXT. ROOF - DAY", "INT. CAR - DAY"]
    assert [one[0] for one in steps(SCENES, SCENES)] == ["same"] * 3
    assert steps(SCENES, [b, c, a]) == [
        ("same", names[1], names[1], False),
        ("same", names[2], names[2], False),
        ("same", names[0], names[0], True),
    ]
    assert [one[:3] for one in steps(SCENES, [a, c])] == [
        ("same", names[0], names[0]),
        ("cut", names[1], None),
        ("same", names[2], names[2]),
    ]
    assert [one[0] for one in steps(SCENES, [a, "INT. SHOP - DAY\n\nEmpty shelves.", b, c])] == [
        "same",
        "new",
        "same",
        "same",
    ]
    assert steps(SCENES, [a.replace("Hello", "Good night"), b, c])[0][0] == "changed"
    # a new number in the heading is no change of the scene
    assert (
        steps(
            ["S#1. 병원 (밤)\n\n비.", "S#2. 옥상 (낮)\n\n바람."], ["S#1. 옥상 (낮)\n\n바람.", "S#2. 병원 (밤)\n\n비."]
        )[0][0]
        == "same"
    )


@given(st.lists(st.sampled_from(SCENES), max_size=5), st.lists(st.sampled_from(SCENES), max_size=5))
def test_every_scene_of_both_versions_is_told_once(old, new):
    found = compare_scenes(parse("\n\n".join(old)), parse("\n\n".join(new)))
    assert [one.after.first for one in found if one.after] == sorted(
        one.first for one in fountain.scenes(parse("\n\n".join(new)))
    )
    assert sorted(one.before.first for one in found if one.before) == [
        one.first for one in fountain.scenes(parse("\n\n".join(old)))
    ]


rows = st.lists(st.tuples(st.integers(1, 6), st.sampled_from("ab")), unique_by=lambda one: one[0], max_size=6).map(
    lambda found: [{"id": n, "item": item} for n, item in found]
)


@given(rows, rows)
def test_rows_are_known_by_their_id(old, new):
    found = compare_rows(old, new, ["item"])
    assert [one.after for one in found if one.after] == new
    assert [one.before for one in found if one.change is Change.CUT] == [
        one for one in old if one["id"] not in {row["id"] for row in new}
    ]
    for one in found:
        if one.before and one.after:
            assert (one.change is Change.CHANGED) == (one.before["item"] != one.after["item"]) == bool(one.cells)
    if [one["id"] for one in old] == [one["id"] for one in new]:
        assert not any(one.moved for one in found)


def test_one_row_dragged_to_the_top_is_the_one_that_moved():
    old = [{"id": n, "item": ""} for n in range(1, 6)]
    found = compare_rows(old, [old[4], *old[:4]], ["item"])
    assert [one.row["id"] for one in found if one.moved] == [5]


def test_fields_that_read_the_same_have_not_changed():
    assert compare_fields({"title": None, "genre": "a"}, {"title": "", "genre": "b"}, ["title", "genre"]) == {"genre"}
