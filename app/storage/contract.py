"""What every storage can do; ``tests/storage/test_contract.py`` runs the same tests on each."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from app.core.errors import NotFound

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
PIECE = 1024 * 1024


class Storage(Protocol):
    """Files by key."""

    work: Path
    """A local folder for files on their way, on the same disk as the local storage."""

    origin: str
    """Where the browser is sent to by ``link`` ("https://s3.example.org"), for the pages' policy; empty: nowhere."""

    def put(self, key: str, path: Path) -> int:
        """Move a local file in, durably; returns its bytes. Replaces nothing half-way."""

    def put_folder(self, prefix: str, folder: Path) -> int:
        """Move every file of a local folder in, under the prefix; returns the bytes of all."""

    def read(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield bytes ``start`` to ``end`` (exclusive). Raises NotFound."""

    def size(self, key: str) -> int:
        """Give the bytes of a file. Raises NotFound."""

    def fetch(self, key: str) -> Path:
        """Give a local path to read the file from; a copy when the storage is far. Raises NotFound."""

    def path(self, key: str) -> Path | None:
        """Give the file's own local path, or None when the storage is far or has no such file."""

    def link(self, key: str, seconds: int) -> str | None:
        """Give an address that the browser may read for so many seconds, or None when we serve it ourselves."""

    def remove(self, prefix: str) -> None:
        """Remove the file of that key and everything below it; removing nothing is no error."""

    def folders(self, prefix: str) -> list[str]:
        """Name the folders directly below a prefix, sorted."""

    def keys(self, prefix: str) -> list[str]:
        """List the keys of a file or below a prefix, sorted."""


def check_key(key: str) -> str:
    """Return the key. Raises NotFound for one that we would never have made (``..``, an absolute path, a blank)."""
    if len(key) > 400 or not _KEY.fullmatch(key):  # noqa: PLR2004 -- longer than any key we make
        raise NotFound
    return key
