"""What students and staff do, on SQLite and PostgreSQL."""

from datetime import timedelta

import pytest
from sqlmodel import select

from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.courses.models import Milestone
from app.courses.rules import MilestoneKind
from app.journal.models import Entry, Notice
from app.people.rules import Actor
from app.teams import actions, queries
from app.teams.models import Extension, Formation, Membership, Team
from app.teams.rules import FormationState, Role
from app.teams.schemas import BandInput, ExtensionInput, LimitsInput, MoveInput, RolesInput, TeamInput
from tests import worlds


@pytest.fixture
def world(db):
    return worlds.build(db)


def division(db, world):
    with db.reading() as session:
        return queries.division_visible_to(session, world.prof, world.course_id)


def version(db, world):
    return division(db, world).formation.version


def test_founding_gives_the_next_number_and_a_first_member(db, world):
    with db.writing() as session:
        team = actions.found_team(session, world.loner, world.course_id, TeamInput(name="Third"))
    found = division(db, world)
    assert team.number == 3
    assert [m.name for m in found.roster(team.id).members] == ["Loner"]
    assert found.without == []
    assert found.formation.version == 2


def test_joining_twice_in_two_tabs_is_refused_kindly(db, world):
    with db.writing() as session:
        actions.join_team(session, world.loner, world.team_id)
    with db.writing() as session, pytest.raises(Conflict, match="already"):
        actions.join_team(session, world.loner, world.other_team_id)
    assert [m.name for m in division(db, world).roster(world.team_id).members] == ["Kim", "Lee", "Loner"]


def test_leaving_takes_the_roles_along(db, world):
    with db.writing() as session:
        actions.leave_team(session, world.kim, world.team_id)
    found = division(db, world)
    assert found.roster(world.team_id).holders(Role.DIRECTOR) == 0
    assert "Kim" in [m.name for m in found.without]


def test_roles_are_taken_within_quota_and_limit(db, world):
    with db.writing() as session:
        actions.take_role(session, world.lee, world.team_id, Role.CAMERA)
        actions.take_role(session, world.lee, world.team_id, Role.CAMERA)
    assert division(db, world).find(world.lee.person_id)[0].roles == (Role.EDITOR, Role.CAMERA)
    with db.writing() as session, pytest.raises(Conflict, match="give one up first"):
        actions.take_role(session, world.lee, world.team_id, Role.SOUND)
    with db.writing() as session, pytest.raises(Forbidden):
        actions.take_role(session, world.lee, world.other_team_id, Role.SOUND)
    with db.writing() as session:
        actions.give_up_role(session, world.lee, world.team_id, Role.EDITOR)
    with db.writing() as session, pytest.raises(Conflict, match="1 director already"):
        actions.take_role(session, world.lee, world.team_id, Role.DIRECTOR)
    assert division(db, world).find(world.lee.person_id)[0].roles == (Role.CAMERA,)


def test_a_team_names_itself_and_others_do_not(db, world):
    data = TeamInput(name="  The   Waiting Room ", film_title="대기실")
    with db.writing() as session:
        actions.rename_team(session, world.kim, world.team_id, data)
    assert division(db, world).roster(world.team_id).film_title == "대기실"
    assert division(db, world).roster(world.team_id).name == "The Waiting Room"
    with db.writing() as session, pytest.raises(Forbidden):
        actions.rename_team(session, world.park, world.team_id, data)
    with db.writing() as session, pytest.raises(NotFound):
        actions.rename_team(session, world.stranger, world.team_id, data)


def test_moving_keeps_the_roles_and_can_be_taken_back_step_by_step(db, world):
    with db.writing() as session:
        move = MoveInput(person_id=world.kim.person_id, team_id=world.other_team_id, version=1)
        actions.move_person(session, world.prof, world.course_id, move)
    with db.writing() as session:
        actions.assign_roles(
            session,
            world.assistant,
            world.course_id,
            RolesInput(person_id=world.kim.person_id, roles=[Role.SOUND], version=2),
        )
    member, roster = division(db, world).find(world.kim.person_id)
    assert (roster.number, member.roles) == (2, (Role.SOUND,))
    with db.writing() as session:
        actions.undo_move(session, world.prof, world.course_id, 3)
    assert division(db, world).find(world.kim.person_id)[0].roles == (Role.DIRECTOR, Role.WRITER)
    with db.writing() as session:
        actions.undo_move(session, world.prof, world.course_id, 4)
    member, roster = division(db, world).find(world.kim.person_id)
    assert (roster.number, member.roles) == (1, (Role.DIRECTOR, Role.WRITER))
    with db.writing() as session, pytest.raises(Conflict, match="no move to take back"):
        actions.undo_move(session, world.prof, world.course_id, 5)


def test_the_second_of_two_boards_is_told_what_happened_and_overwrites_nothing(db, world):
    seen = version(db, world)
    kim, loner = world.kim.person_id, world.loner.person_id
    with db.writing() as session:
        move = MoveInput(person_id=kim, team_id=world.other_team_id, version=seen)
        actions.move_person(session, world.assistant, world.course_id, move)
    with db.writing() as session, pytest.raises(Conflict, match="Yoon"):
        move = MoveInput(person_id=loner, team_id=world.team_id, version=seen)
        actions.move_person(session, world.prof, world.course_id, move)
    found = division(db, world)
    assert found.find(kim)[1].team_id == world.other_team_id
    assert found.find(loner)[1] is None
    assert found.formation.version == seen + 1


