"""Make, copy, change, archive and join courses, on SQLite and PostgreSQL."""

# ruff: noqa: DTZ001 -- wall-clock times of a course carry no zone

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.courses import actions, queries, rules
from app.courses.models import Enrolment, Material, Milestone
from app.courses.rules import MaterialKind, MilestoneKind
from app.courses.schemas import (
    ClassInput,
    CopyInput,
    MaterialInput,
    MilestoneInput,
    NewCourseInput,
    SettingsInput,
)
from app.people.rules import Actor, CourseRole
from app.storage import LocalStorage
from app.teams import actions as teams
from app.teams import queries as team_queries
from app.teams.rules import DEFAULT_ROLES
from tests import worlds

NEW = NewCourseInput(
    title="Autumn",
    language="ko",
    timezone="Asia/Seoul",
    first_class=datetime(2026, 9, 3, 15),
    night=datetime(2026, 11, 5, 18),
)


@pytest.fixture
def world(db):
    return worlds.build(db)


def night_of(plan):
    assert plan.night is not None
    return plan.night


def made(db, actor, data=NEW):
    with db.writing() as session:
        return teams.start_course(session, actor, data)


def test_the_template_makes_a_whole_course(db, world):
    course = made(db, world.prof)
    actor = Actor(person_id=world.prof.person_id, name="Han", courses={course.id: CourseRole.INSTRUCTOR})
    with db.reading() as session:
        plan = queries.plan_visible_to(session, actor, course.id)
        assert [meeting.number for meeting in plan.classes] == [1, 2, 3, 4, 5, 6]
        assert plan.classes[5].title == "공동 상영회"
        assert rules.wall_clock(night_of(plan).due_at, "Asia/Seoul") == datetime(2026, 11, 5, 18)
        assert len(plan.milestones) == 7
        assert plan.warnings == []
        limits = team_queries.division_visible_to(session, actor, course.id).limits
        assert limits.roles == DEFAULT_ROLES
        role = session.exec(select(Enrolment.role).where(Enrolment.course_id == course.id)).one()
        assert role is CourseRole.INSTRUCTOR


def test_students_make_no_courses_and_too_soon_is_refused(db, world):
    with pytest.raises(Forbidden):
        made(db, world.kim)
    soon = NEW.model_copy(update={"night": NEW.first_class + timedelta(days=11)})
    with pytest.raises(Invalid) as caught:
        made(db, world.admin, soon)
    assert caught.value.field == "night"


def test_a_copy_moves_every_date_and_leaves_people_behind(db, world):
    course = made(db, world.admin)
    with db.writing() as session:
        meeting = queries.plan_visible_to(session, world.admin, course.id).classes[0]
        actions.add_material(
            session, world.admin, meeting.id, MaterialInput(title="Reader", url="https://example.test/a")
        )
        session.add(
            Material(
                meeting_id=meeting.id,
                kind=MaterialKind.FILE,
                title="Kept",
                file_key="k",
                created_at=course.created_at,
            )
        )
    with db.writing() as session:
        copy = teams.copy_course(session, world.admin, course.id, CopyInput(title="Spring", starts_on=date(2027, 3, 4)))
    with db.reading() as session:
        old = queries.plan_visible_to(session, world.admin, course.id)
        new = queries.plan_visible_to(session, world.admin, copy.id)
        days = timedelta(days=(date(2027, 3, 4) - date(2026, 9, 3)).days)
        assert [m.due_at + days for m in old.milestones] == [m.due_at for m in new.milestones]
        assert [m.starts_at + days for m in old.classes] == [m.starts_at for m in new.classes]
        assert [m.title for m in new.materials[new.classes[0].id]] == ["Reader"]
        division = team_queries.division_visible_to(session, world.admin, copy.id)
        assert division.limits.roles == DEFAULT_ROLES
        assert division.rosters == []


def settings(course, **changes):
    values = {
        "title": course.title,
        "timezone": course.timezone,
        "currency": course.currency,
        "starts_on": course.starts_on,
        "ends_on": course.ends_on,
        "film_minutes": 10,
        "version": course.version,
    }
    return SettingsInput(**{**values, **changes})


