"""Single fields saved over what was read: eight people write at once, on either database, and no word is lost."""

import zlib

import pytest

from app.books import actions
from app.books.actions import BaseUnknown, Overtaken
from app.books.rules import SectionKind
from app.books.schemas import EditInput, LineInput, PitchInput, ScenarioInput, ShotInput
from app.books.tables import BUDGET, SHOTS
from app.core.errors import Conflict, Forbidden, NotFound
from tests.books.writers import Writers, roomy

WRITERS, EDITS = 8, 100
SCENE = "INT. WARD - NIGHT\n\nA bed.\n\nNobody comes.\n"


@pytest.fixture
def db(db_url):
    with roomy(db_url) as database:
        yield database


class Desk(Writers):
    """The team's book, edited field by field."""

    def edit(self, who, section, row=None, version=0, typed=False, **fields):
        data = EditInput(section=section, row=row, version=version, typed=typed, fields=fields)
        return self.act(actions.edit_fields, who, data)


@pytest.fixture
def desk(db):
    return Desk(db)


def splice(old, new):
    """Say a change as a browser does: one stretch, and the mark of what was read."""
    most = min(len(old), len(new))
    at = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - at) if old[-1 - n] != new[-1 - n]), most - at)
    mark = zlib.crc32(old.encode())
    return {"splice": {"at": at, "cut": len(old) - at - end, "put": new[at : len(new) - end], "mark": mark}}


def test_changes_of_other_fields_stay(desk):
    kim, lee = desk.world.kim, desk.world.lee
    desk.edit(kim, SectionKind.PITCH, genre={"value": "Drama", "base": ""})
    desk.edit(lee, SectionKind.PITCH, logline={"value": "Two wait.", "base": ""})
    pitch = desk.page().pitch
    assert (pitch.genre, pitch.logline, pitch.version) == ("Drama", "Two wait.", 2)


def test_prose_is_merged_and_clashes_are_asked(desk):
    kim, lee = desk.world.kim, desk.world.lee
    desk.act(actions.save_scenario, kim, ScenarioInput(text=SCENE))
    version = desk.edit(kim, SectionKind.SCENARIO, version=1, text=splice(SCENE, SCENE.replace("A bed", "An old bed")))
    assert (version.version, version.fields) == (2, {})
    theirs = SCENE.replace("Nobody", "Somebody")
    merged = desk.edit(lee, SectionKind.SCENARIO, version=1, text=splice(SCENE, theirs))
    both = theirs.replace("A bed", "An old bed")
    assert (merged.version, merged.fields) == (3, {"text": both})
    with pytest.raises(Overtaken) as caught:
        desk.edit(lee, SectionKind.SCENARIO, version=1, text=splice(SCENE, SCENE.replace("A bed", "Two beds")))
    assert caught.value.theirs == {"text": both}
    assert caught.value.more["parts"]["text"][1] == {"mine": "Two beds.\n", "theirs": "An old bed.\n"}
    assert "Lee" in str(caught.value)
    assert desk.page().scenario.text == both


def test_a_text_of_long_ago_comes_whole(desk):
    kim = desk.world.kim
    desk.act(actions.save_scenario, kim, ScenarioInput(text=SCENE))
    mine = f"{SCENE}The end.\n"
    with pytest.raises(BaseUnknown):
        desk.edit(kim, SectionKind.SCENARIO, version=1, text=splice("Another text.", "Another text!"))
    desk.edit(kim, SectionKind.SCENARIO, version=1, text=splice(SCENE, SCENE.replace("A bed", "An old bed")))
    merged = desk.edit(kim, SectionKind.SCENARIO, text={"value": mine, "base": SCENE})
    assert merged.fields["text"] == mine.replace("A bed", "An old bed")


def test_letters_beyond_the_first_plane_count_as_one(desk):
    kim = desk.world.kim
    desk.edit(kim, SectionKind.PITCH, unsaid={"value": "🎬🎬 빛", "base": ""})
    desk.edit(kim, SectionKind.PITCH, unsaid=splice("🎬🎬 빛", "🎬🎬 빛이 없다"))
    assert desk.page().pitch.unsaid == "🎬🎬 빛이 없다"


def test_a_long_cell_finds_its_base_in_the_history(desk):
    kim, lee = desk.world.kim, desk.world.lee
    row = desk.act(actions.add_row, kim, SHOTS, ShotInput(scene="1")).id
    long = "The bed by the window. Nobody sits on it."
    desk.edit(kim, SectionKind.SHOTS, row, picture={"value": long, "base": ""})
    desk.edit(lee, SectionKind.SHOTS, row, picture=splice(long, long.replace("bed", "chair")))
    merged = desk.edit(kim, SectionKind.SHOTS, row, picture=splice(long, long.replace("sits", "ever sits")))
    assert merged.fields["picture"] == "The chair by the window. Nobody ever sits on it."


