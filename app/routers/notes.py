"""Notes on handed-in versions: drafts of the staff, answers of the team, suggested wordings; reusable remarks."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session

from app.books import actions, policy, queries
from app.books.models import Note
from app.books.schemas import NoteInput, NoteText, RemarkInput, ReplyInput
from app.core.db import give_up
from app.core.errors import Conflict, Invalid
from app.core.text import Text, say
from app.people.rules import Actor
from app.routers.review import show
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.errors import wants_json
from app.web.forms import bind
from app.web.pages import page, redirect

router = APIRouter()


@router.post("/submissions/{submission_id}/notes")
def add(request: Request, session: Writing, actor: SignedIn, submission_id: int, form: Posted) -> Response:
    """Write a note; for scripts the answer is the note as it is shown."""
    bound = bind(form, NoteInput)
    if _wanted_alone(request):
        return _thread(request, session, actor, actions.add_note(session, actor, submission_id, bound.data))
    with bound.trying(session):
        return redirect(_address(actions.add_note(session, actor, submission_id, bound.data)))
    return show(request, session, actor, submission_id, status=422, note=bound)


@router.post("/book-notes/{note_id}")
def change(request: Request, session: Writing, actor: SignedIn, note_id: int, form: Posted) -> Response:
    """Change one's draft."""
    found = actions.change_note(session, actor, note_id, bind(form, NoteText).data)
    return _thread(request, session, actor, found) if _wanted_alone(request) else redirect(_address(found))


@router.post("/book-notes/{note_id}/reply")
def reply(session: Writing, actor: SignedIn, note_id: int, form: Posted) -> Response:
    """Answer a note: done, explained, or only a word."""
    found = actions.reply(session, actor, note_id, bind(form, ReplyInput).data)
    return redirect(_back(form, f"/submissions/{found.submission_id}#note-{found.parent_id or found.id}"))


@router.post("/book-notes/{note_id}/done")
def finish(session: Writing, actor: SignedIn, note_id: int, form: Posted) -> Response:
    """Mark a note as done, or open it again."""
    found = actions.finish_note(session, actor, note_id, done=form.get("done") != "0")
    return redirect(_back(form, _address(found)))


@router.post("/book-notes/{note_id}/take")
def take(session: Writing, actor: SignedIn, note_id: int, form: Posted) -> Response:
    """Take the suggested wording into the scenario."""
    flash: Text | str
    try:
        found = actions.take_suggestion(session, actor, note_id)
        flash = say("The wording is in your scenario. The note is done.")
    except (Conflict, Invalid) as refusal:
        give_up(session)
        found = queries.note_and_team(session, actor, note_id)[0]
        flash = refusal.sentence
    if form.get("back") == "scenario":
        team = queries.submission_and_team(session, found.submission_id)[1]
        return redirect(f"/teams/{team.id}/book/scenario", flash=flash)
    return redirect(_back(form, _address(found)), flash=flash)


@router.post("/book-notes/{note_id}/remove")
def remove(request: Request, session: Writing, actor: SignedIn, note_id: int) -> Response:
    """Take back one's own note."""
    found = actions.remove_note(session, actor, note_id)
    if wants_json(request):
        return JSONResponse({"removed": True})
    return redirect(f"/submissions/{found.id}", flash=say("The note is removed."))


@router.get("/remarks")
def remarks(request: Request, session: Reading, actor: SignedIn) -> Response:
    """Show one's own reusable remarks."""
    policy.may_keep_remarks(actor).require()
    return _remarks(request, session, actor, bind.empty(RemarkInput, text=""))


@router.post("/remarks")
def keep(request: Request, session: Writing, actor: SignedIn, form: Posted) -> Response:
    """Keep a remark to use again."""
    bound = bind(form, RemarkInput)
    if wants_json(request):
        found = actions.keep_remark(session, actor, bound.data)
        return JSONResponse({"id": found.id, "text": found.text})
    with bound.trying(session):
        actions.keep_remark(session, actor, bound.data)
        return redirect("/remarks", flash=say("Kept."))
    return _remarks(request, session, actor, bound, 422)


@router.post("/remarks/{remark_id}/remove")
def forget(session: Writing, actor: SignedIn, remark_id: int) -> Response:
    """Forget a remark."""
    actions.remove_remark(session, actor, remark_id)
    return redirect("/remarks", flash=say("The remark is gone."))


def _remarks(request: Request, session: Session, actor: Actor, form: Any, status: int = 200) -> Response:
    mine = queries.remarks_of(session, actor)
    return page(request, "pages/books/remarks.html", status=status, remarks=mine, form=form)


def _thread(request: Request, session: Session, actor: Actor, note: Note) -> Response:
    """Render one note as it stands on the page of its version."""
    found = queries.submission_page(session, actor, note.submission_id)
    thread = next(one for one in found.threads if one.note.id == note.id)
    return page(
        request,
        "parts/books/note.html",
        found=found,
        thread=thread,
        team=found.team,
        course=found.course,
        may_note=policy.may_note(actor, found.course, found.team, found.reviewing),
        may_reply=policy.may_reply(actor, found.course, found.team),
        may_write=policy.may_write(actor, found.course, found.team),
    )


def _wanted_alone(request: Request) -> bool:
    return bool(request.headers.get("hx-request"))


def _address(note: Note) -> str:
    return f"/submissions/{note.submission_id}#note-{note.id}"


def _back(form: Any, otherwise: str) -> str:
    """Go back to the page of the version on which the note was answered, when the form names one."""
    here, at = str(form.get("here", "")), otherwise.partition("#")[2]
    return f"/submissions/{here}#{at}" if here.isdigit() else otherwise
