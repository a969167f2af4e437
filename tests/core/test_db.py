"""Sessions: nothing is lost when many write at once, nothing is written by who only reads."""

import sqlite3
import threading

import pytest
from sqlmodel import select

from app.core import clock
from app.core.db import Database
from app.core.errors import Busy
from app.people.models import Person


def person(name: str) -> Person:
    return Person(email=f"{name}@example.test", name=name, created_at=clock.now())


def test_a_block_that_raises_changes_nothing(db):
    with pytest.raises(ZeroDivisionError), db.writing() as session:
        session.add(person("a"))
        session.flush()
        _ = 1 / 0
    with db.reading() as session:
        assert session.exec(select(Person)).all() == []


def test_a_reading_session_refuses_to_write(db):
    with pytest.raises(RuntimeError, match="asked to write"), db.reading() as session:
        session.add(person("a"))
        session.flush()


def test_eight_writers_lose_no_update(db):
    with db.writing() as session:
        session.add(person("counter"))

    def count_up() -> None:
        for _ in range(10):
            with db.writing() as session:
                row = session.exec(select(Person).with_for_update()).one()
                row.name = str(int(row.name) + 1) if row.name.isdigit() else "1"

    writers = [threading.Thread(target=count_up) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with db.reading() as session:
        assert session.exec(select(Person.name)).one() == "80"


def test_a_lock_held_too_long_is_busy_not_a_stack_trace(sqlite_url):
    database = Database(sqlite_url, busy_seconds=0.2)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy) as caught, database.writing() as session:
        session.add(person("a"))
    assert caught.value.status == 503
    assert "Nothing was lost" in str(caught.value)
    other.execute("ROLLBACK")
    with database.writing() as session:
        session.add(person("a"))
    database.dispose()
    other.close()


def test_sqlite_syncs_each_commit_and_checks_keys(lite):
    with lite.reading() as session:
        connection = session.connection()
        found = {
            p: connection.exec_driver_sql(f"PRAGMA {p}").scalar()
            for p in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
