"""Who may watch, plan and run a night."""

import pytest

from app.courses.models import Course
from app.people.rules import Actor
from app.screenings import policy
from app.screenings.models import Screening


def guest_of(screening_id):
    return Actor(person_id=0, name="A parent", guest_of=screening_id, guest_id=1)


def night(world):
    return Screening(id=5, course_id=world.course_id, title="Tonight")


@pytest.mark.parametrize("who", ["kim", "park", "loner", "assistant", "prof"])
def test_the_whole_course_watches(world, who):
    assert policy.may_watch(getattr(world, who), night(world))


@pytest.mark.parametrize("who", ["stranger", "other_prof"])
def test_another_course_does_not_learn_of_the_night(world, who):
    actor, course = getattr(world, who), Course(id=world.course_id)
    assert policy.may_watch(actor, night(world)).hidden
    assert policy.may_conduct(actor, night(world)).hidden
    assert policy.may_plan(actor, course).hidden


def test_a_guest_has_a_seat_in_one_night_and_nothing_else(world):
    assert policy.may_watch(guest_of(5), night(world))
    assert policy.may_watch(guest_of(6), night(world)).hidden
    assert policy.may_conduct(guest_of(5), night(world)).hidden
    assert policy.may_plan(guest_of(5), Course(id=world.course_id)).hidden
    assert policy.may_see_nights(guest_of(5), Course(id=world.course_id)).hidden


def test_only_the_staff_plans_and_conducts(world):
    course = Course(id=world.course_id)
    for actor in (world.assistant, world.prof):
        assert policy.may_plan(actor, course)
        assert policy.may_conduct(actor, night(world))
    refused = policy.may_conduct(world.kim, night(world))
    assert not refused
    assert not refused.hidden
    assert "staff" in str(refused.reason)
