"""Downloads for the editing desk: timelines, originals as one archive, notes of a cut as markers."""

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import quote

import zipstream
from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from app.documents.timelines import Format, write_marks, write_timeline
from app.footage.desk import queries
from app.footage.desk.queries import Desk
from app.footage.notes.queries import NoteRow
from app.footage.notes.rules import begins, fraction, frame_at, timecode
from app.storage import Storage
from app.teams.sheets import csv_of
from app.web.deps import Reading, SignedIn, Store

router = APIRouter()
KINDS = {
    "otio": "application/json",
    "xml": "application/xml",
    "edl": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}


class Which(StrEnum):
    """Which takes' originals."""

    CIRCLED = "circled"
    ALL = "all"


class Markers(StrEnum):
    """How markers are written: for Resolve, for Premiere, for spreadsheets."""

    EDL = "edl"
    XML = "xml"
    CSV = "csv"


@router.get("/teams/{team_id}/desk/assembly.{ending}")
def timeline(session: Reading, actor: SignedIn, team_id: int, ending: Format) -> Response:
    """Give the assembly as a timeline; its files are those of the archive beside it."""
    found = queries.desk(session, actor, team_id)
    return _attached(_timeline(found, ending), f"{_title(found)}.{ending.value}", KINDS[ending.value])


@router.get("/teams/{team_id}/desk/originals.zip")
def originals(
    session: Reading, actor: SignedIn, storage: Store, team_id: int, which: Which = Which.CIRCLED
) -> StreamingResponse:
    """Send the originals and the timelines as one archive, written while it is read."""
    found = queries.desk(session, actor, team_id, everything=which is Which.ALL)
    archive = _archive(storage, found)
    headers = {**_names(f"{_title(found)}.zip"), "Content-Length": str(len(archive))}
    return StreamingResponse(iter(archive), media_type="application/zip", headers=headers)


@router.get("/cuts/{cut_id}/markers.{ending}")
def markers(session: Reading, actor: SignedIn, cut_id: int, ending: Markers) -> Response:
    """Give the notes of a cut as markers for Resolve (EDL) or Premiere (XML), or as a table."""
    row, notes = queries.marks_of(session, actor, cut_id)
    name = f"cut-{row.cut.number}"
    if ending is Markers.CSV:
        return _attached(_table(notes), f"{name}.csv", KINDS["csv"])
    rate, frames = fraction(row.clip.rate), frame_at(row.clip.seconds or 0.0, row.clip.rate)
    text = write_marks(name, [queries.as_mark(one) for one in notes], Format(ending.value), rate=rate, frames=frames)
    return _attached(text, f"{name}.{ending.value}", KINDS[ending.value])


def _title(found: Desk) -> str:
    return f"team-{found.team.number}"


def _timeline(found: Desk, kind: Format) -> str:
    return write_timeline(_title(found), found.events, kind, rate=found.rate)


def _archive(storage: Storage, found: Desk) -> zipstream.ZipStream:
    """Put the archive together; films are as small as they get, so that they are stored as they are."""
    archive = zipstream.ZipStream(sized=True)
    for one in found.originals:
        archive.add(_pieces(storage, one.key), f"{queries.FOLDER}/{one.name}", size=one.bytes)
    for kind in Format if found.events else ():
        archive.add(_timeline(found, kind), f"{_title(found)}.{kind.value}")
    return archive


def _pieces(storage: Storage, key: str) -> Iterator[bytes]:
    """Open the file when its turn comes, not before."""
    yield from storage.read(key)


def _table(notes: list[NoteRow]) -> str:
    """Write notes as a table, for spreadsheets."""
    rows: list[list[str]] = [["timecode", "seconds", "until", "author", "note", "done", "answers"]]
    for row in notes:
        note = row.note
        until = "" if note.last_frame is None else f"{begins(note.last_frame + 1, note.rate):.3f}"
        answers = "\n".join(f"{one.author}: {one.note.text}" for one in row.answers)
        done = "yes" if note.done_at else ""
        place = [timecode(note.frame, note.rate), f"{note.seconds:.3f}", until]
        rows.append([*place, row.author, note.text, done, answers])
    return csv_of(rows)


def _attached(text: str, name: str, kind: str) -> Response:
    return Response(text.encode(), media_type=kind, headers=_names(name))


def _names(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "private, no-store"}
