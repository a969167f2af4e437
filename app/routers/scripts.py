"""The scenario to and from other programs: Fountain, Final Draft, plain text; looked at before it replaces anything."""

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile

from app.books import actions, fountain, intake, policy, queries, rules
from app.books.rules import SectionKind
from app.books.schemas import ScriptBrought
from app.core.db import give_up
from app.core.errors import Invalid, TooLarge
from app.core.text import say
from app.people.rules import Actor
from app.routers.books import script
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import bind
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/teams/{team_id}/book/scenario.fountain")
def as_fountain(session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Download the scenario as it is written."""
    name, text = _text(session, actor, team_id)
    return attached(text, "text/plain; charset=utf-8", f"{name}.fountain")


@router.get("/teams/{team_id}/book/scenario.fdx")
def as_final_draft(session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Download the scenario for Final Draft."""
    name, text = _text(session, actor, team_id)
    elements = fountain.parse(text)
    content = fountain.to_fdx(fountain.title_page(elements), fountain.blocks(elements))
    return attached(content, "application/xml", f"{name}.fdx")


@router.get("/teams/{team_id}/book/scenario.txt")
def as_text(session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Download the scenario as plain text in the columns of a screenplay; Windows sees its letters by the mark."""
    name, text = _text(session, actor, team_id)
    elements = fountain.parse(text)
    title = "\n".join(fountain.title_page(elements).values())
    written = "\n\n\n".join(part for part in (title, fountain.typewritten(elements)) if part)
    return attached(f"\ufeff{written}\n".replace("\n", "\r\n"), "text/plain; charset=utf-8", f"{name}.txt")


@router.get("/teams/{team_id}/book/scenario/bring")
def bring(request: Request, session: Reading, actor: SignedIn, team_id: int) -> Response:
    """Ask for a file."""
    return _ask(request, session, actor, team_id)


@router.post("/teams/{team_id}/book/scenario/bring")
def look(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Show what a file would bring, beside what it would replace."""
    team, course = queries.team_and_course(session, team_id)
    policy.may_write(actor, course, team).require()
    try:
        text, name = brought_text(form)
    except (Invalid, TooLarge) as refusal:
        return _ask(request, session, actor, team_id, refusal=refusal)
    return _preview(request, session, actor, team_id, text, name)


@router.post("/teams/{team_id}/book/scenario/brought")
def take(request: Request, session: Writing, actor: SignedIn, team_id: int, form: Posted) -> Response:
    """Put the screenplay that was looked at in the place of the one that stood beside it."""
    bound = bind(form, ScriptBrought)
    data = bound.data
    try:
        found = actions.bring_scenario(session, actor, team_id, data, data.file_name)
    except actions.Overtaken:
        give_up(session)
        refusal = say("Somebody has written on the scenario meanwhile. Look again at what would be replaced.")
        return _preview(request, session, actor, team_id, data.text, data.file_name, refusal=refusal)
    return redirect(f"/book-intakes/{found.id}")


def brought_text(form: FormData) -> tuple[str, str]:
    """Read the screenplay out of a form: a file, or pasted text. Raises Invalid, TooLarge."""
    upload = form.get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        return intake.script_of(upload.file.read(intake.MOST_BYTES + 1)), upload.filename
    text = str(form.get("text", ""))
    return intake.script_of(text.encode()), ""


def attached(content: str | bytes, kind: str, name: str) -> Response:
    """Send a file to be kept."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=kind, headers=headers)


def _text(session: Session, actor: Actor, team_id: int) -> tuple[str, str]:
    found = queries.book_page(session, actor, team_id, ())
    return found.pitch.title or found.team.name, found.scenario.text


def _ask(request: Request, session: Session, actor: Actor, team_id: int, *, refusal: Any = None) -> Response:
    found = queries.book_page(session, actor, team_id, ())
    policy.may_write(actor, found.course, found.team).require()
    return page(
        request,
        "pages/books/bring.html",
        status=refusal.status if refusal else 200,
        team=found.team,
        course=found.course,
        section="scenario",
        heading=rules.WORDS[SectionKind.SCENARIO],
        table=None,
        refusal=refusal.sentence if refusal else "",
    )


def _preview(
    request: Request, session: Session, actor: Actor, team_id: int, text: str, file_name: str, *, refusal: Any = ""
) -> Response:
    found = queries.book_page(session, actor, team_id, ())
    return page(
        request,
        "pages/books/bring_script.html",
        status=409 if refusal else 200,
        team=found.team,
        course=found.course,
        section="scenario",
        heading=rules.WORDS[SectionKind.SCENARIO],
        file_name=file_name,
        text=text,
        refusal=refusal,
        version=found.scenario.version,
        standing=script(found.scenario.text),
        open_marks={},
        **script(text),
    )
