"""Two people write at once, fifty times each: of one field and of different fields, on either database. None is lost."""

import pytest

from app.books import actions, queries
from app.books.actions import Moved, Overtaken
from app.books.rules import SectionKind
from app.books.tables import BUDGET, SHOTS
from app.books.schemas import LineInput, MoveRowInput, PitchInput, ScenarioInput, ShotInput
from tests.books.writers import Writers, roomy

EDITS = 50


@pytest.fixture
def db(db_url):
    with roomy(db_url) as database:
        yield database


class Pair(Writers):
    """Kim and Lee of one team, each in a thread of their own."""

    def both(self, work):
        """Run ``work(who)`` for both, begun together."""
        return self.at_once(work, (self.world.kim, self.world.lee))


@pytest.fixture
def pair(db):
    return Pair(db)


def edited(save, mine, begun, version):
    """Change one field fifty times as autosave does: whoever is overtaken takes the others' fields and tries again.

    ``save(values, version)`` gives the new version; ``mine(values, n)`` makes the nth change.
    """
    values, refused = dict(begun), 0
    for n in range(EDITS):
        while True:
            changed = {**values, **mine(values, n)}
            try:
                version = save(changed, version)
                values = changed
                break
            except Overtaken as refusal:
                refused += 1
                values, version = {**values, **refusal.theirs}, refusal.version
    return refused


@pytest.mark.parametrize("section", ["pitch", "scenario", "shot", "line"])
def test_one_field_keeps_every_edit(pair, section):
    field = {"pitch": "at_stake", "scenario": "text", "shot": "picture", "line": "note"}[section]
    schema = {"pitch": PitchInput, "scenario": ScenarioInput, "shot": ShotInput, "line": LineInput}[section]
    save = saver(pair, section, schema)
    begun = {field: ""}

    def write(who):
        return edited(
            lambda values, version: save(who, values, version),
            lambda values, n: {field: f"{values[field]} {who.name[0]}{n}"},
            begun,
            1 if section in {"shot", "line"} else 0,
        )

    pair.both(write)
    found = pair.page()
    thing = {
        "pitch": [found.pitch],
        "scenario": [found.scenario],
        "shot": found.rows(SectionKind.SHOTS),
        "line": found.rows(SectionKind.BUDGET),
    }[section][0]
    assert sorted(cell(thing, field).split()) == sorted(f"{who}{n}" for who in "KL" for n in range(EDITS))
    assert thing.version == 2 * EDITS + (1 if section in {"shot", "line"} else 0)


@pytest.mark.parametrize("section", ["pitch", "shot"])
def test_different_fields_keep_every_edit(pair, section):
    first, second = {"pitch": ("whose_view", "unsaid"), "shot": ("sound", "cast")}[section]
    save = saver(pair, section, {"pitch": PitchInput, "shot": ShotInput}[section])

    def write(who):
        field = first if who is pair.world.kim else second
        return edited(
            lambda values, version: save(who, values, version),
            lambda values, n: {field: f"{values[field]} {n}"},
            {first: "", second: ""},
            1 if section == "shot" else 0,
        )

    pair.both(write)
    found = pair.page()
    thing = found.pitch if section == "pitch" else found.rows(SectionKind.SHOTS)[0]
    for field in (first, second):
        assert [int(n) for n in cell(thing, field).split()] == list(range(EDITS))


def cell(thing, field):
    return thing[field] if isinstance(thing, queries.Row) else getattr(thing, field)


def saver(pair, section, schema):
    if section == "pitch":
        return lambda who, values, version: pair.act(actions.save_pitch, who, schema(**values, version=version))
    if section == "scenario":
        return lambda who, values, version: pair.act(actions.save_scenario, who, schema(**values, version=version))
    table = SHOTS if section == "shot" else BUDGET
    row = pair.act(actions.add_row, pair.world.kim, table, schema())
    names = set(schema.model_fields) - set(table.numbers)

    def save(who, values, version):
        kept = {name: value for name, value in values.items() if name in names and value != ""}
        return pair.act(actions.change_row, who, table, row.id, schema(**kept, version=version))

    return save


def test_rows_of_their_own_meet_no_refusal(pair):
    rows = {
        who.name: pair.act(actions.add_row, who, SHOTS, ShotInput(scene="1"))
        for who in (pair.world.kim, pair.world.lee)
    }

    def write(who):
        for n in range(EDITS):
            change = ShotInput(scene="1", number=rows[who.name].number, picture=f"{who.name} {n}", version=n + 1)
            assert pair.act(actions.change_row, who, SHOTS, rows[who.name].id, change) == n + 2

    pair.both(write)
    assert [shot["picture"] for shot in pair.page().rows(SectionKind.SHOTS)] == [f"Kim {EDITS - 1}", f"Lee {EDITS - 1}"]


def test_rows_moved_and_added_at_once_stay_all_and_in_one_order(pair):
    for _ in range(4):
        pair.act(actions.add_row, pair.world.kim, SHOTS, ShotInput(scene="1"))

    def move(who):
        order = [shot.id for shot in pair.page().rows(SectionKind.SHOTS)]
        for n in range(EDITS):
            row = order[-1]
            try:
                order = pair.act(actions.move_row, who, SHOTS, row, MoveRowInput(after=None, was=order[-2]))
                assert order[0] == row
            except Moved as refusal:
                order = refusal.more["order"]
            if n % 10 == 0:
                pair.act(actions.add_row, who, SHOTS, ShotInput(scene="2"))

    pair.both(move)
    shots = pair.page().rows(SectionKind.SHOTS)
    assert len(shots) == len({shot.id for shot in shots}) == 4 + 2 * (EDITS // 10)
    assert [shot.position for shot in shots] == sorted({shot.position for shot in shots})


def test_a_move_tells_how_rows_stand(pair):
    first, second, third = (pair.act(actions.add_row, pair.world.kim, SHOTS, ShotInput(scene="1")).id for _ in range(3))
    move = (actions.move_row, pair.world.kim, SHOTS)
    assert pair.act(*move, third, MoveRowInput(after=None, was=second)) == [third, first, second]
    assert pair.act(*move, third, MoveRowInput(after=second, was=None)) == [first, second, third]
    for row, after, was in ((third, None, first), (third, third, second), (third, 999, second)):
        with pytest.raises(Moved) as caught:
            pair.act(*move, row, MoveRowInput(after=after, was=was))
        assert caught.value.more["order"] == [first, second, third]
    pair.act(actions.remove_row, pair.world.kim, SHOTS, second)
    with pytest.raises(Moved):
        pair.act(*move, second, MoveRowInput(after=None, was=first))
    assert pair.act(*move, third, MoveRowInput(after=None, was=first)) == [third, first]
