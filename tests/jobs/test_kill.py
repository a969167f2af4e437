"""Kill tests with real processes and a real encode, on SQLite and PostgreSQL: nothing lost, nothing done twice."""

import signal
import time

import pytest

from app.jobs.declare import cancel, enqueue, retry
from app.jobs.rescue import POISON
from app.jobs.rules import WorkState
from tests.jobs.conftest import Field, until
from tests.jobs.worker import Reel

pytestmark = pytest.mark.ffmpeg


def test_kill_9_repeats_the_part_that_was_cut_off_and_no_other(field: Field) -> None:
    field.worker()
    field.worker()
    key = field.add(seconds=0.6, parts=3)
    until(lambda: field.count(f"start {key} 2") == 1 and bool(field.tools()), 25, field.errors)
    field.runner().kill()
    until(lambda: not field.tools() or field.count("start") > 2, 1)
    reel = field.wait(key, WorkState.READY)
    until(lambda: field.count("end") == 3, 2)
    assert [field.count(f"start {key} {rev}") for rev in (1, 2, 3)] == [1, 2, 1]
    assert [field.count(f"end {key} {rev}") for rev in (1, 2, 3)] == [1, 1, 1]
    assert (reel.percent, reel.runner, reel.cause) == (100, None, "")
    assert (field.folder / reel.made).exists()
    until(lambda: not field.left(), 3)


def test_both_workers_killed_and_one_begun_again(field: Field) -> None:
    field.worker()
    field.worker()
    key = field.add(seconds=1.5)
    field.encoding()
    field.runner().kill()
    field.encoding(2)
    field.runner().kill()
    until(lambda: not field.tools(), 1)
    assert field.state(key) is WorkState.RUNNING
    field.worker()
    field.wait(key, WorkState.READY)
    until(lambda: field.count(f"end {key}") == 1, 2)
    assert field.count(f"start {key}") == 3


def test_kill_before_the_commit_leaves_neither_row_nor_job_and_after_it_both(field: Field) -> None:
    with pytest.raises(ZeroDivisionError), field.database.writing() as session:
        enqueue(session, "test.peek", Reel())
        _ = 1 / 0
    assert field.client.list_workflows() == []
    key = field.add("test.peek")
    assert [one.status for one in field.client.list_workflows()] == ["ENQUEUED"]
    field.worker()
    assert field.wait(key, WorkState.READY).made == "peek"
    assert field.count("peek") == 1


def test_a_cancelled_job_ends_its_tool_and_the_next_begins(field: Field) -> None:
    worker = field.worker()
    key, following = field.add(seconds=30.0), field.add(seconds=0.5)
    field.encoding()
    with field.database.writing() as session:
        assert cancel(session, session.get_one(Reel, key))
    until(lambda: field.count(f"start {following}") == 1, 6)
    field.wait(following, WorkState.READY)
    until(lambda: not field.tools(), 2)
    worker.kill()
    field.worker()
    peek = field.add("test.peek")
    field.wait(peek, WorkState.READY)
    assert field.state(key) is WorkState.CANCELLED
    with field.database.writing() as session:
        again = session.get_one(Reel, key)
        again.seconds = 0.5
        retry(session, again)
    assert field.wait(key, WorkState.READY).rev == 2


def test_sigterm_and_sigint_leave_the_job_for_the_next_process(field: Field) -> None:
    key = field.add(seconds=3.0)
    for times, number in enumerate((signal.SIGTERM, signal.SIGINT), 1):
        worker = field.worker()
        field.encoding(times)
        worker.send(number)
        assert worker.wait(8) == 0
        assert field.tools() == []
        assert field.left() == []
        assert field.state(key) is WorkState.RUNNING
    field.worker()
    field.wait(key, WorkState.READY)
    assert field.count(f"start {key}") == 3
    (workflow,) = field.client.list_workflows()
    assert not (workflow.attributes or {}).get("rescues"), "a clean stop is no death"


def test_a_live_workers_job_is_never_taken_and_a_forced_one_is_published_once(field: Field) -> None:
    first, key = field.worker(), field.add(seconds=2.5)
    field.encoding()
    field.worker()
    time.sleep(0.8)  # time enough for the second to look for dead ones
    assert field.count("start") == 1
    (workflow,) = field.client.list_workflows()
    field.client.resume_workflow(workflow.workflow_id, queue_name="ladder")
    until(lambda: field.count("start") == 2, 5)
    assert field.runner().pid != first.pid
    until(lambda: len(field.tools()) == 1, 3)
    first.send(signal.SIGTERM)
    assert first.wait(8) == 0, "who lost a job can stop while it runs elsewhere"
    field.wait(key, WorkState.READY)
    until(lambda: field.count("end") == 1, 2)
    assert (field.count("start"), field.count("end")) == (2, 1)


def test_a_poison_job_is_given_up_and_the_next_one_runs(field: Field) -> None:
    key, following = field.add("test.poison"), field.add(seconds=0.3)
    for _ in range(5):
        field.begin()
    assert field.wait(key, WorkState.FAILED, 40).cause == str(POISON)
    field.wait(following, WorkState.READY)
    assert field.count("poison") == 4
    assert sum(worker.gone for worker in field.workers) == 4


def test_a_preview_does_not_wait_for_a_running_ladder(field: Field) -> None:
    field.worker()
    key = field.add(seconds=10.0)
    field.encoding()
    peek = field.add("test.peek")
    field.wait(peek, WorkState.READY, 5)
    assert field.state(key) is WorkState.RUNNING


def test_refusals_mistakes_and_hanging_tools_end_with_a_sentence(field: Field) -> None:
    field.worker()
    refused, broken, hung, quiet = (field.add(f"test.{name}") for name in ("refuse", "break", "hang", "quiet"))
    assert field.wait(refused, WorkState.FAILED).cause == "This is no film."
    cause = field.wait(broken, WorkState.FAILED).cause
    assert "Try again" in cause
    assert "eyes" not in cause
    assert (field.count("refuse"), field.count("break")) == (1, 2)
    assert "stopped" in field.wait(hung, WorkState.FAILED).cause
    assert field.wait(quiet, WorkState.READY).percent == 100
