"""Team 1's book and the people who write it, for tests of the analysis table and the shot list."""

from app.books import actions, queries
from app.books.models import SceneSheet
from app.books.rules import SectionKind
from app.books.schemas import ScenarioInput, SheetInput
from app.books.tables import BREAKDOWN
from tests import worlds

CORRIDOR = "병원 복도 (밤)\n\n불 꺼진 복도 끝에 민수가 서 있다. 심전도 소리를 손가락으로 센다.\n"
WAITING = "대기실 (밤)\n\n플라스틱 의자 여덟 개. 지우가 젖은 우산을 들고 앉아 있다.\n\n지우\n너희 할머니도?\n"
ROOF = "옥상 (새벽)\n\n세탁실에서 김이 오르고, 탑의 시계가 거꾸로 간다.\n"


def script(*scenes):
    return "\n".join(f"S#{n}. {scene}" for n, scene in enumerate(scenes, start=1))


class TeamBook:
    """Team 1's book and the people who write it."""

    def __init__(self, db):
        self.db, self.world, self.version = db, worlds.build(db), 0

    def act(self, action, *args, who=None):
        with self.db.writing() as session:
            return action(session, who or self.world.kim, self.world.team_id, *args)

    def write(self, *scenes):
        self.version = self.act(actions.save_scenario, ScenarioInput(text=script(*scenes), version=self.version))

    def page(self):
        with self.db.reading() as session:
            return queries.book_page(session, self.world.kim, self.world.team_id)

    @property
    def analysis(self):
        return self.page().analysis

    def type(self, number, **cells):
        (row,) = (one.row for one in self.analysis.sheets if one.scene.number == number)
        with self.db.reading() as session:
            kept = session.get(SceneSheet, row.id)
            old = {name: getattr(kept, name) for name in BREAKDOWN.columns if name not in BREAKDOWN.unseen}
        self.act(actions.change_row, BREAKDOWN, row.id, SheetInput(**{**old, **cells}, version=row.version))
        return row.id

    def props(self):
        return {one.scene.place: one.row["props"] for one in self.analysis.sheets}

    def shots(self):
        return [(one["scene"], one["number"]) for one in self.page().rows(SectionKind.SHOTS)]
