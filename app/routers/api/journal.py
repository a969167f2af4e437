"""Notices and the journal as JSON."""

from fastapi import APIRouter

from app.courses import queries as courses
from app.journal import actions, policy, queries
from app.journal.queries import Happened, Page
from app.journal.schemas import Cursor, EntryOut, JournalOut, NoticeOut, NoticesOut
from app.teams import queries as teams
from app.web.deps import Reading, SignedIn, Writing

router = APIRouter(tags=["journal"])


@router.get("/notices")
def notices(session: Reading, actor: SignedIn, before: Cursor | None = None) -> NoticesOut:
    """List what one should hear about, newest first; ``older`` is the cursor of the next page."""
    found = queries.notices_of(session, actor, before)
    return NoticesOut(notices=[NoticeOut.of(row) for row in found.rows], older=found.older, unread=actor.unread)


@router.post("/notices/read", status_code=204)
def read_all(session: Writing, actor: SignedIn, until: Cursor | None = None) -> None:
    """Mark one's notices as read, up to the given one or all."""
    actions.read_notices(session, actor, until)


@router.post("/notices/{notice_id}/read", status_code=204)
def read_one(session: Writing, actor: SignedIn, notice_id: int) -> None:
    """Mark a notice as read."""
    actions.read_notice(session, actor, notice_id)


@router.get("/courses/{course_id}/journal")
def course_journal(session: Reading, actor: SignedIn, course_id: int, before: Cursor | None = None) -> JournalOut:
    """List what happened in a course, for its staff."""
    course = courses.course_visible_to(session, actor, course_id)
    policy.may_read(actor, course.id).require()
    return _shown(queries.happened(session, course_id=course.id, before=before))


@router.get("/teams/{team_id}/journal")
def team_journal(session: Reading, actor: SignedIn, team_id: int, before: Cursor | None = None) -> JournalOut:
    """List what a team did, for the team and the staff."""
    found = teams.team_visible_to(session, actor, team_id)
    return _shown(queries.happened(session, team_id=found.team.id, before=before))


def _shown(found: Page[Happened]) -> JournalOut:
    return JournalOut(entries=[EntryOut.of(row) for row in found.rows], older=found.older)