def test_cells_that_are_no_prose_are_asked(desk):
    kim, lee = desk.world.kim, desk.world.lee
    row = desk.act(actions.add_row, kim, BUDGET, LineInput(item="Rope")).id
    desk.edit(kim, SectionKind.BUDGET, row, typed=True, unit_price={"value": "12,000", "base": "0"})
    with pytest.raises(Overtaken) as caught:
        desk.edit(lee, SectionKind.BUDGET, row, typed=True, unit_price={"value": "9000", "base": "0"})
    assert caught.value.theirs == {"unit_price": "12000"}
    desk.edit(lee, SectionKind.BUDGET, row, unit_price={"value": 12000, "base": 0})  # the same twice is no clash
    assert desk.page().rows(SectionKind.BUDGET)[0]["unit_price"] == 12000


def test_who_may_and_what_is_there(desk):
    world = desk.world
    field = {"value": "x", "base": ""}
    desk.act(actions.save_pitch, world.kim, PitchInput(title="T"))
    row = desk.act(actions.add_row, world.kim, SHOTS, ShotInput()).id
    with pytest.raises(Forbidden):
        desk.edit(world.prof, SectionKind.PITCH, logline=field)
    with pytest.raises(NotFound):
        desk.edit(world.park, SectionKind.PITCH, logline=field)
    for section, number, name in ((SectionKind.PITCH, None, "scene"), (SectionKind.SHOTS, 99, "scene")):
        with pytest.raises(NotFound):
            desk.edit(world.kim, section, number, **{name: field})
    desk.act(actions.remove_row, world.kim, SHOTS, row)
    with pytest.raises(Conflict):
        desk.edit(world.kim, SectionKind.SHOTS, row, picture=field)


@pytest.mark.timeout(300)
def test_eight_members_edit_one_scenario_a_hundred_times_each(desk):
    """Each has a line and writes on from what they last read, without ever asking what others wrote."""
    start = "".join(f"Line {n}:\n\n" for n in range(WRITERS))
    desk.act(actions.save_scenario, desk.world.kim, ScenarioInput(text=start))

    def write(n):
        text, version = start, 1
        for count in range(EDITS):
            wanted = text.replace(f"Line {n}:", f"Line {n}: w{n}.{count}", 1)
            try:
                told = desk.edit(desk.world.kim, SectionKind.SCENARIO, version=version, text=splice(text, wanted))
            except BaseUnknown:  # others saved more than the steps that are kept
                told = desk.edit(desk.world.kim, SectionKind.SCENARIO, text={"value": wanted, "base": text})
            text, version = told.fields.get("text", wanted), told.version

    desk.at_once(write, range(WRITERS))
    words = desk.page().scenario.text.split()
    assert all(words.count(f"w{n}.{count}") == 1 for n in range(WRITERS) for count in range(EDITS))


@pytest.mark.timeout(300)
def test_eight_members_edit_different_fields_of_one_row_a_hundred_times_each(desk):
    names = ("scene", "number", "size", "angle", "movement", "picture", "sound", "cast")
    row = desk.act(actions.add_row, desk.world.kim, SHOTS, ShotInput()).id

    def write(n):
        for count in range(EDITS):
            field = {"value": f"{count}", "base": f"{count - 1}" if count else ""}
            assert desk.edit(desk.world.kim, SectionKind.SHOTS, row, **{names[n]: field}).fields == {}

    desk.at_once(write, range(WRITERS))
    shot = desk.page().rows(SectionKind.SHOTS)[0]
    assert [shot[name] for name in names] == [f"{EDITS - 1}"] * WRITERS
    assert shot.version == 1 + WRITERS * EDITS


@pytest.mark.timeout(300)
def test_eight_members_edit_one_field_a_hundred_times_each(desk):
    """All write at the end of one line: each is asked, keeps both, and tries again."""

    def write(n):
        seen = ""
        for count in range(EDITS):
            while True:
                wanted = f"{seen} w{n}.{count}"
                try:
                    desk.edit(desk.world.kim, SectionKind.SCENARIO, text={"value": wanted, "base": seen})
                    seen = wanted
                    break
                except Overtaken as refusal:
                    seen = refusal.theirs["text"]

    desk.at_once(write, range(WRITERS))
    words = desk.page().scenario.text.split()
    assert sorted(words) == sorted(f"w{n}.{count}" for n in range(WRITERS) for count in range(EDITS))
