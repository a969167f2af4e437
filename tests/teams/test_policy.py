"""Who may do what with teams: persona × action × state of the formation."""

from datetime import date

import pytest

from app.courses.models import Course
from app.teams import policy
from app.teams.models import Formation, Team
from app.teams.rules import FormationState

DAY = date(2026, 9, 1)
EVERYBODY = ("kim", "park", "loner", "prof", "assistant", "stranger", "other_prof", "admin")
COURSE = {"kim", "park", "loner", "prof", "assistant", "admin"}
STAFF = {"prof", "assistant", "admin"}
TEACH = {"prof", "admin"}


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("state", list(FormationState))
@pytest.mark.parametrize("name", EVERYBODY)
def test_team_by_persona(world, name, state, archived):
    actor = getattr(world, name)
    course = Course(id=world.course_id, title="C", starts_on=DAY, ends_on=DAY, archived=archived)
    formation = Formation(course_id=course.id, state=state)
    team = Team(id=world.team_id, course_id=course.id, number=1, name="T")
    forming, running = state is FormationState.OPEN and not archived, not archived

    def allowed(decision, who, condition=True):
        assert bool(decision) == (name in who and condition)
        assert decision.hidden == (name not in COURSE)
        assert decision or decision.hidden or str(decision.reason).endswith((".", "above"))

    allowed(policy.may_see_teams(actor, course), COURSE)
    allowed(policy.may_see_team(actor, team), STAFF | {"kim"})
    allowed(policy.may_join(actor, course, formation), {"loner"}, forming)
    allowed(policy.may_leave(actor, course, formation, team.id), {"kim"}, forming)
    allowed(policy.may_choose_roles(actor, course, formation, team.id), {"kim"}, forming)
    allowed(policy.may_rename(actor, course, team), STAFF | {"kim"}, running)
    allowed(policy.may_move(actor, course), STAFF, running)
    allowed(policy.may_steer(actor, course), STAFF, running)
    allowed(policy.may_read_sheet(actor, course), STAFF)
    allowed(policy.may_limit(actor, course), TEACH, running)
    allowed(policy.may_extend(actor, course), TEACH, running)
    allowed(policy.may_dissolve(actor, course), TEACH, running)
    found = policy.may_found(actor, course, formation)
    assert bool(found) == ((name in STAFF and running) or (name == "loner" and forming))
