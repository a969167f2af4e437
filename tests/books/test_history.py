"""The history of the book: every field of every section remembers who changed it, and gives back what it lost."""

from datetime import timedelta

import pytest

from app.books import actions, queries
from app.books.history import queries as history
from app.books.history import rules
from app.books.history.rules import EditKind
from app.books.models import TextStep
from app.books.rules import SectionKind
from app.books.schemas import LineInput, MoveRowInput, PitchInput, ScenarioInput, ShotInput
from app.books.tables import BUDGET, SHOTS, TABLES
from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from sqlmodel import select
from tests import worlds


class Room:
    def __init__(self, db):
        self.db, self.world = db, worlds.build(db)
        self.team = self.world.team_id
        self.versions = {}

    def act(self, action, who, *args, **more):
        with self.db.writing() as session:
            return action(session, who, self.team, *args, **more)

    def write(self, who, text):
        self.versions["scenario"] = self.act(
            actions.save_scenario, who, ScenarioInput(text=text, version=self.versions.get("scenario", 0))
        )

    def pitch(self, who, **fields):
        version = self.versions.get("pitch", 0)
        self.versions["pitch"] = self.act(actions.save_pitch, who, PitchInput(**fields, version=version))

    def page(self, who=None, **narrowed):
        with self.db.reading() as session:
            return history.history_page(session, who or self.world.kim, self.team, **narrowed)

    def told(self, **narrowed):
        return [
            (e.by, e.edit.field, e.edit.kind.value, e.edit.before, e.edit.after) for e in self.page(**narrowed).entries
        ]

    def book(self):
        with self.db.reading() as session:
            return queries.book_page(session, self.world.kim, self.team)


@pytest.fixture
def room(db):
    return Room(db)


def later(minutes):
    return clock.at(clock.now() + timedelta(minutes=minutes))


def test_a_field_remembers_who_when_before_and_after(room):
    room.pitch(room.world.kim, title="대기실", logline="Two")
    room.pitch(room.world.kim, title="대기실", logline="Two wait.")
    room.pitch(room.world.lee, title="대기실", logline="Three wait.")
    with later(45):
        room.pitch(room.world.lee, title="대기실", logline="Three wait long.")
    assert room.told(section=SectionKind.PITCH, field="logline") == [
        ("Lee", "logline", "changed", "Three wait.", "Three wait long."),
        ("Lee", "logline", "changed", "Two wait.", "Three wait."),
        ("Kim", "logline", "changed", "", "Two wait."),
    ]
    kim = room.page(section=SectionKind.PITCH, field="logline").entries[-1]
    assert kim.edit.saves == 2
    assert kim.edit.begun_at <= kim.edit.at
    assert [field for _, field, *_ in room.told()].count("title") == 1


def test_a_sitting_ends_after_half_an_hour():
    begun = clock.now()
    assert rules.continues(begun, begun, begun + timedelta(minutes=10))
    assert not rules.continues(begun, begun, begun + timedelta(minutes=11))
    assert not rules.continues(begun, begun + timedelta(minutes=25), begun + timedelta(minutes=31))


def test_what_was_typed_and_taken_back_is_no_entry(room):
    room.pitch(room.world.kim, genre="Drama")
    room.pitch(room.world.kim, genre="")
    assert room.told() == []


def test_a_field_is_put_back_as_a_new_change(room):
    room.pitch(room.world.kim, logline="Two wait.")
    room.pitch(room.world.lee, logline="")
    lost = room.page(field="logline").entries[0].edit
    room.act(actions.restore_edit, room.world.kim, lost.id)
    assert room.book().pitch.logline == "Two wait."
    assert [row[2:] for row in room.told(field="logline")] == [
        ("restored", "", "Two wait."),
        ("changed", "Two wait.", ""),
        ("changed", "", "Two wait."),
    ]


