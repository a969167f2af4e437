"""The staff's answer to a version: kept as a draft, then sent once, with its author's draft notes; reusable remarks."""

from sqlmodel import Session, col, delete, select, update

from app.books import policy, queries
from app.books.actions.notes import send_notes
from app.books.models import ReviewDraft, SavedRemark, Submission
from app.books.rules import SubmissionState
from app.books.schemas import DraftInput, RemarkInput, VerdictInput
from app.core import clock
from app.core.errors import Conflict, Invalid, NotFound
from app.core.text import say
from app.journal import actions as journal
from app.people.rules import Actor
from app.teams.models import Membership

MOST_REMARKS = 100


def keep_draft(session: Session, actor: Actor, submission_id: int, data: DraftInput) -> None:
    """Keep what one means to answer; nobody else sees it. Raises NotFound, Forbidden."""
    submission, team, course = queries.submission_and_team(session, submission_id)
    policy.may_note(actor, course, team).require()
    mine = (ReviewDraft.submission_id == submission.id, ReviewDraft.person_id == actor.person_id)
    session.exec(select(Submission.id).where(Submission.id == submission_id).with_for_update())
    draft = session.exec(select(ReviewDraft).where(*mine)).first()
    if draft is None:
        draft = ReviewDraft(submission_id=submission_id, person_id=actor.person_id, updated_at=clock.now())
        session.add(draft)
    draft.answer, draft.updated_at = data.answer, clock.now()


def answer_submission(session: Session, actor: Actor, submission_id: int, data: VerdictInput) -> Submission:
    """Approve a version, or ask for changes; one's draft notes are sent with it.

    Raises NotFound, Forbidden, Conflict when somebody was first, Invalid for changes without a word.
    """
    submission, team, course = queries.submission_and_team(session, submission_id)
    policy.may_answer(actor, course, team, submission).require()
    if data.state is SubmissionState.WAITING:
        raise Invalid(say("Choose: approve, or ask for changes."), field="state")
    noted = queries.has_notes(session, actor, submission_id)
    if data.state is SubmissionState.CHANGES and not data.answer and not noted:
        raise Invalid(say("Say what to change: in a sentence here, or in notes on the lines."), field="answer")
    changed = session.exec(
        update(Submission)
        .where(col(Submission.id) == submission_id, col(Submission.state) == SubmissionState.WAITING)
        .values(state=data.state, answer=data.answer, answered_at=clock.now(), answered_by=actor.person_id)
    )
    if changed.rowcount != 1:
        raise Conflict(say("Somebody has answered this version meanwhile. Reload the page to see it."))
    send_notes(session, actor, submission, team, tell=False)
    mine = (col(ReviewDraft.submission_id) == submission_id, col(ReviewDraft.person_id) == actor.person_id)
    session.exec(delete(ReviewDraft).where(*mine))
    session.refresh(submission)
    members = session.exec(select(Membership.person_id).where(Membership.team_id == team.id)).all()
    journal.record(
        session,
        actor,
        "book.approved" if data.state is SubmissionState.APPROVED else "book.returned",
        submission,
        course_id=course.id,
        team_id=team.id,
        tell=members,
        href=f"/submissions/{submission.id}",
        number=submission.number,
    )
    return submission


def keep_remark(session: Session, actor: Actor, data: RemarkInput) -> SavedRemark:
    """Keep a sentence to use again; the same one twice is kept once. Raises Forbidden, Invalid for too many."""
    policy.may_keep_remarks(actor).require()
    mine = queries.remarks_of(session, actor)
    same = next((one for one in mine if one.text == data.text), None)
    if same is not None:
        return same
    if len(mine) >= MOST_REMARKS:
        raise Invalid(say("Your bank is full: it takes %(n)s remarks.", n=MOST_REMARKS), field="text")
    remark = SavedRemark(person_id=actor.person_id, text=data.text, created_at=clock.now())
    session.add(remark)
    session.flush()
    return remark


def remove_remark(session: Session, actor: Actor, remark_id: int) -> None:
    """Forget one's own remark. Raises NotFound."""
    remark = session.get(SavedRemark, remark_id)
    if remark is None or remark.person_id != actor.person_id:
        raise NotFound
    session.delete(remark)
