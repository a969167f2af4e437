"""Whom a student keeps apart from: every answer of the service is the same with and without that wish.

The difference is sought in all GET answers, headers too, for everybody but the asker and the course's instructor.
"""

import re
from datetime import UTC, datetime

import pytest
from sqlmodel import delete

from app.core import clock
from app.core.db import Database
from app.teams.models import KeepApart
from tests.access import PERSONAS, Stage, addresses, set_stage

pytestmark = pytest.mark.timeout(900)  # every page and every print, for everybody, twice
# signed addresses differ with the key of the moment
CHANGING = re.compile(r"/files/[\w.~%=-]+")
READS = [(path, route) for method, path, route in addresses() if method == "GET"]
READS = [
    (path, route)
    for path, route in READS
    if not path.endswith(
        ("/events", "/stream", "/clock", "/state", "/metrics", "/admin")
    )  # what the machine does meanwhile
]


class Still(datetime):
    """A clock that stands."""

    @classmethod
    def now(cls, tz=None):
        return MOMENT.astimezone(tz)


MOMENT = datetime.now(UTC)


@pytest.fixture
def stage(tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "datetime", Still)
    return set_stage(tmp_path)


def answers(stage: Stage, persona: str) -> dict[str, tuple[int, str]]:
    found = {}
    with stage.asking(persona) as ask:
        for path, route in READS:
            answer = ask(path, "GET", route)
            found[path] = (answer.status_code, CHANGING.sub("…", answer.text))
    return found


def test_nobody_else_can_tell_whether_somebody_wished_to_be_apart(stage):
    others = [persona for persona in PERSONAS if persona not in {"member", "instructor"}]
    with_wish = {persona: answers(stage, persona) for persona in others}
    own, instructors = answers(stage, "member"), answers(stage, "instructor")
    database = Database(f"sqlite:///{stage.template}")
    with database.writing() as session:
        session.exec(delete(KeepApart))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    for persona in others:
        without = answers(stage, persona)
        told = [path for path, answer in without.items() if answer != with_wish[persona][path]]
        assert told == [], persona
    # the test would be blind if those who may read it saw no difference either
    assert answers(stage, "member")["/courses/{course_id}/wishes"] != own["/courses/{course_id}/wishes"]
    seen = answers(stage, "instructor")
    assert {path for path, answer in seen.items() if answer != instructors[path]} == {
        "/courses/{course_id}/wishes/all",
        "/api/v1/courses/{course_id}/wishes/all",
    }
