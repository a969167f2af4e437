"""The scene analysis table follows the scenario and loses nothing, on SQLite and PostgreSQL."""

import pytest
from sqlmodel import select

from app.books import actions
from app.books.models import SceneSheet, Shot
from app.books.rules import SectionKind
from app.books.schemas import (
    SettleInput,
    SheetInput,
    ShotInput,
    SubmitInput,
    TagInput,
)
from app.books.tables import BREAKDOWN, SHOTS
from app.core.db import Database
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.books.team_book import CORRIDOR, ROOF, WAITING, TeamBook


@pytest.fixture
def book(db_url):
    database = Database(db_url)
    yield TeamBook(database)
    database.dispose()


def test_the_table_makes_itself_and_says_what_the_scenario_says(book):
    book.write(CORRIDOR, WAITING)
    first, second = book.analysis.sheets
    assert (first.scene.place, first.scene.light, first.scene.speaking) == ("병원 복도", "밤", ())
    assert (second.scene.number, second.scene.speaking, second.scene.eighths) == ("2", ("지우",), 2)
    assert not book.analysis.stale
    assert [str(one.sentence) for one in book.page().missing if one.section == SectionKind.BREAKDOWN] == [
        "The scene analysis table is empty."
    ]
    book.type("1", props="비상구 표시등")
    assert "The scene analysis says nothing about scene 2." in [str(one.sentence) for one in book.page().missing]


def test_rows_follow_scenes_that_are_inserted_before_moved_and_edited(book):
    book.write(CORRIDOR, WAITING)
    kept = book.type("2", props="젖은 우산", continuity="물이 신발 쪽으로")
    book.write(ROOF, CORRIDOR, WAITING)
    book.write(WAITING.replace("여덟 개", "일곱 개"), ROOF, CORRIDOR)
    book.write(WAITING.replace("여덟 개", "일곱 개").replace("대기실 (밤)", "대합실 (낮)"), ROOF, CORRIDOR)
    assert book.props() == {"대합실": "젖은 우산", "옥상": "", "병원 복도": ""}
    assert book.analysis.sheets[0].row.id == kept
    assert book.analysis.lost == []


def test_what_cannot_be_followed_is_asked_and_can_go_to_a_scene(book):
    book.write(CORRIDOR, WAITING)
    lost = book.type("2", props="우산", continuity="젖은 신발")
    book.write(CORRIDOR)
    assert [row.id for row in book.analysis.lost] == [lost]
    assert "former scene 2" in " ".join(str(one.sentence) for one in book.page().missing)
    book.write(CORRIDOR, ROOF)
    roof = book.type("2", props="시계탑, 우산", continuity="김")
    book.act(actions.settle_row, lost, SettleInput(to=roof))
    sheet = book.analysis.sheets[1]
    assert (sheet.row["props"], sheet.row["continuity"]) == ("시계탑, 우산", "김\n젖은 신발")
    assert book.analysis.lost == []
    with pytest.raises(NotFound):
        book.act(actions.settle_row, lost, SettleInput(to=roof))
    with pytest.raises(Conflict, match="found their scene"):
        book.act(actions.settle_row, roof, SettleInput(keep=True))


def test_a_scene_cut_and_pasted_elsewhere_gets_its_row_and_its_shots_back(book):
    book.write(CORRIDOR, WAITING, ROOF)
    book.type("2", props="우산")
    for scene in ("1", "2", "2", "3"):
        book.act(actions.add_row, SHOTS, ShotInput(scene=scene))
    book.write(CORRIDOR, ROOF)
    assert book.shots() == [("1", "1A"), ("", "2A"), ("", "2B"), ("2", "2A")]
    book.write(CORRIDOR, ROOF, WAITING)
    assert book.shots() == [("1", "1A"), ("3", "3A"), ("3", "3B"), ("2", "2A")]
    assert book.props() == {"병원 복도": "", "옥상": "", "대기실": "우산"}
    assert book.analysis.lost == []


def test_shots_of_a_lost_scene_ask_too_and_go_with_its_notes(book):
    book.write(CORRIDOR, WAITING)
    shot = book.act(actions.add_row, SHOTS, ShotInput(scene="2"))
    book.write(CORRIDOR)
    (lost,) = book.analysis.lost
    corridor = book.analysis.sheets[0].row.id
    book.act(actions.settle_row, lost.id, SettleInput(to=corridor))
    assert book.shots() == [("1", "1A")]
    with book.db.reading() as session:
        assert session.get(Shot, shot.id).sheet_id == corridor


def test_aside_and_away_are_kept_apart_and_come_back(book):
    book.write(CORRIDOR, WAITING)
    lost = book.type("2", props="우산")
    book.write(CORRIDOR)
    book.act(actions.settle_row, lost, SettleInput(keep=True))
    assert [row["props"] for row in book.analysis.aside] == ["우산"]
    book.act(actions.settle_row, lost, SettleInput())
    assert book.analysis.aside == []
    assert [row["props"] for row in book.page().removed(SectionKind.BREAKDOWN)] == ["우산"]
    book.act(actions.restore_row, BREAKDOWN, lost)
    assert [row["props"] for row in book.analysis.aside] == ["우산"]
    submission = book.act(actions.submit_book, SubmitInput())
    assert [row["props"] for row in submission.content["breakdown"]] == ["", "우산"]


def test_a_book_written_before_the_table_gets_it_at_the_next_word_or_on_request(book):
    book.write(CORRIDOR, WAITING)
    with book.db.writing() as session:
        for row in session.exec(select(SceneSheet)).all():
            session.delete(row)
    assert book.analysis.stale
    assert [one.row for one in book.analysis.sheets] == [None, None]
    book.act(actions.refresh_rows)
    assert not book.analysis.stale
    assert all(one.row for one in book.analysis.sheets)


def test_words_are_tagged_once_and_taken_off(book):
    book.write(WAITING)
    row = book.analysis.sheets[0].row
    for words in ("우산", "의자", "우산"):
        book.act(actions.tag_words, row.id, TagInput(category="props", words=words))
    assert book.props() == {"대기실": "우산, 의자"}
    assert book.analysis.sheets[0].row.version == row.version + 2
    book.act(actions.tag_words, row.id, TagInput(category="props", words="우산", off=True))
    assert book.props() == {"대기실": "의자"}
    with pytest.raises(Invalid, match="full"):
        for n in range(40):
            book.act(actions.tag_words, row.id, TagInput(category="extras", words=f"{n}" * 30))


def test_rows_are_the_scenarios_and_the_teams(book):
    book.write(CORRIDOR)
    row = book.analysis.sheets[0].row
    for action in (
        lambda: book.act(actions.add_row, BREAKDOWN, SheetInput()),
        lambda: book.act(actions.remove_row, BREAKDOWN, row.id),
        lambda: book.act(actions.paste_rows, BREAKDOWN, "a\tb"),
    ):
        with pytest.raises(Invalid, match="come from the scenario"):
            action()
    with pytest.raises(Forbidden):
        book.act(actions.tag_words, row.id, TagInput(category="props", words="x"), who=book.world.prof)
    with pytest.raises(NotFound):
        book.act(actions.refresh_rows, who=book.world.park)
