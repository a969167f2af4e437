"""Shared things are never lent twice, whoever presses first, on either database; budgets sum up exactly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.books import actions, queries, rules
from app.books.models import Booking
from app.books.rules import Held, Sum
from app.books.schemas import BookingInput, BudgetLimitsInput, SharedItemInput
from app.core import clock
from app.core.db import Database
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests import worlds

START = date(2026, 12, 1)
DAY = st.integers(0, 20).map(lambda n: START + timedelta(days=n))
SPAN = st.tuples(DAY, DAY).map(sorted)
HELD = st.builds(lambda span, quantity: Held(1, span[0], span[1], quantity), SPAN, st.integers(1, 4))


@given(st.integers(0, 9), st.lists(HELD, max_size=8), SPAN)
def test_what_is_free_is_free_on_every_single_day(quantity, held, span):
    first, last = span
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    least = min(quantity - sum(one.quantity for one in held if one.on(day)) for day in days)
    assert rules.free(quantity, held, first, last) == max(0, least)


MONEY = st.integers(0, 10**9)
PAYMENT = st.tuples(st.sampled_from(["Kim", "Lee", "", "이"]), st.none() | MONEY, st.booleans())


@given(st.lists(PAYMENT, max_size=30))
def test_who_is_owed_what_sums_up_exactly(payments):
    found = rules.owed(payments)
    named = [(who, amount, back) for who, amount, back in payments if who and amount]
    assert sum(one.paid for one in found) == sum(amount for _, amount, _ in named)
    assert sum(one.open for one in found) == sum(amount for _, amount, back in named if not back)
    assert {one.person for one in found} == {who for who, _, _ in named}
    assert [one.open for one in found] == sorted((one.open for one in found), reverse=True)


@given(MONEY, MONEY, st.none() | MONEY, st.integers(0, 100))
def test_a_budget_warns_exactly_when_something_is_wrong(planned, actual, cap, contingency):
    found = rules.budget_warnings(Sum("", planned, actual), cap, contingency, "KRW")
    reserve = rules.reserve(cap or 0, contingency)
    assert 100 * reserve >= (cap or 0) * contingency > 100 * (reserve - 1)
    tight = cap is not None and planned > cap - reserve
    over = cap is not None and actual > cap
    assert len(found) == tight + over + (actual > planned)
    assert all(str(one) for one in found)


def test_warnings_name_the_money_in_the_course_s_currency():
    said = [str(one) for one in rules.budget_warnings(Sum("", 150_000, 160_000), 100_000, 10, "KRW")]
    assert said == [
        "The plan is ₩50,000 over the cap of ₩100,000.",
        "₩60,000 more was paid than the cap allows.",
        "₩10,000 more was paid than planned.",
    ]
    [near] = rules.budget_warnings(Sum("", 9_500, 0), 10_000, 10, "EUR")
    assert str(near) == "Only €5.00 of the cap is left for what nobody foresees; it should be €10.00 (10 %)."


@pytest.fixture
def db(db_url):
    """Room for threads that wait for one another."""
    database = Database(db_url, pool_size=20, busy_seconds=60)
    yield database
    database.dispose()


@pytest.fixture
def world(db):
    return worlds.build(db)


def lend(db, world, **more):
    with db.writing() as session:
        return actions.add_item(session, world.prof, world.course_id, SharedItemInput(name="Reflector", **more)).id


def tomorrow(days=1):
    return clock.now().date() + timedelta(days=days)


def book(db, who, team_id, item, first=2, last=3, quantity=1):
    data = BookingInput(first_on=tomorrow(first), last_on=tomorrow(last), quantity=quantity)
    with db.writing() as session:
        return actions.book_item(session, who, team_id, item, data).id


def test_the_second_team_reads_who_has_it_and_takes_other_days(db, world):
    item = lend(db, world)
    mine = book(db, world.kim, world.team_id, item)
    with pytest.raises(Conflict, match="“Reflector” is away on these days: team 1"):
        book(db, world.park, world.other_team_id, item, 3, 5)
    book(db, world.park, world.other_team_id, item, 4, 5)
    with pytest.raises(Forbidden), db.writing() as session:
        actions.cancel_booking(session, world.park, mine)
    with db.writing() as session:
        actions.cancel_booking(session, world.lee, mine)
    book(db, world.park, world.other_team_id, item)


def test_numbers_are_respected_day_by_day(db, world):
    item = lend(db, world, quantity=3)
    book(db, world.kim, world.team_id, item, 1, 2, 2)
    book(db, world.park, world.other_team_id, item, 2, 3, 1)
    with pytest.raises(Conflict, match="is away"):
        book(db, world.park, world.other_team_id, item, 2, 2)
    with pytest.raises(Conflict, match="Only 2 of"):
        book(db, world.park, world.other_team_id, item, 3, 4, 3)
    with pytest.raises(Conflict, match="There are only 3"):
        book(db, world.park, world.other_team_id, item, 9, 9, 4)
    with db.reading() as session:
        course, [lent] = queries.lending_visible_to(session, world.loner, world.course_id)
        assert [lent.free_on(tomorrow(n)) for n in (1, 2, 3, 4)] == [1, 0, 2, 3]
        assert course.id == world.course_id


def test_impossible_days_and_strangers_are_refused(db, world):
    item = lend(db, world)
    with pytest.raises(Invalid, match="over"):
        book(db, world.kim, world.team_id, item, -3, -2)
    with pytest.raises(Invalid, match="At most"):
        book(db, world.kim, world.team_id, item, 1, 90)
    with pytest.raises(ValueError, match="before it begins"):
        BookingInput(first_on=tomorrow(3), last_on=tomorrow(2))
    assert BookingInput(first_on=tomorrow(3)).days == (tomorrow(3), tomorrow(3))
    for who, error in ((world.prof, Forbidden), (world.park, NotFound), (world.stranger, NotFound)):
        with pytest.raises(error):
            book(db, who, world.team_id, item)
    for who, error in ((world.kim, Forbidden), (world.assistant, Forbidden), (world.stranger, NotFound)):
        with pytest.raises(error), db.writing() as session:
            actions.add_item(session, who, world.course_id, SharedItemInput(name="Boom"))
        with pytest.raises(error), db.writing() as session:
            actions.limit_budgets(session, who, world.course_id, BudgetLimitsInput())
    with db.writing() as session:
        actions.remove_item(session, world.prof, item)
    with pytest.raises(NotFound):
        book(db, world.kim, world.team_id, item)


def test_twenty_presses_at_once_lend_three_things_three_times(db, world):
    item, start = lend(db, world, quantity=3), Barrier(10)
    people = [(world.kim, world.team_id), (world.park, world.other_team_id)] * 5

    def press(who):
        start.wait()
        said = []
        for _ in range(2):
            try:
                book(db, who[0], who[1], item)
                said.append("")
            except Conflict as refusal:
                said.append(str(refusal))
        return said

    with ThreadPoolExecutor(10) as pool:
        said = [sentence for several in pool.map(press, people) for sentence in several]
    assert len(said) == 20
    assert said.count("") == 3
    assert all("is away on these days: team" in one for one in said if one)
    with db.reading() as session:
        assert len(session.exec(select(Booking)).all()) == 3
