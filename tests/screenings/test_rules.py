"""The room's rules: every command raises rev, the clock runs, and a strange press does nothing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.screenings import rules
from app.screenings.rules import Command, Item, Phase, Room, ScreeningState, SlotKind

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
kinds = st.lists(st.sampled_from(list(SlotKind)), min_size=1, max_size=6)
presses = st.lists(st.tuples(st.sampled_from(list(Command)), st.integers(0, 600)), max_size=30)
NEW = Room(ScreeningState.PLANNED, None, Phase.CARD, 0.0, None, 0)


def programme(found):
    return [Item(10 + n, kind, 60) for n, kind in enumerate(found)]


@given(kinds, presses)
def test_whatever_is_pressed_rev_rises_by_one_or_nothing_happens(found, pressed):
    items, room, now = programme(found), NEW, NOW
    for what, seconds in pressed:
        now += timedelta(seconds=seconds)
        made = rules.obey(room, what, items, now)
        if made is None:
            continue
        assert made.rev == room.rev + 1
        assert made.slot_id in [item.id for item in items]
        assert made.position >= 0
        assert made.phase in (Phase.CARD, Phase.AFTER) or items[made.slot_id - 10].kind is SlotKind.FILM
        room = made


@given(kinds, st.sampled_from(list(Command)))
def test_a_night_that_is_not_live_obeys_only_start(found, what):
    made = rules.obey(NEW, what, programme(found), NOW)
    assert (made is not None) == (what is Command.START)


@given(st.lists(st.integers(0, 7200), max_size=12))
def test_the_clock_adds_up_the_lengths(lengths):
    items = [Item(n, SlotKind.BREAK, seconds) for n, seconds in enumerate(lengths)]
    times = rules.running_clock(NOW, items)
    assert len(times) == len(items)
    assert [(time - NOW).total_seconds() for time in times] == [sum(lengths[:n]) for n in range(len(lengths))]


def test_a_film_pauses_where_it_is_and_goes_on_there():
    items = programme([SlotKind.FILM])
    room = rules.obey(NEW, Command.START, items, NOW)
    room = rules.obey(room, Command.PLAY, items, NOW)
    assert room.at == NOW + rules.COUNTDOWN
    assert room.second(NOW) == 0.0
    ten = room.at + timedelta(seconds=10)
    paused = rules.obey(room, Command.PAUSE, items, ten)
    assert paused.position == 10.0
    again = rules.obey(paused, Command.PLAY, items, ten + timedelta(minutes=3))
    assert again.second(again.at + timedelta(seconds=2)) == 12.0
    over = rules.obey(again, Command.ENDED, items, again.at + timedelta(seconds=50))
    assert over.phase is Phase.AFTER
    assert rules.obey(over, Command.ENDED, items, NOW) is None
    assert rules.obey(over, Command.NEXT, items, NOW).state is ScreeningState.ENDED


def test_an_odd_programme_is_said_but_not_refused():
    long = [Item(1, SlotKind.BREAK, 101 * 60)]
    said = " ".join(map(str, rules.warnings(NOW, long, (NOW, NOW + timedelta(days=3)), ["The Waiting Room"])))
    assert "101 minutes" in said
    assert "No film" in said
    assert "exam" in said
    assert "The Waiting Room" in said
    assert rules.warnings(NOW, [Item(1, SlotKind.FILM, 60)], (None, None), []) == []


def test_the_room_waits_for_a_projector_that_was_held_up():
    items = programme([SlotKind.FILM])
    room = rules.obey(NEW, Command.START, items, NOW)
    assert rules.obey(room, Command.SETTLE, items, NOW, 0.0) is None, "nothing plays"
    room = rules.obey(room, Command.PLAY, items, NOW)
    ten = room.at + timedelta(seconds=10)
    held = rules.obey(room, Command.SETTLE, items, ten, 8.5)
    assert held.second(ten + timedelta(seconds=1)) == 9.5
    assert rules.obey(room, Command.SETTLE, items, ten) is None
    assert rules.obey(room, Command.SETTLE, items, ten + timedelta(minutes=1), 8.5) is None, "too far off"
