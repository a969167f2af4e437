"""The browser behind a request: where it comes from, its sign-in cookie, how often it tried."""

from fastapi import Request, Response

from app.core.settings import Settings
from app.people.actions import Browser
from app.people.actions.entering import Entered
from app.people.tries import Tries
from app.web.actor import cookie_name
from app.web.guard import LANGUAGE_COOKIE

DAY = 24 * 3600
YEAR = 365 * DAY


def browser_of(request: Request) -> Browser:
    """Say where a request comes from and how long its sign-in would last."""
    config: Settings = request.app.state.settings
    return Browser(
        device=request.headers.get("user-agent", ""),
        address=request.client.host if request.client else "",
        days=config.session_days,
    )


def tries_of(request: Request) -> Tries:
    """Give the counters of this process."""
    state = request.app.state
    if not hasattr(state, "tries"):
        state.tries = Tries()
    found: Tries = state.tries
    return found


def remember(request: Request, response: Response, entered: Entered) -> None:
    """Put the new sign-in and the language the person chose into the browser's cookies."""
    config: Settings = request.app.state.settings
    response.set_cookie(
        cookie_name(config),
        entered.secret,
        max_age=config.session_days * DAY,
        httponly=True,
        secure=config.secure,
        samesite="lax",
    )
    if entered.person.language:
        response.set_cookie(LANGUAGE_COOKIE, entered.person.language, max_age=YEAR, httponly=True, samesite="lax")


def forget(request: Request, response: Response) -> None:
    """Take the sign-in out of the browser."""
    config: Settings = request.app.state.settings
    response.delete_cookie(cookie_name(config), secure=config.secure, httponly=True, samesite="lax")


def address_of(request: Request, path: str) -> str:
    """Give the full public address of a path, for links that leave the site."""
    config: Settings = request.app.state.settings
    return (config.base_url or str(request.base_url)).rstrip("/") + path


def unkept(response: Response) -> Response:
    """Forbid keeping a page that shows a secret, and telling other sites its address."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
