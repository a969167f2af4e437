"""The demonstration course: whole, the same every time, and every page of it opens."""

import re
from collections import Counter

import pytest
from sqlmodel import func, select

from app.books.models import Note, Shot, Submission
from app.core.db import Database
from app.core.settings import Settings
from app.courses.models import Enrolment
from app.demo import accounts
from app.demo.course import make_course
from app.feedback.models import Release, Response
from app.footage.models import Clip, Cut, Take
from app.main import create_app
from app.people.models import Person
from app.people.rules import CourseRole
from app.screenings.models import Screening
from app.storage import open_storage
from app.teams.models import RoleHolding, Team
from app.teams.rules import Role
from tests import worlds
from tests.schema import create_schema


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    settings = Settings(media=folder, embedded_worker=False, secret_key="demo")
    create_schema(settings.database)
    database = Database(settings.database)
    yield settings, database, make_course(settings, database)
    database.dispose()


def test_it_is_the_course_of_the_study(demo):
    settings, database, cast = demo
    with database.reading() as session:
        students = session.exec(
            select(func.count())
            .select_from(Enrolment)
            .where(Enrolment.role == CourseRole.STUDENT, Enrolment.course_id == cast.course_id)
        ).one()
        editors = Counter(session.exec(select(RoleHolding.team_id).where(RoleHolding.role == Role.EDITOR)).all())
        counts = {
            table: session.exec(select(func.count()).select_from(table)).one()
            for table in (Team, Submission, Note, Shot, Take, Cut, Screening, Response, Release)
        }
        frames = session.exec(select(Shot.frame).where(Shot.frame != "")).all()
    assert students == 65
    assert set(editors.values()) == {2}
    assert counts[Team] == 8
    assert counts[Screening] == 2
    assert counts[Release] == 1
    assert counts[Response] > 15
    assert 0 < len(frames) < counts[Shot]  # each team's last one waits to be drawn
    assert all(open_storage(settings).size(key) > 1000 for key in frames)
    assert min(counts.values()) >= 1


def test_the_same_day_makes_the_same_course(demo, tmp_path):
    _, database, _ = demo
    settings = Settings(media=tmp_path, secret_key="demo")
    create_schema(settings.database)
    again = Database(settings.database)
    make_course(settings, again)

    def facts(where):
        with where.reading() as session:
            return [
                session.exec(select(Person.email, Person.name).order_by(Person.id)).all(),
                session.exec(select(Submission.content_hash).order_by(Submission.id)).all(),
                session.exec(select(Clip.file_name).order_by(Clip.id)).all(),
            ]

    assert facts(again) == facts(database)
    again.dispose()


def test_the_accounts_are_printed(demo):
    _, database, _ = demo
    printed = accounts.table(database)
    assert "rushes-demo" in printed
    assert "student11@rushes.example" in printed


@pytest.mark.parametrize("who", ["instructor", "student"])
def test_every_page_that_a_page_leads_to_opens(demo, who):
    settings, database, cast = demo
    browser = worlds.client(
        create_app(settings, database), cast.instructor if who == "instructor" else cast.members[0][0]
    )
    seen, waiting = set(), ["/"]
    while waiting and len(seen) < 140:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = browser.get(path)
        assert answer.status_code in {200, 303}, f"{path}: {answer.status_code}"
        if "text/html" in answer.headers.get("content-type", ""):
            waiting += [
                p
                for p in re.findall(r'href="(/[^"#]*)"', answer.text.replace("&amp;", "&"))
                if not p.startswith("/static")
            ]
    assert len(seen) > 30
