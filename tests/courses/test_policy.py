"""Who may do what with a course: persona × action × running or archived."""

from datetime import date

import pytest

from app.courses import policy
from app.courses.models import Course

DAY = date(2026, 9, 1)
EVERYBODY = ("kim", "loner", "prof", "assistant", "stranger", "other_prof", "admin")
SEE = {"kim", "loner", "prof", "assistant", "admin"}
TEACH = {"prof", "admin"}


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("name", EVERYBODY)
def test_course_by_persona(world, name, archived):
    actor = getattr(world, name)
    course = Course(id=world.course_id, title="C", starts_on=DAY, ends_on=DAY, archived=archived)
    assert bool(policy.may_see(actor, course)) == (name in SEE)
    assert bool(policy.may_archive(actor, course)) == (name in TEACH)
    assert bool(policy.may_change(actor, course)) == (name in TEACH and not archived)
    assert policy.may_change(actor, course).hidden == (name not in SEE)
    assert bool(policy.may_make(actor)) == (name in TEACH | {"other_prof"})
