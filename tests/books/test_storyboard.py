"""Frames of shots: shared by copies, kept by versions, and gone when nothing shows them, on either database."""

import pytest

from app.books import actions
from app.books.models import Submission
from app.books.rules import SectionKind
from app.books.schemas import ShotInput, SubmitInput
from app.books.tables import SHOTS
from app.core.db import Database
from app.core.errors import Forbidden, NotFound
from tests.books.team_book import CORRIDOR, TeamBook

FIRST, SECOND = "books/1/shots/one_a/picture.jpg", "books/1/shots/oneXa/picture.jpg"


@pytest.fixture
def book(db_url):
    database = Database(db_url)
    found = TeamBook(database)
    found.write(CORRIDOR)
    yield found
    database.dispose()


@pytest.fixture
def shot(book):
    return book.act(actions.add_row, SHOTS, ShotInput(scene="1", picture="Shoes")).id


def frames(book):
    return [row["frame"] for row in book.page().rows(SectionKind.SHOTS)]


def test_a_frame_gives_way_to_the_next_and_is_taken_away(book, shot):
    assert book.act(actions.put_frame, shot, FIRST) == ""
    assert frames(book) == [FIRST]
    assert book.act(actions.put_frame, shot, SECOND) == FIRST
    assert book.act(actions.put_frame, shot, "") == SECOND
    assert frames(book) == [""]
    assert book.act(actions.put_frame, shot, "") == ""


def test_a_copy_has_the_same_frame_and_its_file_stays_for_the_other(book, shot):
    book.act(actions.put_frame, shot, FIRST)
    copy = book.act(actions.copy_shot, shot).id
    assert frames(book) == [FIRST, FIRST]
    assert book.act(actions.put_frame, shot, "") == ""
    assert frames(book) == ["", FIRST]
    assert book.act(actions.put_frame, copy, "") == FIRST


def test_a_split_shot_leaves_its_frame_with_the_first_half(book, shot):
    book.act(actions.put_frame, shot, FIRST)
    book.act(actions.split_shot, shot)
    assert frames(book) == [FIRST, ""]


def test_a_version_keeps_its_frames(book, shot):
    book.act(actions.put_frame, shot, FIRST)
    version = book.act(actions.submit_book, SubmitInput()).id
    assert book.act(actions.put_frame, shot, SECOND) == ""  # the file of the first stays
    assert book.act(actions.put_frame, shot, "") == SECOND  # no version has the second, like it as its name is
    with book.db.reading() as session:
        (row,) = session.get(Submission, version).content["shots"]
    assert row["frame"] == FIRST


def test_a_frame_does_not_disturb_who_types_in_the_shot(book, shot):
    book.act(actions.put_frame, shot, FIRST)
    typed = ShotInput(scene="1", number="1A", picture="Wet shoes", version=1)
    assert book.act(actions.change_row, SHOTS, shot, typed) == 2
    assert frames(book) == [FIRST]


def test_others_put_no_frame(book, shot):
    for who, error in ((book.world.park, NotFound), (book.world.prof, Forbidden), (book.world.stranger, NotFound)):
        with pytest.raises(error):
            book.act(actions.put_frame, shot, FIRST, who=who)
        with pytest.raises(error):
            book.act(actions.may_add_picture, SHOTS, shot, who=who)
    with pytest.raises(NotFound):
        book.act(actions.put_frame, shot + 9, FIRST)
    assert frames(book) == [""]
