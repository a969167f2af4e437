"""schemathesis over /api/v1: whatever is sent, no answer is a server error, and every answer is one that was declared."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks

from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from app.people import actions as people
from app.people.models import Person
from tests import worlds
from tests.furnished import furnish
from tests.schema import create_schema

LEFT_OUT = ("sign-out", "/me/sessions", "/me/password")
"""These end the very sign-in that the test asks with; their rooms test them."""
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    """A furnished world: its schema, and the instructor's cookie."""
    folder = tmp_path_factory.mktemp("schema")
    database = Database(f"sqlite:///{folder / 'rushes.db'}")
    create_schema(database.url)
    world = worlds.build(database)
    furnish(database, world)
    app = create_app(Settings(media=folder / "media", embedded_worker=False, secret_key="schema"), database)
    with database.writing() as session:
        cookie = people.open_login(session, session.get(Person, world.prof.person_id), days=1)
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app), cookie


def test_every_operation_keeps_its_word(api):
    schema, cookie = api
    broken = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if any(part in operation.path for part in LEFT_OUT):
            continue
        try:
            _try(operation, cookie)
        except (Exception, BaseExceptionGroup) as error:  # every operation is tried before the verdict
            broken.append(f"{operation.method.upper()} {operation.path}: {_first(error)}")
    assert not broken, "\n\n".join(broken)


def _first(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error)[:500]


def _try(operation, cookie):
    @given(case=operation.as_strategy())
    @settings(
        max_examples=5,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    def one(case):
        case.call_and_validate(
            headers={"Origin": worlds.ORIGIN, "Host": "testserver"}, cookies={"rushes": cookie}, checks=CHECKS
        )

    one()
