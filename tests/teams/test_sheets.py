"""Teams in spreadsheets: what goes out comes back the same; what cannot be matched is said, and nothing is half done."""

import pytest

from app.core.errors import Invalid
from app.documents.sheets import read_table, read_text
from app.teams import queries, sheets
from app.teams.proposals import actions
from app.teams.proposals import queries as proposals
from app.teams.proposals.rules import Spot, spots_of
from app.teams.proposals.schemas import AdoptInput
from app.teams.proposals.sheet import Known, read_seats
from app.teams.rules import Role
from tests import worlds

STUDENTS = [
    Known(1, "김가을", "a@example.test", "2026001"),
    Known(2, "이나래", "b@example.test", "2026002"),
    Known(3, "김가을", "c@example.test", "2026003"),
]


@pytest.fixture
def world(db):
    return worlds.build(db)


def test_a_korean_table_is_read():
    table = read_text("팀\t이름\t학번\t역할\n1팀\t김가을\t2026001\t촬영, 편집\n2\t이나래\t\t감독\n\t\t2026003\t\n")
    seats = read_seats(table, STUDENTS, {})
    assert seats.errors == []
    assert seats.spots == {
        1: Spot(1, (Role.CAMERA, Role.EDITOR)),
        2: Spot(2, (Role.DIRECTOR,)),
        3: Spot(None),
    }


def test_teams_by_name_keep_their_number_and_new_ones_get_a_free_one():
    table = read_text("Team,E-mail,Role\nNight Shift,a@example.test,editor\nDawn,b@example.test,sound\n")
    seats = read_seats(table, STUDENTS, {"nightshift": 2})
    assert {person: spot.team_number for person, spot in seats.spots.items()} == {1: 2, 2: 1}
    assert seats.names == {1: "Dawn"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("1\tnobody@example.test\teditor", "does not study"),
        ("1\ta@example.test\tjuggler", "is no role"),
        ("1\ta@example.test\teditor\n2\ta@example.test\t", "twice"),
    ],
)
def test_what_cannot_be_matched_is_said_with_its_row(rows, told):
    seats = read_seats(read_text(f"team\te-mail\troles\n{rows}\n"), STUDENTS, {})
    assert [told in str(error) for error in seats.errors] == [True]


def test_two_of_one_name_need_an_address():
    seats = read_seats(read_text("team\tname\n1\t김가을\n"), STUDENTS, {})
    assert "several students" in str(seats.errors[0])


def test_a_table_without_columns_says_which_are_needed():
    assert "must name the columns" in str(read_seats(read_text("1\t2\n3\t4\n"), STUDENTS, {}).errors[0])
    assert "must name the columns" in str(read_seats([], STUDENTS, {}).errors[0])


@pytest.mark.parametrize("write", [sheets.csv_of, sheets.xlsx_of])
def test_what_goes_out_comes_back_and_seats_everybody_as_before(db, world, write):
    with db.reading() as session:
        before = spots_of(queries.division_visible_to(session, world.prof, world.course_id).rosters)
        content = write(queries.sheet_visible_to(session, world.prof, world.course_id))
    table = read_table(content.encode() if isinstance(content, str) else content)
    with db.writing() as session:
        row = actions.bring(session, world.prof, world.course_id, table)
        actions.adopt(session, world.prof, row.id, AdoptInput())
    with db.reading() as session:
        after = spots_of(queries.division_visible_to(session, world.prof, world.course_id).rosters)
    assert after == before


def test_one_wrong_row_and_nothing_is_made(db, world):
    table = read_text("team\te-mail\n1\tkim@example.test\n2\tnobody@example.test\n")
    with db.writing() as session, pytest.raises(Invalid, match="Row 3"):
        actions.bring(session, world.prof, world.course_id, table)
    with db.reading() as session:
        assert proposals.proposals_of(session, world.course_id) == []


def test_a_name_that_looks_like_a_formula_opens_as_text():
    rows = [("name",), ('=HYPERLINK("http://evil.test")',)]
    assert read_table(sheets.xlsx_of(rows))[1] == ['=HYPERLINK("http://evil.test")']
    assert "'=HYPERLINK" in sheets.csv_of(rows)
