"""tus uploads: what the protocol of ``web.tus`` means for footage."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request
from pydantic import ValidationError
from sqlmodel import Session, select
from starlette.responses import Response

from app.core.db import Database
from app.core.errors import Gone, Invalid, NotFound, SignInNeeded
from app.core.settings import Settings
from app.core.text import say
from app.footage import actions
from app.footage.models import Upload
from app.footage.rules import UploadState
from app.footage.schemas import UploadInput
from app.people.rules import Actor
from app.storage import Storage
from app.web import tus
from app.web.actor import load_actor

router = APIRouter()


@dataclass(frozen=True)
class FootageDesk:
    """Decides about uploads of takes and cuts; every method opens its own short session."""

    database: Database
    settings: Settings
    storage: Storage

    @property
    def limit(self) -> int:
        """The largest file, in bytes."""
        return self.settings.max_upload

    def open(self, request: Request, length: int, metadata: dict[str, str]) -> tus.Standing:
        """Start an upload of the team and shot, or cut, that the description names."""
        try:
            data = UploadInput.model_validate(metadata)
        except ValidationError as error:
            raise Invalid(say("The description of the file cannot be read.")) from error
        free = shutil.disk_usage(self.storage.work).free
        room = actions.Room(self.settings.max_upload, self.settings.team_quota, free, self.settings.upload_hours)
        with self.database.writing() as session:
            late = actions.expire_uploads(session)
            upload = actions.open_upload(session, _who(session, request), data, length, room)
            standing = self._standing(upload)
        for token in late:
            self._path(token).unlink(missing_ok=True)
        return standing

    def find(self, request: Request, token: str) -> tus.Standing:
        """Look up one's own upload. Raises NotFound for anybody else's."""
        with self.database.reading() as session:
            actor = _who(session, request)
            upload = session.exec(select(Upload).where(Upload.token == token)).first()
            if upload is None or upload.person_id != actor.person_id:
                raise NotFound
            if upload.state is UploadState.OPEN and upload.clip_id is None:
                return self._standing(upload)
            if upload.state is UploadState.FINISHED and upload.offset == upload.length:
                return self._standing(upload)
            raise Gone(say("This upload has ended."))

    def advance(self, token: str, offset: int, reached: int) -> None:
        """Commit the offset."""
        if reached != offset:
            with self.database.writing() as session:
                actions.advance_upload(session, token, offset, reached)

    def drop(self, request: Request, token: str) -> None:
        """End the upload, then remove its bytes."""
        with self.database.writing() as session:
            upload = actions.drop_upload(session, _who(session, request), token)
        self._path(upload.token).unlink(missing_ok=True)

    def _standing(self, upload: Upload) -> tus.Standing:
        return tus.Standing(upload.token, upload.offset, upload.length, self._path(upload.token), upload.expires_at)

    def _path(self, token: str) -> Path:
        return self.storage.work / "uploads" / token


def _who(session: Session, request: Request) -> Actor:
    actor = load_actor(session, request)
    if actor is None or actor.is_guest:
        raise SignInNeeded
    return actor


def desk(request: Request) -> FootageDesk:
    """Make the desk of this application."""
    state = request.app.state
    return FootageDesk(state.database, state.settings, state.storage)


@router.options("/uploads")
@router.options("/uploads/{token}")
async def options(request: Request) -> Response:
    """Say what this server can do."""
    return tus.options(desk(request))


@router.post("/uploads")
async def create(request: Request) -> Response:
    """Start an upload."""
    return await tus.create(request, desk(request))


@router.head("/uploads/{token}")
async def head(request: Request, token: str) -> Response:
    """Say where an upload stands."""
    return await tus.head(request, desk(request), token)


@router.patch("/uploads/{token}")
async def patch(request: Request, token: str) -> Response:
    """Take bytes."""
    return await tus.patch(request, desk(request), token)


@router.delete("/uploads/{token}")
async def delete(request: Request, token: str) -> Response:
    """End an upload."""
    return await tus.delete(request, desk(request), token)
