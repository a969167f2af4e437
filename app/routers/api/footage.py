"""Rushes, notes, conversions and cuts as JSON. Files are brought by tus at ``/uploads``."""

from dataclasses import asdict

from fastapi import APIRouter
from sqlmodel import Session

from app.core.settings import Settings
from app.footage import actions, queries
from app.footage.models import Clip
from app.footage.notes import actions as notes
from app.footage.notes.schemas import AnswerOut, DoneInput, NoteInput, NoteOut, ReplyInput
from app.footage.rules import Rating
from app.footage.schemas import (
    AnswerInput,
    ClipOut,
    CoverOut,
    CutOut,
    CutPageOut,
    FilmOut,
    KeepInput,
    MoveInput,
    RatingInput,
    RushesOut,
    TakeOut,
    TakePageOut,
    UploadOut,
)
from app.people.rules import Actor
from app.routers.footage import film_of
from app.video.check import Kind
from app.web.deps import Config, Reading, SignedIn, Writing
from app.web.problems import problems
from app.web.ranges import address_ends, film_address

router = APIRouter(tags=["footage"], responses=problems(401, 403, 404, 422))


@router.get("/teams/{team_id}/rushes")
def rushes(
    session: Reading, actor: SignedIn, team_id: int, rating: Rating | None = None, scene: str | None = None
) -> RushesOut:
    """Give the wall of takes; ``rating`` and ``scene`` choose among them ("" is: without a scene)."""
    return _rushes(queries.rushes(session, actor, team_id, rating=rating, scene=scene))


@router.get("/takes/{take_id}")
def take(session: Reading, actor: SignedIn, settings: Config, take_id: int) -> TakePageOut:
    """Give a take with its film and notes."""
    return _take(session, actor, settings, take_id)


@router.put("/takes/{take_id}/rating")
def rate(session: Writing, actor: SignedIn, settings: Config, take_id: int, data: RatingInput) -> TakePageOut:
    """Circle a take, hold it, call it no good, or take that back."""
    actions.rate_take(session, actor, take_id, data.rating)
    return _take(session, actor, settings, take_id)


@router.put("/takes/{take_id}/shot")
def move(session: Writing, actor: SignedIn, settings: Config, take_id: int, data: MoveInput) -> TakePageOut:
    """Say which shot a take belongs to; it gets that shot's next number."""
    actions.move_take(session, actor, take_id, data.shot_id)
    return _take(session, actor, settings, take_id)


@router.delete("/takes/{take_id}", status_code=204)
def remove(session: Writing, actor: SignedIn, take_id: int) -> None:
    """Take a take off the wall; it can be brought back for seven days."""
    actions.remove_take(session, actor, take_id)


@router.post("/takes/{take_id}/restore", responses=problems(507))
def restore(session: Writing, actor: SignedIn, settings: Config, take_id: int) -> TakePageOut:
    """Bring a take back, within seven days and while the team has room for it."""
    actions.restore_take(session, actor, take_id, settings.team_quota)
    return _take(session, actor, settings, take_id)


@router.get("/clips/{clip_id}")
def clip(session: Reading, actor: SignedIn, clip_id: int) -> ClipOut:
    """Give a film's file and how far its conversion is."""
    return ClipOut.of(queries.clip_visible_to(session, actor, clip_id)[0])


@router.put("/clips/{clip_id}/findings/{finding}")
def keep(session: Writing, actor: SignedIn, clip_id: int, finding: Kind, data: KeepInput) -> ClipOut:
    """Keep the film although the footage check found something, or warn of it again."""
    return ClipOut.of(actions.keep_finding(session, actor, clip_id, finding, kept=data.kept))


@router.post("/clips/{clip_id}/retry", responses=problems(409))
def retry(session: Writing, actor: SignedIn, clip_id: int) -> ClipOut:
    """Convert a failed or cancelled film again."""
    return ClipOut.of(actions.retry_work(session, actor, clip_id))


@router.post("/clips/{clip_id}/cancel", responses=problems(409))
def cancel(session: Writing, actor: SignedIn, clip_id: int) -> ClipOut:
    """Stop converting a film."""
    return ClipOut.of(actions.cancel_work(session, actor, clip_id))


@router.post("/clips/{clip_id}/notes", status_code=201)
def add_note(session: Writing, actor: SignedIn, clip_id: int, data: NoteInput) -> NoteOut:
    """Write a note at a frame of a take or a cut, or over a range."""
    return NoteOut.of(notes.add_note(session, actor, clip_id, data), actor.name)


