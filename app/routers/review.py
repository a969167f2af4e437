"""Pages of handed-in versions: read the whole book, answer, compare; the receipt; the course's list of books."""

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlmodel import Session

from app.books import actions, fountain, policy, queries, rules
from app.books.fountain import Change, Stretch
from app.books.rules import SectionKind, SubmissionState
from app.books.schemas import DraftInput, NoteInput, PeerReviewInput, VerdictInput
from app.books.tables import TABLES
from app.core.text import say, say_n
from app.people.rules import Actor
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect
from app.web.ranges import film_address

router = APIRouter()


@router.get("/courses/{course_id}/books")
def books(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show the versions that wait, oldest first, and every team's newest."""
    return _books(request, session, actor, course_id)


def _books(
    request: Request,
    session: Session,
    actor: Actor,
    course_id: int,
    *,
    status: int = 200,
    form: Bound[PeerReviewInput] | None = None,
) -> Response:
    course, teams = queries.books_of(session, actor, course_id)
    reviews = queries.reviews_in(session, course_id)
    each = max(Counter(one.reviewer_id for one in reviews).values(), default=0)
    return page(
        request,
        "pages/books/books.html",
        status=status,
        course=course,
        teams=teams,
        waiting=queries.books_waiting(session, actor, course_id),
        reviews=reviews,
        each=each,
        form=form or bind.empty(PeerReviewInput, each=each),
        may_pair=policy.may_pair(actor, course),
    )


@router.post("/courses/{course_id}/peer-reviews")
def pair(request: Request, session: Writing, actor: SignedIn, course_id: int, form: Posted) -> Response:
    """Let each team review so many other teams' books."""
    bound = bind(form, PeerReviewInput)
    with bound.trying(session):
        actions.pair_teams(session, actor, course_id, bound.data)
        told = say_n("Each team reviews %(n)s other book.", "Each team reviews %(n)s other books.", bound.data.each)
        flash = told if bound.data.each else say("The teams do not review each other's books.")
        return redirect(f"/courses/{course_id}/books#peers", flash=flash)
    return _books(request, session, actor, course_id, status=422, form=bound)


@router.get("/submissions/{submission_id}")
def submission(request: Request, session: Reading, actor: SignedIn, submission_id: int) -> Response:
    """Show the whole of a version with its notes; the address may name where a note is to be written."""
    place = {name: value for name, value in request.query_params.items() if name in NoteInput.model_fields}
    return show(request, session, actor, submission_id, note=bind.empty(NoteInput, **{"section": "", **place}))


def show(
    request: Request,
    session: Session,
    actor: Actor,
    submission_id: int,
    *,
    status: int = 200,
    note: Bound[NoteInput] | None = None,
    verdict: Bound[VerdictInput] | None = None,
) -> Response:
    """Render a version."""
    found = queries.submission_page(session, actor, submission_id)
    content = found.submission.content
    lines: dict[int, list[queries.Thread]] = {}
    for thread in found.threads:
        if thread.place is not None:
            lines.setdefault(thread.place.last, []).append(thread)
    return page(
        request,
        "pages/books/submission.html",
        status=status,
        found=found,
        team=found.team,
        course=found.course,
        content=content,
        printout=None if found.reviewing else queries.printout_of(session, submission_id),
        sections=rules.PEER_SECTIONS if found.reviewing else list(SectionKind),
        **storyboard(request, found),
        by_line=lines,
        noted={n for one in found.threads if one.place for n in range(one.place.first, one.place.last + 1)},
        missing=rules.missing(content),
        form=note or bind.empty(NoteInput, section=""),
        verdict=verdict or bind.empty(VerdictInput, answer=found.draft),
        lenses=rules.LENS_REMARKS,
        may_note=policy.may_note(actor, found.course, found.team, found.reviewing),
        may_reply=policy.may_reply(actor, found.course, found.team),
        may_answer=policy.may_answer(actor, found.course, found.team, found.submission),
        may_write=policy.may_write(actor, found.course, found.team),
        **compared(found.changes, lines),
    )


def storyboard(request: Request, found: queries.SubmissionPage) -> dict[str, Any]:
    """Give the frames of a version, and whether any is another than in the version before."""
    settings = request.app.state.settings
    return {
        "frames": [shot for shot in found.submission.content.get(SectionKind.SHOTS, ()) if shot.get("frame")],
        "new_frames": any("frame" in step.cells for step in found.changes.rows[SectionKind.SHOTS]),
        "scenes": fountain.scenes(fountain.parse(queries.scenario_of(found.submission))),
        "picture_address": lambda key: film_address(settings, key),
    }


def compared(changes: queries.Changes, noted: Any = ()) -> dict[str, Any]:
    """Give what a page needs to show a version beside an older one: what is far from a change is folded."""
    old = queries.scenario_of(changes.base) if changes.base else ""
    pieces = changes.pieces
    folded = fountain.stretches(pieces, also=noted) if changes.base else [Stretch(tuple(pieces), folded=False)]
    return {
        "changes": changes,
        "stretches": folded,
        "before": fountain.parse(old),
        "after": fountain.parse(queries.scenario_of(changes.submission)),
        "changed": sum(piece.change is not Change.SAME for piece in pieces),
        "tables": TABLES,
        "pitch_labels": rules.PITCH_LABELS,
        "words": fountain.compare_words,
        "pages": fountain.pages,
    }


@router.post("/submissions/{submission_id}/draft")
def draft(session: Writing, actor: SignedIn, submission_id: int, form: Posted) -> Response:
    """Keep what one means to answer."""
    actions.keep_draft(session, actor, submission_id, bind(form, DraftInput).data)
    return JSONResponse({"kept": True})


@router.post("/submissions/{submission_id}/send")
def send(session: Writing, actor: SignedIn, submission_id: int) -> Response:
    """Send one's draft notes without an answer to the whole."""
    sent = actions.send_drafts(session, actor, submission_id)
    told = say_n("%(n)s note is sent.", "%(n)s notes are sent.", sent) if sent else say("There was no draft to send.")
    return redirect(f"/submissions/{submission_id}", flash=told)


@router.post("/submissions/{submission_id}/answer")
def answer(request: Request, session: Writing, actor: SignedIn, submission_id: int, form: Posted) -> Response:
    """Approve the version, or ask for changes; on to the one that waits next."""
    bound = bind(form, VerdictInput)
    with bound.trying(session):
        found = actions.answer_submission(session, actor, submission_id, bound.data)
        done = found.state is SubmissionState.APPROVED
        flash = say("Approved. The team has been told.") if done else say("The team has been asked for changes.")
        waiting = queries.books_waiting(session, actor, found.course_id)
        on = f"/submissions/{waiting[0][0].id}" if waiting else f"/courses/{found.course_id}/books"
        return redirect(on, flash=flash)
    return show(request, session, actor, submission_id, status=422, verdict=bound)


@router.get("/submissions/{submission_id}/receipt")
def receipt(request: Request, session: Reading, actor: SignedIn, submission_id: int) -> Response:
    """Show the receipt of a version: when it came, by the server's clock, and the sum of its content."""
    found = queries.receipt(session, actor, submission_id)
    return page(
        request,
        "pages/books/receipt.html",
        found=found,
        submission=found[0],
        team=found[1],
        course=found[2],
        by=found[3],
    )


@router.get("/submissions/{submission_id}/compare")
def compare(
    request: Request, session: Reading, actor: SignedIn, submission_id: int, other: int | None = None
) -> Response:
    """Compare with another version: scenes, words, rows; by default with the one before."""
    found = queries.submission_page(session, actor, submission_id)
    first, second = queries.pair(found, other)
    return page(
        request,
        "pages/books/compare.html",
        found=found,
        team=found.team,
        course=found.course,
        first=first,
        second=second,
        sections=list(SectionKind),
        **compared(queries.Changes(first, second)),
    )
