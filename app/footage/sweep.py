"""Remove the files that nobody wants any more, always after the rows have said so.

An action only marks (``Clip.discarded_at``, ``Take.removed_at``); this sweep, once a minute in every worker, removes.
Each step may be cut off anywhere and is done again by the next sweep, here or in another process: files are removed
before their row, and removing nothing is no error.
"""

from datetime import timedelta

from sqlmodel import col, select

from app.core import clock
from app.core.db import Database
from app.footage.actions.uploads import expire_uploads
from app.footage.actions.work import discard
from app.footage.models import Clip, Piece, Take, Upload
from app.footage.rules import KEEP_REMOVED, UploadState
from app.storage import Storage
from app.teams.models import Team

LINGER = timedelta(hours=1)
"""How long the row of a discarded film stays: a killed worker may still write a last file under its key."""


class Sweep:
    """The footage room's chore. ``orphans`` are looked for once an hour: that reads the storage."""

    def __init__(self, database: Database, storage: Storage) -> None:
        self.database, self.storage = database, storage
        self._looked = clock.now() - LINGER

    def __call__(self) -> None:
        """Do everything that is due."""
        self.uploads()
        self.takes()
        self.discarded()
        self.pieces()
        if clock.now() - self._looked >= LINGER:
            self._looked = clock.now()
            self.orphans()

    def uploads(self) -> None:
        """Forget uploads past their time, then their bytes."""
        late = select(Upload.id).where(col(Upload.state) == UploadState.OPEN, col(Upload.expires_at) < clock.now())
        with self.database.reading() as session:
            if session.exec(late.limit(1)).first() is None:
                return
        with self.database.writing() as session:
            tokens = expire_uploads(session)
        for token in tokens:
            self._forget(token)

    def takes(self) -> None:
        """Discard takes that have been off the wall for long enough."""
        long_ago = clock.now() - KEEP_REMOVED
        gone = select(Take, Clip).join(Clip, col(Clip.id) == Take.clip_id).where(col(Take.removed_at) < long_ago)
        with self.database.reading() as session:
            if session.exec(gone.limit(1)).first() is None:
                return
        with self.database.writing() as session:
            for take, clip in session.exec(gone).all():
                session.delete(take)
                discard(session, clip)

    def discarded(self) -> None:
        """Remove the files of discarded films at once, and their rows when nothing can write to them any more."""
        with self.database.reading() as session:
            found = session.exec(select(Clip).where(col(Clip.discarded_at).is_not(None))).all()
        for clip in found:
            self.storage.remove(f"clips/{clip.id}")
            self._forget(clip.upload_token)
            if clip.discarded_at and clock.now() - clip.discarded_at >= LINGER:
                with self.database.writing() as session:
                    if (row := session.get(Clip, clip.id)) is not None:
                        session.delete(row)

    def pieces(self) -> None:
        """Remove pieces that no assembly has wanted for an hour: who watches it now is not cut off."""
        old = select(Piece).where(col(Piece.unused_at) < clock.now() - LINGER)
        with self.database.reading() as session:
            found = session.exec(old).all()
        for piece in found:
            with self.database.writing() as session:
                row = session.get(Piece, piece.id)
                if row is not None and row.unused_at is not None:
                    if row.prefix:
                        self.storage.remove(row.prefix)
                    session.delete(row)

    def orphans(self) -> None:
        """Remove what no row names: films and uploads of teams that were dissolved."""
        for name in self.storage.folders("clips"):
            if not name.isdigit():
                continue
            with self.database.writing() as session:  # SQLite gives a number again: nobody takes this one meanwhile
                if session.get(Clip, int(name)) is None:
                    self.storage.remove(f"clips/{name}")
        for name in self.storage.folders("assemblies"):
            with self.database.writing() as session:
                if name.isdigit() and session.get(Team, int(name)) is None:
                    self.storage.remove(f"assemblies/{name}")
        waiting = self.storage.work / "uploads"
        for path in waiting.iterdir() if waiting.exists() else ():
            if clock.now().timestamp() - path.stat().st_mtime < LINGER.total_seconds():
                continue  # what is being written now may get its row in a moment
            with self.database.reading() as session:
                wanted = session.exec(select(Upload.id).where(Upload.token == path.name)).first()
                if wanted is None and not session.exec(select(Clip.id).where(Clip.upload_token == path.name)).first():
                    self._forget(path.name)

    def _forget(self, token: str) -> None:
        if token:
            (self.storage.work / "uploads" / token).unlink(missing_ok=True)
