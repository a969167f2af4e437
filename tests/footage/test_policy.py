"""Who may do what with footage: persona × action × state of the cut, its film and the course."""

from datetime import date

import pytest

from app.core import clock
from app.courses.models import Course
from app.footage import policy
from app.footage.models import Clip, Cut
from app.footage.rules import CutKind, CutState
from app.jobs.rules import WorkState
from app.teams.models import Team

DAY = date(2026, 9, 1)
EVERYBODY = ("kim", "lee", "park", "loner", "prof", "assistant", "stranger", "other_prof", "admin")
STAFF = {"prof", "assistant", "admin"}
TEAM = {"kim", "lee"}


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("state", list(CutState))
@pytest.mark.parametrize("work", [WorkState.QUEUED, WorkState.READY, WorkState.FAILED])
@pytest.mark.parametrize("name", EVERYBODY)
def test_footage_by_persona(world, name, work, state, archived):
    actor, running = getattr(world, name), not archived
    course = Course(id=world.course_id, title="C", starts_on=DAY, ends_on=DAY, archived=archived)
    team = Team(id=world.team_id, course_id=course.id, number=1, name="T")
    clip = Clip(team_id=team.id, created_at=clock.now(), state=work)
    clip.stream_key = "clips/1/all.m3u8" if work is WorkState.READY else ""
    cut = Cut(
        team_id=team.id,
        course_id=course.id,
        clip_id=1,
        number=1,
        kind=CutKind.FINE,
        state=state,
        submitted_at=clock.now(),
    )

    def allowed(decision, who, condition=True):
        assert bool(decision) == (name in who and condition)
        assert decision.hidden == (name not in TEAM | STAFF)
        assert decision or decision.hidden or str(decision.reason).endswith(".")

    allowed(policy.may_see_footage(actor, team), TEAM | STAFF)
    allowed(policy.may_bring(actor, course, team), TEAM, running)
    allowed(policy.may_sort(actor, course, team), TEAM, running)
    allowed(policy.may_retry(actor, course, team), TEAM | STAFF, running)
    ready = state is CutState.WAITING and work is WorkState.READY
    allowed(policy.may_answer(actor, course, cut, clip), STAFF, ready and running)
    allowed(policy.may_take_back(actor, course, cut, team), TEAM, running and state is not CutState.ACCEPTED)
