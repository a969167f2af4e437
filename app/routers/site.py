"""The site itself: health, language, the style guide."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel
from sqlmodel import text

from app.core.text import LANGUAGES, say
from app.people import actions
from app.web.deps import MaybeActor, Posted, Reading, Writing
from app.web.forms import bind
from app.web.guard import LANGUAGE_COOKIE
from app.web.pages import local_address, page, redirect

router = APIRouter()
SAMPLE = (("title", "대기실"), ("email", "kim@school"), ("day", "2026-11-26"), ("fixed", "KRW"), ("mail", "on"))
YEAR = 365 * 24 * 3600


@router.get("/healthz")
def health(session: Reading) -> PlainTextResponse:
    """Tell a supervisor that the process answers and the database does too."""
    session.connection().execute(text("SELECT 1"))
    return PlainTextResponse("ok")


@router.post("/language")
def choose_language(session: Writing, actor: MaybeActor, form: Posted) -> Response:
    """Choose the language of the pages: kept in a cookie and, for a person, in the account."""
    code = str(form.get("language", ""))
    response = redirect(local_address(str(form.get("next", "/"))))
    if code in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, code, max_age=YEAR, httponly=True, samesite="lax")
        if actor is not None and not actor.is_guest:
            actions.choose_language(session, actor, code)
    return response


@router.get("/styleguide")
def styleguide(request: Request, actor: MaybeActor) -> Response:
    """Show every part of the design system in both themes."""
    sample = bind.empty(
        BaseModel, **{f"{theme}-{name}": value for theme in ("light", "dark") for name, value in SAMPLE}
    )
    sample.errors = {f"{theme}-email": say("An address looks like kim@school.kr.") for theme in ("light", "dark")}
    sample.errors[""] = say("Please look at the marked fields.")
    return page(request, "pages/styleguide/index.html", actor=actor, form=sample)
