"""Every setting, from ``RUSHES_*`` variables or an optional ``rushes.env`` file.

The table in README.md is compared with this class by a test.
"""

import os
import secrets
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

GIB = 1024**3


class SettingsError(Exception):
    """A setting has a wrong value; the message is one sentence per wrong setting."""


class Settings(BaseSettings):
    """What an operator may change. Sizes are in bytes, times in the unit of the name."""

    model_config = SettingsConfigDict(env_prefix="RUSHES_", extra="forbid", frozen=True)

    media: Path = Field(Path("media"), description="Folder for films, uploads and (by default) the database.")
    database_url: str = Field("", description="SQLAlchemy address; empty means SQLite in the media folder.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on.")
    base_url: str = Field("", description="Public address, for links in mail; https turns on secure cookies.")
    secret_key: str = Field("", description="Signs playback links; empty means a key kept in the media folder.")
    embedded_worker: bool = Field(default=True, description="Run jobs inside the web process.")
    threads: int = Field(16, ge=2, le=200, description="Request threads and database connections a process.")
    storage: Literal["local", "s3"] = Field("local", description="Where films are kept: local or s3.")
    s3_bucket: str = Field("", description="Bucket name, with storage s3.")
    s3_endpoint: str = Field("", description="Address of an S3-compatible service; empty means AWS.")
    s3_region: str = Field("us-east-1", description="Region of the bucket.")
    s3_access_key: str = Field("", description="Access key of the bucket.")
    s3_secret_key: str = Field("", description="Secret key of the bucket.")
    accel_prefix: str = Field("", description="Internal nginx location for X-Accel-Redirect; empty: we send files.")
    max_upload: int = Field(8 * GIB, gt=0, description="Largest single file, in bytes.")
    team_quota: int = Field(60 * GIB, gt=0, description="What one team may keep, in bytes.")
    upload_hours: int = Field(72, gt=0, description="Hours until an unfinished upload is removed.")
    session_days: int = Field(60, gt=0, description="Days until a sign-in ends.")
    smtp_url: str = Field("", description="Mail server, smtp://user:password@host:587; empty: links are shown.")
    mail_from: str = Field("rushes@localhost", description="Sender of mail.")
    trusted_proxies: str = Field("127.0.0.1", description="Proxies whose X-Forwarded-* headers are believed.")
    metrics_token: str = Field("", description="Bearer token for /metrics; empty: only this machine may read it.")
    log_format: Literal["text", "json"] = Field("text", description="Log lines for people or for machines.")

    @model_validator(mode="after")
    def _storage_complete(self) -> "Settings":
        if self.storage == "s3" and not self.s3_bucket:
            raise ValueError("RUSHES_STORAGE=s3 needs RUSHES_S3_BUCKET")
        if self.base_url and not self.base_url.startswith(("http://", "https://")):
            raise ValueError("RUSHES_BASE_URL must begin with http:// or https://")
        return self

    @property
    def database(self) -> str:
        """The database address, with the default filled in."""
        return self.database_url or f"sqlite:///{self.media.absolute() / 'rushes.db'}"

    @property
    def secure(self) -> bool:
        """Whether the public address is https."""
        return self.base_url.startswith("https://")

    @property
    def key(self) -> str:
        """The signing key: the given one, or one made once and kept beside the films."""
        return self.secret_key or _kept_key(self.media)


@cache
def _kept_key(media: Path) -> str:
    path = media / ".key"
    if not path.exists():
        media.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:  # another process was first
            return path.read_text()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()


def load_settings(file: Path | None = None) -> Settings:
    """Read the environment and the optional file (``RUSHES_FILE``, else ``rushes.env``).

    Raises SettingsError with a sentence for each wrong value and each unknown ``RUSHES_`` name.
    """
    path = file or Path(os.environ.get("RUSHES_FILE", "rushes.env"))
    known = {f"RUSHES_{name.upper()}" for name in Settings.model_fields} | {"RUSHES_FILE"}
    unknown = sorted(
        n for n in os.environ if n.startswith("RUSHES_") and not n.startswith("RUSHES_TEST") and n not in known
    )
    if unknown:
        raise SettingsError(f"There is no setting called {', '.join(unknown)}; README.md lists them all.")
    try:
        return Settings(_env_file=path if path.exists() else None)
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(e["loc"], e["msg"]) for e in error.errors())) from error


def _sentence(where: tuple[int | str, ...], message: str) -> str:
    name = f"RUSHES_{str(where[0]).upper()}: " if where else ""
    return f"{name}{message.removeprefix('Value error, ')}."
