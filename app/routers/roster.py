"""The people of a course: who is in it, invitations, one-time links, rosters."""

import json
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session
from starlette.datastructures import FormData, UploadFile

from app.core.errors import Conflict, Invalid, TooLarge
from app.core.text import say, say_n
from app.courses.enrolments import actions, policy, queries
from app.courses.enrolments.actions import Invited, Preview, sheet_of
from app.courses.enrolments.queries import Order
from app.courses.enrolments.rules import Column, Sheet
from app.courses.enrolments.schemas import Cells, InviteInput, RoleInput
from app.courses.models import Course
from app.documents import sheets
from app.people.rules import Actor, CourseRole
from app.teams import queries as teams
from app.web.deps import Config, Db, Posted, Reading, SignedIn, SignedInBefore, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect
from app.web.visitor import address_of, unkept
from app.web.words import word

router = APIRouter()
Search = Annotated[str, Query(max_length=100)]
Number = Annotated[int, Query(alias="page", ge=1, le=10_000)]
_cells = TypeAdapter(Cells)
ROLES = [(role.value, word(role)) for role in CourseRole]
ORDERS = [
    (Order.NAME, say("by name")),
    (Order.ROLE, say("by role")),
    (Order.STUDENT_NO, say("by student number")),
    (Order.SECTION, say("by section")),
    (Order.SEEN, say("last seen first")),
]


@router.get("/courses/{course_id}/people")
def people(
    request: Request,
    session: Reading,
    actor: SignedIn,
    course_id: int,
    q: Search = "",
    role: str = "",
    sort: Order = Order.NAME,
    page_number: Number = 1,
) -> Response:
    """Show who is in the course."""
    chosen = CourseRole(role) if role in set(CourseRole) else None
    members = queries.members_visible_to(
        session, actor, course_id, search=q.replace("\x00", ""), role=chosen, order=sort, page=page_number
    )
    return page(
        request,
        "pages/people/people.html",
        course=members.course,
        members=members,
        q=q,
        role=chosen,
        roles=list(CourseRole),
        sort=sort,
        orders=ORDERS,
        more=_turned(q, chosen, sort, page_number + 1) if members.more else "",
        fewer=_turned(q, chosen, sort, page_number - 1) if page_number > 1 else "",
        staff=actor.assists(course_id),
        may_change=policy.may_change_people(actor, members.course),
    )


