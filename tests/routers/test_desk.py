"""Downloads for the editing desk over HTTP."""

import csv
import io
import json
import zipfile

import pytest

from app.books import actions as books
from app.books.schemas import ShotInput
from app.books.tables import SHOTS
from app.footage.models import Take
from app.footage.notes import actions as notes
from app.footage.notes.schemas import NoteInput
from app.footage.rules import Rating
from tests.footage import rows


@pytest.fixture
def team(lite, world, app):
    """Two takes of one shot, the first circled, with files of equal names; and a cut: (take ids, cut id)."""
    with lite.writing() as session:
        shot = books.add_row(session, world.kim, world.team_id, SHOTS, ShotInput(scene="3", number="3A"))
        takes = [rows.take(session, world, shot, sha256="x", rate="25", file_name='손"/..\\.MOV') for _ in range(2)]
        takes[0].rating = Rating.CIRCLED
        for take in takes:
            key = f"clips/{take.clip_id}/original.mov"
            clip = session.get(rows.Clip, take.clip_id)
            clip.original_key, clip.bytes = key, 3_000_001
            folder = app.state.storage.work / f"{take.clip_id}.mov"
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.write_bytes(bytes([take.clip_id]) * 3_000_001)
            app.state.storage.put(key, folder)
        cut = rows.cut(session, world, rate="25")
        return [take.id for take in takes], cut.id, cut.clip_id


def test_the_archive_holds_originals_under_sensible_names_and_the_timelines(browse, world, team, lite):
    kim = browse(world.kim)
    answer = kim.get(f"/teams/{world.team_id}/desk/originals.zip")
    assert int(answer.headers["content-length"]) == len(answer.content)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    assert sorted(archive.namelist()) == ["originals/003_3A_T01_손.MOV", "team-1.edl", "team-1.otio", "team-1.xml"]
    with lite.reading() as session:
        clip = session.get(Take, team[0][0]).clip_id
    assert archive.read("originals/003_3A_T01_손.MOV") == bytes([clip]) * 3_000_001
    assert "originals/003_3A_T01_손.MOV" in json.dumps(json.loads(archive.read("team-1.otio")), ensure_ascii=False)
    everything = zipfile.ZipFile(io.BytesIO(kim.get(f"/teams/{world.team_id}/desk/originals.zip?which=all").content))
    assert len([name for name in everything.namelist() if name.startswith("originals/")]) == 2
    assert browse(world.park).get(f"/teams/{world.team_id}/desk/originals.zip").status_code == 404


def test_an_assembly_of_nothing_says_so(browse, world):
    answer = browse(world.kim).get(f"/teams/{world.team_id}/desk/assembly.xml")
    assert answer.status_code == 422
    assert "nothing in the assembly" in answer.text
    empty = zipfile.ZipFile(io.BytesIO(browse(world.kim).get(f"/teams/{world.team_id}/desk/originals.zip").content))
    assert empty.namelist() == []


def test_notes_leave_as_markers_but_not_the_teams_own_to_the_staff(browse, world, team, lite):
    _, cut, clip = team
    with lite.writing() as session:
        made = notes.add_note(session, world.prof, clip, NoteInput(frame=30, text="=HYPERLINK(1)"))
        notes.answer_note(session, world.kim, made.id, "Why?")
        notes.add_note(session, world.kim, clip, NoteInput(frame=40, text="Ours alone", private=True))
    read = {kind: browse(world.prof).get(f"/cuts/{cut}/markers.{kind}") for kind in ("csv", "edl", "xml")}
    for kind, answer in read.items():
        assert answer.status_code == 200
        assert f"cut-1.{kind}" in answer.headers["content-disposition"]
        assert "HYPERLINK" in answer.text
        assert "Ours alone" not in answer.text
    table = list(csv.DictReader(io.StringIO(read["csv"].text.lstrip("\ufeff"))))
    assert (table[0]["timecode"], table[0]["note"], table[0]["answers"]) == (
        "0:00:01:05",
        "'=HYPERLINK(1)",
        "Kim: Why?",
    )
    assert "Ours alone" in browse(world.lee).get(f"/cuts/{cut}/markers.csv").text
