"""Shots in two orders, copied and split, on SQLite and PostgreSQL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.books import actions, rules
from app.books.actions import Moved
from app.books.rules import RowOrder, SectionKind
from app.books.schemas import LineInput, MoveRowInput, ShotInput
from app.books.tables import BUDGET, SHOTS
from app.core.db import Database
from app.core.errors import Forbidden, Invalid, NotFound
from tests.books.team_book import CORRIDOR, WAITING, TeamBook

SETUP = RowOrder.SETUP


@pytest.fixture
def book(db_url):
    database = Database(db_url)
    found = TeamBook(database)
    found.write(CORRIDOR, WAITING)
    yield found
    database.dispose()


def added(book, *scenes, **cells):
    return [book.act(actions.add_row, SHOTS, ShotInput(scene=scene, **cells)).id for scene in scenes]


def numbers(book, order="position"):
    rows = book.page().rows(SectionKind.SHOTS)
    return [one["number"] for one in sorted(rows, key=lambda one: one.position if order == "position" else one[order])]


def test_the_two_orders_are_moved_apart(book):
    first, second, third = added(book, "1", "1", "2")
    book.act(actions.move_row, SHOTS, third, MoveRowInput(after=None, was=second, order=SETUP))
    assert numbers(book) == ["1A", "1B", "2A"]
    assert numbers(book, "setup_position") == ["2A", "1A", "1B"]
    book.act(actions.move_row, SHOTS, second, MoveRowInput(after=None, was=first))
    assert numbers(book) == ["1B", "1A", "2A"]
    assert numbers(book, "setup_position") == ["2A", "1A", "1B"]
    with pytest.raises(Moved) as caught:
        book.act(actions.move_row, SHOTS, third, MoveRowInput(after=second, was=first, order=SETUP))
    assert caught.value.more["order"] == [third, first, second]

    def nudge(session, who, team, row):
        actions.nudge_row(session, who, team, SHOTS, row, up=True, order=SETUP)

    book.act(nudge, second)
    assert numbers(book, "setup_position") == ["2A", "1B", "1A"]


def test_only_shots_have_an_order_of_setting_up(book):
    line = book.act(actions.add_row, BUDGET, LineInput(item="Umbrella")).id
    with pytest.raises(Invalid, match="Only shots"):
        book.act(actions.move_row, BUDGET, line, MoveRowInput(order=SETUP))


def test_a_copy_comes_after_the_shot_under_the_next_number(book):
    first, _ = added(book, "1", "1", size="CU", picture="Shoes", lens="phone 2x")
    copy = book.act(actions.copy_shot, first)
    assert numbers(book) == ["1A", "1C", "1B"]
    assert numbers(book, "setup_position") == ["1A", "1C", "1B"]
    assert (copy.size, copy.picture, copy.lens, copy.scene) == ("CU", "Shoes", "phone 2x", "1")
    book.write(WAITING, CORRIDOR)  # the copy is tied to its scene, too
    assert book.shots() == [("2", "2A"), ("2", "2C"), ("2", "2B")]


def test_a_shot_is_split_with_its_words_and_minutes(book):
    picture = "민수가 멈춘다. 간호사가 신발을 본다."
    (shot,) = added(book, "1", picture=picture, setup_minutes=15, minutes=9)
    book.act(actions.split_shot, shot)
    rows = book.page().rows(SectionKind.SHOTS)
    assert [(one["number"], one["picture"]) for one in rows] == [
        ("1A", "민수가 멈춘다."),
        ("1B", "간호사가 신발을 본다."),
    ]
    assert [(one["setup_minutes"], one["minutes"]) for one in rows] == [(8, 5), (7, 4)]


def test_others_neither_copy_nor_split(book):
    (shot,) = added(book, "1")
    for action in (actions.copy_shot, actions.split_shot):
        with pytest.raises(Forbidden):
            book.act(action, shot, who=book.world.prof)
        with pytest.raises(NotFound):
            book.act(action, shot + 99)


@given(st.text(max_size=200))
def test_halves_lose_no_letter(text):
    first, second = rules.halves(text)
    assert "".join((first + second).split()) == "".join(text.split())
