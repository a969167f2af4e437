"""Gates between the stages: they follow the work, unless an instructor opens or closes one with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.books import actions as books
from app.books.gates import actions, rules
from app.books.gates.rules import GATED, ORDER, Decided, GateState
from app.books.gates.schemas import GateInput
from app.books.rules import SubmissionState
from app.books.schemas import PitchInput, ScenarioInput, SubmitInput, VerdictInput
from app.core.errors import Forbidden, Invalid, NotFound
from app.courses.rules import Stage
from app.insights import queries as insights
from app.journal.models import Entry, Notice
from tests import worlds

decisions = st.dictionaries(
    st.sampled_from(GATED), st.sampled_from([GateState.OPEN, GateState.CLOSED]), max_size=3
).map(lambda found: {stage: Decided(stage, state, "why") for stage, state in found.items()})


@given(st.sampled_from(ORDER), decisions)
def test_open_gates_are_a_beginning_of_the_course_and_a_closed_one_ends_it(by_work, decided):
    found = rules.gates(by_work, decided)
    assert [gate.stage for gate in found] == list(GATED)
    opened = [gate.open for gate in found]
    assert opened == sorted(opened, reverse=True)
    assert not any(gate.open for gate in found if gate.decided and gate.decided.state is GateState.CLOSED)
    if not any(one.state is GateState.CLOSED for one in decided.values()):
        assert all(gate.open for gate in found if gate.decided)
        assert all(gate.open for gate in found if ORDER.index(gate.stage) <= ORDER.index(by_work))


def open_stages(db, world):
    with db.reading() as session:
        found = insights.gates_page(session, world.kim, world.team_id)
    return found.stage, [gate.stage for gate in found.gates if gate.open]


def test_gates_follow_approvals_and_an_instructor_may_decide_otherwise(db):
    world = worlds.build(db)

    def act(action, who, *args):
        with db.writing() as session:
            return action(session, who, *args)

    def decide(who, stage, state, reason=""):
        return act(actions.decide_gate, who, world.team_id, stage, GateInput(state=state, reason=reason))

    assert open_stages(db, world) == (Stage.TOPIC, [])
    act(books.save_pitch, world.kim, world.team_id, PitchInput(title="T"))
    act(books.save_scenario, world.kim, world.team_id, ScenarioInput(text="INT. WARD - NIGHT\n"))
    version = act(books.submit_book, world.kim, world.team_id, SubmitInput())
    assert open_stages(db, world)[0] is Stage.SCENARIO
    act(books.answer_submission, world.prof, version.id, VerdictInput(state=SubmissionState.APPROVED))
    assert open_stages(db, world) == (Stage.PRE_PRODUCTION, [Stage.SCENARIO, Stage.PRE_PRODUCTION])

    decide(world.prof, Stage.PRODUCTION, GateState.OPEN, "The location is free only now.")
    assert open_stages(db, world)[0] is Stage.PRODUCTION
    decide(world.prof, Stage.PRE_PRODUCTION, GateState.CLOSED, "The ending was changed.")
    assert open_stages(db, world) == (Stage.SCENARIO, [Stage.SCENARIO])
    decide(world.prof, Stage.PRE_PRODUCTION, GateState.CLOSED, "The ending was changed.")  # twice is once
    decide(world.prof, Stage.PRE_PRODUCTION, GateState.FREE)
    decide(world.prof, Stage.PRODUCTION, GateState.FREE)
    assert open_stages(db, world)[0] is Stage.PRE_PRODUCTION
    with db.reading() as session:
        verbs = [one.verb for one in session.exec(select(Entry).where(Entry.verb.startswith("gate."))).all()]
        assert verbs == ["gate.opened", "gate.closed", "gate.freed", "gate.freed"]
        told = session.exec(select(Notice.person_id).join(Entry).where(Entry.verb == "gate.closed")).all()
        assert set(told) == {world.kim.person_id, world.lee.person_id}

    with pytest.raises(Invalid, match="Say why"):
        decide(world.prof, Stage.PRODUCTION, GateState.OPEN, "  ")
    for who in (world.kim, world.assistant):
        with pytest.raises(Forbidden):
            decide(who, Stage.PRODUCTION, GateState.OPEN, "Please.")
    with pytest.raises(NotFound):
        decide(world.park, Stage.PRODUCTION, GateState.OPEN, "Please.")
    with pytest.raises(NotFound):
        decide(world.prof, Stage.TOPIC, GateState.CLOSED, "There is no gate before the first stage.")


def test_the_page_asks_for_a_reason_and_shows_it(browse, world):
    prof, kim = browse(world.prof), browse(world.kim)
    address = f"/teams/{world.team_id}/gates"
    refused = prof.post(f"{address}/production", data={"state": "open", "reason": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert kim.post(f"{address}/production", data={"state": "open", "reason": "x"}).status_code == 403
    assert prof.post(f"{address}/production", data={"state": "open", "reason": "Only today"}).status_code == 303
    shown = kim.get(address).text
    assert "The instructor opened it: Only today" in shown
    assert "Open the gate" not in shown
    assert "Post-production opens with the first cut." in kim.get(f"/teams/{world.team_id}").text
    told = prof.get(f"/api/v1/teams/{world.team_id}/gates").json()
    assert [(one["stage"], one["open"], one["decided"]) for one in told][2] == ("production", True, "open")
    freed = prof.put(f"/api/v1/teams/{world.team_id}/gates/production", json={"state": "free"}).json()
    assert not any(one["open"] for one in freed)
