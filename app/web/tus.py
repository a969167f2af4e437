"""tus 1.0 (core, creation, creation-with-upload, checksum, termination, expiration) for raw bodies.

Order on disk: write, ``fdatasync``, commit the offset, answer. A body is looked at only after who, where to and how
much have been checked. What an upload becomes is the caller's: see :class:`Desk`.
"""

import asyncio
import base64
import binascii
import fcntl
import hashlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import IO, Any, Protocol

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from app.core.errors import Invalid
from app.core.text import say
from app.storage.contract import PIECE

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
KIND = "application/offset+octet-stream"
ALGORITHMS = ("sha1", "sha256", "md5")
SILENCE_SECONDS = 60.0
CHECKSUM_MISMATCH = 460


@dataclass(frozen=True, slots=True)
class Standing:
    """An upload as it stands: ``offset`` of ``length`` bytes are safe in ``path``; it is removed at ``expires_at``."""

    token: str
    offset: int
    length: int
    path: Path
    expires_at: datetime


class Desk(Protocol):
    """What decides about uploads. Its methods run in a thread and raise the errors of ``core``."""

    @property
    def limit(self) -> int:
        """The largest upload, in bytes."""

    def open(self, request: Request, length: int, metadata: dict[str, str]) -> Standing:
        """Start an upload, reserving its room."""

    def find(self, request: Request, token: str) -> Standing:
        """Look an upload up. Raises NotFound, Gone."""

    def advance(self, token: str, offset: int, reached: int) -> None:
        """Commit that the bytes up to ``reached`` are safe; the last ones make the upload whole."""

    def drop(self, request: Request, token: str) -> None:
        """End an upload and forget its bytes."""


def options(desk: Desk) -> Response:
    """Say what this server can do."""
    return _answer(
        204,
        **{
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(desk.limit),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        },
    )


async def create(request: Request, desk: Desk) -> Response:
    """Answer POST: start an upload, and take its first bytes when they come along."""
    if refusal := _wrong_version(request):
        return refusal
    if "upload-defer-length" in request.headers:
        raise Invalid(say("Say how long the file is before you send it."))
    length = _number(request, "upload-length")
    standing = await run_in_threadpool(desk.open, request, length, _metadata(request))
    location = f"{request.url.path.rstrip('/')}/{standing.token}"
    headers = {"Location": location, "Upload-Expires": _http_date(standing.expires_at)}
    if request.headers.get("content-type") == KIND and request.headers.get("content-length") != "0":
        response = await _receive(request, desk, standing)
        response.headers.update(headers)
        if response.status_code == 204:  # noqa: PLR2004 -- taken
            response.status_code = 201
        return response
    return _answer(201, **headers, **{"Upload-Offset": "0"})


async def head(request: Request, desk: Desk, token: str) -> Response:
    """Answer HEAD: where the upload stands."""
    if refusal := _wrong_version(request):
        return refusal
    standing = await run_in_threadpool(desk.find, request, token)
    return _answer(
        200,
        **{
            "Upload-Offset": str(standing.offset),
            "Upload-Length": str(standing.length),
            "Upload-Expires": _http_date(standing.expires_at),
            "Cache-Control": "no-store",
        },
    )


async def patch(request: Request, desk: Desk, token: str) -> Response:
    """Answer PATCH: take bytes at the offset that the client names."""
    if refusal := _wrong_version(request):
        return refusal
    if request.headers.get("content-type") != KIND:
        return _answer(415)
    offset = _number(request, "upload-offset")
    standing = await run_in_threadpool(desk.find, request, token)
    if offset != standing.offset:
        return _answer(409, **{"Upload-Offset": str(standing.offset)})
    return await _receive(request, desk, standing)


async def delete(request: Request, desk: Desk, token: str) -> Response:
    """Answer DELETE: end the upload."""
    if refusal := _wrong_version(request):
        return refusal
    await run_in_threadpool(desk.drop, request, token)
    return _answer(204)


