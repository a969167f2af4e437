"""Notes on takes and cuts: written at a frame, answered, changed, done."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.footage import queries
from app.footage.models import ClipNote
from app.footage.notes import actions
from app.footage.notes.schemas import DoneInput, NoteInput, ReplyInput
from app.routers.cuts import show_cut
from app.routers.footage import show_take
from app.web.deps import Config, Posted, SignedIn, Writing
from app.web.forms import bind
from app.web.pages import local_address, redirect

router = APIRouter()


@router.post("/takes/{take_id}/notes")
def note_take(
    request: Request, session: Writing, actor: SignedIn, settings: Config, take_id: int, form: Posted
) -> Response:
    """Write a note at a frame of the take."""
    bound = bind(form, NoteInput)
    with bound.trying(session):
        made = actions.add_note(session, actor, queries.take_and_team(session, take_id)[0].clip_id, bound.data)
        return redirect(f"/takes/{take_id}#note-{made.id}")
    return show_take(request, session, actor, settings, take_id, bound)


@router.post("/cuts/{cut_id}/notes")
def note_cut(
    request: Request, session: Writing, actor: SignedIn, settings: Config, cut_id: int, form: Posted
) -> Response:
    """Write a note at a frame of the cut."""
    bound = bind(form, NoteInput)
    with bound.trying(session):
        made = actions.add_note(session, actor, queries.cut_and_team(session, cut_id)[1].id, bound.data)
        return redirect(f"/cuts/{cut_id}#note-{made.id}")
    return show_cut(request, session, actor, settings, cut_id, note=bound)


@router.post("/notes/{clip_note_id}/answers")
def answer(session: Writing, actor: SignedIn, clip_note_id: int, form: Posted) -> Response:
    """Answer a note."""
    return _back(form, actions.answer_note(session, actor, clip_note_id, bind(form, ReplyInput).data.text))


@router.post("/notes/{clip_note_id}/text")
def change(session: Writing, actor: SignedIn, clip_note_id: int, form: Posted) -> Response:
    """Give one's own note other words."""
    return _back(form, actions.change_note(session, actor, clip_note_id, bind(form, ReplyInput).data.text))


@router.post("/notes/{clip_note_id}/done")
def finish(session: Writing, actor: SignedIn, clip_note_id: int, form: Posted) -> Response:
    """Mark a note as done, or open it again."""
    data = bind(form, DoneInput).data
    return _back(form, actions.finish_note(session, actor, clip_note_id, done=data.done, cut_id=data.cut_id))


@router.post("/notes/{clip_note_id}/remove")
def remove(session: Writing, actor: SignedIn, clip_note_id: int, form: Posted) -> Response:
    """Take back one's own note."""
    actions.remove_note(session, actor, clip_note_id)
    return redirect(local_address(str(form.get("next", ""))) + "#notes")


def _back(form: Any, note: ClipNote) -> Response:
    return redirect(f"{local_address(str(form.get('next', '')))}#note-{note.parent_id or note.id}")
