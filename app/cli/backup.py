"""Backup and restore: one archive with the database as of one moment, every kept file, and a list of hashes.

The database is copied first, by ``VACUUM INTO`` (SQLite) or ``pg_dump``: files are only ever added under new names, so
every file that the copied rows name is there when the files are read afterwards.
"""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from app.core.errors import Conflict, Invalid
from app.core.settings import Settings
from app.core.text import say

MANIFEST = "manifest.json"
DATABASE_FILES = {"rushes.db", "rushes.db-wal", "rushes.db-shm"}
SKIPPED = {"tmp", "locks"}
CHUNK = 1024 * 1024


def back_up(settings: Settings, target: Path) -> dict[str, str]:
    """Write the archive ``target`` (.tar); returns the sha256 of each member by name.

    Raises Conflict when the file exists. Films in S3 are not copied: the bucket keeps its own versions.
    """
    if target.exists():
        raise Conflict(say("%(file)s exists already; nothing was written.", file=str(target)))
    partial = target.with_name(target.name + ".partial")
    hashes: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="rushes-backup-") as folder:
        copy = _copy_database(settings, Path(folder))
        with tarfile.open(partial, "w") as archive:
            for path, name in [(copy, copy.name), *_kept_files(settings)]:
                try:
                    hashes[name] = _hash(path)
                    archive.add(path, name, recursive=False)
                except FileNotFoundError:  # removed by a person while we read: no row of a later restore misses it
                    hashes.pop(name, None)
            manifest = Path(folder) / MANIFEST
            manifest.write_text(json.dumps(hashes, indent=1, sort_keys=True))
            archive.add(manifest, MANIFEST)
    partial.rename(target)
    return hashes


def restore(settings: Settings, source: Path, *, replace: bool = False) -> int:
    """Bring an archive back into the media folder and the database; returns how many files came back.

    Raises Conflict when something is there already and ``replace`` is not given, Invalid when the archive is damaged.
    """
    media = settings.media
    if any(_kept_files(settings)) and not replace:
        raise Conflict(say("There is a course here already; restore into an empty folder, or say --replace."))
    media.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=media) as name:
        folder = Path(name)
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
            hashes = json.loads((folder / MANIFEST).read_text())
            damaged = [member for member, digest in hashes.items() if _hash(folder / member) != digest]
        except (tarfile.TarError, OSError, ValueError) as error:
            raise Invalid(say("This is not a whole backup; nothing was changed.")) from error
        if damaged:
            raise Invalid(say("The backup is damaged at %(name)s; nothing was changed.", name=damaged[0]))
        if replace:
            _clear(settings)
        for member in hashes:
            _put_back(settings, folder / member, member)
    return len(hashes)


def _copy_database(settings: Settings, folder: Path) -> Path:
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        copy = folder / "rushes.db"
        with sqlite3.connect(f"file:{url.database}?mode=ro", uri=True, timeout=30) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        return copy
    copy = folder / "rushes.pgdump"
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run(["pg_dump", "--format=custom", f"--file={copy}", address], check=True)
    return copy


def _kept_files(settings: Settings) -> Iterator[tuple[Path, str]]:
    """Yield each kept file with its name in the archive; the database and passing files are left out."""
    for path in sorted(settings.media.rglob("*")):
        inside = path.relative_to(settings.media)
        passing = inside.parts[0] in SKIPPED or inside.parts[0].startswith((".restore-", ".gitignore"))
        if path.is_file() and not passing and inside.name not in DATABASE_FILES:
            yield path, f"media/{inside}"


def _put_back(settings: Settings, path: Path, member: str) -> None:
    if member == "rushes.db":
        target = Path(str(make_url(settings.database).database))
    elif member == "rushes.pgdump":
        address = make_url(settings.database).set(drivername="postgresql").render_as_string(hide_password=False)
        subprocess.run(["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={address}", path], check=True)
        return
    else:
        target = settings.media / member.removeprefix("media/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, target)


def _clear(settings: Settings) -> None:
    for path, _ in list(_kept_files(settings)):
        path.unlink()
    for name in DATABASE_FILES:
        (settings.media / name).unlink(missing_ok=True)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()