@pytest.mark.parametrize(
    "table",
    [one for one in TABLES.values() if not one.made],  # the scenario makes and moves the rows of the others
    ids=lambda table: table.section.value,
)
def test_rows_of_every_table_are_remembered(room, table):
    world = room.world
    one, two = (room.act(actions.add_row, world.kim, table, table.schema()).id for _ in range(2))
    room.act(actions.move_row, world.kim, table, two, MoveRowInput(after=None, was=one))
    room.act(actions.remove_row, world.lee, table, two)
    room.act(actions.remove_row, world.lee, table, two)  # twice is once
    kinds = [(edit.edit.kind, edit.edit.row) for edit in room.page(section=table.section).entries]
    assert kinds == [
        (EditKind.REMOVED, two),
        (EditKind.MOVED, two),
        (EditKind.ADDED, two),
        (EditKind.ADDED, one),
    ]
    removed = room.page(section=table.section, row=two).entries[0].edit
    room.act(actions.restore_edit, world.kim, removed.id)
    assert [row.id for row in room.book().rows(table.section)] == [two, one]
    assert room.page(section=table.section).entries[0].edit.kind is EditKind.BACK
    with pytest.raises(Invalid):
        room.act(actions.restore_edit, world.kim, room.page(section=table.section).entries[0].edit.id)


def test_a_cell_is_put_back_with_its_kind(room):
    line = room.act(actions.add_row, room.world.kim, BUDGET, LineInput(item="Rope", unit_price=1250, actual=900))
    room.act(actions.change_row, room.world.lee, BUDGET, line.id, LineInput(item="Rope", unit_price=9, version=1))
    prices = room.page(section=SectionKind.BUDGET, row=line.id, field="unit_price").entries
    assert [(one.edit.before, one.edit.after) for one in prices] == [(1250, 9)]
    for field, value in (("unit_price", 1250), ("actual", 900)):
        edit = room.page(section=SectionKind.BUDGET, row=line.id, field=field).entries[0].edit
        assert edit.title == "Rope"
        room.act(actions.restore_edit, room.world.kim, edit.id)
        assert room.book().rows(SectionKind.BUDGET)[0][field] == value


def test_a_cell_of_a_removed_row_waits_for_its_row(room):
    shot = room.act(actions.add_row, room.world.kim, SHOTS, ShotInput(scene="1", picture="A bed"))
    room.act(actions.change_row, room.world.lee, SHOTS, shot.id, ShotInput(scene="1", picture="", version=1))
    edit = room.page(section=SectionKind.SHOTS, field="picture").entries[0].edit
    room.act(actions.remove_row, room.world.kim, SHOTS, shot.id)
    with pytest.raises(Conflict):
        room.act(actions.restore_edit, room.world.kim, edit.id)


def test_pasted_rows_are_one_entry(room):
    room.act(actions.paste_rows, room.world.kim, SHOTS, "1\t1A\n1\t1B\n")
    assert room.told(section=SectionKind.SHOTS) == [("Kim", "", "pasted", None, 2)]


SCENE = "INT. WARD - NIGHT\n\nA bed.\n"


def test_the_scenario_keeps_changes_not_texts_and_goes_back_to_any(room):
    long = "".join(f"Line {n} of the scene.\n" for n in range(2000))
    room.write(room.world.kim, long)
    texts = [long]
    for n in range(12):
        who = (room.world.lee, room.world.kim)[n % 2]
        texts.append(texts[-1].replace(f"Line {100 * n} of", f"Line {100 * n}, by {who.name}, of"))
        room.write(who, texts[-1])
    entries = room.page(section=SectionKind.SCENARIO).entries
    assert len(entries) == 13
    assert max(len(str(entry.edit.patch)) for entry in entries[:-1]) < 300
    words = entries[0].pieces[0].words
    assert [text for change, text in words if change == "new"] == [", by Kim,"]
    for place, entry in enumerate(entries[:-1]):
        with room.db.writing() as session:
            assert history.text_before(session, session.merge(entry.edit), texts[-1]) == texts[-2 - place]
    room.act(actions.restore_edit, room.world.lee, entries[5].edit.id)
    assert room.book().scenario.text == texts[-7]
    assert room.page(section=SectionKind.SCENARIO).entries[0].edit.kind is EditKind.RESTORED


def test_a_sitting_at_the_scenario_is_one_entry(room):
    text = SCENE
    for n in range(20):
        text = text.replace("A bed.", f"A bed. {n}") if n % 2 else f"{text}More {n}.\n"
        room.write(room.world.kim, text)
    (entry,) = room.page(section=SectionKind.SCENARIO).entries
    assert entry.edit.saves == 20
    with room.db.writing() as session:
        assert history.text_before(session, session.merge(entry.edit), text) == ""


