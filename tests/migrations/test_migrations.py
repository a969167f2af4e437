"""The migrations make exactly the tables the code describes, and can be taken back, on both databases."""

from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, Table, create_engine, inspect, text
from sqlmodel import SQLModel

from app.cli import migrations
from app.core.db import Database
from tests.conftest import _administer, _counter, _named


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
OURS = {name for name in SQLModel.metadata.tables if not name.startswith("test_")}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request, tmp_path):
    """An address of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"rushes_empty_{next(_counter)}"
    _administer(server, f'CREATE DATABASE "{name}"')
    yield _named(server, name)
    _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names()) & OURS
    finally:
        engine.dispose()


def differences(url: str) -> list[object]:
    engine = create_engine(url)

    def ours(_name, kind, *_):
        return kind != "table" or _name in OURS

    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection,
                opts={"compare_type": True, "include_name": ours, "include_object": lambda o, n, k, *_: ours(n, k)},
            )
            return list(compare_metadata(context, SQLModel.metadata))
    finally:
        engine.dispose()


def test_up_check_down_up(empty_url):
    database = Database(empty_url)
    migrations.upgrade(database)
    assert tables(empty_url) == OURS
    assert differences(empty_url) == []
    migrations.downgrade(database, "base")
    assert tables(empty_url) == set()
    migrations.upgrade(database)
    assert tables(empty_url) == OURS
    database.dispose()


def test_upgrading_twice_changes_nothing_and_keeps_rows(empty_url):
    database = Database(empty_url)
    migrations.upgrade(database)
    with database.writing() as session:
        session.connection().execute(
            text(
                "INSERT INTO person (email, name, password_hash, language, is_admin, disabled, mail_notices, created_at)"
                " VALUES ('a@b.c', 'A', '', 'en', false, false, true, '2026-01-01 00:00:00')"
            )
        )
    migrations.upgrade(database)
    with database.reading() as session:
        assert session.connection().execute(text("SELECT name FROM person")).scalars().all() == ["A"]
    database.dispose()


def test_takes_keep_their_shots_when_the_table_of_shots_is_made_anew(empty_url):
    database = Database(empty_url)
    migrations.upgrade(database, "0019")
    with database.writing() as session:
        for table in ("course", "team", "book", "shot", "clip", "take"):
            _one_row(session.connection(), table)
    migrations.upgrade(database)
    with database.reading() as session:
        assert session.connection().execute(text("SELECT shot_id FROM take")).scalars().all() == [1]
        assert session.connection().execute(text("SELECT setup_position, lens FROM shot")).all() == [(1, "")]
    migrations.downgrade(database, "0019")
    with database.reading() as session:
        assert session.connection().execute(text("SELECT shot_id FROM take")).scalars().all() == [1]
    database.dispose()


def test_a_search_of_before_promises_no_second_like_it(empty_url):
    database = Database(empty_url)
    migrations.upgrade(database, "0028")
    with database.writing() as session:
        for table in ("course", "proposal"):
            _one_row(session.connection(), table)
        session.connection().execute(text("UPDATE proposal SET value = 5"))
    migrations.upgrade(database)
    with database.reading() as session:
        assert session.connection().execute(text("SELECT cut FROM proposal")).scalars().all() == [True]
    database.dispose()


def _one_row(connection, name):
    """Write a row whose numbers and keys are all 1, and whose other columns are as plain as their type allows."""
    table = Table(name, MetaData(), autoload_with=connection)
    plain = {
        "BOOLEAN": False,
        "FLOAT": 1.0,
        "DOUBLE": 1.0,
        "JSON": {},
        "DATE": date(2026, 1, 1),
        "DATETIME": NOON,
        "TIMESTAMP": NOON,
    }
    values = {}
    for column in table.columns:
        kind = str(column.type).split("(")[0].split(" ")[0]
        if column.name in {"id", "shot_id"} or not column.nullable:
            values[column.name] = plain.get(kind, 1 if "INT" in kind else "x")
    connection.execute(table.insert().values(**values))
