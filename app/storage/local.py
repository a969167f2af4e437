"""Files in a folder of this machine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from app.core.errors import NotFound
from app.storage.contract import PIECE, check_key

FILES = "files"
WORK = "work"


class LocalStorage:
    """Keeps files below ``root/files``; files on their way are below ``root/work``, on the same disk."""

    def __init__(self, root: Path) -> None:
        self.origin = ""
        self.root = root.absolute() / FILES
        self.work = root.absolute() / WORK
        self.root.mkdir(parents=True, exist_ok=True)
        self.work.mkdir(parents=True, exist_ok=True)

    def put(self, key: str, path: Path) -> int:
        """Sync the file, rename it into place, sync the folder."""
        target = self._place(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        count = path.stat().st_size
        _sync(path)
        if path.stat().st_dev == target.parent.stat().st_dev:
            path.replace(target)
        else:
            passing = target.with_name(f".{target.name}.part")
            shutil.copyfile(path, passing)
            _sync(passing)
            passing.replace(target)
            path.unlink()
        _sync(target.parent)
        return count

    def put_folder(self, prefix: str, folder: Path) -> int:
        """Move the files one by one: lists last, so that none names a segment that is not there."""
        files = sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: (p.suffix == ".m3u8", str(p)))
        return sum(self.put(f"{prefix}/{path.relative_to(folder)}", path) for path in files)

    def read(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Read in pieces of 1 MiB."""
        with self._there(key).open("rb") as file:
            file.seek(start)
            left = (self.size(key) if end is None else end) - start
            while left > 0 and (piece := file.read(min(PIECE, left))):
                left -= len(piece)
                yield piece

    def size(self, key: str) -> int:
        """Ask the file system."""
        return self._there(key).stat().st_size

    def fetch(self, key: str) -> Path:
        """Give the file itself."""
        return self._there(key)

    def path(self, key: str) -> Path | None:
        """Give the file itself."""
        place = self._place(key)
        return place if place.is_file() else None

    def link(self, key: str, seconds: int) -> str | None:  # noqa: ARG002 -- the contract's
        """We serve local files ourselves."""
        return None

    def remove(self, prefix: str) -> None:
        """Remove a file or a folder."""
        place = self._place(prefix)
        if place.is_dir():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)

    def folders(self, prefix: str) -> list[str]:
        """List the folder."""
        place = self._place(prefix)
        return sorted(p.name for p in place.iterdir() if p.is_dir()) if place.is_dir() else []

    def keys(self, prefix: str) -> list[str]:
        """Walk the folder."""
        place = self._place(prefix)
        found = [place] if place.is_file() else place.rglob("*")
        return sorted(str(p.relative_to(self.root)) for p in found if p.is_file() and not p.name.startswith("."))

    def _place(self, key: str) -> Path:
        return self.root / check_key(key)

    def _there(self, key: str) -> Path:
        place = self._place(key)
        if not place.is_file():
            raise NotFound
        return place


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
