"""Proposals as boards of their own: change, take back, pin, put in force; on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.core.errors import Conflict, Forbidden, NotFound
from app.journal.models import Notice
from app.teams import actions as teams
from app.teams import queries as present
from app.teams.models import Membership, ProposalMove
from app.teams.proposals import actions, queries
from app.teams.proposals.rules import Spot, differences, renumbered, spots_of
from app.teams.proposals.schemas import AdoptInput, PinInput, ProposalMoveInput
from app.teams.rules import FormationState, Role
from app.teams.schemas import RolesInput
from tests import worlds


@pytest.fixture
def world(db):
    return worlds.build(db)


@pytest.fixture
def copy(db, world):
    with db.writing() as session:
        return actions.copy_present(session, world.prof, world.course_id).id


def board(db, world, proposal_id):
    with db.reading() as session:
        return queries.board_visible_to(session, world.prof, proposal_id)


def move(db, world, proposal_id, who, number, version):
    with db.writing() as session:
        data = ProposalMoveInput(person_id=who.person_id, team_number=number, version=version)
        return actions.move_person(session, world.prof, proposal_id, data)


def test_a_copy_shows_the_present_teams_and_changing_it_changes_nothing_for_anybody(db, world, copy):
    found = board(db, world, copy)
    assert spots_of(found.division.rosters) == spots_of(found.present.rosters)
    assert found.changed == set()
    assert move(db, world, copy, world.lee, 2, 1).sentence.values["name"] == "Lee"
    found = board(db, world, copy)
    assert found.changed == {world.lee.person_id}
    assert found.division.find(world.lee.person_id)[1].number == 2
    assert found.present.find(world.lee.person_id)[1].number == 1


def test_moves_are_taken_back_one_by_one(db, world, copy):
    before = spots_of(board(db, world, copy).division.rosters)
    move(db, world, copy, world.lee, 2, 1)
    move(db, world, copy, world.kim, None, 2)
    for version in (3, 4):
        with db.writing() as session:
            actions.undo_move(session, world.prof, copy, version)
    assert spots_of(board(db, world, copy).division.rosters) == before
    with db.writing() as session, pytest.raises(Conflict, match="no move"):
        actions.undo_move(session, world.prof, copy, 5)


def test_two_on_the_same_board_overwrite_nothing(db, world, copy):
    def one(number):
        try:
            return move(db, world, copy, world.lee, number, 1).after.number
        except Conflict:
            return None

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(one, [2, None]))
    assert len([version for version in [board(db, world, copy).proposal.version] if version == 2]) == 1
    with db.reading() as session:
        assert len(session.exec(select(ProposalMove)).all()) == 1
    assert answers.count(None) >= 1


def test_putting_in_force_seats_everybody_adds_teams_and_publishes(db, world, copy):
    move(db, world, copy, world.loner, 3, 1)
    with db.writing() as session:
        roles = RolesInput(person_id=world.loner.person_id, roles=[Role.EDITOR], version=2)
        actions.assign_roles(session, world.prof, copy, roles)
    with db.writing() as session:
        actions.adopt(session, world.prof, copy, AdoptInput(publish=True))
    with db.reading() as session:
        division = present.division_visible_to(session, world.prof, world.course_id)
        told = session.exec(select(Notice.person_id)).all()
    member, roster = division.find(world.loner.person_id)
    assert (roster.number, roster.name, member.roles) == (3, "Team 3", (Role.EDITOR,))
    assert division.formation.state is FormationState.PUBLISHED
    assert [r.name for r in division.rosters[:2]] == ["The Waiting Room", "Night Shift"]
    assert {world.kim.person_id, world.loner.person_id} <= set(told)


def test_published_teams_are_not_replaced(db, world, copy):
    with db.writing() as session:
        teams.publish_formation(session, world.prof, world.course_id)
        before = session.exec(select(Membership.person_id, Membership.team_id)).all()
    version = board(db, world, copy).proposal.version
    move(db, world, copy, world.lee, 2, version)
    with db.writing() as session, pytest.raises(Forbidden, match="published"):
        actions.adopt(session, world.prof, copy, AdoptInput())
    with db.reading() as session:
        assert session.exec(select(Membership.person_id, Membership.team_id)).all() == before


def test_latecomers_are_placed_in_published_teams_and_nobody_else_moves(db, world, copy):
    with db.writing() as session:
        teams.publish_formation(session, world.prof, world.course_id)
        before = set(session.exec(select(Membership.person_id, Membership.team_id)).all())
    move(db, world, copy, world.loner, 2, 1)
    with db.writing() as session:
        actions.adopt(session, world.prof, copy, AdoptInput())
    with db.reading() as session:
        after = set(session.exec(select(Membership.person_id, Membership.team_id)).all())
    assert after - before == {(world.loner.person_id, world.other_team_id)}
    assert before <= after


def test_a_pin_keeps_team_and_roles_and_lets_go(db, world, copy):
    for pinned in (True, False):
        with db.writing() as session:
            row = actions.pin(session, world.prof, copy, PinInput(person_id=world.lee.person_id, pinned=pinned))
            expected = {"person_id": world.lee.person_id, "team_number": 1, "roles": ["editor"]}
            assert row.pins == ([expected] if pinned else [])


def test_students_and_strangers_see_no_proposal(db, world, copy):
    with db.reading() as session, pytest.raises(Forbidden):
        queries.board_visible_to(session, world.kim, copy)
    with db.reading() as session, pytest.raises(NotFound):
        queries.board_visible_to(session, world.stranger, copy)
    with db.writing() as session, pytest.raises(Forbidden):
        actions.adopt(session, world.kim, copy, AdoptInput())


spots = st.dictionaries(
    st.integers(1, 12), st.builds(Spot, st.one_of(st.none(), st.integers(1, 4)), st.just(())), max_size=12
)


@given(spots, spots)
def test_renumbering_keeps_who_sits_together(before, after):
    again = renumbered(before, after)

    def groups(one):
        found = {}
        for person, spot in one.items():
            found.setdefault(spot.team_number, set()).add(person)
        nowhere = found.pop(None, set())
        return nowhere, sorted(map(sorted, found.values()))

    assert groups(again) == groups(after)
    assert len(differences(before, again) & set(after)) <= len(after)


def test_renumbering_calls_the_same_team_by_the_same_number():
    before = {1: Spot(1), 2: Spot(1), 3: Spot(2)}
    assert renumbered(before, {1: Spot(2), 2: Spot(2), 3: Spot(1)}) == before
