"""What ``rushes doctor`` looks at: each check is a name, whether it is well, and a sentence."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.cli.migrations import SCRIPTS
from app.core.db import Database
from app.core.settings import Settings
from app.documents import pdf

LOW_DISK = 5 * 1024**3
FILTERS = ("zscale", "vidstabdetect", "ebur128", "blurdetect", "freezedetect", "blackdetect")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's outcome."""

    name: str
    well: bool
    sentence: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at ffmpeg, the database, the media folder, the disk and the browser code."""
    yield from _ffmpeg()
    yield _database(settings)
    yield _folder(settings)
    vendor = SCRIPTS.parent / "app" / "static" / "vendor" / "manifest.json"
    yield Finding("browser code", vendor.exists(), "built" if vendor.exists() else "missing: type make run")
    yield Finding("fonts for printing", pdf.ready(), "there" if pdf.ready() else "missing: python -m app.web.assets")
    mail = "links are mailed" if settings.smtp_url else "not set: links are shown to the teacher instead"
    yield Finding("mail", True, mail)  # noqa: FBT003 -- a finding that is always well


def _ffmpeg() -> Iterator[Finding]:
    for tool in ("ffmpeg", "ffprobe", "prlimit", "setpriv"):
        path = shutil.which(tool)
        yield Finding(tool, path is not None, path or f"missing: sudo apt-get install {_package(tool)}")
    if shutil.which("ffmpeg"):
        listed = subprocess.run(
            ["ffmpeg", "-hide_banner", "-filters"], capture_output=True, text=True, check=False
        ).stdout
        lacking = [name for name in FILTERS if f" {name} " not in listed]
        yield Finding("filters", not lacking, f"missing: {', '.join(lacking)}" if lacking else "all there")


def _package(tool: str) -> str:
    return "ffmpeg" if tool.startswith("ff") else "util-linux"


def _database(settings: Settings) -> Finding:
    database = Database(settings.database)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    head = ScriptDirectory.from_config(config).get_current_head()
    try:
        with database.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is the finding
        return Finding("database", well=False, sentence=str(error).splitlines()[0])
    finally:
        database.dispose()
    return Finding("database", current == head, "up to date" if current == head else "not migrated: rushes migrate")


def _folder(settings: Settings) -> Finding:
    settings.media.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.media).free
    return Finding("disk", free > LOW_DISK, f"{free / 1024**3:.1f} GiB free in {settings.media}")
