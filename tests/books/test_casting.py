"""Characters and places follow the scenario; photos and receipts belong to rows of the own book."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.books import actions, fountain, queries, rules
from app.books.actions.pictures import MOST_PHOTOS
from app.books.rules import CastingKind, Permission, SectionKind
from app.books.schemas import CastingInput, LineInput, PlaceInput, ScenarioInput
from app.books.tables import BUDGET, CASTING, PLACES
from app.core.errors import Forbidden, Invalid, NotFound
from app.core.text import speaking
from tests import worlds

SCRIPT = """INT. WARD SEVEN - NIGHT

노인
아직 안 갔어.

민수
네.

EXT. YARD - DAY

민수
비가 와요.

INT. WARD SEVEN - DAY

Rain.
"""
NAMES = st.sampled_from(["노인", "민수", "Kim", "KIM ", "Lee"])


@given(
    st.lists(NAMES, unique_by=rules.same_name),
    st.lists(st.fixed_dictionaries({"kind": st.sampled_from(list(CastingKind)), "part": NAMES, "person": NAMES})),
)
def test_a_character_is_cast_or_said_to_be_not(speakers, rows):
    open_roles = rules.uncast(speakers, rows)
    played = {rules.same_name(row["part"]) for row in rows if row["kind"] == "character"}
    assert open_roles == [name for name in speakers if rules.same_name(name) not in played]
    assert rules.unlisted(speakers, rows) == open_roles  # every row names somebody
    empty = [{**row, "person": " "} for row in rows]
    assert rules.uncast(speakers, empty) == speakers
    assert rules.unlisted(speakers, empty) == open_roles


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_coordinates_are_read_as_maps_write_them(latitude, longitude):
    for shape in ("{:.5f}, {:.5f}", "{:.5f},{:.5f}", "({:.5f}, {:.5f})", "{:.5f}° {:.5f}°"):
        found = rules.coordinates(shape.format(latitude, longitude))
        assert found == (float(f"{latitude:.5f}"), float(f"{longitude:.5f}"))
    assert rules.coordinates(f"{91 + abs(latitude):.5f}, 0") is None


@pytest.mark.parametrize("text", ["", "here", "37.5", "37.5, 127.0, 3", "37,5, 127,0 N"])
def test_what_is_no_place_on_earth_is_none(text):
    assert rules.coordinates(text) is None


def test_places_come_from_the_headings_until_a_location_stands_for_them():
    scenes = fountain.scenes(fountain.parse(SCRIPT))
    assert rules.settings(scenes) == {"WARD SEVEN": ["1", "3"], "YARD": ["2"]}
    by_name = {"name": "ward  seven", "scenes": ""}
    assert rules.unplaced(scenes, [by_name]) == {"YARD": ["2"]}
    assert rules.unplaced(scenes, [{"name": "My school", "scenes": "1 2"}]) == {"WARD SEVEN": ["3"]}


def test_completeness_says_who_and_where_is_missing():
    def said(**content):
        return [str(one.sentence) for one in rules.missing({"scenario": SCRIPT, **content})]

    assert "Nobody plays 노인, 민수." in said()
    assert "No location yet for scene 1, 2, 3." in said()
    cast = [{"kind": "character", "part": "노인", "person": "Kim"}, {"kind": "character", "part": "민수", "person": ""}]
    assert "Nobody plays 민수." in said(casting=cast)
    ward = {"name": "Ward", "scenes": "1, 3", "permission": "asked"}
    assert "No location yet for scene 2." in said(places=[ward])
    assert "No permission yet to film here: Ward." in said(places=[ward])
    assert not any("permission" in one for one in said(places=[{**ward, "permission": "given"}]))


@pytest.fixture
def world(db):
    made = worlds.build(db)
    with db.writing() as session:
        actions.save_scenario(session, made.kim, made.team_id, ScenarioInput(text=SCRIPT))
    return made


def rows(db, world, section):
    with db.reading() as session:
        return queries.book_page(session, world.kim, world.team_id, (section,)).rows(section)


def test_one_press_lists_the_characters_and_the_places_once(db, world):
    for _ in range(2):
        with db.writing() as session:
            actions.list_characters(session, world.kim, world.team_id)
            actions.list_places(session, world.lee, world.team_id)
    assert [row["part"] for row in rows(db, world, SectionKind.CASTING)] == ["노인", "민수"]
    found = [(row["name"], row["scenes"]) for row in rows(db, world, SectionKind.PLACES)]
    assert found == [("WARD SEVEN", "1, 3"), ("YARD", "2")]
    with db.writing() as session, pytest.raises(Forbidden):
        actions.list_places(session, world.prof, world.team_id)


def test_a_member_is_known_by_name_somebody_else_is_not(db, world):
    with db.writing() as session:
        for person in ("Lee", "Grandmother"):
            actions.add_row(session, world.kim, world.team_id, CASTING, CastingInput(part="노인", person=person))
        found = [row.person_id for row in queries.all_rows(session, CASTING.row, 1)]
    assert found == [world.lee.person_id, None]


def test_a_place_that_is_not_on_earth_is_refused_and_words_are_read(db, world):
    with pytest.raises(ValueError, match="latitude"):
        PlaceInput(coordinates="far away")
    with db.writing() as session:
        text = "Ward\t1, 3\tgiven\tSeoul\nYard\t2\tturned down\n"
        assert actions.paste_rows(session, world.kim, world.team_id, PLACES, text) == 2
    with db.writing() as session, speaking("ko"):
        assert actions.paste_rows(session, world.kim, world.team_id, PLACES, "Roof\t4\t허락받음") == 1
    found = [row["permission"] for row in rows(db, world, SectionKind.PLACES)]
    assert found == [Permission.GIVEN, Permission.REFUSED, Permission.GIVEN]


def test_photos_and_receipts_belong_to_rows_of_the_own_book(db, world):
    with db.writing() as session:
        place = actions.add_row(session, world.kim, world.team_id, PLACES, PlaceInput(name="Ward")).id
        line = actions.add_row(session, world.kim, world.team_id, BUDGET, LineInput(item="Rope")).id
    with db.writing() as session:
        assert actions.may_add_picture(session, world.kim, world.team_id, PLACES, place).startswith("books/1/places")
        photo = actions.add_photo(session, world.kim, world.team_id, place, "a/b.jpg", (4, 3)).id
        assert actions.put_receipt(session, world.kim, world.team_id, line, "r/1.jpg") == ""
        assert actions.put_receipt(session, world.kim, world.team_id, line, "") == "r/1.jpg"
    for who, error in ((world.park, NotFound), (world.prof, Forbidden), (world.stranger, NotFound)):
        with db.writing() as session, pytest.raises(error):
            actions.add_photo(session, who, world.team_id, place, "x", (1, 1))
        with db.writing() as session, pytest.raises(error):
            actions.remove_photo(session, who, world.team_id, photo)
    with db.writing() as session, pytest.raises(NotFound):  # a photo of another team's book
        actions.remove_photo(session, world.park, world.other_team_id, photo)
    with db.writing() as session, pytest.raises(Invalid):
        for n in range(MOST_PHOTOS):
            actions.add_photo(session, world.kim, world.team_id, place, f"{n}", (1, 1))
    with db.writing() as session:
        assert actions.remove_photo(session, world.kim, world.team_id, photo) == "a/b.jpg"
