"""Render templates and answer with pages, fragments and redirects."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

from app.core import clock, text
from app.core.text import Text
from app.web import assets, format, words  # noqa: A004 -- our formats, by their name
from app.web.nav import navigation

FLASH_COOKIE = "rushes_flash"
TEMPLATES = Path(__file__).parent.parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Build the template environment once: strict names, escaped output, translated text."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
    )
    made.install_gettext_callables(text.gettext, text.ngettext, newstyle=True)  # type: ignore[attr-defined]  # the i18n extension adds it
    made.globals["ngettext"] = _counting(made.globals["ngettext"])
    for name in ("when", "exact", "brief", "day", "oclock", "duration", "span", "size", "money", "number"):
        made.filters[name] = getattr(format, name)
    made.filters["word"] = words.word
    made.filters["translated"] = text.told
    made.globals.update(asset=assets.address, languages=text.LANGUAGES, now=clock.now, weekdays=format.weekdays)
    return made


def _counting(plural: Any) -> Any:
    """Let plural sentences of templates name the number ``%(n)s``, as those of the code do."""

    @pass_context
    def ngettext(context: Any, one: str, many: str, n: int, **values: Any) -> Any:
        return plural(context, one, many, n, **{"n": n, **values})

    return ngettext


def context_of(request: Request) -> dict[str, Any]:
    """Give what every page may name: actor, navigation, language, flash, path."""
    actor = getattr(request.state, "actor", None)
    return {
        "request": request,
        "actor": actor,
        "language": text.language(),
        "flash": unquote(request.cookies.get(FLASH_COOKIE, "")),
        "path": request.url.path,
    }


def page(
    request: Request, template: str, *, status: int = 200, block: str = "", plays: bool = False, **context: Any
) -> Response:
    """Render a page, or only its named ``block`` when htmx asks for a fragment.

    A page that ``plays`` a film allows the styles of the player's elements (``web.player``).
    """
    request.state.plays = plays
    everything = {**context_of(request), **context}
    everything["nav"] = navigation(
        everything["actor"], request.url.path, everything.get("course"), everything.get("team")
    )
    found = environment().get_template(template)
    if block and request.headers.get("hx-request"):
        html = "".join(found.blocks[block](found.new_context(everything)))
    else:
        html = found.render(everything)
    response = HTMLResponse(html, status)
    if everything["flash"]:
        response.delete_cookie(FLASH_COOKIE)
    response.headers["Vary"] = "Cookie, HX-Request, Accept-Language"
    return response


def redirect(address: str, *, flash: Text | str = "") -> RedirectResponse:
    """Send the browser on after a POST (303), with a sentence shown once on the next page."""
    response = RedirectResponse(address, 303)
    if flash:
        response.set_cookie(FLASH_COOKIE, quote(str(flash)), max_age=60, httponly=True, samesite="lax")
    return response


def local_address(address: str, otherwise: str = "/") -> str:
    """Keep an address only when it stays on this site: a path that begins with one slash."""
    parts = urlsplit(address)
    safe = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return address if safe and "\\" not in address and address.isprintable() else otherwise


def rendered(template: str, context: Mapping[str, Any]) -> str:
    """Render a template outside a request: mail, print."""
    return environment().get_template(template).render(context)