async def _receive(request: Request, desk: Desk, standing: Standing) -> Response:
    """Write the body behind what is there. A second sender at the same time is told to wait (423)."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and standing.offset + int(length) > standing.length:
        return _answer(413)
    checksum = _checksum(request)
    if isinstance(checksum, Response):
        return checksum
    file = await run_in_threadpool(_locked, standing)
    if file is None:
        return _answer(423)
    try:
        return await _write(request, desk, standing, file, checksum)
    finally:
        await run_in_threadpool(file.close)


async def _write(
    request: Request, desk: Desk, standing: Standing, file: IO[bytes], checksum: tuple[Any, bytes] | None
) -> Response:
    reached, whole, digest = standing.offset, True, checksum[0] if checksum else None
    try:
        async for piece in _pieces(request):
            if reached + len(piece) > standing.length:
                return _answer(413)
            await run_in_threadpool(_append, file, piece, digest)
            reached += len(piece)
    except (ClientDisconnect, TimeoutError):
        whole = False
    if checksum and (not whole or checksum[0].digest() != checksum[1]):
        return _answer(CHECKSUM_MISMATCH)
    await run_in_threadpool(_safe, file)
    await run_in_threadpool(desk.advance, standing.token, standing.offset, reached)
    return _answer(204, **{"Upload-Offset": str(reached), "Upload-Expires": _http_date(standing.expires_at)})


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    """Yield the body in pieces of about 1 MiB. Raises TimeoutError when nothing comes for a minute."""
    waiting = bytearray()
    stream = request.stream().__aiter__()
    try:
        while True:
            waiting += await asyncio.wait_for(stream.__anext__(), SILENCE_SECONDS)
            if len(waiting) >= PIECE:
                yield bytes(waiting)
                waiting.clear()
    except StopAsyncIteration:
        if waiting:
            yield bytes(waiting)
    except (ClientDisconnect, TimeoutError):
        if waiting:  # what came before the line broke is kept: the client goes on from there
            yield bytes(waiting)
        raise


def _locked(standing: Standing) -> IO[bytes] | None:
    """Open the file at the committed offset, exclusively; bytes beyond it were never acknowledged."""
    standing.path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(standing.path, os.O_CREAT | os.O_RDWR, 0o600)
    file = os.fdopen(handle, "r+b", buffering=0)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    file.truncate(standing.offset)
    file.seek(standing.offset)
    return file


def _append(file: IO[bytes], piece: bytes, digest: Any) -> None:
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]
    if digest is not None:
        digest.update(piece)


def _safe(file: IO[bytes]) -> None:
    os.fdatasync(file.fileno())


def _checksum(request: Request) -> tuple[Any, bytes] | Response | None:
    header = request.headers.get("upload-checksum")
    if header is None:
        return None
    name, _, value = header.partition(" ")
    try:
        expected = base64.b64decode(value, validate=True)
    except binascii.Error:
        return _answer(400)
    if name not in ALGORITHMS:
        return _answer(400)
    return hashlib.new(name, usedforsecurity=False), expected


def _metadata(request: Request) -> dict[str, str]:
    """Read ``Upload-Metadata``: names with base64 values. Raises Invalid when it is not that."""
    found: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in request.headers.get("upload-metadata", "").split(","))):
        name, _, value = part.partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as error:
            raise Invalid(say("The description of the file cannot be read.")) from error
    return found


def _number(request: Request, name: str) -> int:
    value = request.headers.get(name, "")
    if not value.isascii() or not value.isdigit() or len(value) > 15:  # noqa: PLR2004 -- a petabyte
        raise Invalid(say("The size of the file is missing or wrong."))
    return int(value)


def _wrong_version(request: Request) -> Response | None:
    if request.headers.get("tus-resumable") == VERSION:
        return None
    return _answer(412, **{"Tus-Version": VERSION})


def _http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _answer(status: int, **headers: str) -> Response:
    return Response(status_code=status, headers={"Tus-Resumable": VERSION, **headers})
