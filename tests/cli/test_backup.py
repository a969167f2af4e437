"""Backup while people write, restore elsewhere: equal rows, equal files; damage and occupied places are refused."""

import hashlib
import io
import tarfile
import threading

import pytest
from sqlalchemy import text

from app.cli import backup, migrations
from app.core import clock
from app.core.db import Database
from app.core.errors import Conflict, Invalid
from app.core.settings import Settings
from app.people.models import Person


@pytest.fixture
def place(tmp_path):
    settings = Settings(media=tmp_path / "media", secret_key="b")
    database = Database(settings.database)
    migrations.upgrade(database)
    folder = settings.media / "files" / "clips" / "1"
    folder.mkdir(parents=True)
    for number in range(20):
        (folder / f"{number}.m4s").write_bytes(hashlib.sha256(str(number).encode()).digest() * 500)
    yield settings, database
    database.dispose()


def people(database):
    with database.reading() as session:
        return session.connection().execute(text("SELECT id, email FROM person ORDER BY id")).all()


def test_a_backup_under_writes_comes_back_whole(place, tmp_path):
    settings, database = place
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            with database.writing() as session:
                session.add(Person(email=f"{number}@x.y", name="n", created_at=clock.now()))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for round_ in range(3):
            before = people(database)
            target = tmp_path / f"b{round_}.tar"
            hashes = backup.back_up(settings, target)
            elsewhere = Settings(media=tmp_path / f"there{round_}", secret_key="b")
            assert backup.restore(elsewhere, target) == len(hashes)
            restored = Database(elsewhere.database)
            kept = people(restored)
            restored.dispose()
            assert kept[: len(before)] == before
            assert kept == people(database)[: len(kept)]
            for path in (settings.media / "files").rglob("*.m4s"):
                twin = elsewhere.media / path.relative_to(settings.media)
                assert twin.read_bytes() == path.read_bytes()
    finally:
        stop.set()
        writer.join()


def test_nothing_is_written_over(place, tmp_path):
    settings, _ = place
    target = tmp_path / "b.tar"
    backup.back_up(settings, target)
    with pytest.raises(Conflict):
        backup.back_up(settings, target)
    with pytest.raises(Conflict, match="replace"):
        backup.restore(settings, target)
    assert backup.restore(settings, target, replace=True) > 20


def test_a_damaged_backup_changes_nothing(place, tmp_path):
    settings, _ = place
    target, elsewhere = tmp_path / "b.tar", Settings(media=tmp_path / "there", secret_key="b")
    backup.back_up(settings, target)
    broken = tmp_path / "broken.tar"
    with tarfile.open(target) as old, tarfile.open(broken, "w") as new:
        for member in old.getmembers():
            data = old.extractfile(member).read()
            if member.name.endswith("7.m4s"):
                data = b"x" * len(data)
            new.addfile(member, io.BytesIO(data))
    for archive in (broken, tmp_path / "media" / "rushes.db"):
        with pytest.raises(Invalid):
            backup.restore(elsewhere, archive)
    assert not list(elsewhere.media.rglob("*.m4s"))
