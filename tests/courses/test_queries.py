"""Lists show exactly what the policy lets each persona see."""

import pytest
from sqlmodel import select

from app.core.errors import NotFound
from app.courses import policy, queries
from app.courses.models import Course


def test_the_list_and_the_policy_agree_for_everybody(lite, world):
    with lite.reading() as session:
        every = session.exec(select(Course)).all()
        for name, actor in world.everybody.items():
            listed = {course.id for course in queries.courses_visible_to(session, actor)}
            assert listed == {course.id for course in every if policy.may_see(actor, course)}, name
            for course in every:
                if course.id in listed:
                    assert queries.plan_visible_to(session, actor, course.id).course.id == course.id
                else:
                    with pytest.raises(NotFound):
                        queries.plan_visible_to(session, actor, course.id)
