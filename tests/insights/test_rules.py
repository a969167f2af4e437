"""Stages, lateness, next steps and loads, from facts alone."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.courses.rules import MilestoneKind, Stage
from app.insights.rules import Due, Facts, carried, late, met, stage_of, steps_of, upcoming
from app.teams.rules import Member, Role

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
PLACES = ("opened_to", "closed_from")
values = {
    f.name: (st.booleans() if f.type in (bool, "bool") else st.integers(0, 5 if f.name in PLACES else 9))
    for f in fields(Facts)
    if f.name != "team_id"
}
anything = st.builds(Facts, team_id=st.just(1), **values)
EVIDENCE = [
    "topic_approved",
    "scenario_submissions",
    "scenario_approved",
    "takes",
    "cuts",
    "final_accepted",
    "screened",
]


@given(anything, st.sampled_from(EVIDENCE))
def test_more_evidence_never_moves_a_team_back(facts, name):
    more = replace(facts, **{name: True if isinstance(getattr(facts, name), bool) else getattr(facts, name) + 1})
    order = list(Stage)
    assert order.index(stage_of(more)) >= order.index(stage_of(facts))


def test_stages_in_order():
    story: list[tuple[dict[str, Any], Stage]] = [
        ({}, Stage.TOPIC),
        ({"submissions": 1, "waiting": 1}, Stage.TOPIC),
        ({"topic_approved": True}, Stage.SCENARIO),
        ({"scenario_submissions": 1}, Stage.SCENARIO),
        ({"scenario_approved": True}, Stage.PRE_PRODUCTION),
        ({"scenario_approved": True, "shots": 12}, Stage.PRE_PRODUCTION),
        ({"takes": 1}, Stage.PRODUCTION),
        ({"takes": 9, "cuts": 1}, Stage.POST),
        ({"final_accepted": True}, Stage.NIGHT),
        ({"screened": True}, Stage.NIGHT),
    ]
    for known, stage in story:
        assert stage_of(Facts(1, **known)) is stage, known


def due(kind, days, **more):
    return Due(1, kind, kind.value, NOW + timedelta(days=days), **more)


def test_late_is_what_was_due_and_is_not_in():
    dues = [due(MilestoneKind.FINAL_CUT, -1), due(MilestoneKind.BOOK, -9), due(MilestoneKind.OTHER, -5)]
    assert [d.kind for d in late(dues, Facts(1), NOW)] == [MilestoneKind.BOOK, MilestoneKind.FINAL_CUT]
    handed_in = Facts(1, scenario_submissions=1, final_waiting=True)
    assert late(dues, handed_in, NOW) == []
    assert met(MilestoneKind.OTHER, handed_in) is None


def test_the_next_deadline_passes_over_what_is_met():
    dues = [due(MilestoneKind.TOPIC, 1), due(MilestoneKind.BOOK, 5), due(MilestoneKind.TEAM, -1)]
    assert upcoming(dues, Facts(1), NOW) == dues[0]
    assert upcoming(dues, Facts(1, submissions=1), NOW) == dues[1]
    assert upcoming([], Facts(1), NOW) is None


def sentences(facts, dues=()):
    return [str(step.sentence) for step in steps_of(7, facts, list(dues))]


def test_steps_follow_the_stages():
    assert sentences(Facts(7)) == ["Write the pitch"]
    assert sentences(Facts(7, pitch_written=True)) == ["Hand in the pitch"]
    assert sentences(Facts(7, pitch_written=True, submissions=1, waiting=1)) == ["Write the scenario"]
    answered = Facts(7, pitch_written=True, submissions=1, scenario_written=True, scenario_submissions=1, open_notes=4)
    assert "Answer 4 notes" in sentences(answered)
    noted = next(s for s in steps_of(7, replace(answered, noted_in=3), []) if str(s.sentence) == "Answer 4 notes")
    assert noted.href == "/submissions/3#notes", "the step leads to the notes themselves"
    assert "Hand in the revised scenario" in sentences(answered)
    filming = Facts(7, submissions=2, scenario_submissions=2, scenario_approved=True, shots=12, covered=9, takes=20)
    assert sentences(filming) == ["Shoot 3 shots without a good take", "Hand in the final cut"]
    assert sentences(replace(filming, final_waiting=True)) == []


def test_steps_come_by_deadline():
    facts = Facts(7, pitch_written=True, submissions=1, scenario_submissions=1, scenario_written=True, open_notes=1)
    dues = [due(MilestoneKind.REVISED_SCENARIO, 2), due(MilestoneKind.FINAL_CUT, 9)]
    steps = steps_of(7, facts, dues)
    moments = [step.due_at for step in steps if step.due_at]
    assert len(moments) == len(steps) == 3
    assert moments == sorted(moments)


@given(anything, st.lists(st.sets(st.sampled_from(list(Role)), max_size=3), min_size=1, max_size=9))
def test_loads_share_all_of_the_open_work(facts, roles):
    members = [Member(n, f"M{n}", tuple(own)) for n, own in enumerate(roles)]
    steps = steps_of(1, facts, [])
    loads = carried(members, steps)
    if not steps:
        assert loads == []
        return
    assert len(loads) == len(members)
    assert abs(sum(load.percent for load in loads) - 100) <= len(members)
    assert [load.percent for load in loads] == sorted((load.percent for load in loads), reverse=True)


def test_one_editor_carries_the_editing():
    members = [Member(1, "Kim", (Role.DIRECTOR,)), Member(2, "Lee", (Role.EDITOR,))]
    facts = Facts(1, submissions=1, scenario_submissions=1, scenario_approved=True, shots=8, covered=8, takes=30)
    [heaviest, other] = carried(members, steps_of(1, facts, []))
    assert (heaviest.member.name, heaviest.percent, heaviest.heavy) == ("Lee", 100, True)
    assert other.percent == 0
