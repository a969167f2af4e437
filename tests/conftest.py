"""What every test may ask for: a fresh database on SQLite or PostgreSQL, a world of people, clients for them."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, make_url, text

from app.core.db import Database
from app.core.settings import Settings
from app.main import create_app
from tests import servers, worlds
from tests.costs import count_sql  # noqa: F401 -- a fixture for every test
from tests.schema import create_schema

_counter = itertools.count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file with all tables, copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    create_schema(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL server."""
    try:
        context = servers.postgres()
        address = context.__enter__()
    except Exception as error:
        servers.missing(f"no PostgreSQL server could be started: {error}")
        raise
    yield address
    context.__exit__(None, None, None)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a database with all tables, copied for each test."""
    name = f"rushes_template_{next(_counter)}"
    _administer(postgres_server, f'CREATE DATABASE "{name}"')
    create_schema(_named(postgres_server, name))
    return name


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite database with all tables."""
    path = tmp_path / "rushes.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database with all tables."""
    name = f"rushes_test_{next(_counter)}"
    _administer(postgres_server, f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template}"')
    yield _named(postgres_server, name)
    _administer(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def db_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of each kind in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def db(db_url: str) -> Iterator[Database]:
    """A fresh database of each kind in turn, opened."""
    database = Database(db_url)
    yield database
    database.dispose()


@pytest.fixture
def lite(sqlite_url: str) -> Iterator[Database]:
    """A fresh SQLite database, for tests of pages where the kind makes no difference."""
    database = Database(sqlite_url)
    yield database
    database.dispose()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings for a test: its own media folder, no worker inside."""
    return Settings(media=tmp_path / "media", embedded_worker=False, secret_key="test-key-of-this-suite")


@pytest.fixture
def world(lite: Database) -> worlds.World:
    """The small course, on SQLite; ``worlds.build(db)`` makes it on either kind."""
    return worlds.build(lite)


@pytest.fixture
def app(settings: Settings, lite: Database) -> FastAPI:
    """The application over the same database as ``world``."""
    return create_app(settings, lite)


@pytest.fixture
def browse(app: FastAPI) -> Callable[..., TestClient]:
    """``browse(world.kim)`` is a signed-in browser, ``browse()`` nobody's."""
    return partial(worlds.client, app)


def _named(address: str, name: str) -> str:
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def _administer(address: str, statement: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
