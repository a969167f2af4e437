"""The outermost layer: security headers, same-site checks, body limits and the reader's language.

Plain ASGI, so that streams pass through untouched.
"""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core import text

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data: blob:{films}; "
    "media-src 'self' blob:{films}; connect-src 'self'{films}; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
"""``{films}`` is the bucket from which browsers read films by redirect, if there is one; ``{styles}`` are hashes."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), screen-wake-lock=(self), geolocation=()",
}
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
BODY_LIMIT = 32 * 1024 * 1024
LANGUAGE_COOKIE = "rushes_lang"


class Guard:
    """Wraps the whole application. ``raw_prefixes`` name the paths whose bodies are limited by themselves.

    ``film_origin`` is the origin ("https://s3.example.org") that the storage's links lead to; empty when it has none.
    ``film_styles`` are the hashes of what the film player writes into itself: pages that play allow these besides.
    """

    def __init__(
        self,
        app: ASGIApp,
        raw_prefixes: Iterable[str] = ("/uploads",),
        film_origin: str = "",
        film_styles: Iterable[str] = (),
    ) -> None:
        self.app = app
        films = f" {film_origin}" if film_origin else ""
        self.policy = POLICY.format(films=films, styles="")
        self.playing = POLICY.format(films=films, styles="".join(f" {one}" for one in film_styles))
        self.raw_prefixes = tuple(raw_prefixes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what may not pass, then hand on with the headers set."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        state = scope.setdefault("state", {})
        cookies = cookie_parser(headers.get("cookie", ""))
        text.speak(cookies.get(LANGUAGE_COOKIE) or text.best_language(headers.get("accept-language", "")))

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("Content-Security-Policy", self.playing if state.get("plays") else self.policy)
                if scope["path"].startswith("/static/") and b"v=" in scope["query_string"]:
                    out.setdefault("Cache-Control", "public, max-age=31536000, immutable")
                elif scope["path"].startswith("/static/js/"):  # imported by another module, without a hash
                    out.setdefault("Cache-Control", "no-cache")
                elif not scope["path"].startswith(("/static/", "/files/")):
                    out.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        refusal = self._refusal(scope, headers, has_cookies=bool(cookies))
        if refusal:
            status, sentence = refusal
            await PlainTextResponse(sentence, status)(scope, receive, send_guarded)
            return
        await self.app(scope, self._limited(scope, receive), send_guarded)

    def _refusal(self, scope: Scope, headers: Headers, *, has_cookies: bool) -> tuple[int, str] | None:
        if scope["method"] not in UNSAFE:
            return None
        browser = has_cookies or "sec-fetch-site" in headers or "origin" in headers
        if browser and "authorization" not in headers and not _same_site(headers):
            return 403, text.gettext("This form was sent from another site. Open the page here and try again.")
        length = headers.get("content-length", "0")
        if not scope["path"].startswith(self.raw_prefixes) and length.isdigit() and int(length) > BODY_LIMIT:
            return 413, text.gettext("This is too large to send in a form.")
        return None

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """Cut off a body without a length that grows past the limit."""
        if scope["path"].startswith(self.raw_prefixes):
            return receive
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            return message if seen <= BODY_LIMIT else {"type": "http.disconnect"}

        return counted


def _same_site(headers: Headers) -> bool:
    """Tell whether the browser says that our own page sent this (Sec-Fetch-Site, else Origin)."""
    fetch_site = headers.get("sec-fetch-site")
    if fetch_site:
        return fetch_site in {"same-origin", "none"}
    origin = headers.get("origin", "")
    return origin.split("://", 1)[-1] == headers.get("host", "") if origin else False
