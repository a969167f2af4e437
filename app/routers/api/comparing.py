"""Two films beside each other as JSON."""

from fastapi import APIRouter

from app.core.settings import Settings
from app.footage.comparing import queries
from app.footage.comparing.schemas import ComparedCut, ComparedCuts, ComparedTake, ComparedTakes
from app.footage.notes.queries import NoteRow
from app.footage.notes.schemas import NoteOut
from app.footage.queries import CutRow, TakeRow
from app.footage.schemas import CutOut, TakeOut
from app.routers.api.footage import media_of
from app.web.deps import Config, Reading, SignedIn
from app.web.problems import problems

router = APIRouter(tags=["footage"], responses=problems(401, 403, 404, 422))


@router.get("/takes/{take_id}/compare/{other_take_id}")
def takes(session: Reading, actor: SignedIn, settings: Config, take_id: int, other_take_id: int) -> ComparedTakes:
    """Give two takes of a team with their films and notes."""
    found = queries.two_takes(session, actor, take_id, other_take_id)
    first, second = _take(settings, found.first), _take(settings, found.second)
    return ComparedTakes(first=first, second=second, others=[row.take.id for row in found.others])


@router.get("/cuts/{cut_id}/compare/{other_cut_id}")
def cuts(session: Reading, actor: SignedIn, settings: Config, cut_id: int, other_cut_id: int) -> ComparedCuts:
    """Give two cuts of a team with their films and notes."""
    found = queries.two_cuts(session, actor, cut_id, other_cut_id)
    first, second = _cut(settings, found.first), _cut(settings, found.second)
    return ComparedCuts(first=first, second=second, others=[row.cut.id for row in found.others])


def _take(settings: Settings, side: queries.Side[TakeRow]) -> ComparedTake:
    shown = TakeOut.of(side.row.take, side.row.clip).model_dump()
    return ComparedTake(**shown, media=media_of(settings, side.row.clip), notes=_notes(side.notes))


def _cut(settings: Settings, side: queries.Side[CutRow]) -> ComparedCut:
    shown = CutOut.of(side.row.cut, side.row.clip).model_dump()
    return ComparedCut(**shown, media=media_of(settings, side.row.clip), notes=_notes(side.notes))


def _notes(rows: list[NoteRow]) -> list[NoteOut]:
    return [NoteOut.of(row.note, row.author, row.answers) for row in rows]
