"""The swap desk, on both databases: both want it, the instructor confirms, nothing else changes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.teams import actions as teams
from app.teams import queries
from app.teams.models import KeepApart, Wish
from app.teams.swaps import actions
from app.teams.swaps import queries as desk
from app.teams.swaps.rules import STEPS, Side, SwapState, may_step
from app.teams.swaps.schemas import SwapInput
from tests import worlds


@pytest.fixture
def world(db):
    made = worlds.build(db)
    with db.writing() as session:
        teams.publish_formation(session, made.prof, made.course_id)
    return made


def ask(db, world, who, whom):
    with db.writing() as session:
        return actions.ask_swap(session, who, world.course_id, SwapInput(person_id=whom.person_id)).id


def step(db, who, swap_id, state):
    with db.writing() as session:
        return actions.step_swap(session, who, swap_id, state).state


def place(db, world, who):
    with db.reading() as session:
        member, roster = queries.division_visible_to(session, world.prof, world.course_id).find(who.person_id)
        return roster.team_id, member.roles


def test_two_change_places_with_their_roles(db, world):
    lee, park = place(db, world, world.lee), place(db, world, world.park)
    with db.reading() as session:
        before = queries.division_visible_to(session, world.prof, world.course_id)
    swap_id = ask(db, world, world.lee, world.park)
    assert step(db, world.park, swap_id, SwapState.AGREED) is SwapState.AGREED
    assert step(db, world.prof, swap_id, SwapState.DONE) is SwapState.DONE
    assert (place(db, world, world.lee), place(db, world, world.park)) == (park, lee)
    with db.reading() as session:
        after = queries.division_visible_to(session, world.prof, world.course_id)
    sizes = [len(roster.members) for roster in before.rosters]
    assert [len(roster.members) for roster in after.rosters] == sizes
    assert len(after.breaches) == len(before.breaches)


def test_nobody_confirms_what_only_one_wants(db, world):
    swap_id = ask(db, world, world.lee, world.park)
    with db.writing() as session, pytest.raises(Conflict):
        actions.step_swap(session, world.prof, swap_id, SwapState.DONE)
    for who in (world.kim, world.assistant, world.admin, world.stranger):
        with db.writing() as session, pytest.raises(NotFound):
            actions.step_swap(session, who, swap_id, SwapState.AGREED)
    assert step(db, world.park, swap_id, SwapState.DECLINED) is SwapState.DECLINED
    with db.writing() as session, pytest.raises(Conflict, match="past"):
        actions.step_swap(session, world.park, swap_id, SwapState.AGREED)


def test_swaps_begin_when_the_teams_are_published(db, world):
    with db.writing() as session:
        teams.reopen_formation(session, world.prof, world.course_id)
    with db.writing() as session, pytest.raises(Forbidden, match="published"):
        actions.ask_swap(session, world.lee, world.course_id, SwapInput(person_id=world.park.person_id))


def test_oneself_and_people_without_a_team_cannot_be_asked(db, world):
    for whom in (world.lee, world.loner, world.prof):
        with db.writing() as session, pytest.raises(Invalid):
            actions.ask_swap(session, world.lee, world.course_id, SwapInput(person_id=whom.person_id))
    ask(db, world, world.lee, world.park)
    with db.writing() as session, pytest.raises(Conflict, match="already"):
        actions.ask_swap(session, world.park, world.course_id, SwapInput(person_id=world.lee.person_id))


def test_confirming_twice_at_once_swaps_once(db, world):
    lee = place(db, world, world.lee)
    swap_id = ask(db, world, world.lee, world.park)
    step(db, world.park, swap_id, SwapState.AGREED)

    def confirm(_):
        try:
            return step(db, world.prof, swap_id, SwapState.DONE).value
        except Conflict:
            return "late"

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(confirm, range(3))) == ["done", "late", "late"]
    assert place(db, world, world.park) == lee


def test_the_instructor_is_warned_of_people_to_be_kept_apart(db, world):
    with db.writing() as session:
        wish = Wish(course_id=world.course_id, person_id=world.kim.person_id, updated_at=clock.now())
        session.add(wish)
        session.flush()
        session.add(KeepApart(wish_id=wish.id, person_id=world.park.person_id))
    ask(db, world, world.lee, world.park)
    with db.reading() as session:
        found = desk.desk_visible_to(session, world.prof, world.course_id)
        pairs = desk.apart_pairs(session, world.course_id)
        assert found.clashes(found.swaps[0].swap, pairs) == ["Kim – Park"]


def test_students_see_their_own_swaps_alone(db, world):
    ask(db, world, world.lee, world.park)
    with db.reading() as session:
        seen = [len(desk.desk_visible_to(session, who, world.course_id).swaps) for who in (world.lee, world.park)]
        assert seen == [1, 1]
        assert desk.desk_visible_to(session, world.kim, world.course_id).swaps == []
        assert len(desk.desk_visible_to(session, world.assistant, world.course_id).swaps) == 1


def test_ended_swaps_take_no_step():
    for before in (SwapState.DONE, SwapState.DECLINED, SwapState.WITHDRAWN, SwapState.REFUSED):
        assert not any(may_step(before, after, side) for after in SwapState for side in Side)
    assert all(side is Side.STAFF for sides in [STEPS[SwapState.AGREED, SwapState.DONE]] for side in sides)
