"""Files go after the rows have said so, whatever is cut off; they count no more from that moment."""

import os
from datetime import timedelta

import pytest
from sqlmodel import select

from app.core import clock
from app.core.errors import NotFound, StorageFull
from app.footage import actions, queries
from app.footage.models import Clip, Cut, Take, Upload
from app.footage.rules import KEEP_REMOVED
from app.footage.sweep import LINGER, Sweep
from app.jobs.rules import WorkState
from app.storage import LocalStorage
from app.teams.models import Team
from tests import worlds
from tests.footage import rows


class Killed(BaseException):
    """The process ends here."""


class DyingStorage(LocalStorage):
    """Removes the files, and then the process is killed."""

    def remove(self, prefix):
        super().remove(prefix)
        raise Killed


class Shelf:
    def __init__(self, db, tmp_path):
        self.db, self.storage, self.world = db, LocalStorage(tmp_path / "media"), worlds.build(db)
        self.sweep = Sweep(db, self.storage)

    def fill(self, key):
        for name in ("original.mp4", "p1-a/preview.mp4"):
            path = self.storage.work / "x"
            path.write_bytes(b"film")
            self.storage.put(f"clips/{key}/{name}", path)

    def files(self, key):
        return self.storage.keys(f"clips/{key}")

    def kept(self):
        with self.db.reading() as session:
            return queries.kept_bytes(session, self.world.team_id)

    def clips(self):
        with self.db.reading() as session:
            return list(session.exec(select(Clip.id)).all())


@pytest.fixture
def shelf(db, tmp_path):
    return Shelf(db, tmp_path)


@pytest.fixture
def cut(shelf):
    with shelf.db.writing() as session:
        made = rows.cut(session, shelf.world)
        keys = made.id, made.clip_id
    shelf.fill(keys[1])
    return keys


def take_back(shelf, cut_id):
    with shelf.db.writing() as session:
        actions.take_back_cut(session, shelf.world.kim, cut_id)


def test_a_taken_back_cut_counts_no_more_and_its_files_go(shelf, cut):
    assert shelf.kept() == 30
    take_back(shelf, cut[0])
    assert shelf.kept() == 0
    assert shelf.files(cut[1])
    shelf.sweep()
    assert shelf.files(cut[1]) == []
    shelf.fill(cut[1])  # a worker that was killed late
    with clock.at(clock.now() + LINGER):
        shelf.sweep()
    assert shelf.files(cut[1]) == shelf.clips() == []


def test_a_cut_that_was_not_taken_back_after_all_keeps_its_files(shelf, cut):
    with pytest.raises(Killed), shelf.db.writing() as session:
        actions.take_back_cut(session, shelf.world.kim, cut[0])
        raise Killed
    shelf.sweep()
    assert shelf.files(cut[1])
    with shelf.db.reading() as session:
        assert session.get(Cut, cut[0])


def test_a_sweep_that_is_killed_between_files_and_row_is_done_again(shelf, cut):
    take_back(shelf, cut[0])
    with clock.at(clock.now() + LINGER):
        with pytest.raises(Killed):
            Sweep(shelf.db, DyingStorage(shelf.storage.root.parent))()
        assert shelf.clips() == [cut[1]]
        shelf.sweep()
        shelf.sweep()
    assert shelf.clips() == []


def test_work_on_a_discarded_film_ends_and_cannot_be_asked_for_again(shelf):
    with shelf.db.writing() as session:
        made = rows.cut(session, shelf.world, state=WorkState.RUNNING, job="footage.ladder", runner="x")
        cut_id, clip_id = made.id, made.clip_id
    take_back(shelf, cut_id)
    with shelf.db.reading() as session:
        assert session.get(Clip, clip_id).state is WorkState.CANCELLED
    with pytest.raises(NotFound), shelf.db.writing() as session:
        actions.retry_work(session, shelf.world.kim, clip_id)


def test_a_removed_take_counts_no_more_comes_back_for_a_week_and_then_goes(shelf):
    with shelf.db.writing() as session:
        take = rows.take(session, shelf.world)
        key, clip_id = take.id, take.clip_id
        actions.remove_take(session, shelf.world.kim, key)
    shelf.fill(clip_id)
    assert shelf.kept() == 0
    with clock.at(clock.now() + KEEP_REMOVED - timedelta(minutes=1)):
        shelf.sweep()
    with pytest.raises(StorageFull), shelf.db.writing() as session:
        actions.restore_take(session, shelf.world.kim, key, 29)
    with shelf.db.writing() as session:
        actions.restore_take(session, shelf.world.kim, key, 30)
    assert (shelf.kept(), len(shelf.files(clip_id))) == (30, 2)
    with shelf.db.writing() as session:
        actions.remove_take(session, shelf.world.kim, key)
    with clock.at(clock.now() + KEEP_REMOVED + timedelta(minutes=1)):
        shelf.sweep()
    assert shelf.files(clip_id) == []
    with shelf.db.reading() as session:
        assert session.get(Take, key) is None


def test_what_a_dissolved_team_leaves_goes(shelf, cut):
    left = shelf.storage.work / "uploads" / "gone"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    os.utime(left, (0, 0))
    just_now = left.with_name("just-now")
    just_now.write_bytes(b"x")
    with shelf.db.writing() as session:
        session.add(
            Upload(
                token="open",
                team_id=shelf.world.other_team_id,
                person_id=shelf.world.park.person_id,
                length=9,
                created_at=clock.now(),
                expires_at=clock.now() + timedelta(hours=1),
            )
        )
        session.delete(session.get(Team, shelf.world.team_id))
    (left.parent / "open").write_bytes(b"x")
    shelf.sweep()
    assert shelf.files(cut[1]) == []
    assert {path.name for path in left.parent.iterdir()} == {"open", "just-now"}
    just_now.unlink()
    with clock.at(clock.now() + timedelta(hours=2)):
        shelf.sweep()
    assert list(left.parent.iterdir()) == []
