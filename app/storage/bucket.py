"""Files in an S3 bucket, by obstore."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import obstore
from obstore.store import S3Store

from app.core.errors import NotFound
from app.core.settings import Settings
from app.storage.contract import PIECE, check_key

TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".jpg": "image/jpeg",
}


class BucketStorage:
    """Keeps files in the bucket of the settings; files on their way are below ``media/work``."""

    def __init__(self, settings: Settings) -> None:
        self.work = settings.media.absolute() / "work"
        self.work.mkdir(parents=True, exist_ok=True)
        self.origin = _origin(settings)
        options: dict[str, Any] = {
            "access_key_id": settings.s3_access_key or None,
            "secret_access_key": settings.s3_secret_key or None,
            "endpoint": settings.s3_endpoint or None,
            "region": settings.s3_region,
        }
        if settings.s3_endpoint.startswith("http://"):
            options["client_options"] = {"allow_http": True}
        self.store = S3Store(settings.s3_bucket, **{k: v for k, v in options.items() if v is not None})

    def put(self, key: str, path: Path) -> int:
        """Upload the file, then remove the local one."""
        count = path.stat().st_size
        kind = TYPES.get(path.suffix)
        obstore.put(self.store, check_key(key), path, attributes={"Content-Type": kind} if kind else None)
        path.unlink()
        return count

    def put_folder(self, prefix: str, folder: Path) -> int:
        """Upload the files one by one, lists last."""
        files = sorted((p for p in folder.rglob("*") if p.is_file()), key=lambda p: (p.suffix == ".m3u8", str(p)))
        return sum(self.put(f"{prefix}/{path.relative_to(folder)}", path) for path in files)

    def read(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Read in pieces of 1 MiB."""
        last = self.size(key) if end is None else end
        for begin in range(start, last, PIECE):
            yield bytes(obstore.get_range(self.store, check_key(key), start=begin, end=min(begin + PIECE, last)))

    def size(self, key: str) -> int:
        """Ask the bucket."""
        try:
            return int(obstore.head(self.store, check_key(key))["size"])
        except (FileNotFoundError, obstore.exceptions.NotFoundError) as error:
            raise NotFound from error

    def fetch(self, key: str) -> Path:
        """Copy the file into the work folder, once."""
        count = self.size(key)
        target = self._copy(key)
        if target.exists() and target.stat().st_size == count:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        passing = target.with_suffix(".part")
        with passing.open("wb") as file:
            for piece in self.read(key):
                file.write(piece)
        return passing.replace(target)

    def _copy(self, key: str) -> Path:
        return self.work / "fetched" / hashlib.sha256(key.encode()).hexdigest()[:24] / Path(key).name

    def path(self, key: str) -> Path | None:  # noqa: ARG002 -- the contract's
        """Answer that the files are far."""
        return None

    def link(self, key: str, seconds: int) -> str | None:
        """Sign an address of the bucket."""
        return obstore.sign(self.store, "GET", check_key(key), timedelta(seconds=seconds))

    def remove(self, prefix: str) -> None:
        """Remove what is there, and our copies of it."""
        found = self.keys(prefix)
        if found:
            obstore.delete(self.store, found)
        for key in found:
            shutil.rmtree(self._copy(key).parent, ignore_errors=True)

    def folders(self, prefix: str) -> list[str]:
        """Ask for common prefixes."""
        found = obstore.list_with_delimiter(self.store, prefix=check_key(prefix))
        return sorted(str(one).rstrip("/").rpartition("/")[2] for one in found["common_prefixes"])

    def keys(self, prefix: str) -> list[str]:
        """List the bucket; a prefix ends at a slash."""
        check_key(prefix)
        below = [str(one["path"]) for batch in obstore.list(self.store, prefix=prefix) for one in batch]
        return sorted(key for key in below if key == prefix or key.startswith(prefix + "/"))


def _origin(settings: Settings) -> str:
    """Give the origin that signed addresses lead to, without asking for credentials."""
    parts = urlsplit(settings.s3_endpoint or f"https://s3.{settings.s3_region}.amazonaws.com")
    return f"{parts.scheme}://{parts.netloc}"