def test_the_newest_steps_give_the_text_of_a_version(room, monkeypatch):
    monkeypatch.setattr(rules, "MOST_STEPS", 20)
    texts = [""]
    for n in range(60):
        texts.append(f"{texts[-1]}Line {n}\n")
        room.write(room.world.kim, texts[-1])
    with room.db.reading() as session:
        kept = session.exec(select(TextStep)).all()
        assert len(kept) <= 40
        book = kept[0].book_id
        for version in (40, 59, 60):
            assert history.text_at(session, book, version, texts[60], 60) == texts[version]
        assert history.text_at(session, book, 3, texts[60], 60) is None


def test_a_field_keeps_a_bounded_number_of_entries(room, monkeypatch):
    monkeypatch.setattr(rules, "MOST_EDITS", 5)
    monkeypatch.setattr(rules, "MOST_TEXT_EDITS", 5)
    texts = [""]
    for n in range(12):
        who = (room.world.lee, room.world.kim)[n % 2]
        room.pitch(who, logline=f"{n}")
        texts.append(f"{texts[-1]}{n}\n")
        room.write(who, texts[-1])
    entries = room.page(field="logline").entries
    assert [(one.edit.before, one.edit.after) for one in entries][-1] == ("", "7")
    assert len(entries) == 5
    scenario = room.page(section=SectionKind.SCENARIO).entries
    assert len(scenario) == 5
    with room.db.writing() as session:
        assert history.text_before(session, session.merge(scenario[-1].edit), texts[-1]) == ""


def test_pages_go_on_where_the_last_ended(room):
    for n in range(70):
        room.pitch((room.world.kim, room.world.lee)[n % 2], logline=f"{n}")
    seen, before = [], None
    while True:
        found = room.page(before=before)
        seen += [one.edit.after for one in found.entries]
        before = found.older
        if before is None:
            break
    assert seen == [f"{n}" for n in reversed(range(70))]


def test_the_history_is_the_teams_and_the_staffs(room):
    world = room.world
    room.pitch(world.kim, logline="Two wait.")
    room.pitch(world.lee, logline="Three.")
    edit = room.page().entries[0].edit
    for who in (world.prof, world.assistant, world.admin, world.lee):
        assert len(room.page(who).entries) == 2
    for who in (world.park, world.stranger, world.loner):
        with pytest.raises(NotFound):
            room.page(who)
        with pytest.raises(NotFound):
            room.act(actions.restore_edit, who, edit.id)
    with pytest.raises(Forbidden):
        room.act(actions.restore_edit, world.prof, edit.id)
    with pytest.raises(NotFound):
        room.act(actions.restore_edit, world.kim, 999)


def test_the_page_shows_words_and_a_button(lite, world, browse):
    with lite.writing() as session:
        actions.save_pitch(session, world.kim, world.team_id, PitchInput(logline="Two wait."))
        actions.save_pitch(session, world.lee, world.team_id, PitchInput(logline="Two wait long.", version=1))
        edit = actions.add_row(session, world.lee, world.team_id, SHOTS, ShotInput(scene="1"))
    kim, base = browse(world.kim), f"/teams/{world.team_id}/book"
    html = kim.get(f"{base}/history?section=pitch").text
    assert "<ins> long</ins>" in html or "<ins>long</ins>" in html
    assert "/restore" in html
    assert "/restore" not in browse(world.prof).get(f"{base}/history?section=pitch").text
    assert f"row={edit.id}" in kim.get(f"{base}/shots").text
    found = kim.get(f"/api/v1{base}/edits?section=pitch").json()
    assert [(one["by"], one["before"], one["after"]) for one in found["edits"]] == [
        ("Lee", "Two wait.", "Two wait long."),
        ("Kim", "", "Two wait."),
    ]
    newest = found["edits"][0]["id"]
    assert kim.post(f"/api/v1{base}/edits/{newest}/restore").status_code == 204
    answer = kim.post(f"{base}/history/{newest}/restore")
    assert answer.status_code == 303
    assert kim.get(f"/api/v1{base}").json()["pitch"]["logline"] == "Two wait."
