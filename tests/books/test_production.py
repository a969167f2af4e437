"""The production table: the template laid backwards, states and chart, made once, carried by the roles."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.books import actions, queries, rules
from app.books.rules import Dated, Phase, SectionKind, StepState
from app.books.schemas import StepInput, SubmitInput
from app.books.tables import STEPS
from app.core.errors import Conflict, Forbidden, Invalid
from app.courses.models import Course, Milestone
from app.courses.rules import MilestoneKind
from app.teams.models import Extension
from app.teams.rules import Role
from tests import worlds

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
DUES = st.dictionaries(st.sampled_from(list(MilestoneKind)), DAYS)


@given(DAYS, st.integers(0, 400), DUES, st.tuples(st.none() | DAYS, st.none() | DAYS))
def test_however_odd_the_milestones_no_step_is_due_before_it_begins(starts, length, due, exam):
    found = rules.windows(starts, starts + timedelta(days=length), due)
    parts = (found.before, found.filming, found.editing, found.night)
    assert all(part.first <= part.last for part in parts)
    assert all(one.last == other.first for one, other in pairwise(parts))
    steps = rules.planned(found, exam)
    assert all(step.begins_on <= step.due_on for step in steps)
    assert [step.phase for step in steps] == sorted((step.phase for step in steps), key=list(Phase).index)
    first, last = exam[0] or exam[1], exam[1] or exam[0]
    if first and last:
        assert not any(first <= step.due_on <= last for step in steps)
    else:
        assert max(step.due_on for step in steps) == found.night.last
        assert min(step.begins_on for step in steps) == found.before.first


def test_the_course_of_the_study_leaves_most_days_to_filming():
    due = {
        MilestoneKind.TOPIC: date(2026, 9, 14),
        MilestoneKind.REVISED_SCENARIO: date(2026, 10, 5),
        MilestoneKind.FINAL_CUT: date(2026, 11, 30),
        MilestoneKind.SCREENING: date(2026, 12, 3),
    }
    found = rules.windows(date(2026, 9, 1), date(2026, 12, 10), due)
    assert (found.filming.first, found.filming.last) == (date(2026, 10, 5), date(2026, 11, 18))
    assert found.editing.last == due[MilestoneKind.FINAL_CUT]


STEP = st.builds(
    Dated,
    phase=st.sampled_from(list(Phase)),
    what=st.just("x"),
    begins_on=st.none() | DAYS,
    due_on=st.none() | DAYS,
    done=st.booleans(),
)


@given(st.lists(STEP, max_size=20), DAYS)
def test_the_chart_holds_every_dated_step_inside_its_edges(steps, today):
    found = rules.chart(steps, today)
    dated = [one for one in steps if one.begins_on or one.due_on]
    assert (found is None) == (not dated)
    if found is None:
        return
    assert sum(len(lane.bars) for lane in found.lanes) == len(dated)
    assert sum(lane.steps for lane in found.lanes) == len(steps)
    assert sum(lane.late for lane in found.lanes) == sum(one.state(today) is StepState.LATE for one in steps)
    assert all(0 <= bar.x <= 1000 and bar.width > 0 for lane in found.lanes for bar in lane.bars)
    assert (found.today is None) == (not found.first <= today <= found.last)
    assert all(0 <= x <= 1000 for x in (*found.weeks, found.today or 0))


@given(STEP, DAYS)
def test_a_step_is_late_only_when_it_is_open_and_its_day_is_over(step, today):
    assert (step.state(today) is StepState.LATE) == (not step.done and step.due_on is not None and step.due_on < today)
    assert (step.state(today) is StepState.DONE) == step.done


@given(DAYS)
def test_days_are_read_as_people_write_them(day):
    for shape in ("{0}-{1:02}-{2:02}", "{0}. {1}. {2}.", "{0}/{1}/{2}", "{0}년 {1}월 {2}일", " {0}.{1}.{2} "):
        assert rules.day(shape.format(day.year, day.month, day.day)) == day, shape


@pytest.mark.parametrize("text", ["3/12", "3.12.2026", "2026-13-01", "2026-02-30", "morgen", "", "2026-1"])
def test_what_may_be_two_days_is_none(text):
    assert rules.day(text) is None


def test_two_editors_take_turns():
    holders = [("Kim", [Role.EDITOR]), ("Lee", [Role.EDITOR, Role.SOUND])]
    turns: dict[Role, int] = {}
    assert [rules.owner_of(Role.EDITOR, holders, turns) for _ in range(3)] == ["Kim", "Lee", "Kim"]
    assert rules.owner_of(Role.ART, holders, turns) == ""


@pytest.fixture
def world(db):
    return worlds.build(db)


def test_one_press_plans_the_whole_work_once(db, world):
    night = datetime(2026, 12, 3, 10, tzinfo=UTC)
    with db.writing() as session:
        session.get(Course, world.course_id).language = "ko"
        for kind, before in ((MilestoneKind.SCREENING, 0), (MilestoneKind.FINAL_CUT, 3)):
            due = Milestone(course_id=world.course_id, kind=kind, title=kind, due_at=night - timedelta(days=before))
            session.add(due)
        session.flush()
        session.add(Extension(team_id=world.team_id, milestone_id=due.id, due_at=night - timedelta(days=1)))
    with db.writing() as session:
        count = actions.plan_steps(session, world.kim, world.team_id)
    with db.reading() as session:
        rows = queries.book_page(session, world.lee, world.team_id, (SectionKind.STEPS,)).rows(SectionKind.STEPS)
    assert len(rows) == count > 20
    assert rows[0]["what"] == "시나리오 쓰기"
    assert rows[0]["owner"] == "Kim"
    assert rows[0]["done"] is False
    handed_in = next(row for row in rows if "최종 컷 제출" in row["what"])
    assert (handed_in["due_on"], handed_in["owner"]) == ("2026-12-02", "Lee")
    with db.writing() as session, pytest.raises(Conflict, match="has steps already"):
        actions.plan_steps(session, world.lee, world.team_id)
    with db.writing() as session, pytest.raises(Forbidden):
        actions.plan_steps(session, world.prof, world.team_id)


def test_a_step_knows_its_member_and_pasted_words_in_any_language(db, world):
    with db.writing() as session:
        text = "완료\tEdit\tPost-production\tLee\t2026. 12. 1.\t2026-12-03\n\tFilm\tproduction\tNobody\t\t\n"
        assert actions.paste_rows(session, world.kim, world.team_id, STEPS, text) == 2
    with db.reading() as session:
        edit, film = queries.all_rows(session, STEPS.row, 1)
        assert (edit.done, edit.phase, edit.owner_id, edit.due_on) == (
            True,
            Phase.POST,
            world.lee.person_id,
            date(2026, 12, 3),
        )
        assert (film.done, film.phase, film.owner, film.owner_id) == (False, Phase.PRODUCTION, "Nobody", None)
    for wrong, label in (("maybe\tEdit", "Done"), ("\tEdit\tsometimes", "Phase"), ("\tEdit\t\t\t\t3/12", "Due")):
        with db.writing() as session, pytest.raises(Invalid, match=label):
            actions.paste_rows(session, world.kim, world.team_id, STEPS, wrong)


def test_a_conflict_tells_boxes_and_days_as_their_fields_do(db, world):
    with db.writing() as session:
        row = actions.add_row(session, world.kim, world.team_id, STEPS, StepInput(what="Edit"))
        row_id = row.id
    done = StepInput(what="Edit", done=True, due_on=date(2026, 12, 3))
    with db.writing() as session:
        actions.change_row(session, world.kim, world.team_id, STEPS, row_id, done)
    with db.writing() as session, pytest.raises(actions.Overtaken) as caught:
        actions.change_row(session, world.lee, world.team_id, STEPS, row_id, StepInput(what="Cut"))
    theirs = caught.value.theirs
    assert (theirs["done"], theirs["due_on"], theirs["phase"], theirs["begins_on"]) == (
        "on",
        "2026-12-03",
        "pre-production",
        "",
    )


def test_a_version_keeps_plain_values(db, world):
    with db.writing() as session:
        actions.add_row(session, world.kim, world.team_id, STEPS, StepInput(what="Edit", done=True, owner="Lee"))
        kept = actions.submit_book(session, world.kim, world.team_id, SubmitInput(message="")).content["steps"]
    assert kept[0]["done"] is True
    assert (kept[0]["owner"], kept[0]["due_on"], kept[0]["phase"]) == ("Lee", None, "pre-production")
