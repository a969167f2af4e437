"""The anonymous vote on pitches: who may vote for what, how it is counted, and that nobody learns whose a pitch is."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.books import actions as books
from app.books.pitches import actions, queries, rules
from app.books.pitches.rules import VoteState
from app.books.pitches.schemas import BallotInput, VoteInput
from app.books.schemas import PitchInput
from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests import worlds

TEAMS = range(1, 7)
ballots = st.lists(st.lists(st.sampled_from([*TEAMS, 99]), unique=True, max_size=rules.RANKS), max_size=30)


@given(ballots)
def test_every_point_given_is_counted_once(cast):
    scores = rules.tally(cast, TEAMS)
    assert {one.team_id for one in scores} == set(TEAMS)
    given_out = sum(rules.RANKS - place for ballot in cast for place, team in enumerate(ballot) if team != 99)
    assert sum(one.points for one in scores) == given_out
    assert sum(one.firsts for one in scores) == sum(ballot[:1] != [99] for ballot in cast if ballot)
    assert [one.points for one in scores] == sorted((one.points for one in scores), reverse=True)


@given(st.sets(st.integers(1, 500)), st.integers(1, 500))
def test_everybody_reads_all_pitches_in_an_order_of_their_own(teams, person):
    assert sorted(rules.shuffled("s", person, teams)) == sorted(teams)
    assert len({rules.key("s", one) for one in teams}) == len(teams)


@pytest.fixture
def hall(db):
    """A course whose two teams have pitches: ``act(action, who, …)``, ``see(who)``, ``key(team)``."""
    world = worlds.build(db)

    class Hall:
        def act(self, action, who, *args):
            with db.writing() as session:
                return action(session, who, *args)

        def see(self, who):
            with db.reading() as session:
                return queries.pitches_page(session, who, world.course_id)

        def vote(self, who, *teams):
            self.act(
                actions.cast_ballot, who, world.course_id, BallotInput(ranked=[self.see(who).key(one) for one in teams])
            )

    hall = Hall()
    hall.world = world
    for who, team, title in ((world.kim, world.team_id, "The Ward"), (world.park, world.other_team_id, "The Yard")):
        hall.act(books.save_pitch, who, team, PitchInput(title=title, logline=f"{title}: two wait."))
    return hall


def test_from_opening_to_the_points(hall):
    world, tomorrow = hall.world, VoteInput(ends_at=clock.now() + timedelta(days=1))
    assert hall.see(world.kim).state is VoteState.NONE
    assert hall.see(world.kim).pitches == {}, "students read them once the vote is open"
    assert len(hall.see(world.prof).pitches) == 2
    with pytest.raises(Conflict):
        hall.vote(world.kim, world.other_team_id)
    with pytest.raises(Forbidden):
        hall.act(actions.hold_vote, world.kim, world.course_id, tomorrow)
    with pytest.raises(Invalid):
        hall.act(actions.hold_vote, world.prof, world.course_id, VoteInput(ends_at=clock.now() - timedelta(hours=1)))
    hall.act(actions.hold_vote, world.prof, world.course_id, tomorrow)
    for wrong in ((world.team_id,), (world.other_team_id, world.other_team_id), (4711,)):
        with pytest.raises(Invalid):
            hall.vote(world.kim, *wrong)
    with pytest.raises(Forbidden):
        hall.vote(world.prof, world.team_id)
    hall.vote(world.kim, world.other_team_id)
    hall.vote(world.kim, world.other_team_id)
    hall.vote(world.loner, world.other_team_id, world.team_id)
    assert hall.see(world.kim).ballots == 2
    hall.vote(world.loner)
    assert hall.see(world.kim).ballots == 1, "an empty ballot takes the vote back"
    hall.vote(world.loner, world.other_team_id, world.team_id)
    hall.vote(world.park, world.team_id)
    assert hall.see(world.prof).scores == {}, "no points while it is open, not even for the staff"
    hall.act(actions.end_vote, world.prof, world.course_id)
    with pytest.raises(Conflict):
        hall.vote(world.kim, world.other_team_id)
    scores = hall.see(world.kim).scores
    assert [(one.team_id, one.points, one.firsts) for one in scores.values()] == [
        (world.other_team_id, 6, 2),
        (world.team_id, 5, 1),
    ]


def test_fewer_than_three_ballots_tell_no_points(hall):
    world = hall.world
    hall.act(actions.hold_vote, world.prof, world.course_id, VoteInput(ends_at=clock.now() + timedelta(days=1)))
    hall.vote(world.kim, world.other_team_id)
    hall.vote(world.park, world.team_id)
    hall.act(actions.end_vote, world.prof, world.course_id)
    assert hall.see(world.kim).scores == {}


def test_what_students_get_names_no_team(hall, db):
    world = hall.world
    hall.act(actions.hold_vote, world.prof, world.course_id, VoteInput(ends_at=clock.now() + timedelta(days=1)))
    shown = hall.see(world.kim).out.model_dump(mode="json")
    assert {one["title"]: one["own"] for one in shown["pitches"]} == {"The Ward": True, "The Yard": False}
    assert not {"team", "team_id", "number", "name"} & {key for one in shown["pitches"] for key in one}
    assert "Kim" not in json.dumps(shown)
    with pytest.raises(NotFound):
        hall.see(world.stranger)
