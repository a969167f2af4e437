"""Render an error once: as a page, for htmx as a sentence in place, for programs as problem+json (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from app.core.errors import Busy, NotFound, RushesError, SignInNeeded, TooMany
from app.core.text import Text, say
from app.web.forms import sentence
from app.web.pages import page

log = logging.getLogger("rushes.errors")
TITLES: dict[int, Text] = {
    401: say("Please sign in again"),
    403: say("This is not open to you"),
    404: say("Nothing here"),
    405: say("Nothing here"),
    409: say("Somebody was faster"),
    410: say("This has ended"),
    413: say("Too large"),
    422: say("This does not work yet"),
    429: say("Wait a moment"),
    500: say("Something broke"),
    503: say("Busy right now"),
    507: say("No room left"),
}
"""What happened, in a few words, by status; the sentence under it says the rest."""
WORTH_KEEPING = 12
"""Letters from which on a typed text is shown again on the page of an error."""


def install(app: FastAPI) -> None:
    """Register the handlers."""
    app.add_exception_handler(RushesError, _expected)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def wants_json(request: Request) -> bool:
    """Tell whether a program asked: under /api/, or by its Accept header."""
    return request.url.path.startswith("/api/") or "application/json" in request.headers.get("accept", "")


def problem(status: int, code: str, sentence: Text | str, **more: Any) -> JSONResponse:
    """Answer with problem+json: status, code and the sentence."""
    body = {
        "type": f"urn:rushes:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": str(sentence),
        **more,
    }
    return JSONResponse(body, status, media_type="application/problem+json")


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, RushesError)  # noqa: S101 -- registered for it
    if isinstance(error, SignInNeeded) and "urlencoded" in request.headers.get("content-type", ""):
        request.state.posted = await request.form()  # who is asked before what was typed is read
    response = _answer(request, error)
    if isinstance(error, Busy | TooMany):
        response.headers["Retry-After"] = "5"
    return response


def _answer(request: Request, error: RushesError) -> Response:
    if wants_json(request):
        fields = {"errors": {error.field: str(error.sentence)}} if error.field else {}
        return problem(error.status, error.code, error.sentence, **fields, **error.more)
    if isinstance(error, SignInNeeded):
        # a form's address shows nothing when it is opened, so after a POST the way back is the start
        address = f"/sign-in?next={quote(request.url.path)}" if request.method in {"GET", "HEAD"} else "/sign-in"
        if request.headers.get("hx-request"):
            return Response(status_code=401, headers={"HX-Redirect": address})
        if _typed(request):
            return _page(request, error.status, say("Your sign-in has ended. Sign in again, then send this once more."))
        return RedirectResponse(address, 303)
    if request.headers.get("hx-request"):
        return page(request, "errors/fragment.html", status=error.status, sentence=error.sentence)
    return _page(request, error.status, error.sentence)


def _page(request: Request, status: int, sentence: Text | str) -> Response:
    """Show what happened, what to do, and what was typed, so that nothing is lost."""
    title = TITLES.get(status, say("This did not work"))
    written = request.method not in {"GET", "HEAD"}
    return page(
        request,
        "errors/error.html",
        status=status,
        code=status,
        title=title,
        sentence=sentence,
        written=written,
        typed=_typed(request),
    )


def _typed(request: Request) -> list[str]:
    """List the longer texts of the form that failed; passwords and keys are never shown again."""
    form = getattr(request.state, "posted", None) or FormData()
    return [
        value
        for name, value in form.multi_items()
        if isinstance(value, str)
        and len(value) >= WORTH_KEEPING
        and not any(word in name for word in ("password", "current", "secret", "token"))
    ]


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for it
    details = error.errors()
    if not wants_json(request) and any(d["loc"][:1] == ("path",) for d in details):
        return _answer(request, NotFound())
    fields = {".".join(str(part) for part in d["loc"][1:]): str(sentence(d)) for d in details}
    if wants_json(request):
        return problem(422, "invalid", say("The input cannot be read."), errors=fields)
    return _page(request, 422, "; ".join(fields.values()))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- registered for it
    if error.status_code == NotFound.status:
        return _answer(request, NotFound())
    text = (
        say("This address cannot be used that way.")
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        else say("This did not work.")
    )
    if wants_json(request):
        response: Response = problem(error.status_code, "http", text)
    else:
        response = _page(request, error.status_code, text)
    response.headers.update(error.headers or {})
    return response


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected error at %s %s", request.method, request.url.path, exc_info=error)
    text = say("Something broke on our side. It was written down; nothing you typed was sent anywhere else.")
    if wants_json(request):
        return problem(500, "unexpected", text)
    return _page(request, 500, text)
