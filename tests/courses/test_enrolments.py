"""Who is in a course: invitations, rosters, roles, links; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlmodel import func, select

from app.core.errors import Conflict, Forbidden, Invalid, NotFound, RushesError
from app.courses.enrolments import actions, policy, queries
from app.courses.enrolments.actions import sheet_of
from app.courses.enrolments.policy import Standing
from app.courses.enrolments.rules import Verdict
from app.courses.enrolments.schemas import InviteInput
from app.courses.models import Course, Enrolment
from app.people import queries as people
from app.people.models import Person
from app.people.rules import Actor, CourseRole
from tests import worlds

KEY = "key"
LIST = [["이름", "이메일", "학번"], ["김서연", "seoyeon@school.test", "1"], ["박지우", "jiwoo@school.test", "2"]]


@pytest.fixture
def house(db):
    return worlds.build(db)


def preview(db, house, cells=LIST):
    with db.reading() as session:
        return actions.preview_roster(session, house.prof, house.course_id, sheet_of(cells, None, header=None), KEY)


def run(db, house, found, **options):
    with db.writing() as session:
        return actions.import_roster(
            session, house.prof, house.course_id, found.sheet, seal=options.pop("seal", found.seal), key=KEY, **options
        )


def count(db, table=Enrolment):
    with db.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_a_roster_makes_accounts_with_links_once(db, house):
    found = preview(db, house)
    done = run(db, house, found)
    assert (done.added, len(done.links)) == (2, 2)
    with db.reading() as session:
        link, person = people.link_by_secret(session, done.links[0].secret)
        assert (link.made_by, person.email) == (house.prof.person_id, "seoyeon@school.test")
    again = preview(db, house)
    assert [one.verdict for one in again.rows] == [Verdict.HERE, Verdict.HERE]


def test_an_altered_or_stale_preview_imports_nothing(db, house):
    found, before = preview(db, house), count(db)
    with pytest.raises(Conflict):
        run(db, house, found, seal="0" * 32)
    with db.writing() as session:
        actions.invite_people(session, house.prof, house.course_id, InviteInput(addresses="jiwoo@school.test"))
    with pytest.raises(Conflict):
        run(db, house, found)
    assert count(db) == before + 1


def test_a_wrong_row_stops_everything_unless_left_out(db, house):
    found, before = preview(db, house, [*LIST, ["이름만", "", "3"]]), count(db, Person)
    with pytest.raises(Invalid):
        run(db, house, found)
    assert count(db, Person) == before
    assert run(db, house, found, leave_out=True).added == 2


def test_two_imports_at_once_make_each_person_once(db, house):
    found = preview(db, house)

    def once(_):
        try:
            return run(db, house, found).added
        except Conflict:
            return 0

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(once, range(4))) == [0, 0, 0, 2]


def test_an_account_from_elsewhere_joins_without_a_link(db, house):
    with db.writing() as session:
        data = InviteInput(addresses="Stranger <stranger@example.test>; new@school.test", role=CourseRole.ASSISTANT)
        done = actions.invite_people(session, house.prof, house.course_id, data)
        assert (done.added, [one.person.email for one in done.links]) == (2, ["new@school.test"])
        with pytest.raises(Forbidden, match="more than your courses"):  # its key would open the other course too
            actions.let_in(session, house.prof, house.course_id, house.stranger.person_id)


@pytest.mark.parametrize("addresses", ["kim@example.test", "no address", "a@b.c\nwrong", "x@y.z\n" * 201])
def test_invitations_that_cannot_be_are_refused_beside_the_field(db, house, addresses):
    before = count(db, Person)
    with pytest.raises(Invalid) as refusal, db.writing() as session:
        actions.invite_people(session, house.prof, house.course_id, InviteInput(addresses=addresses))
    assert refusal.value.field == "addresses"
    assert count(db, Person) == before


def test_the_last_instructor_stays(db, house):
    with db.writing() as session:
        with pytest.raises(Forbidden, match="only instructor"):
            actions.change_role(session, house.prof, house.course_id, house.prof.person_id, CourseRole.STUDENT)
        with pytest.raises(Forbidden, match="only instructor"):
            actions.remove_person(session, house.prof, house.course_id, house.prof.person_id, in_team=False)
        actions.change_role(session, house.prof, house.course_id, house.assistant.person_id, CourseRole.INSTRUCTOR)
        actions.change_role(session, house.prof, house.course_id, house.prof.person_id, CourseRole.STUDENT)


def test_two_instructors_who_remove_each_other_leave_one(db, house):
    with db.writing() as session:
        actions.change_role(session, house.prof, house.course_id, house.assistant.person_id, CourseRole.INSTRUCTOR)

    def remove(pair):
        try:
            with db.writing() as session:
                actions.remove_person(session, house.admin, house.course_id, pair, in_team=False)
        except RushesError:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(remove, [house.prof.person_id, house.assistant.person_id]))
    assert sorted(done) == [False, True]


def test_who_is_in_a_team_stays_until_taken_out(db, house):
    with db.writing() as session:
        with pytest.raises(Conflict):
            actions.remove_person(session, house.prof, house.course_id, house.kim.person_id, in_team=True)
        actions.remove_person(session, house.prof, house.course_id, house.loner.person_id, in_team=False)
        with pytest.raises(NotFound):
            queries.member_of(session, house.course_id, house.loner.person_id)


def test_links_for_all_who_have_not_been_in(db, house):
    with db.writing() as session:
        names = [one.person.name for one in actions.let_in_everybody(session, house.prof, house.course_id)]
    assert names == ["Han", "Kim", "Lee", "Loner", "Park", "Yoon"]


def test_a_link_opens_no_more_than_the_instructor_may():
    course = Course(id=1, title="Mine", starts_on=date(2026, 3, 2), ends_on=date(2026, 6, 20))
    prof = Actor(person_id=1, name="Prof", courses={1: CourseRole.INSTRUCTOR})
    student, staff = CourseRole.STUDENT, CourseRole.ASSISTANT
    allowed = [Standing(2, {1: student}), Standing(2, {1: staff}, opened=False)]
    refused = [
        Standing(2, {1: student}, is_admin=True),
        Standing(2, {1: student}, disabled=True),
        Standing(2, {1: student, 7: student}),
        Standing(2, {1: student, 7: student}, opened=False),
        Standing(2, {1: staff}),
    ]
    assert all(policy.may_let_in(prof, course, one) for one in allowed)
    assert not any(policy.may_let_in(prof, course, one) for one in refused)
    assert policy.may_let_in(prof, course, Standing(2, {7: student})).hidden
    for role in (CourseRole.ASSISTANT, student):
        assert not policy.may_let_in(Actor(person_id=3, name="x", courses={1: role}), course, allowed[0])


@pytest.mark.parametrize("persona", ["kim", "assistant"])
def test_only_the_instructor_changes_people(db, house, persona):
    actor = house.everybody[persona]
    with db.writing() as session:
        for attempt in (
            lambda: actions.invite_people(session, actor, house.course_id, InviteInput(addresses="a@b.c")),
            lambda: actions.change_role(session, actor, house.course_id, actor.person_id, CourseRole.INSTRUCTOR),
            lambda: actions.let_in(session, actor, house.course_id, house.lee.person_id),
            lambda: actions.let_in_everybody(session, actor, house.course_id),
        ):
            with pytest.raises(Forbidden):
                attempt()


def test_strangers_learn_nothing(db, house):
    with db.reading() as session, pytest.raises(NotFound):
        queries.members_visible_to(session, house.other_prof, house.course_id)


@pytest.mark.parametrize(("search", "staff_finds", "student_finds"), [("KIM", 1, 1), ("@example", 6, 0), ("%", 0, 0)])
def test_search(db, house, search, staff_finds, student_finds):
    with db.reading() as session:
        for actor, expected in ((house.prof, staff_finds), (house.kim, student_finds)):
            found = queries.members_visible_to(session, actor, house.course_id, search=search)
            assert (found.total, len(found.rows)) == (expected, expected)


@pytest.mark.parametrize("order", list(queries.Order))
def test_every_order_shows_everybody(db, house, order):
    with db.reading() as session:
        found = queries.members_visible_to(session, house.prof, house.course_id, order=order)
    assert {member.person.name for member in found.rows} == {"Han", "Kim", "Lee", "Loner", "Park", "Yoon"}
