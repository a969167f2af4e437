"""The people of a course and its roster as JSON."""

import base64
import binascii
from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.core.errors import Invalid
from app.core.text import say
from app.courses.enrolments import actions, policy, queries
from app.courses.enrolments.actions import Imported, sheet_of
from app.courses.enrolments.queries import Order
from app.courses.enrolments.rules import Sheet
from app.courses.enrolments.schemas import (
    ImportedOut,
    InviteInput,
    MemberOut,
    MembersOut,
    PreviewInput,
    PreviewOut,
    RoleInput,
    RosterInput,
    RowOut,
)
from app.documents import sheets
from app.people.rules import CourseRole
from app.people.schemas import LinkMade
from app.routers.api.people import link_made
from app.teams import queries as teams
from app.web.deps import Config, Db, Reading, SignedIn, SignedInBefore, Writing

router = APIRouter(tags=["people of a course"])


@router.get("/courses/{course_id}/people")
def people(
    session: Reading,
    actor: SignedIn,
    course_id: int,
    q: Annotated[str, Query(max_length=100)] = "",
    role: CourseRole | None = None,
    sort: Order = Order.NAME,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> MembersOut:
    """List who is in a course; the staff see addresses, student numbers and who was here when."""
    found = queries.members_visible_to(
        session, actor, course_id, search=q.replace("\x00", ""), role=role, order=sort, page=page
    )
    staff = actor.assists(course_id)
    return MembersOut(people=[MemberOut.of(member, staff=staff) for member in found.rows], total=found.total)


@router.post("/courses/{course_id}/people", status_code=201)
def invite(request: Request, session: Writing, actor: SignedIn, course_id: int, data: InviteInput) -> ImportedOut:
    """Invite one or several; each new account's link is in this answer and nowhere else."""
    return _imported(request, actions.invite_people(session, actor, course_id, data))


@router.put("/courses/{course_id}/people/{person_id}/role", status_code=204)
def change_role(session: Writing, actor: SignedIn, course_id: int, person_id: int, data: RoleInput) -> None:
    """Change what somebody is in the course."""
    actions.change_role(session, actor, course_id, person_id, data.role)


@router.delete("/courses/{course_id}/people/{person_id}", status_code=204)
def remove(session: Writing, actor: SignedIn, course_id: int, person_id: int) -> None:
    """Take somebody out of the course; not the last instructor, and nobody who is in a team."""
    rosters = teams.division_visible_to(session, actor, course_id).rosters
    in_team = any(roster.member(person_id) for roster in rosters)
    actions.remove_person(session, actor, course_id, person_id, in_team=in_team)


@router.post("/courses/{course_id}/people/{person_id}/links", status_code=201)
def let_in(request: Request, session: Writing, actor: SignedIn, course_id: int, person_id: int) -> LinkMade:
    """Make a one-time link for somebody of the course."""
    made = actions.let_in(session, actor, course_id, person_id)
    return link_made(request, made.person, made.secret)


@router.post("/courses/{course_id}/roster/preview")
def preview(database: Db, actor: SignedInBefore, course_id: int, config: Config, data: PreviewInput) -> PreviewOut:
    """Say what would become of each row of a roster; changes nothing."""
    with database.reading() as session:
        policy.may_change_people(actor, queries.course_of(session, actor, course_id)).require()
    sheet = _sheet(data)
    with database.reading() as session:
        found = actions.preview_roster(session, actor, course_id, sheet, config.key)
    return PreviewOut(
        cells=[list(row) for row in sheet.cells],
        columns=dict(sheet.columns),
        header=sheet.header,
        rows=[RowOut.of(one) for one in found.rows],
        seal=found.seal,
    )


@router.post("/courses/{course_id}/roster")
def import_roster(
    request: Request, session: Writing, actor: SignedIn, course_id: int, config: Config, data: RosterInput
) -> ImportedOut:
    """Import a roster as it was previewed: all or nothing."""
    sheet = sheet_of(data.cells, data.columns, header=data.header)
    done = actions.import_roster(
        session, actor, course_id, sheet, seal=data.seal, key=config.key, leave_out=data.leave_out
    )
    return _imported(request, done)


def _sheet(data: PreviewInput) -> Sheet:
    if data.cells is not None:
        return sheet_of(data.cells, data.columns, header=data.header)
    if data.file:
        try:
            table = sheets.read_table(base64.b64decode(data.file, validate=True))
        except (binascii.Error, ValueError) as error:
            raise Invalid(say("The file is not in base64."), field="file") from error
    else:
        table = sheets.read_text(data.text)
    return sheet_of(table, data.columns, header=data.header)


def _imported(request: Request, done: Imported) -> ImportedOut:
    links = [link_made(request, one.person, one.secret) for one in done.links]
    return ImportedOut(added=done.added, changed=done.changed, links=links)