@router.post("/clip-notes/{clip_note_id}/answers", status_code=201)
def answer_note(session: Writing, actor: SignedIn, clip_note_id: int, data: ReplyInput) -> AnswerOut:
    """Answer a note."""
    made = notes.answer_note(session, actor, clip_note_id, data.text)
    return AnswerOut(id=made.id, text=made.text, author=actor.name, created_at=made.created_at)


@router.put("/clip-notes/{clip_note_id}/text", status_code=204)
def change_note(session: Writing, actor: SignedIn, clip_note_id: int, data: ReplyInput) -> None:
    """Give one's own note, or answer, other words."""
    notes.change_note(session, actor, clip_note_id, data.text)


@router.put("/clip-notes/{clip_note_id}/done", status_code=204)
def finish_note(session: Writing, actor: SignedIn, clip_note_id: int, data: DoneInput) -> None:
    """Mark a note as done, in a certain cut or not, or open it again."""
    notes.finish_note(session, actor, clip_note_id, done=data.done, cut_id=data.cut_id)


@router.delete("/clip-notes/{clip_note_id}", status_code=204)
def remove_note(session: Writing, actor: SignedIn, clip_note_id: int) -> None:
    """Take back one's own note with its answers."""
    notes.remove_note(session, actor, clip_note_id)


@router.get("/teams/{team_id}/cuts")
def cuts(session: Reading, actor: SignedIn, team_id: int) -> list[CutOut]:
    """List a team's cuts, newest first."""
    return [CutOut.of(row.cut, row.clip) for row in queries.cuts(session, actor, team_id).cuts]


@router.get("/cuts/{cut_id}")
def cut(session: Reading, actor: SignedIn, settings: Config, cut_id: int) -> CutPageOut:
    """Give a cut with its film and notes."""
    return _cut(session, actor, settings, cut_id)


@router.post("/cuts/{cut_id}/answer", responses=problems(409))
def answer(session: Writing, actor: SignedIn, settings: Config, cut_id: int, data: AnswerInput) -> CutPageOut:
    """Accept a cut, or send it back with a sentence."""
    actions.answer_cut(session, actor, cut_id, data)
    return _cut(session, actor, settings, cut_id)


@router.delete("/cuts/{cut_id}", status_code=204)
def take_back(session: Writing, actor: SignedIn, cut_id: int) -> None:
    """Take a cut back that nobody accepted."""
    actions.take_back_cut(session, actor, cut_id)


def _rushes(found: queries.Rushes) -> RushesOut:
    return RushesOut(
        team_id=found.team.id,
        takes=[TakeOut.of(row.take, row.clip) for row in found.takes],
        scenes=[CoverOut.model_validate({**asdict(one), "open": list(one.open)}) for one in found.scenes],
        uploads=[UploadOut.model_validate(one, from_attributes=True) for one in found.uploads],
        kept_bytes=found.kept_bytes,
    )


def media_of(settings: Settings, clip: Clip) -> FilmOut:
    """Say where to read a film, and until when."""
    found = film_of(settings, clip)
    one_file = film_address(settings, clip.master_key) if clip.master_key else found.mp4
    return FilmOut(film=one_file, poster=found.poster, playlist=found.hls, expires_at=address_ends())


def _take(session: Session, actor: Actor, settings: Settings, take_id: int) -> TakePageOut:
    found = queries.take_page(session, actor, take_id)
    return TakePageOut(
        **TakeOut.of(found.row.take, found.row.clip).model_dump(),
        media=media_of(settings, found.row.clip),
        by=found.row.by,
        removed=found.row.take.removed_at is not None,
        notes=[NoteOut.of(row.note, row.author, row.answers) for row in found.notes],
        before=found.before,
        after=found.after,
    )


def _cut(session: Session, actor: Actor, settings: Settings, cut_id: int) -> CutPageOut:
    found = queries.cut_page(session, actor, cut_id)
    shown = CutOut.of(found.row.cut, found.row.clip).model_dump()
    return CutPageOut(
        **shown,
        media=media_of(settings, found.row.clip),
        by=found.row.by,
        notes=[NoteOut.of(row.note, row.author, row.answers) for row in found.notes],
        carried=[NoteOut.of(one.row.note, one.row.author) for one in found.carried],
    )
