"""The stripboard in the database: moves by two at once, days that go and come back, versions, what is filmed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.books import actions as books
from app.books import queries
from app.books.models import Strip
from app.books.rules import SectionKind, missing
from app.books.schedule import actions, rules
from app.books.schedule.board import Elsewhere
from app.books.schedule.schemas import CarryInput, DayInput, MarkInput, MoveStripInput, SplitInput
from app.books.schemas import ScenarioInput, ShotInput, SubmitInput
from app.books.tables import SCHEDULE, SHOTS
from app.core.db import Database
from app.core.errors import Conflict, Forbidden, NotFound
from app.insights import queries as insights
from sqlmodel import select
from tests import worlds

SCRIPT = "\n\n".join(f"INT. ROOM {n} - {light}\n\nSomebody waits." for n, light in enumerate(("DAY", "NIGHT") * 3, 1))
ROUNDS = 25


@pytest.fixture
def db(db_url):
    """Room for threads that wait for one another."""
    database = Database(db_url, pool_size=20, busy_seconds=60)
    yield database
    database.dispose()


class Crew:
    """Team 1 with six scenes and two days."""

    def __init__(self, db):
        self.db, self.world = db, worlds.build(db)
        self.team = self.world.team_id
        self.act(books.save_scenario, ScenarioInput(text=SCRIPT))
        self.days = [self.add_day(day="2026-12-05", call="09:00"), self.add_day(day="2026-12-01")]

    def act(self, action, *args, who=None, **more):
        with self.db.writing() as session:
            return action(session, who or self.world.kim, self.team, *args, **more)

    def add_day(self, **values):
        return self.act(books.add_row, SCHEDULE, DayInput.model_validate(values)).id

    def page(self, who=None):
        with self.db.reading() as session:
            return insights.schedule_page(session, who or self.world.kim, self.team)

    def board(self):
        """Give the scenes by day, in order."""
        found = self.page()
        columns = {one.id: one.pieces for one in found.days} | {None: found.waiting}
        return {day: [one.strip.scene for one in pieces] for day, pieces in columns.items()}

    def strip(self, scene):
        found = self.page()
        every = [one for day in found.days for one in day.pieces] + found.waiting
        return next(one.strip for one in every if one.strip.scene == scene)

    def move(self, scene, day, after=-1, who=None):
        strip = self.strip(scene)
        self.act(actions.move_strip, strip.id, MoveStripInput(day=day, after=after, was=strip.day), who=who)


@pytest.fixture
def crew(db):
    return Crew(db)


def test_every_scene_waits_until_it_has_a_day(crew):
    first, second = crew.days
    assert crew.board() == {first: [], second: [], None: list("123456")}
    crew.move("3", first)
    crew.move("1", first)
    crew.move("5", first, after=0)
    assert crew.board() == {first: ["5", "3", "1"], second: [], None: ["2", "4", "6"]}
    crew.move("3", None)
    assert sorted(crew.board()[None]) == ["2", "3", "4", "6"]
    assert [one.id for one in crew.page().days] == [second, first]


def test_a_strip_that_somebody_else_has_moved_is_refused(crew):
    first, second = crew.days
    seen = crew.strip("1")
    crew.move("1", first)
    with pytest.raises(Elsewhere):
        crew.act(actions.move_strip, seen.id, MoveStripInput(day=second, was=None))
    assert crew.board()[first] == ["1"]
    with pytest.raises(Elsewhere):
        crew.act(actions.move_strip, crew.strip("2").id, MoveStripInput(day=10**6, was=None))
    with pytest.raises(NotFound):
        crew.act(actions.move_strip, -5, MoveStripInput(day=first))


def test_two_members_who_move_strips_at_once_lose_nothing(crew):
    start = Barrier(2)

    def shuffle(who):
        start.wait()
        refused = 0
        for n in range(ROUNDS):
            scene = str(n % 6 + 1)
            strip = crew.strip(scene)
            to = [*crew.days, None][(n + (who is crew.world.lee)) % 3]
            try:
                crew.act(actions.move_strip, strip.id, MoveStripInput(day=to, after=0, was=strip.day), who=who)
            except Elsewhere:
                refused += 1
        return refused

    with ThreadPoolExecutor(2) as pool:
        refused = list(pool.map(shuffle, (crew.world.kim, crew.world.lee)))
    assert sum(refused) < 2 * ROUNDS
    assert sorted(scene for column in crew.board().values() for scene in column) == list("123456")
    with crew.db.reading() as session:
        rows = session.exec(select(Strip)).all()
    assert sorted(one.scene for one in rows) == list("123456")
    assert sorted(one.position for one in rows) == [1, 2, 3, 4, 5, 6]


def test_a_day_that_is_taken_out_keeps_its_strips_for_its_return(crew):
    first, second = crew.days
    crew.move("1", first)
    crew.act(books.remove_row, SCHEDULE, first)
    assert crew.board() == {second: [], None: ["2", "3", "4", "5", "6", "1"]} or "1" in crew.board()[None]
    crew.move("2", second)
    crew.act(books.restore_row, SCHEDULE, first)
    assert crew.board()[first] == ["1"]
    assert crew.board()[second] == ["2"]


def test_shots_get_a_strip_of_their_own_and_come_back(crew):
    shots = [crew.act(books.add_row, SHOTS, ShotInput(scene="1", minutes=10 * n)).id for n in (1, 2, 3)]
    first, second = crew.days
    crew.move("1", first)
    crew.act(actions.split_strip, crew.strip("1").id, SplitInput(shots=shots[1:]))
    day = crew.page().day(first)
    assert [[shot.number for shot in one.shots] for one in day.pieces] == [["1A"], ["1B", "1C"]]
    assert day.total.minutes == 60
    part = day.pieces[1].strip.id
    crew.act(actions.move_strip, part, MoveStripInput(day=second, was=first))
    with crew.db.reading() as session:
        rows = queries.book_page(session, crew.world.kim, crew.team, (SectionKind.SCHEDULE,)).rows(SectionKind.SCHEDULE)
    assert {row.id: row["scenes"] for row in rows} == {first: "1 (1A)", second: "1 (1B, 1C)"}
    crew.act(actions.join_strip, part)
    assert crew.board()[first] == ["1"]
    assert crew.board()[second] == []


def test_what_was_not_filmed_is_carried_over(crew):
    shots = [crew.act(books.add_row, SHOTS, ShotInput(scene="1", minutes=10)).id for _ in range(3)]
    first, second = crew.days
    for scene in "12":
        crew.move(scene, first)
    crew.act(actions.mark_strip, crew.strip("1").id, MarkInput(shot=shots[0]))
    crew.act(actions.carry_over, first, CarryInput(day=second), {shots[1]})
    found = crew.page()
    assert [[shot.number for shot in one.shots] for one in found.day(first).pieces] == [["1A", "1B"]]
    assert [(one.strip.scene, [shot.number for shot in one.shots]) for one in found.day(second).pieces] == [
        ("1", ["1C"]),
        ("2", []),
    ]
    crew.act(actions.mark_strip, found.day(second).pieces[1].strip.id, MarkInput())
    assert crew.page().day(second).pieces[1].done
    crew.act(actions.mark_strip, found.day(second).pieces[1].strip.id, MarkInput(filmed=False))
    assert not crew.page().day(second).pieces[1].done


def test_strips_keep_with_a_scenario_that_changes(crew):
    first, _ = crew.days
    crew.move("2", first)
    crew.act(books.save_scenario, ScenarioInput(text="EXT. GATE - DAY\n\nRain.\n\n" + SCRIPT, version=1))
    assert crew.board()[first] == ["3"]
    crew.act(books.save_scenario, ScenarioInput(text="EXT. GATE - DAY\n\nRain.\n", version=2))
    (lost,) = crew.page().day(first).pieces
    assert lost.scene is None
    crew.act(actions.remove_strip, lost.strip.id)
    assert crew.board()[first] == []
    with pytest.raises(Conflict):
        crew.act(actions.remove_strip, crew.strip("1").id)


def test_a_version_names_the_scenes_of_its_days_as_they_are_then(crew):
    first, second = crew.days
    crew.move("2", first)
    crew.act(books.save_scenario, ScenarioInput(text="EXT. GATE - DAY\n\nRain.\n\n" + SCRIPT, version=1))
    version = crew.act(books.submit_book, SubmitInput())
    assert {day["id"]: day["scenes"] for day in version.content["schedule"]} == {first: "3", second: ""}
    lacks = [str(one.sentence) for one in missing(version.content) if one.section is SectionKind.SCHEDULE]
    assert lacks == ["Scenes 1, 2, 4, 5, 6, 7 have no shooting day."]


def test_sorting_and_steps_keep_all_strips(crew):
    first, _ = crew.days
    for scene in "654321":
        crew.move(scene, first)
    crew.act(actions.sort_strips)
    assert crew.board()[first] == list("123456")
    crew.act(actions.nudge_strip, crew.strip("1").id, up=False)
    assert crew.board()[first] == list("213456")
    crew.act(actions.nudge_strip, crew.strip("6").id, up=False)
    assert crew.board() == {crew.days[1]: [], first: list("21345"), None: ["6"]}


def test_others_read_nothing_and_staff_does_not_move(crew):
    world, strip = crew.world, crew.strip("1").id
    for who, refusal in ((world.park, NotFound), (world.stranger, NotFound), (world.prof, Forbidden)):
        with pytest.raises(refusal):
            crew.act(actions.move_strip, strip, MoveStripInput(day=crew.days[0]), who=who)
    with pytest.raises(NotFound):
        crew.page(world.park)
    assert crew.page(world.prof).total.strips == 6


def test_an_empty_book_has_an_empty_schedule(db):
    world = worlds.build(db)
    with db.reading() as session:
        found = insights.schedule_page(session, world.kim, world.team_id)
    assert (found.days, found.waiting, found.total) == ([], [], rules.Total(0, 0, 0, 0))