@router.get("/courses/{course_id}/people/invite")
def inviting(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show the form for invitations."""
    course = _changeable(session, actor, course_id)
    return page(request, "pages/people/invite.html", course=course, form=bind.empty(InviteInput), role_options=ROLES)


@router.post("/courses/{course_id}/people/invite")
def invite(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Invite one or several; their links are on the answered page and nowhere else."""
    course = _changeable(session, actor, course_id)
    bound = bind(form, InviteInput)
    with bound.trying(session):
        done = actions.invite_people(session, actor, course_id, bound.data)
        return _links(request, course, done.links, added=done.added)
    return page(request, "pages/people/invite.html", status=422, course=course, form=bound, role_options=ROLES)


@router.get("/courses/{course_id}/people/{person_id}")
def person(request: Request, session: Reading, actor: SignedIn, course_id: int, person_id: int) -> Response:
    """Show the instructor one person of the course, with what can be done."""
    course = _changeable(session, actor, course_id)
    return _person(request, session, actor, course, person_id)


@router.post("/courses/{course_id}/people/{person_id}/role")
def change_role(
    request: Request, session: Writing, actor: SignedIn, course_id: int, person_id: int, form: Posted
) -> Response:
    """Change what somebody is in the course."""
    course = _changeable(session, actor, course_id)
    bound = bind(form, RoleInput)
    with bound.trying(session):
        actions.change_role(session, actor, course_id, person_id, bound.data.role)
        return redirect(f"/courses/{course_id}/people", flash=say("Saved."))
    return _person(request, session, actor, course, person_id, status=422, form=bound)


@router.post("/courses/{course_id}/people/{person_id}/remove")
def remove(request: Request, session: Writing, actor: SignedIn, course_id: int, person_id: int) -> Response:
    """Take somebody out of the course."""
    course = _changeable(session, actor, course_id)
    bound = bind.empty(RoleInput)
    with bound.trying(session):
        rosters = teams.division_visible_to(session, actor, course_id).rosters
        in_team = any(roster.member(person_id) for roster in rosters)
        gone = actions.remove_person(session, actor, course_id, person_id, in_team=in_team)
        return redirect(
            f"/courses/{course_id}/people", flash=say("%(name)s is no longer in the course.", name=gone.name)
        )
    return _person(request, session, actor, course, person_id, status=409, form=bound)


@router.post("/courses/{course_id}/people/{person_id}/link")
def let_in(request: Request, session: Writing, actor: SignedIn, course_id: int, person_id: int) -> Response:
    """Make a one-time link for somebody and show it once."""
    course = _changeable(session, actor, course_id)
    return _links(request, course, [actions.let_in(session, actor, course_id, person_id)])


@router.post("/courses/{course_id}/people/links")
def let_in_everybody(request: Request, session: Writing, actor: SignedIn, course_id: int) -> Response:
    """Make new links for all who have not been in yet and show them once."""
    course = _changeable(session, actor, course_id)
    return _links(request, course, actions.let_in_everybody(session, actor, course_id))


@router.get("/courses/{course_id}/roster")
def roster(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show where to bring a roster."""
    return _bring(request, _changeable(session, actor, course_id))


@router.post("/courses/{course_id}/roster")
def preview(
    request: Request, database: Db, actor: SignedInBefore, course_id: int, config: Config, form: Posted
) -> Response:
    """Show what would become of each row; changes nothing, and holds no lock while the file is read."""
    with database.reading() as session:
        course = _changeable(session, actor, course_id)
    try:
        sheet = _sheet(form)
    except (Invalid, TooLarge) as refusal:
        return _bring(request, course, refusal.sentence, str(form.get("text", "")))
    with database.reading() as session:
        return _preview(request, session, actor, course, sheet, config.key)


@router.post("/courses/{course_id}/roster/import")
def import_roster(
    request: Request, session: Writing, actor: SignedIn, course_id: int, config: Config, form: Posted
) -> Response:
    """Import what was previewed: all or nothing."""
    course = _changeable(session, actor, course_id)
    bound = bind.empty(RoleInput)
    sheet = None
    with bound.trying(session):
        sheet = _sheet(form)
        done = actions.import_roster(
            session,
            actor,
            course_id,
            sheet,
            seal=str(form.get("seal", ""))[:64],
            key=config.key,
            leave_out="leave_out" in form,
        )
        return _links(request, course, done.links, added=done.added, changed=done.changed)
    if sheet is None:
        return _bring(request, course, bound.error())
    return _preview(request, session, actor, course, sheet, config.key, refusal=bound.error())


def _turned(search: str, role: CourseRole | None, sort: Order, number: int) -> str:
    return "?" + urlencode({"q": search, "role": role.value if role else "", "sort": sort.value, "page": number})


def _changeable(session: Session, actor: Actor, course_id: int) -> Course:
    course = queries.course_of(session, actor, course_id)
    policy.may_change_people(actor, course).require()
    return course


def _person(
    request: Request,
    session: Session,
    actor: Actor,
    course: Course,
    person_id: int,
    *,
    status: int = 200,
    form: Bound[Any] | None = None,
) -> Response:
    member = queries.member_of(session, course.id, person_id)
    standing = queries.standings(session, [person_id])[person_id]
    return page(
        request,
        "pages/people/person.html",
        status=status,
        course=course,
        member=member,
        form=form or bind.of(RoleInput, member.enrolment),
        role_options=ROLES,
        may_let_in=policy.may_let_in(actor, course, standing),
    )


def _links(request: Request, course: Course, invited: list[Invited], *, added: int = 0, changed: int = 0) -> Response:
    """Show one-time links once, or go back where there are none."""
    if not invited:
        done = say("%(added)s added, %(changed)s changed.", added=added, changed=changed)
        nobody = say("There is nobody whom you could make a link for.")
        return redirect(f"/courses/{course.id}/people", flash=done if added or changed else nobody)
    links = [(one.person, address_of(request, f"/links/{one.secret}")) for one in invited]
    return unkept(
        page(
            request,
            "pages/people/links.html",
            course=course,
            links=links,
            heading=say_n("A link for one person", "Links for %(n)s people", len(links)),
            added=added,
        )
    )


def _bring(request: Request, course: Course, refusal: Any = "", text: str = "") -> Response:
    return page(
        request,
        "pages/people/roster.html",
        status=422 if refusal else 200,
        course=course,
        refusal=refusal,
        text=text,
    )


def _preview(
    request: Request, session: Session, actor: Actor, course: Course, sheet: Sheet, key: str, *, refusal: Any = ""
) -> Response:
    found: Preview | None = None
    try:
        found = actions.preview_roster(session, actor, course.id, sheet, key)
    except (Invalid, Conflict) as wrong:
        refusal = refusal or wrong.sentence
    return page(
        request,
        "pages/people/preview.html",
        status=422 if refusal else 200,
        course=course,
        sheet=sheet,
        preview=found,
        cells=json.dumps(sheet.cells, ensure_ascii=False),
        columns=list(Column),
        refusal=refusal,
    )


def _sheet(form: FormData) -> Sheet:
    """Take the roster out of the form: a file, pasted text, or the cells of a preview with its columns."""
    if form.get("cells"):
        try:
            cells = _cells.validate_json(str(form["cells"]))
        except ValidationError as error:
            raise Invalid(say("The list cannot be read. Bring it again; nothing was imported.")) from error
        width = max((len(row) for row in cells), default=0)
        picked = {c: str(form.get(f"column-{c.value}", "")) for c in Column}
        places = {str(index): index for index in range(width)}
        columns = {column: places[place] for column, place in picked.items() if place in places}
        return sheet_of(cells, columns, header="header" in form)
    upload = form.get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        table = sheets.read_table(upload.file.read(sheets.MOST_BYTES + 1))
    else:
        table = sheets.read_text(str(form.get("text", "")))
    if not table:
        raise Invalid(say("There is nothing in it. Choose a file or paste the list."))
    return sheet_of(table, None, header=None)
