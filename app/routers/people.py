"""Coming in and going out: sign-in, one-time links, a forgotten password."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.core.errors import TooMany
from app.core.text import language, say
from app.people import actions, queries
from app.people.rules import LinkPurpose
from app.people.schemas import ForgottenInput, InvitationInput, LinkInput, SignInInput
from app.web.deps import Config, Db, MaybeActor, Posted, Reading, Writing
from app.web.forms import Bound, bind
from app.web.pages import local_address, page, redirect
from app.web.visitor import browser_of, forget, remember, tries_of, unkept

router = APIRouter()


@router.get("/sign-in")
def sign_in_page(request: Request, actor: MaybeActor, config: Config, next: str = "/") -> Response:  # noqa: A002 -- the field's name in the address
    """Ask for e-mail address and password; who is in already goes on."""
    if actor is not None and not actor.is_guest:
        return redirect(local_address(next))
    return page(
        request,
        "pages/people/sign_in.html",
        form=bind.empty(SignInInput, next=local_address(next)),
        mails=bool(config.smtp_url),
    )


@router.post("/sign-in")
def sign_in(request: Request, database: Db, config: Config, form: Posted) -> Response:
    """Sign in by password."""
    bound, status = bind(form, SignInInput), 422
    with bound.trying():
        try:
            entered = actions.sign_in(database, tries_of(request), bound.data, browser_of(request))
        except TooMany as refusal:
            bound.errors["password"], status = refusal.sentence, refusal.status
        else:
            response = redirect(local_address(bound.data.next))
            remember(request, response, entered)
            return response
    return page(request, "pages/people/sign_in.html", status=status, form=bound, mails=bool(config.smtp_url))


@router.post("/sign-out")
def sign_out(request: Request, session: Writing, actor: MaybeActor) -> Response:
    """End this browser's sign-in."""
    if actor is not None and actor.login_id is not None:
        actions.close_login(session, actor, actor.login_id)
    response = redirect("/sign-in", flash=say("You are signed out."))
    forget(request, response)
    return response


@router.get("/forgotten")
def forgotten_page(request: Request, config: Config) -> Response:
    """Offer a link by mail, or say whom to ask where no mail is set."""
    form = bind.empty(ForgottenInput)
    return page(request, "pages/people/forgotten.html", form=form, mails=bool(config.smtp_url), sent=False)


@router.post("/forgotten")
def forgotten(request: Request, session: Writing, config: Config, form: Posted) -> Response:
    """Send a link where there is an account; the answer is the same where there is none."""
    bound, status, sent = bind(form, ForgottenInput), 422, False
    with bound.trying(session):
        try:
            tries_of(request).letter(bound.data.email, browser_of(request).address)
        except TooMany as refusal:
            bound.errors["email"], status = refusal.sentence, refusal.status
        else:
            actions.ask_for_link(session, bound.data.email)
            status, sent = 200, bool(config.smtp_url)
    return page(
        request, "pages/people/forgotten.html", status=status, form=bound, mails=bool(config.smtp_url), sent=sent
    )


@router.get("/links/{token}")
def link_page(request: Request, session: Reading, token: str) -> Response:
    """Show whom a link lets in; opening the page does not use it, for mail programs look at links too."""
    link, person = queries.link_by_secret(session, token)
    schema = InvitationInput if link.purpose is LinkPurpose.INVITE else LinkInput
    form = bind.of(schema, person, password="", language=language())  # what the browser reads is the best guess
    return unkept(page(request, "pages/people/link.html", form=form, person=person, link=link))


@router.post("/links/{token}")
def come_in(request: Request, database: Db, token: str, form: Posted) -> Response:
    """Use a link once: set what was filled in and sign in."""
    with database.reading() as session:
        link, person = queries.link_by_secret(session, token)
    bound: Bound[Any] = bind(form, InvitationInput if link.purpose is LinkPurpose.INVITE else LinkInput)
    with bound.trying():
        entered = actions.come_in_by_link(database, token, bound.data, browser_of(request))
        response = redirect("/", flash=say("Welcome, %(name)s.", name=entered.person.name))
        remember(request, response, entered)
        return response
    return unkept(page(request, "pages/people/link.html", status=422, form=bound, person=person, link=link))
