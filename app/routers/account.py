"""One's own account: name, language, password, where one is signed in, keys for programs."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.core.errors import TooMany
from app.core.text import language, say, speaking
from app.people import actions, queries
from app.people.rules import device_name
from app.people.schemas import AccountInput, PasswordInput, TokenInput
from app.web.deps import Db, Posted, Reading, SignedIn, SignedInBefore, Writing
from app.web.forms import Bound, bind
from app.web.guard import LANGUAGE_COOKIE
from app.web.pages import page, redirect
from app.web.visitor import YEAR, browser_of, tries_of, unkept

router = APIRouter()


def _account_page(
    request: Request, session: Reading, actor: SignedIn, *, status: int = 200, secret: str = "", **forms: Bound[Any]
) -> Response:
    account = queries.account_of(session, actor)
    shown: dict[str, Any] = {
        "form": bind.of(AccountInput, account.person, language=account.person.language or language()),
        "password_form": bind.empty(PasswordInput),
        "token_form": bind.empty(TokenInput, days=90),
        **forms,
    }
    return page(
        request,
        "pages/people/account.html",
        status=status,
        account=account,
        device_name=device_name,
        secret=secret,
        **shown,
    )


@router.get("/me")
def account_page(request: Request, session: Reading, actor: SignedIn) -> Response:
    """Show one's own account."""
    return _account_page(request, session, actor)


@router.post("/me")
def change_account(request: Request, session: Writing, actor: SignedIn, form: Posted) -> Response:
    """Change name, language and mail."""
    bound = bind(form, AccountInput)
    with bound.trying(session):
        person = actions.change_account(session, actor, bound.data)
        with speaking(person.language):
            response = redirect("/me", flash=say("Saved."))
        response.set_cookie(LANGUAGE_COOKIE, person.language, max_age=YEAR, httponly=True, samesite="lax")
        return response
    return _account_page(request, session, actor, status=422, form=bound)


@router.post("/me/password")
def change_password(request: Request, database: Db, actor: SignedInBefore, form: Posted) -> Response:
    """Change one's own password; every other browser is signed out."""
    bound, status = bind(form, PasswordInput), 422
    with bound.trying():
        try:
            actions.change_password(database, actor, bound.data, tries_of(request), browser_of(request).address)
            return redirect("/me", flash=say("Your password is changed. Every other browser was signed out."))
        except TooMany as refusal:
            bound.errors["current"], status = refusal.sentence, refusal.status
    with database.reading() as session:
        return _account_page(request, session, actor, status=status, password_form=bound)


@router.post("/me/sessions/end")
def end_other_sessions(session: Writing, actor: SignedIn) -> Response:
    """Sign out every other browser."""
    actions.close_other_logins(session, actor.person_id, actor.login_id)
    return redirect("/me", flash=say("Every other browser was signed out."))


@router.post("/me/sessions/{login_id}/end")
def end_session(session: Writing, actor: SignedIn, login_id: int) -> Response:
    """Sign out one browser."""
    actions.close_login(session, actor, login_id)
    return redirect("/me", flash=say("That browser was signed out."))


@router.post("/me/tokens")
def make_token(request: Request, session: Writing, actor: SignedIn, form: Posted) -> Response:
    """Make a key for programs; its secret is on this page and nowhere else."""
    bound = bind(form, TokenInput)
    with bound.trying(session):
        made = actions.make_token(session, actor, bound.data)
        return unkept(_account_page(request, session, actor, secret=made.secret))
    return _account_page(request, session, actor, status=422, token_form=bound)


@router.post("/me/tokens/{token_id}/remove")
def remove_token(session: Writing, actor: SignedIn, token_id: int) -> Response:
    """Remove a key; programs that use it are locked out at once."""
    actions.remove_token(session, actor, token_id)
    return redirect("/me", flash=say("The key is removed."))
