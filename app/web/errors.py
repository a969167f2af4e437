"""Render an error once: as a page, for htmx as a sentence in place, for programs as problem+json (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from app.core.errors import Busy, NotFound, RushesError, SignInNeeded, TooMany
from app.core.text import Text, say
from app.web.forms import sentence
from app.web.pages import page

log = logging.getLogger("rushes.errors")


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
        return RedirectResponse(address, 303)
    if request.headers.get("hx-request"):
        return page(request, "errors/fragment.html", status=error.status, sentence=error.sentence)
    return page(request, "errors/error.html", status=error.status, code=error.status, sentence=error.sentence)


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for it
    details = error.errors()
    if not wants_json(request) and any(d["loc"][:1] == ("path",) for d in details):
        return _answer(request, NotFound())
    fields = {".".join(str(part) for part in d["loc"][1:]): str(sentence(d)) for d in details}
    if wants_json(request):
        return problem(422, "invalid", say("The input cannot be read."), errors=fields)
    return page(request, "errors/error.html", status=422, code=422, sentence="; ".join(fields.values()))


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
        response = page(request, "errors/error.html", status=error.status_code, code=error.status_code, sentence=text)
    response.headers.update(error.headers or {})
    return response


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected error at %s %s", request.method, request.url.path, exc_info=error)
    text = say("Something broke on our side. It was written down; nothing you typed was sent anywhere else.")
    if wants_json(request):
        return problem(500, "unexpected", text)
    return page(request, "errors/error.html", status=500, code=500, sentence=text)
