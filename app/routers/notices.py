"""What happened: a person's notices, the journal of a course and of a team."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from app.core.text import say
from app.courses import queries as courses
from app.journal import actions, policy, queries, rules
from app.journal.schemas import Cursor
from app.teams import queries as teams
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.pages import local_address, page, redirect

router = APIRouter()
Search = Annotated[str, Query(max_length=100)]


@router.get("/notices")
def notices(request: Request, session: Reading, actor: SignedIn, before: Cursor | None = None) -> Response:
    """Show what this person should hear about."""
    zones = {one.id: one.timezone for one in courses.courses_visible_to(session, actor)}
    found = queries.notices_of(session, actor, before)
    return page(request, "pages/journal/notices.html", notices=found, zones=zones)


@router.post("/notices/read")
def read_all(session: Writing, actor: SignedIn, form: Posted) -> Response:
    """Mark everything that was shown as read."""
    until = str(form.get("until", ""))
    newest = int(until) if until.isascii() and until.isdigit() and len(until) < 19 else None  # noqa: PLR2004 -- 64 bits
    actions.read_notices(session, actor, newest)
    return redirect("/notices")


@router.post("/notices/{notice_id}/read")
def read_one(session: Writing, actor: SignedIn, notice_id: int) -> Response:
    """Mark a notice as read and go to what it is about."""
    return redirect(local_address(actions.read_notice(session, actor, notice_id), "/notices"))


@router.get("/courses/{course_id}/journal")
def course_journal(
    request: Request,
    session: Reading,
    actor: SignedIn,
    course_id: int,
    before: Cursor | None = None,
    about: Search = "",
    q: Search = "",
) -> Response:
    """Show the staff what happened in the course."""
    course = courses.course_visible_to(session, actor, course_id)
    policy.may_read(actor, course.id).require()
    entries = queries.happened(session, course_id=course.id, before=before, about=about, who=q.replace("\x00", ""))
    return page(
        request,
        "pages/journal/journal.html",
        course=course,
        entries=entries,
        **_narrowed(about, q, entries.older),
        heading=say("What happened in the course"),
    )


@router.get("/teams/{team_id}/journal")
def team_journal(
    request: Request,
    session: Reading,
    actor: SignedIn,
    team_id: int,
    before: Cursor | None = None,
    about: Search = "",
    q: Search = "",
) -> Response:
    """Show a team and the staff what the team did."""
    found = teams.team_visible_to(session, actor, team_id)
    entries = queries.happened(session, team_id=found.team.id, before=before, about=about, who=q.replace("\x00", ""))
    return page(
        request,
        "pages/journal/journal.html",
        course=found.course,
        team=found.team,
        entries=entries,
        **_narrowed(about, q, entries.older),
        heading=say("What %(team)s did", team=found.team.name),
    )


def _narrowed(about: str, who: str, older: int | None) -> dict[str, Any]:
    """Give the page what the journal is narrowed to, and the address of the older entries with it."""
    kept = {key: value for key, value in (("about", about), ("q", who)) if value}
    more = "?" + urlencode({**kept, "before": older}) if older else ""
    kinds = [(key, name) for key, (name, _) in rules.ABOUT.items()]
    return {"about": about, "q": who, "more": more, "kinds": kinds}