def test_an_undo_does_not_overwrite_what_the_person_did_since(db, world):
    with db.writing() as session:
        move = MoveInput(person_id=world.loner.person_id, team_id=world.team_id, version=1)
        actions.move_person(session, world.prof, world.course_id, move)
    with db.writing() as session:
        actor = Actor(
            person_id=world.loner.person_id,
            name="Loner",
            courses=world.loner.courses,
            teams={world.team_id: world.course_id},
        )
        actions.take_role(session, actor, world.team_id, Role.SOUND)
    with db.writing() as session, pytest.raises(Conflict, match="since"):
        actions.undo_move(session, world.prof, world.course_id, version(db, world))
    assert division(db, world).find(world.loner.person_id)[0].roles == (Role.SOUND,)


def test_nobody_is_moved_across_courses(db, world):
    with db.writing() as session, pytest.raises(NotFound):
        move = MoveInput(person_id=world.stranger.person_id, team_id=world.team_id, version=1)
        actions.move_person(session, world.prof, world.course_id, move)
    with db.writing() as session, pytest.raises(NotFound):
        actions.move_person(
            session, world.other_prof, world.course_id, MoveInput(person_id=world.kim.person_id, version=1)
        )
    with db.writing() as session, pytest.raises(Forbidden):
        actions.move_person(session, world.kim, world.course_id, MoveInput(person_id=world.lee.person_id, version=1))


def limits(**quotas):
    return LimitsInput(
        team_min=2,
        team_max=3,
        quotas={role: BandInput(least=least, most=most) for role, (least, most) in quotas.items()},
    )


def test_limits_that_cannot_work_change_nothing(db, world):
    before = division(db, world).limits
    with db.writing() as session, pytest.raises(Invalid, match="5 roles to fill") as caught:
        actions.set_limits(session, world.prof, world.course_id, limits(editor=(2, 2), cast=(2, 3), sound=(1, 1)))
    assert caught.value.field == "quotas"
    assert division(db, world).limits == before
    with db.writing() as session:
        actions.set_limits(session, world.prof, world.course_id, limits(editor=(2, 2), cast=(1, 3), sound=(0, 0)))
    after = division(db, world).limits
    assert (after.size.least, after.size.most) == (2, 3)
    assert after.offered == [Role.CAST, Role.EDITOR]
    with db.writing() as session, pytest.raises(Forbidden):
        actions.set_limits(session, world.assistant, world.course_id, limits(editor=(2, 2), cast=(1, 3)))


def test_publishing_tells_everybody_and_closes_the_doors(db, world):
    with db.writing() as session:
        actions.publish_formation(session, world.prof, world.course_id)
        actions.publish_formation(session, world.prof, world.course_id)
    with db.reading() as session:
        told = session.exec(select(Notice.person_id).join(Entry).where(Entry.verb == "formation.published")).all()
        assert sorted(told) == sorted(p.person_id for p in (world.kim, world.lee, world.park, world.assistant))
    with db.writing() as session, pytest.raises(Forbidden, match="no longer forming"):
        actions.join_team(session, world.loner, world.team_id)
    with db.writing() as session:
        actions.reopen_formation(session, world.assistant, world.course_id)
    with db.writing() as session:
        actions.join_team(session, world.loner, world.team_id)
    with db.writing() as session:
        formation = actions.close_formation(session, world.prof, world.course_id)
        assert formation.state is FormationState.CLOSED


def test_only_empty_teams_are_dissolved(db, world):
    with db.writing() as session, pytest.raises(Conflict, match="still has people"):
        actions.dissolve_team(session, world.prof, world.course_id, world.team_id, 1)
    with db.writing() as session:
        empty = actions.found_team(session, world.prof, world.course_id, TeamInput(name="Empty"))
        number = empty.id
    with db.writing() as session:
        actions.dissolve_team(session, world.prof, world.course_id, number, version(db, world))
    with db.reading() as session:
        assert session.get(Team, number) is None
        assert len(session.exec(select(Membership)).all()) == 3


def test_extensions_are_in_the_courses_time_zone_and_can_be_taken_back(db, world):
    with db.writing() as session:
        due = clock.now()
        milestone = Milestone(course_id=world.course_id, kind=MilestoneKind.BOOK, title="Book", due_at=due)
        session.add(milestone)
        session.flush()
        where = milestone.id
    local = clock.now().replace(microsecond=0, tzinfo=None) + timedelta(days=3)
    with db.writing() as session:
        data = ExtensionInput(milestone_id=where, due_at=local, reason="A broken leg")
        actions.extend_deadline(session, world.prof, world.team_id, data)
    with db.reading() as session:
        row = queries.extensions_of(session, world.team_id)[where]
        assert row.due_at.replace(tzinfo=None) == local - timedelta(hours=9)  # Seoul
    with db.writing() as session, pytest.raises(Invalid, match="not later"):
        early = ExtensionInput(milestone_id=where, due_at=local - timedelta(days=30))
        actions.extend_deadline(session, world.prof, world.team_id, early)
    with db.writing() as session:
        actions.extend_deadline(session, world.prof, world.team_id, ExtensionInput(milestone_id=where))
    with db.reading() as session:
        assert session.exec(select(Extension)).all() == []
        assert session.exec(select(Formation.version).where(Formation.course_id == world.course_id)).one() == 1


def test_numbers_larger_than_any_key_name_nothing(db, world):
    huge = 10**12 if not db.is_sqlite else 10**25
    with pytest.raises(NotFound), db.writing() as session:
        actions.move_person(
            session, world.prof, world.course_id, MoveInput(person_id=world.kim.person_id, team_id=huge, version=1)
        )
    with pytest.raises(NotFound), db.reading() as session:
        queries.team_visible_to(session, world.prof, huge)
