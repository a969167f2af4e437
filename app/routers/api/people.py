"""Accounts, sign-in, keys and one-time links as JSON."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.people import actions, policy, queries
from app.people.models import Person
from app.people.schemas import (
    AccountInput,
    ForgottenInput,
    InvitationInput,
    LinkInput,
    LinkMade,
    LinkOut,
    MeOut,
    PasswordInput,
    PeopleOut,
    PersonInput,
    PersonOut,
    SessionOut,
    SignInInput,
    TokenInput,
    TokenMade,
    TokenOut,
)
from app.web.deps import Db, MaybeActor, Reading, SignedIn, SignedInBefore, Writing
from app.web.visitor import address_of, browser_of, forget, remember, tries_of

router = APIRouter(tags=["people"])


@router.post("/sign-in")
def sign_in(request: Request, response: Response, database: Db, data: SignInInput) -> MeOut:
    """Sign in by password; the answer carries the cookie. Programs better use a key."""
    entered = actions.sign_in(database, tries_of(request), data, browser_of(request))
    remember(request, response, entered)
    return MeOut.of(entered.person)


@router.post("/sign-out", status_code=204)
def sign_out(request: Request, response: Response, session: Writing, actor: MaybeActor) -> None:
    """End the sign-in that asks."""
    if actor is not None and actor.login_id is not None:
        actions.close_login(session, actor, actor.login_id)
    forget(request, response)


@router.post("/forgotten", status_code=202)
def forgotten(request: Request, session: Writing, data: ForgottenInput) -> None:
    """Ask for a link by mail; the answer is the same for an address nobody has."""
    tries_of(request).letter(data.email, browser_of(request).address)
    actions.ask_for_link(session, data.email)


@router.get("/links/{token}")
def link(session: Reading, token: str) -> LinkOut:
    """Say whom a one-time link lets in; looking does not use it."""
    found, person = queries.link_by_secret(session, token)
    return LinkOut(name=person.name, email=person.email, purpose=found.purpose, expires_at=found.expires_at)


@router.post("/links/{token}")
def come_in(request: Request, response: Response, database: Db, token: str, data: InvitationInput | LinkInput) -> MeOut:
    """Use a one-time link: an invitation takes name, language and password, a sign-in link a new password or none."""
    entered = actions.come_in_by_link(database, token, data, browser_of(request))
    remember(request, response, entered)
    return MeOut.of(entered.person)


@router.get("/me")
def me(session: Reading, actor: SignedIn) -> MeOut:
    """Give the person who asks."""
    return MeOut.of(queries.person_of(session, actor))


@router.put("/me")
def change_me(session: Writing, actor: SignedIn, data: AccountInput) -> MeOut:
    """Change one's own name, language and whether notices come by mail."""
    return MeOut.of(actions.change_account(session, actor, data))


@router.put("/me/password", status_code=204)
def change_password(request: Request, database: Db, actor: SignedInBefore, data: PasswordInput) -> None:
    """Change one's own password; every other sign-in ends."""
    actions.change_password(database, actor, data, tries_of(request), browser_of(request).address)


@router.get("/me/sessions")
def sessions(session: Reading, actor: SignedIn) -> list[SessionOut]:
    """List where one is signed in, last seen first."""
    return [SessionOut.of(login, actor.login_id) for login in queries.account_of(session, actor).logins]


@router.delete("/me/sessions", status_code=204)
def end_other_sessions(session: Writing, actor: SignedIn) -> None:
    """End every sign-in but the one that asks."""
    actions.close_other_logins(session, actor.person_id, actor.login_id)


@router.delete("/me/sessions/{login_id}", status_code=204)
def end_session(session: Writing, actor: SignedIn, login_id: int) -> None:
    """End one sign-in."""
    actions.close_login(session, actor, login_id)


@router.get("/me/tokens")
def tokens(session: Reading, actor: SignedIn) -> list[TokenOut]:
    """List one's keys for programs."""
    return [TokenOut.of(token) for token in queries.account_of(session, actor).tokens]


@router.post("/me/tokens", status_code=201)
def make_token(session: Writing, actor: SignedIn, data: TokenInput) -> TokenMade:
    """Make a key; its secret is in this answer and nowhere else."""
    return actions.make_token(session, actor, data)


@router.delete("/me/tokens/{token_id}", status_code=204)
def remove_token(session: Writing, actor: SignedIn, token_id: int) -> None:
    """Remove a key."""
    actions.remove_token(session, actor, token_id)


@router.get("/people")
def people(
    session: Reading,
    actor: SignedIn,
    q: Annotated[str, Query(max_length=100)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> PeopleOut:
    """List all accounts, for administrators."""
    found = queries.people_for(session, actor, q.replace("\x00", ""), page)
    return PeopleOut(people=[PersonOut.of(person) for person in found.rows], total=found.total)


@router.post("/people", status_code=201)
def add_person(request: Request, session: Writing, actor: SignedIn, data: PersonInput) -> LinkMade:
    """Make an account; the answer carries the link into it."""
    policy.may_administer(actor).require()
    person, secret = actions.add_person(session, actor, data)
    return link_made(request, person, secret)


@router.post("/people/{person_id}/links", status_code=201)
def let_in(request: Request, session: Writing, actor: SignedIn, person_id: int) -> LinkMade:
    """Make a one-time link into any account, for administrators."""
    person, secret = actions.let_in(session, actor, person_id)
    return link_made(request, person, secret)


@router.post("/people/{person_id}/off")
def switch_off(session: Writing, actor: SignedIn, person_id: int) -> PersonOut:
    """Switch an account off."""
    return PersonOut.of(actions.switch_account(session, actor, person_id, on=False))


@router.post("/people/{person_id}/on")
def switch_on(session: Writing, actor: SignedIn, person_id: int) -> PersonOut:
    """Switch an account on."""
    return PersonOut.of(actions.switch_account(session, actor, person_id, on=True))


def link_made(request: Request, person: Person, secret: str) -> LinkMade:
    """Show a new link with its full address."""
    href = address_of(request, f"/links/{secret}")
    return LinkMade(person_id=person.id, name=person.name, email=person.email, href=href)
