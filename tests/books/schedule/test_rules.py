"""The stripboard loses nothing and adds up; day-out-of-days; clashes in sentences."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.books import fountain
from app.books.schedule import rules
from app.books.schedule.rules import (
    Around,
    Booked,
    Elsewhere,
    Free,
    Lent,
    Light,
    PlannedScene,
    PlannedShot,
    ShootingDay,
    Work,
)
from app.books.schedule.rules.clashes import needed_slots
from app.teams.wishes.rules import SLOTS, slot_of

DAYS = (None, 1, 2, 3)


def board(scenes):
    return rules.followed([], scenes)


SCENES = st.lists(
    st.tuples(st.integers(0, 20), st.lists(st.integers(0, 90), max_size=5), st.sampled_from("ABC")),
    min_size=1,
    max_size=6,
).map(
    lambda drawn: [
        PlannedScene(
            str(n),
            f"INT. {place} - DAY",
            "INT",
            place,
            Light.DAY,
            eighths,
            shots=tuple(PlannedShot(100 * n + k, f"{n}{'ABCDE'[k]}", m) for k, m in enumerate(minutes)),
        )
        for n, (eighths, minutes, place) in enumerate(drawn, start=1)
    ]
)


@settings(max_examples=400, deadline=None)
@given(scenes=SCENES, data=st.data())
def test_no_strip_is_lost_or_doubled_whatever_is_done(scenes, data):
    strips, new = board(scenes), count(1000)
    for _ in range(data.draw(st.integers(1, 25))):
        strip = data.draw(st.sampled_from(strips))
        step = data.draw(st.sampled_from(["move", "split", "join", "carry", "sort", "film", "shot", "follow", "nudge"]))
        if step == "move":
            after = data.draw(st.sampled_from([None, -1, *(one.id for one in strips if one.id != strip.id)]))
            day = data.draw(st.sampled_from(DAYS))
            strips = rules.moved(strips, strip.id, day, after)
            assert next(one for one in strips if one.id == strip.id).day == day
        elif step == "split":
            some = data.draw(st.sets(st.integers(100, 605), max_size=6))
            strips = rules.split(strips, strip.id, some, scenes, next(new))
        elif step == "join":
            strips = rules.joined(strips, strip.id, scenes)
        elif step == "carry":
            covered = data.draw(st.sets(st.integers(100, 605), max_size=6))
            found = rules.pieces(strips, scenes, covered)
            strips = rules.carried(found, strips, strip.day, data.draw(st.sampled_from(DAYS)), new)
        elif step == "nudge":
            strips = rules.nudged(strips, strip.id, [1, 2, 3, None], up=data.draw(st.booleans()))
        elif step == "sort":
            strips = rules.sorted_by_place(rules.pieces(strips, scenes), scenes)
            assert strips == rules.sorted_by_place(rules.pieces(strips, scenes), scenes)
        elif step == "film":
            shot = data.draw(st.sampled_from([None, *range(100, 605)]))
            strips = rules.marked(strips, strip.id, shot, scenes, filmed=data.draw(st.booleans()))
        elif step == "shot":
            scene = data.draw(st.integers(0, len(scenes) - 1))
            longer = (*scenes[scene].shots, PlannedShot(next(new), "new", 7))
            scenes = [replace(one, shots=longer) if n == scene else one for n, one in enumerate(scenes)]
        else:
            strips = rules.followed(strips, scenes)
        assert rules.check(strips, scenes) == []
        found = rules.pieces(strips, scenes)
        assert sum(one.eighths for one in found) == sum(one.eighths for one in scenes)
        columns = rules.arranged(found, [1, 2, 3])
        assert sorted(one.strip.id for column in columns.values() for one in column) == sorted(s.id for s in strips)
        sums = [rules.total(column) for column in columns.values()]
        assert sum(one.minutes for one in sums) == rules.total(found).minutes
        for scene in (one for one in scenes if any(shot.minutes for shot in one.shots)):
            mine = [one for one in found if one.scene == scene]
            assert sum(one.minutes for one in mine) == sum(shot.minutes for shot in scene.shots)


@given(whole=st.integers(0, 500), weights=st.lists(st.integers(0, 9), min_size=1, max_size=8))
def test_shares_add_up(whole, weights):
    found = rules.shares(whole, weights)
    assert sum(found) == whole
    assert all(one >= 0 for one in found)


def test_what_was_filmed_stays_filmed_when_strips_are_taken_apart_and_put_together():
    scene = PlannedScene("1", "X", eighths=8, shots=tuple(PlannedShot(n, f"1{n}", 10) for n in (1, 2, 3, 4)))
    strips = board([scene])
    first = strips[0].id
    strips = rules.split(strips, first, {3, 4}, [scene], 2)
    assert [one.shots for one in strips] == [(), (3, 4)]
    strips = rules.marked(strips, first, None, [scene], filmed=True)
    whole = rules.joined(strips, 2, [scene])
    assert [(one.id, set(one.filmed), one.done) for one in whole] == [(first, {1, 2}, False)]
    (piece,) = rules.pieces(whole, [scene], {3})
    assert (piece.filmed, [one.id for one in piece.open], piece.begun, piece.done) == ({1, 2, 3}, [4], True, False)


def test_the_open_rest_of_a_day_is_carried_over_and_the_filmed_stays():
    one = PlannedScene("1", "A", eighths=6, shots=(PlannedShot(1, "1A", 20), PlannedShot(2, "1B", 10)))
    two, three = PlannedScene("2", "B", eighths=4), PlannedScene("3", "C", eighths=1)
    scenes = [one, two, three]
    strips = [replace(strip, day=7) for strip in board(scenes)]
    strips = [replace(strip, done=strip.scene == "3") for strip in strips]
    after = rules.carried(rules.pieces(strips, scenes, {1}), strips, 7, 8, count(50))
    columns = rules.arranged(rules.pieces(after, scenes, {1}), [7, 8])
    assert [(p.strip.scene, [s.number for s in p.shots], p.done) for p in columns[7]] == [
        ("1", ["1A"], True),
        ("3", [], True),
    ]
    assert [(p.strip.scene, [s.number for s in p.shots], p.minutes) for p in columns[8]] == [
        ("1", ["1B"], 10),
        ("2", [], 60),
    ]
    assert rules.label(columns[8]) == "1 (1B), 2"
    assert rules.carried(rules.pieces(after, scenes, {1}), after, 7, 8, count(60)) == after


def test_strips_follow_their_scenes_when_the_scenario_changes():
    before = [PlannedScene(str(n), head) for n, head in enumerate("ABC", start=1)]
    strips = [replace(one, id=n, day=5) for n, one in enumerate(board(before), start=1)]
    after = [PlannedScene(str(n), head) for n, head in enumerate("AXBD", start=1)]
    x, d = rules.provisional("2", "X"), rules.provisional("4", "D")
    found = rules.followed(strips, after)
    assert [(one.id, one.scene, one.heading, one.day) for one in found] == [
        (1, "1", "A", 5),
        (2, "3", "B", 5),
        (3, "3", "C", 5),
        (x, "2", "X", None),
        (d, "4", "D", None),
    ]
    assert [one.id for one in rules.lost(found, after)] == [3]
    assert rules.pieces(found, after)[2].scene is None
    untouched = rules.followed([replace(one, day=None) for one in strips], after)
    assert [one.id for one in untouched] == [1, 2, x, d]
    assert rules.followed(strips, before) == strips


def test_a_strip_steps_over_the_edge_of_its_day():
    scenes = [PlannedScene(str(n), str(n)) for n in range(1, 4)]
    strips = [replace(one, id=n, day=1 if n < 3 else 2) for n, one in enumerate(board(scenes), start=1)]

    def days(strips):
        columns = rules.arranged(rules.pieces(strips, scenes), [1, 2])
        return [[one.strip.id for one in columns[day]] for day in (1, 2, None)]

    assert days(rules.nudged(strips, 2, [1, 2, None], up=True)) == [[2, 1], [3], []]
    assert days(rules.nudged(strips, 2, [1, 2, None], up=False)) == [[1], [2, 3], []]
    assert days(rules.nudged(strips, 3, [1, 2, None], up=False)) == [[1, 2], [], [3]]
    assert days(rules.nudged(strips, 3, [1, 2, None], up=True)) == [[1, 2, 3], [], []]
    assert days(rules.nudged(strips, 1, [1, 2, None], up=True)) == [[1, 2], [3], []]


def test_two_scenes_of_one_number_and_heading_are_two():
    twice = fountain.scenes(fountain.parse("INT. WARD - DAY #1#\n\nA.\n\nINT. WARD - DAY #1#\n\nB.\n"))
    scenes = rules.planned(twice, [])
    assert [one.heading for one in scenes] == ["INT. WARD - DAY", "INT. WARD - DAY [2]"]
    assert rules.check(board(scenes), scenes) == []


def test_days_are_grouped_by_place_then_light():
    def scene(number, place, light, side="INT"):
        return PlannedScene(number, number, side, place, light)

    scenes = [
        scene("1", "Ward", Light.NIGHT),
        scene("2", "Roof", Light.DAY, "EXT"),
        scene("3", "ward", Light.DAY),
        scene("4", "Roof", Light.NIGHT, "EXT"),
        scene("5", "Ward", Light.NIGHT),
    ]
    found = rules.sorted_by_place(rules.pieces(board(scenes), scenes), scenes)
    assert [one.scene for one in found] == ["3", "1", "5", "2", "4"]


@pytest.mark.parametrize(
    ("words", "light"),
    [
        ("NIGHT", Light.NIGHT),
        ("늦은 밤", Light.NIGHT),
        ("DAY", Light.DAY),
        ("낮", Light.DAY),
        ("DAWN", Light.TWILIGHT),
        ("새벽", Light.TWILIGHT),
        ("해질녘", Light.TWILIGHT),
        ("LATER", Light.OPEN),
        ("", Light.OPEN),
    ],
)
def test_light_is_read_in_both_languages(words, light):
    assert rules.light_of(words) is light


def test_scenes_come_with_shots_cast_and_what_they_need():
    scenes = fountain.scenes(fountain.parse("INT. WARD - NIGHT\n\nKIM\nHello.\n\nEXT. ROOF - DAY\n\nWind.\n"))
    shots = [
        {"id": 1, "scene": "1", "number": "1A", "minutes": 20, "cast": "", "props": "Lamp"},
        {"id": 2, "scene": "9", "number": "9A", "minutes": 0, "cast": "", "props": ""},
        {"id": 3, "scene": "", "number": "", "minutes": 0, "cast": "", "props": ""},
    ]
    sheets = [{"scene": "1", "cast": "NURSE", "props": "Lamp, Chart; Cup", "equipment": "Slider"}]
    ward, roof, unknown = rules.planned(scenes, shots, sheets)
    assert (ward.place, ward.side, ward.light, ward.cast) == ("WARD", "INT", Light.NIGHT, ("KIM", "NURSE"))
    assert ward.needs == ("Lamp", "Chart", "Cup", "Slider")
    assert [one.number for one in ward.shots] == ["1A"]
    assert roof.outside
    assert (unknown.number, unknown.heading, [one.id for one in unknown.shots]) == ("9", "", [2])


def test_a_day_knows_who_plays_and_what_to_bring():
    shots = (PlannedShot(1, "1A", 5, props="Lamp; Cup"),)
    scenes = [
        PlannedScene("1", "A", eighths=9, cast=("KIM", "노인"), shots=shots, needs=("Coat",)),
        PlannedScene("2", "B", eighths=3, cast=("KIM",)),
    ]
    found = rules.pieces(board(scenes), scenes, {1})
    cast = rules.call_cast(found, {"kim": "Lee"})
    assert [(one.character, one.name, one.scenes) for one in cast] == [("KIM", "Lee", ("1", "2")), ("노인", "", ("1",))]
    listed = [("cup", "Han", ["1"]), ("Slider", "", []), ("Chair", "", ["7"])]
    things = {one.what: one.who for one in rules.to_bring(found, listed)}
    assert things == {"cup": "Han", "Slider": "", "Coat": "", "Lamp": ""}
    assert rules.to_bring([], listed) == ()
    first, second = rules.call_scenes(found, {1: {"size": "CU", "picture": "Eyes"}})
    assert (first.length, second.length, first.shots[0].picture, first.shots[0].taken) == ("1 1/8", "3/8", "Eyes", True)


@given(works=st.sets(st.integers(1, 9)), days=st.integers(0, 9))
def test_day_out_of_days_letters(works, days):
    order = list(range(1, days + 1))
    letters = rules.day_out_of_days(works, order)
    on = [day for day in order if day in works]
    assert len(letters) == days
    assert [day for day, one in zip(order, letters, strict=True) if one not in {Work.HOLD, Work.OFF}] == on
    assert letters.count(Work.ONLY) == (len(on) == 1)
    assert letters.count(Work.START) == letters.count(Work.FINISH) == (len(on) > 1)
    if len(on) > 1:
        assert (letters[on[0] - 1], letters[on[-1] - 1]) == (Work.START, Work.FINISH)
        assert all(one is not Work.OFF for one in letters[on[0] - 1 : on[-1]])
    assert Work.HOLD not in letters[: on[0]] if on else set(letters) <= {Work.OFF}


def test_the_same_in_words():
    line, none = rules.outlines({("KIM", "cast"): [1, 3], ("LEE", "cast"): []}, [(1, 1), (2, 2), (3, 3)])
    assert [one.value for one in line.letters] == ["SW", "H", "WF"]
    assert str(line.sentence) == "works on day 1, 3, waits on day 2"
    assert line.worked == 2
    assert str(none.sentence) == "is not needed yet"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9:30", "09:30"),
        ("0930", "09:30"),
        ("18시", "18:00"),
        ("18시 30분", "18:30"),
        ("9", "09:00"),
        ("23.59", "23:59"),
        ("09:30:00", "09:30"),
        ("9:30:00 PM", "21:30"),
        ("9:30 a.m.", "09:30"),
        ("12:05 am", "00:05"),
        ("12:05 PM", "12:05"),
        ("오전 9:30", "09:30"),
        ("오후 6시 30분", "18:30"),
        ("오후 12:00:00", "12:00"),
        ("１８：３０", "18:30"),
    ],
)
def test_times_are_read_as_people_type_them(typed, kept):
    assert rules.clock(typed) == kept


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "soon", "12:3", "9-30", "9:30:61", "noon am"])
def test_other_words_are_no_time(typed):
    assert rules.clock(typed) is None


SATURDAY = date(2026, 12, 5)
TEN_TO_SIX = ShootingDay(1, 1, SATURDAY, time(10), time(18), "Roof")


def sentences(day=TEN_TO_SIX, found=(), **more):
    around = Around(**{k: v for k, v in more.items() if k in {"people", "teams", "exam", "due", "lent"}})
    rest = {k: v for k, v in more.items() if k in {"own", "light", "needs"}}
    return [str(one) for one in rules.clashes(day, found, around, **rest)]


def test_hours_that_cannot_be():
    assert sentences() == []
    assert sentences(replace(TEN_TO_SIX, wrap=time(9))) == ["The wrap is before the call."]
    assert sentences(replace(TEN_TO_SIX, call=time(20), wrap=time(2))) == []
    assert sentences(replace(TEN_TO_SIX, wrap=time(23))) == [
        "From call to wrap it is 13 hours: nobody is good after twelve."
    ]
    scene = PlannedScene("1", "A", eighths=40)
    assert sentences(found=rules.pieces(board([scene]), [scene])) == [
        "The scenes need about 10 hours, from call to wrap there are 8."
    ]


def test_members_who_have_no_time():
    saturday = frozenset(slot_of(5, row) for row in range(7))
    people = [Free("Kim", saturday), Free("Lee", saturday - {slot_of(5, 2), slot_of(5, 3)}), Free("Han", frozenset())]
    assert sentences(people=people) == ["Lee has no time 13–17."]
    night = replace(TEN_TO_SIX, call=time(20), wrap=time(3))
    assert sentences(night, people=[Free("Kim", saturday)]) == []
    assert sentences(people=[Free("Park", frozenset({0}))]) == ["Park has no time 9–19."]
    assert sentences(replace(TEN_TO_SIX, wrap=None), people=people) == []


@given(
    start=st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2026-12-30")),
    minutes=st.integers(1, 900),
)
def test_the_grid_of_a_week_is_asked_for_every_hour_that_is_filmed(start, minutes):
    end = start + timedelta(minutes=minutes)
    asked = {slot for _, slot in needed_slots((start, end))}
    assert all(0 <= slot < SLOTS for slot in asked)
    moment = start
    while moment < end:
        if 9 <= moment.hour < 23:
            assert slot_of(moment.weekday(), (moment.hour - 9) // 2) in asked
        moment += timedelta(minutes=10)


def test_other_teams_at_the_same_place():
    def there(place="roof ", begin=9, end=12, day=SATURDAY):
        span = (datetime.combine(day, time(begin)), datetime.combine(day, time(end)))
        return [Elsewhere(3, place, span, day)]

    assert sentences(teams=there()) == ["Team 3 is at the same place from 09:00 to 12:00."]
    assert sentences(teams=there(begin=18, end=20)) == []
    assert sentences(teams=there("Ward")) == []
    assert sentences(teams=there(day=SATURDAY + timedelta(days=1))) == []
    assert sentences(replace(TEN_TO_SIX, place=""), teams=there("")) == []
    assert sentences(teams=[Elsewhere(4, "ROOF", None, SATURDAY)]) == ["Team 4 is at the same place on this day."]


def test_things_of_the_course_are_booked_or_taken():
    def lent(*bookings):
        return {"lent": [Lent("Slider", 2, bookings)], "needs": ["slider", "Lamp"]}

    other = Booked(3, SATURDAY - timedelta(days=1), SATURDAY, 2)
    assert sentences(**lent()) == ["“Slider” belongs to the course: book it for this day."]
    assert sentences(**lent(replace(other, amount=1))) == ["“Slider” belongs to the course: book it for this day."]
    assert sentences(**lent(other)) == ["“Slider” of the course is with team 3 on this day."]
    assert sentences(**lent(replace(other, amount=1), replace(other, amount=1, ours=True))) == []
    assert sentences(lent=[Lent("Slider", 1)], needs=["Lamp"]) == []


def test_exams_the_final_cut_and_own_days():
    assert sentences(exam=(SATURDAY, None)) == ["This is in the exam period."]
    assert sentences(exam=(SATURDAY + timedelta(days=1), SATURDAY + timedelta(days=9))) == []
    assert sentences(due=datetime.fromisoformat("2026-12-04T18:00")) == ["This is after the final cut is due."]
    assert sentences(due=datetime.fromisoformat("2026-12-05T18:00")) == []
    other = ShootingDay(2, 2, SATURDAY, time(17), time(20))
    assert sentences(own=[TEN_TO_SIX, other]) == ["Day 2 is at the same time."]
    assert sentences(own=[TEN_TO_SIX, replace(other, call=time(18))]) == []


def test_scenes_by_day_outside_need_the_sun():
    sun = rules.sun(SATURDAY, 37.5665, 126.978, ZoneInfo("Asia/Seoul"))
    scenes = [PlannedScene("1", "A", "EXT", "Roof", Light.DAY, 4), PlannedScene("2", "B", "INT", "Ward", Light.DAY, 2)]
    found = rules.pieces(board(scenes), scenes)
    assert sentences(found=found, light=sun) == []
    (said,) = sentences(replace(TEN_TO_SIX, call=time(17), wrap=time(22)), found, light=sun)
    assert said.startswith("Scene 1 needs daylight outside, and the sun is up from 07:3")
    assert sentences(replace(TEN_TO_SIX, call=time(17), wrap=time(22)), found[1:], light=sun) == []


def test_days_come_in_the_order_of_their_dates():
    days = [(1, None, ""), (2, SATURDAY, "18:00"), (3, SATURDAY, "09:00"), (4, date(2026, 12, 1), "")]
    assert rules.in_order(days) == [4, 3, 2, 1]
