"""A row has one runner: what another one writes is lost, and it learns so."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from app.core.db import Database
from app.core.errors import Conflict
from app.core.text import say
from app.jobs.declare import cancel, enqueue, retry
from app.jobs.engine import migrate
from app.jobs.rules import WorkState
from app.jobs.runner import Interrupted, Run, Superseded
from tests.jobs.worker import Reel


@pytest.fixture
def reels(db: Database) -> Database:
    migrate(db)
    SQLModel.metadata.tables["test_reel"].create(db.engine, checkfirst=True)
    return db


def add(database: Database, **values: Any) -> int:
    with database.writing() as session:
        reel = Reel(**values)
        enqueue(session, "test.peek", reel)
        return reel.id


def reel_of(database: Database, key: int) -> Reel:
    with database.reading() as session:
        return session.get_one(Reel, key)


def run_of(database: Database, key: int, token: str, rev: int = 1) -> Run:
    return Run(database, Reel, key, rev, token=token, tools=None, folder=Path("unused"), stopping=threading.Event())


def test_the_second_to_claim_has_the_row_and_the_first_learns_it(reels: Database) -> None:
    key = add(reels)
    first, second = run_of(reels, key, "first"), run_of(reels, key, "second")
    assert first.claim()
    first.progress(40)
    assert (reel_of(reels, key).state, reel_of(reels, key).percent) == (WorkState.RUNNING, 40)
    assert second.claim()
    for attempt in (lambda: first.progress(50), lambda: first.publish(made="first"), lambda: first.fail("no")):
        with pytest.raises(Superseded):
            attempt()
    second.publish(made="second")
    reel = reel_of(reels, key)
    assert (reel.state, reel.made, reel.percent, reel.runner, reel.cause) == (WorkState.READY, "second", 100, None, "")
    assert not first.claim(), "what is ready is not begun again"


def test_a_part_of_the_work_shows_as_its_part(reels: Database) -> None:
    key = add(reels)
    run = run_of(reels, key, "me")
    run.claim()
    run.share = (50, 90)
    run.progress(50)
    assert reel_of(reels, key).percent == 70


def test_what_goes_wrong_while_publishing_publishes_nothing(reels: Database) -> None:
    key = add(reels)
    run = run_of(reels, key, "me")
    run.claim()

    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run.publish(then=stumble, made="half")
    assert (reel_of(reels, key).state, reel_of(reels, key).made) == (WorkState.RUNNING, "")


def test_cancelling_takes_the_row_from_its_runner_and_only_while_it_is_worked_on(reels: Database) -> None:
    key, done = add(reels), add(reels)
    run = run_of(reels, key, "me")
    run.claim()
    finished = run_of(reels, done, "other")
    finished.claim()
    finished.publish()
    with reels.writing() as session:
        assert cancel(session, session.get_one(Reel, key))
        assert not cancel(session, session.get_one(Reel, done))
    with pytest.raises(Superseded):
        run.progress(60)
    assert not run.claim()
    assert reel_of(reels, done).state is WorkState.READY


def test_a_retry_has_a_new_number_and_the_old_try_is_over(reels: Database) -> None:
    key = add(reels)
    old = run_of(reels, key, "old")
    old.claim()
    with pytest.raises(Conflict), reels.writing() as session:
        retry(session, session.get_one(Reel, key))
    old.fail(say("The film could not be converted."))
    assert reel_of(reels, key).cause == "The film could not be converted."
    with reels.writing() as session:
        retry(session, session.get_one(Reel, key))
    reel = reel_of(reels, key)
    assert (reel.state, reel.rev, reel.cause, reel.percent) == (WorkState.QUEUED, 2, "", 0)
    assert not run_of(reels, key, "late", rev=1).claim()
    assert run_of(reels, key, "new", rev=2).claim()


def test_two_people_who_retry_at_once_start_it_once(reels: Database) -> None:
    key = add(reels)
    run = run_of(reels, key, "me")
    run.claim()
    run.fail("no")
    stale = reel_of(reels, key)
    with reels.writing() as session:
        retry(session, session.get_one(Reel, key))
    with pytest.raises(Conflict), reels.writing() as session:
        retry(session, session.merge(stale, load=False))
    assert reel_of(reels, key).rev == 2


def test_a_stopping_process_lets_go_without_a_word(reels: Database) -> None:
    key = add(reels)
    run = run_of(reels, key, "me")
    run.claim()
    run.stopping.set()
    with pytest.raises(Interrupted):
        run.progress(10)
    assert reel_of(reels, key).state is WorkState.RUNNING