def test_settings_change_once_and_a_new_zone_keeps_the_wall_clock(db, world):
    course = made(db, world.admin)
    with db.writing() as session:
        data = settings(course, timezone="Europe/Berlin", film_minutes=7, currency="eur")
        changed = actions.change_settings(session, world.admin, course.id, data)
        assert (changed.film_limit_seconds, changed.currency) == (420, "EUR")
    with db.writing() as session, pytest.raises(Conflict, match="still here"):
        actions.change_settings(session, world.admin, course.id, settings(course, title="Mine"))
    with db.reading() as session:
        plan = queries.plan_visible_to(session, world.admin, course.id)
        assert plan.course.title == "Autumn"
        assert rules.wall_clock(night_of(plan).due_at, "Europe/Berlin") == datetime(2026, 11, 5, 18)


def test_an_archived_course_can_be_read_but_not_changed(db, world):
    with db.writing() as session:
        actions.archive_course(session, world.prof, world.course_id, archived=True)
    with db.writing() as session, pytest.raises(Forbidden, match="archive"):
        actions.add_milestone(
            session, world.prof, world.course_id, MilestoneInput(title="X", due_at=datetime(2026, 10, 1))
        )
    with db.writing() as session, pytest.raises(Forbidden):
        teams.join_team(session, world.loner, world.team_id)
    with db.writing() as session:
        actions.archive_course(session, world.prof, world.course_id, archived=False)
    with db.writing() as session:
        teams.join_team(session, world.loner, world.team_id)


def test_classes_are_numbered_by_their_time(db, world, tmp_path):
    course = made(db, world.admin)
    with db.writing() as session:
        extra = actions.add_class(
            session, world.admin, course.id, ClassInput(title="Extra", starts_at=datetime(2026, 9, 12, 10))
        )
        assert extra.number == 3
    with db.writing() as session:
        actions.remove_class(session, world.admin, LocalStorage(tmp_path), extra.id)
    with db.reading() as session:
        classes = queries.plan_visible_to(session, world.admin, course.id).classes
        assert [meeting.number for meeting in classes] == [1, 2, 3, 4, 5, 6]


def test_a_milestone_of_a_kind_stands_once(db, world):
    due = datetime(2026, 10, 1, 18)
    with db.writing() as session:
        book = MilestoneInput(kind=MilestoneKind.BOOK, title="Book", due_at=due)
        first = actions.add_milestone(session, world.prof, world.course_id, book)
        actions.add_milestone(session, world.prof, world.course_id, MilestoneInput(title="Own", due_at=due))
        actions.add_milestone(session, world.prof, world.course_id, MilestoneInput(title="Own too", due_at=due))
    with db.writing() as session, pytest.raises(Invalid) as caught:
        actions.add_milestone(session, world.prof, world.course_id, book)
    assert caught.value.field == "kind"
    with db.writing() as session:
        later = MilestoneInput(kind=MilestoneKind.BOOK, title="The book", due_at=due, version=1)
        actions.change_milestone(session, world.prof, first.id, later)
    with db.writing() as session, pytest.raises(Conflict):
        actions.change_milestone(session, world.prof, first.id, later)
    with db.writing() as session, pytest.raises(NotFound):
        actions.remove_milestone(session, world.other_prof, first.id)
    with db.reading() as session:
        assert session.get(Milestone, first.id).title == "The book"


def test_joining_by_code(db, world):
    with db.writing() as session:
        code = actions.open_joining(session, world.prof, world.course_id).join_by_code or ""
    with db.writing() as session:
        course = actions.join_course(session, world.stranger, f" {code[:4].lower()}-{code[4:]} ")
        assert course.id == world.course_id
    with db.writing() as session:
        actions.join_course(session, world.kim, code)  # is in it already
    with db.reading() as session:
        rows = session.exec(select(Enrolment).where(Enrolment.course_id == world.course_id)).all()
        assert [r.role for r in rows if r.person_id == world.stranger.person_id] == [CourseRole.STUDENT]
        assert len([r for r in rows if r.person_id == world.kim.person_id]) == 1
    with db.writing() as session:
        actions.close_joining(session, world.prof, world.course_id)
    for wrong in (code, "", "-"):
        with db.writing() as session, pytest.raises(Invalid, match="No course has this code"):
            actions.join_course(session, world.loner, wrong)
