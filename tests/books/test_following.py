"""Scenes are followed by their content: through renumbering, moving, editing, cutting; what is a guess is not made."""

import string

from hypothesis import given
from hypothesis import strategies as st

from app.books import fountain, rules
from app.books.rules import Mark, follow

LETTERS = string.ascii_lowercase + "가나다라마바사아자차카타파하"
word = st.text(LETTERS, min_size=3, max_size=8)
passage = st.lists(word, min_size=12, max_size=30).map(" ".join)
story = st.lists(st.tuples(word, passage), min_size=1, max_size=8, unique_by=(lambda one: one[0], lambda one: one[1]))


def marked(scenes):
    return [Mark(str(n), heading, text) for n, (heading, text) in enumerate(scenes, start=1)]


@given(story.flatmap(lambda s: st.tuples(st.just(s), st.permutations(range(len(s))))))
def test_moved_and_renumbered_scenes_are_all_followed(case):
    scenes, order = case
    found = follow(marked(scenes), marked([scenes[n] for n in order]))
    assert found == {n: order.index(n) for n in range(len(scenes))}


@given(story, passage, word, st.data())
def test_a_new_scene_takes_nobodys_row(scenes, text, heading, data):
    at = data.draw(st.integers(0, len(scenes)))
    found = follow(marked(scenes), marked([*scenes[:at], (heading + "x", text + " new"), *scenes[at:]]))
    assert found == {n: n + (n >= at) for n in range(len(scenes))}


@given(story, st.data())
def test_a_cut_scene_is_lost_and_all_others_stay(scenes, data):
    at = data.draw(st.integers(0, len(scenes) - 1))
    found = follow(marked(scenes), marked(scenes[:at] + scenes[at + 1 :]))
    assert found == {n: n - (n > at) for n in range(len(scenes)) if n != at}


@given(story, st.lists(word, min_size=1, max_size=3), st.data())
def test_an_edited_scene_keeps_its_row_also_under_another_heading_and_elsewhere(scenes, added, data):
    at, to = (data.draw(st.integers(0, len(scenes) - 1)) for _ in range(2))
    heading, text = scenes[at]
    kept = text.split()
    kept[data.draw(st.integers(0, len(kept) - 1))] = " ".join(added)
    new = [one for n, one in enumerate(scenes) if n != at]
    new.insert(to, (data.draw(st.sampled_from((heading, heading + "z"))), " ".join(kept)))
    assert follow(marked(scenes), marked(new))[at] == to


@given(story, story)
def test_no_two_scenes_become_one(old, new):
    found = follow(marked(old), marked(new))
    assert len(set(found.values())) == len(found)
    assert all(0 <= n < len(old) and 0 <= m < len(new) for n, m in found.items())


def test_a_scene_cut_in_two_stays_with_its_heading():
    old = [Mark("1", "WARD - NIGHT", "He waits by the bed. She comes in, wet from the rain, and says nothing.")]
    new = [Mark("1", "WARD - NIGHT", "He waits by the bed."), Mark("2", "ROOF - DAWN", "She says nothing at all.")]
    assert follow(old, new) == {0: 0}


def test_of_two_scenes_that_are_alike_none_is_guessed():
    text = "민수가 복도에서 젖은 신발을 벗고 문을 두드린다."
    old = [Mark("1", "복도", text + " 아무도 없다.")]
    assert follow(old, [Mark("1", "병실", text + " 대답이 없다."), Mark("2", "옥상", text + " 불이 꺼진다.")]) == {}


def test_a_scene_written_anew_in_its_place_keeps_its_row_and_another_place_does_not():
    before, after = Mark("1", "A", "The first scene stays as it is."), Mark("3", "C", "The last scene stays, too.")
    old = [before, Mark("2", "WARD - NIGHT", "Nobody comes to the third bed."), after]
    assert follow(old, [before, Mark("2", "WARD - NIGHT", "불이 켜진다."), after])[1] == 1
    assert 1 not in follow(old, [before, Mark("2", "ROOF - DAY", "불이 켜진다."), after])


def test_marks_and_headings_come_from_the_screenplay():
    elements = fountain.parse("S#1. 병원 복도 (밤)\n\n민수가 선다.\n\nINT. WARD 7 - NIGHT #2A#\n\nBeds.\n")
    assert rules.marks(elements) == [
        Mark("1", "병원 복도 (밤)", "민수가 선다."),
        Mark("2A", "INT. WARD 7 - NIGHT", "Beds."),
    ]
    first, second = rules.analysed(fountain.scenes(elements))
    assert (first.side, first.place, first.light) == ("", "병원 복도", "밤")
    assert (second.side, second.place, second.light) == ("INT", "WARD 7", "NIGHT")


def test_headings_say_side_place_and_light():
    said = {
        "INT. WARD 7 - NIGHT": ("INT", "WARD 7", "NIGHT"),
        "INT./EXT. CAR - MOVING - DAY": ("INT/EXT", "CAR - MOVING", "DAY"),
        "I/E CAR – DUSK": ("INT/EXT", "CAR", "DUSK"),
        "EXT. RIVER": ("EXT", "RIVER", ""),
        "실내. 병원 복도 - 밤": ("INT", "병원 복도", "밤"),
        "병원 복도 (실내/밤)": ("INT", "병원 복도", "밤"),
        "옥상 (새벽)": ("", "옥상", "새벽"),
        "Somewhere": ("", "Somewhere", ""),
        "": ("", "", ""),
    }
    assert {heading: tuple(fountain.setting(heading)) for heading in said} == said


@given(st.text(max_size=60))
def test_any_heading_can_be_read(heading):
    fountain.setting(heading)


def test_lists_take_a_word_once_and_give_it_back():
    assert rules.with_entry("", "우산") == "우산"
    assert rules.with_entry("umbrella, Mop", "mop") == "umbrella, Mop"
    assert rules.with_entry("우산\n양동이", "젖은 신발; 우산") == "우산, 양동이, 젖은 신발"
    assert rules.without_entry("umbrella, Mop", "mop") == "umbrella"
    assert rules.together("a, b", "B, c", listed=True) == "a, b, c"
    assert rules.together("wet", "dry", listed=False) == "wet\ndry"


@given(st.lists(word, max_size=6), word)
def test_adding_and_taking_away_a_word_leaves_the_others(words, one):
    cell = ", ".join(dict.fromkeys(w for w in words if w.casefold() != one.casefold()))
    assert rules.without_entry(rules.with_entry(cell, one), one) == cell
    assert rules.with_entry(rules.with_entry(cell, one), one) == rules.with_entry(cell, one)
