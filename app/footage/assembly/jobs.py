"""Make the pieces that an assembly lacks, one after the other; what is made stays made after a kill."""

import shutil
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from app.core.errors import RushesError
from app.documents.cards import draw_card
from app.footage.assembly import queries
from app.footage.assembly.queue import ASSEMBLE
from app.footage.assembly.rules import Part, PlannedShot
from app.footage.jobs import bounds, look
from app.footage.models import Assembly, Clip, Piece
from app.jobs.declare import enqueue, job
from app.jobs.runner import Run
from app.video import pieces, probe
from app.video.pieces import HEIGHT, LIST, WIDTH
from app.video.plan import make_plan
from app.video.playlist import segments


@job(ASSEMBLE, row=Assembly, lane="ladder", priority=20)
def assemble(run: Run) -> None:
    """Make piece after piece until the assembly, as it is by then, lacks none."""
    done = 0
    while lacking := _lacking(run):
        run.share = (100 * done / (done + len(lacking)), 100 * (done + 1) / (done + len(lacking)))
        run.progress(0)
        _make(run, lacking[0])
        done += 1
    run.publish(then=_go_on)


def _lacking(run: Run) -> list[Part]:
    with run.database.reading() as session:
        return _missing(session, _team(session, run.key))


def _missing(session: Session, team_id: int) -> list[Part]:
    made = queries.pieces_of(session, team_id)
    return [part for part in queries.parts_of(session, team_id) if part.mark not in made]


def _make(run: Run, part: Part) -> None:
    """Make one piece; what fails is written down as a piece of nothing, so that the others are made all the same."""
    folder = run.folder / part.mark
    folder.mkdir()
    try:
        _film(run, part, folder)
    except RushesError:
        shutil.rmtree(folder)
        _keep(run, Piece(team_id=0, mark=part.mark, prefix=""))
        return
    found = [list(one) for one in segments((folder / LIST).read_text())]
    with run.database.reading() as session:
        team_id = _team(session, run.key)
    prefix = f"assemblies/{team_id}/{part.mark}-{run.rev}"
    run.tools.storage.remove(prefix)
    size = run.tools.storage.put_folder(prefix, folder)
    _keep(run, Piece(team_id=team_id, mark=part.mark, prefix=prefix, segments=found, bytes=size))


def _film(run: Run, part: Part, folder: Path) -> None:
    if part.take is None:
        picture = run.folder / f"{part.mark}.png"
        draw_card(picture, (WIDTH, HEIGHT), *_words(part.shot))
        run.tool(pieces.card_argv(picture, folder, seconds=part.seconds), seconds=part.seconds)
        return
    with run.database.reading() as session:
        key = session.get_one(Clip, part.take.clip_id).original_key
    path = run.tools.storage.fetch(key)
    source = probe.probe(path, look)
    plan = make_plan(source)
    argv = pieces.take_argv(source, plan, path, folder, start=part.start, seconds=part.seconds)
    run.tool(argv, bounds(plan), seconds=part.seconds)


def _words(shot: PlannedShot | None) -> tuple[str, str]:
    """Write what a missing shot's card says: its number, and what is planned."""
    return (shot.number or shot.scene or "–", shot.picture) if shot else ("–", "")


def _keep(run: Run, piece: Piece) -> None:
    with run.database.writing() as session:
        piece.team_id = _team(session, run.key)
        twin = select(Piece.id).where(Piece.team_id == piece.team_id, Piece.mark == piece.mark)
        if session.exec(twin).first() is None:
            session.add(piece)


def _team(session: Session, key: int) -> int:
    return session.exec(select(Assembly.team_id).where(col(Assembly.id) == key)).one()


def _go_on(session: Session, work: Any) -> None:
    """Begin again when a take was circled in the last moment."""
    if _missing(session, work.team_id):
        enqueue(session, ASSEMBLE, work)
