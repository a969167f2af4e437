"""Handed-in versions as JSON: notes, answers, comparison, suggested wordings, reusable remarks."""

from fastapi import APIRouter

from app.books import actions, policy, queries, rules
from app.books.schemas import (
    ComparisonOut,
    DoneInput,
    DraftInput,
    NoteInput,
    NoteOut,
    NoteText,
    PeerReviewInput,
    PeerReviewOut,
    PieceOut,
    RemarkInput,
    RemarkOut,
    ReplyInput,
    SceneStepOut,
    Sent,
    SubmissionOut,
    SubmissionPageOut,
    ThreadOut,
    VerdictInput,
)
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import Overtaken, problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))


@router.get("/submissions/{submission_id}")
def submission(session: Reading, actor: SignedIn, submission_id: int) -> SubmissionPageOut:
    """Give a version with its content and the notes that concern it, followed to where their lines are in it.

    A team that reviews it gets the film's sections and its own notes.
    """
    found = queries.submission_page(session, actor, submission_id)
    return SubmissionPageOut(
        **SubmissionOut.of(found.submission).model_dump(),
        content=found.submission.content,
        content_hash=found.submission.content_hash,
        by=found.by,
        threads=[ThreadOut.of(one) for one in found.threads],
        missing=[] if found.reviewing else [str(one.sentence) for one in rules.missing(found.submission.content)],
        changed_since=found.changes.base.number if found.changes.base else None,
    )


@router.get("/submissions/{submission_id}/compare")
def compare(session: Reading, actor: SignedIn, submission_id: int, other: int | None = None) -> ComparisonOut:
    """Compare with another version, by default the one before: the scenario line by line, its scenes, all tables."""
    older, newer = queries.pair(queries.submission_page(session, actor, submission_id), other)
    changes = queries.Changes(older, newer)
    return ComparisonOut(
        older=older.number,
        newer=newer.number,
        pieces=[PieceOut(change=p.change, before=p.before, after=p.after, words=list(p.words)) for p in changes.pieces],
        scenes=[SceneStepOut.of(one) for one in changes.scenes],
        pitch=sorted(changes.fields),
        rows={
            section.value: {
                one.row["id"]: "moved" if one.moved and one.change == "same" else one.change.value
                for one in steps
                if one.moved or one.change != "same"
            }
            for section, steps in changes.rows.items()
        },
    )


@router.get("/courses/{course_id}/peer-reviews")
def peer_reviews(session: Reading, actor: SignedIn, course_id: int) -> list[PeerReviewOut]:
    """List which team reviews whose books."""
    queries.books_of(session, actor, course_id)
    return [PeerReviewOut.of(one) for one in queries.reviews_in(session, course_id)]


@router.put("/courses/{course_id}/peer-reviews")
def pair_teams(session: Writing, actor: SignedIn, course_id: int, data: PeerReviewInput) -> list[PeerReviewOut]:
    """Let each team review so many others' books: all give and get the same number, never their own."""
    actions.pair_teams(session, actor, course_id, data)
    return [PeerReviewOut.of(one) for one in queries.reviews_in(session, course_id)]


@router.get("/teams/{team_id}/peer-reviews")
def reviewed_by(session: Reading, actor: SignedIn, team_id: int) -> list[PeerReviewOut]:
    """List whose books a team reviews."""
    team, _ = queries.team_and_course(session, team_id)
    policy.may_see_book(actor, team).require()
    return [PeerReviewOut.of(one) for one in queries.reviews_by(session, team_id)]


@router.put("/submissions/{submission_id}/draft", status_code=204)
def keep_draft(session: Writing, actor: SignedIn, submission_id: int, data: DraftInput) -> None:
    """Keep what one means to answer; nobody else sees it."""
    actions.keep_draft(session, actor, submission_id, data)


@router.post("/submissions/{submission_id}/answer", responses=problems(409))
def answer(session: Writing, actor: SignedIn, submission_id: int, data: VerdictInput) -> SubmissionOut:
    """Approve a version, or ask for changes; one's draft notes are sent with it."""
    return SubmissionOut.of(actions.answer_submission(session, actor, submission_id, data))


@router.post("/submissions/{submission_id}/notes", status_code=201)
def add_note(session: Writing, actor: SignedIn, submission_id: int, data: NoteInput) -> NoteOut:
    """Write a note on a section, a field of the pitch, a scene, a row or lines; a draft unless ``send``."""
    return NoteOut.of(actions.add_note(session, actor, submission_id, data))


@router.post("/submissions/{submission_id}/notes/send")
def send_notes(session: Writing, actor: SignedIn, submission_id: int) -> Sent:
    """Send one's draft notes without an answer to the whole."""
    return Sent(sent=actions.send_drafts(session, actor, submission_id))


@router.put("/book-notes/{note_id}")
def change_note(session: Writing, actor: SignedIn, note_id: int, data: NoteText) -> NoteOut:
    """Change one's own draft."""
    return NoteOut.of(actions.change_note(session, actor, note_id, data))


@router.post("/book-notes/{note_id}/replies", status_code=201)
def reply(session: Writing, actor: SignedIn, note_id: int, data: ReplyInput) -> NoteOut:
    """Answer a note, and say what became of it; without words the note itself is given back."""
    return NoteOut.of(actions.reply(session, actor, note_id, data))


@router.put("/book-notes/{note_id}/done")
def finish_note(session: Writing, actor: SignedIn, note_id: int, data: DoneInput) -> NoteOut:
    """Mark a note as done, or open it again."""
    return NoteOut.of(actions.finish_note(session, actor, note_id, done=data.done))


@router.post("/book-notes/{note_id}/take", responses=problems(409, model=Overtaken))
def take(session: Writing, actor: SignedIn, note_id: int) -> NoteOut:
    """Take the suggested wording into the scenario; 409 when its lines read otherwise by now."""
    return NoteOut.of(actions.take_suggestion(session, actor, note_id))


@router.delete("/book-notes/{note_id}", status_code=204)
def remove_note(session: Writing, actor: SignedIn, note_id: int) -> None:
    """Take back one's own note."""
    actions.remove_note(session, actor, note_id)


@router.get("/remarks")
def remarks(session: Reading, actor: SignedIn) -> list[RemarkOut]:
    """List one's own reusable remarks."""
    policy.may_keep_remarks(actor).require()
    return [RemarkOut.of(one) for one in queries.remarks_of(session, actor)]


@router.post("/remarks", status_code=201)
def keep_remark(session: Writing, actor: SignedIn, data: RemarkInput) -> RemarkOut:
    """Keep a sentence to use again."""
    return RemarkOut.of(actions.keep_remark(session, actor, data))


@router.delete("/remarks/{remark_id}", status_code=204)
def remove_remark(session: Writing, actor: SignedIn, remark_id: int) -> None:
    """Forget a remark."""
    actions.remove_remark(session, actor, remark_id)
