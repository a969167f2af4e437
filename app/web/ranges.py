"""Send films: signed, short-lived addresses that need no database, byte ranges, nginx or S3 where they are set.

A token signs the first folders of a key and when it ends, so that a playlist and all its segments share one.
"""

from datetime import UTC, datetime

from fastapi import Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from app.core import clock, ids
from app.core.errors import Gone, NotFound
from app.core.settings import Settings
from app.core.text import say
from app.storage import Storage, check_key

HOURS = 6
STEP = 3600
LINK_SECONDS = 6 * 3600
KINDS = {
    "m3u8": "application/vnd.apple.mpegurl",
    "m4s": "video/iso.segment",
    "mp4": "video/mp4",
    "jpg": "image/jpeg",
    "vtt": "text/vtt; charset=utf-8",
}


def film_address(settings: Settings, key: str) -> str:
    """Give the address at which a browser may read the key, and what lies beside it, for about six hours.

    The end is rounded to the hour, so that the same film has the same address for a while and is cached.
    """
    folder = check_key(key).rpartition("/")[0]
    depth = folder.count("/") + 1
    ends = int(address_ends().timestamp())
    return f"/files/{ends:x}-{depth}-{ids.sign(settings.key, f'{folder}|{ends}')}/{key}"


def address_ends() -> datetime:
    """Give the moment at which the addresses that are given now end."""
    return datetime.fromtimestamp((int(clock.now().timestamp()) // STEP + HOURS) * STEP, UTC)


def checked_key(settings: Settings, token: str, key: str) -> str:
    """Return the key when the token opens it. Raises NotFound for a wrong token, Gone for one that has ended."""
    parts = token.split("-")
    if len(parts) != 3 or not parts[1].isdigit():  # noqa: PLR2004 -- end, depth, signature
        raise NotFound
    folder = "/".join(check_key(key).split("/")[: int(parts[1])])
    try:
        ends = int(parts[0], 16)
    except ValueError as error:
        raise NotFound from error
    if not ids.signed(settings.key, f"{folder}|{ends}", parts[2]):
        raise NotFound
    if clock.now().timestamp() > ends:
        raise Gone(say("This link to the film has ended. Open the page again."))
    return key


def send_file(request: Request, settings: Settings, storage: Storage, key: str) -> Response:
    """Answer with the file of the key: ranges by us, by nginx (``accel_prefix``) or by a redirect to S3."""
    kind = KINDS.get(key.rpartition(".")[2])
    if kind is None:
        raise NotFound
    path = storage.path(key)
    headers = {"Cache-Control": "private, max-age=21600, immutable", "Cross-Origin-Resource-Policy": "same-origin"}
    if path is not None and settings.accel_prefix and request.method == "GET":
        headers |= {"X-Accel-Redirect": f"{settings.accel_prefix}/files/{key}", "Content-Type": kind}
        return Response(headers=headers)
    if path is not None:
        return FileResponse(path, media_type=kind, headers=headers)
    if kind == KINDS["m3u8"]:  # its segments are named relative to our address, where the token is
        return Response(b"".join(storage.read(key)), media_type=kind, headers=headers)
    link = storage.link(key, LINK_SECONDS)
    if link is None:
        raise NotFound
    return RedirectResponse(link, 307, headers={"Cache-Control": "private, max-age=600"})
