"""The administrator's pages: accounts, courses, storage."""

import shutil
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from app.core.text import say
from app.courses import queries as courses
from app.courses.models import Course
from app.insights.queries import storage
from app.jobs import queue
from app.people import actions, policy, queries
from app.people.models import Person
from app.people.schemas import PersonInput
from app.teams.models import Team
from app.web.deps import Config, Posted, Reading, SignedIn, Writing
from app.web.format import size
from app.web.forms import bind
from app.web.pages import page, redirect
from app.web.visitor import address_of, unkept

router = APIRouter()
ORDERS = {
    queries.Order.NAME: say("by name"),
    queries.Order.EMAIL: say("by address"),
    queries.Order.NEWEST: say("newest first"),
}
Search = Annotated[str, Query(max_length=100)]
Number = Annotated[int, Query(alias="page", ge=1, le=10_000)]


@router.get("/admin")
def overview(request: Request, session: Reading, actor: SignedIn, config: Config) -> Response:
    """Show what an administrator looks after."""
    policy.may_administer(actor).require()
    return page(
        request,
        "pages/people/admin.html",
        counts=queries.counts(session, actor),
        courses=courses.courses_visible_to(session, actor),
        mails=bool(config.smtp_url),
        address=config.base_url,
        storage=_storage(storage.bytes_by_team(session), config.team_quota),
        free=shutil.disk_usage(config.media).free if config.media.exists() else 0,
        waiting=queue.length(session),
        failed=storage.failed_films(session),
    )


def _storage(teams: list[tuple[Course, Team, int]], quota: int) -> list[tuple[str, int, int, str]]:
    """Make the rows of the bars: each course, then its teams against what a team may keep."""
    courses: dict[int, list[tuple[Course, Team, int]]] = {}
    for row in teams:
        courses.setdefault(row[0].id, []).append(row)
    rows: list[tuple[str, int, int, str]] = []
    everything = sum(count for *_, count in teams)
    for found in courses.values():
        total = sum(count for *_, count in found)
        rows.append((found[0][0].title, total, everything, size(total)))
        for _, team, count in found:
            of = str(say("%(kept)s of %(quota)s used", kept=size(count), quota=size(quota)))
            rows.append((str(say("Team %(number)s", number=team.number)), count, quota, of))
    return rows


@router.get("/admin/people")
def people(
    request: Request,
    session: Reading,
    actor: SignedIn,
    q: Search = "",
    sort: queries.Order = queries.Order.NAME,
    number: Number = 1,
) -> Response:
    """List accounts; what is looked for, the order and the page stand in the address."""
    found = queries.people_for(session, actor, q.replace("\x00", ""), number, sort)
    return page(
        request,
        "pages/people/accounts.html",
        found=found,
        q=q,
        sort=sort,
        orders=ORDERS.items(),
        more=_turned(q, sort, number + 1) if found.more else "",
        fewer=_turned(q, sort, number - 1) if number > 1 else "",
    )


@router.get("/admin/people/new")
def new(request: Request, actor: SignedIn) -> Response:
    """Show the form for a new account."""
    policy.may_administer(actor).require()
    return page(request, "pages/people/new_account.html", form=bind.empty(PersonInput))


@router.post("/admin/people")
def add(request: Request, session: Writing, actor: SignedIn, form: Posted) -> Response:
    """Make an account and show the link into it once."""
    policy.may_administer(actor).require()
    bound = bind(form, PersonInput)
    with bound.trying(session):
        person, secret = actions.add_person(session, actor, bound.data)
        return _link(request, person, secret)
    return page(request, "pages/people/new_account.html", status=422, form=bound)


@router.post("/admin/people/{person_id}/link")
def let_in(request: Request, session: Writing, actor: SignedIn, person_id: int) -> Response:
    """Make a one-time link into an account and show it once."""
    return _link(request, *actions.let_in(session, actor, person_id))


@router.post("/admin/people/{person_id}/off")
def switch_off(session: Writing, actor: SignedIn, person_id: int) -> Response:
    """Switch an account off."""
    person = actions.switch_account(session, actor, person_id, on=False)
    return redirect(_found(person), flash=say("%(name)s is switched off and signed out everywhere.", name=person.name))


@router.post("/admin/people/{person_id}/on")
def switch_on(session: Writing, actor: SignedIn, person_id: int) -> Response:
    """Switch an account on again."""
    person = actions.switch_account(session, actor, person_id, on=True)
    return redirect(_found(person), flash=say("%(name)s can sign in again.", name=person.name))


@router.post("/admin/people/{person_id}/admin")
def switch_admin(session: Writing, actor: SignedIn, person_id: int, form: Posted) -> Response:
    """Make somebody an administrator, or no longer one."""
    person = actions.switch_admin(session, actor, person_id, admin=form.get("admin") == "on")
    return redirect(_found(person), flash=say("Saved."))


def _link(request: Request, person: Person, secret: str) -> Response:
    links = [(person, address_of(request, f"/links/{secret}"))]
    return unkept(
        page(
            request, "pages/people/links.html", course=None, links=links, heading=say("A link for one person"), added=0
        )
    )


def _found(person: Person) -> str:
    return "/admin/people?" + urlencode({"q": person.email})


def _turned(search: str, order: queries.Order, number: int) -> str:
    return "?" + urlencode({"q": search, "sort": order, "page": number})
