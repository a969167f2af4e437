"""Pages of handed-in versions: read line by line, note, answer, compare; the course's list of books."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.books import actions, fountain, policy, queries, rules
from app.books.rules import SectionKind, SubmissionState
from app.books.schemas import NoteInput, ReplyInput, VerdictInput
from app.books.tables import TABLES
from app.core.text import say
from app.people.rules import Actor
from app.routers.books import script
from app.web.deps import Posted, Reading, SignedIn, Writing
from app.web.forms import Bound, bind
from app.web.pages import page, redirect

router = APIRouter()


@router.get("/courses/{course_id}/books")
def books(request: Request, session: Reading, actor: SignedIn, course_id: int) -> Response:
    """Show the versions that wait, oldest first, and every team's newest."""
    course, teams = queries.books_of(session, actor, course_id)
    waiting = queries.books_waiting(session, actor, course_id)
    return page(request, "pages/books/books.html", course=course, teams=teams, waiting=waiting)


@router.get("/submissions/{submission_id}")
def submission(
    request: Request,
    session: Reading,
    actor: SignedIn,
    submission_id: int,
    section: SectionKind = SectionKind.SCENARIO,
    line: int | None = None,
) -> Response:
    """Show a version: one section, with its notes where they belong; ``line`` opens the form under that line."""
    return _show(request, session, actor, submission_id, section=section, line=line)


def _show(
    request: Request,
    session: Session,
    actor: Actor,
    submission_id: int,
    *,
    section: SectionKind = SectionKind.SCENARIO,
    line: int | None = None,
    status: int = 200,
    note: Bound[NoteInput] | None = None,
    verdict: Bound[VerdictInput] | None = None,
) -> Response:
    found = queries.submission_page(session, actor, submission_id)
    content = found.submission.content
    lines: dict[int, list[queries.Thread]] = {}
    for thread in found.threads:
        if thread.note.line is not None:
            lines.setdefault(thread.note.line, []).append(thread)
    sums, total = rules.top_sheet(
        rules.Line(one["category"], one["quantity"], one["unit_price"], one["actual"])
        for one in content.get("budget", [])
    )
    return page(
        request,
        "pages/books/submission.html",
        status=status,
        found=found,
        team=found.team,
        course=found.course,
        content=content,
        section=section,
        sections=list(SectionKind),
        table=TABLES.get(section),
        line=line,
        by_line=lines,
        analysis=queries.analysis_of(
            str(content.get("scenario", "")), content.get("breakdown", []), content.get("shots", [])
        ),
        sums=sums,
        total=total,
        missing=rules.missing(content),
        form=note or bind.empty(NoteInput, section=section.value, line=line or ""),
        verdict=verdict or bind.empty(VerdictInput),
        may_note=policy.may_note(actor, found.course, found.team),
        may_reply=policy.may_reply(actor, found.course, found.team),
        may_answer=policy.may_answer(actor, found.course, found.team, found.submission),
        may_write=policy.may_write(actor, found.course, found.team),
        **script(str(content.get("scenario", ""))),
    )


@router.post("/submissions/{submission_id}/notes")
def note(request: Request, session: Writing, actor: SignedIn, submission_id: int, form: Posted) -> Response:
    """Write a note on a section, a scene or a line."""
    bound = bind(form, NoteInput)
    with bound.trying(session):
        found = actions.add_note(session, actor, submission_id, bound.data)
        return redirect(f"/submissions/{submission_id}?section={found.section.value}#note-{found.id}")
    line = str(bound.value("line"))
    section = next((one for one in SectionKind if one == bound.value("section")), SectionKind.SCENARIO)
    return _show(
        request,
        session,
        actor,
        submission_id,
        section=section,
        line=int(line) if line.isdigit() else None,
        status=422,
        note=bound,
    )


@router.post("/submissions/{submission_id}/answer")
def answer(request: Request, session: Writing, actor: SignedIn, submission_id: int, form: Posted) -> Response:
    """Approve the version, or ask for changes."""
    bound = bind(form, VerdictInput)
    with bound.trying(session):
        found = actions.answer_submission(session, actor, submission_id, bound.data)
        done = found.state is SubmissionState.APPROVED
        flash = say("Approved. The team has been told.") if done else say("The team has been asked for changes.")
        return redirect(f"/courses/{found.course_id}/books", flash=flash)
    return _show(request, session, actor, submission_id, status=422, verdict=bound)


@router.get("/submissions/{submission_id}/compare")
def compare(
    request: Request, session: Reading, actor: SignedIn, submission_id: int, other: int | None = None
) -> Response:
    """Compare the scenario with another version's, word by word; by default with the one before."""
    found = queries.submission_page(session, actor, submission_id)
    first, second = queries.pair(found, other)
    old, new = str(first.content.get("scenario", "")), str(second.content.get("scenario", ""))
    pieces = fountain.compare(old, new)
    return page(
        request,
        "pages/books/compare.html",
        found=found,
        team=found.team,
        course=found.course,
        first=first,
        second=second,
        stretches=fountain.stretches(pieces),
        before=fountain.parse(old),
        after=fountain.parse(new),
        changed=sum(piece.change is not fountain.Change.SAME for piece in pieces),
    )


@router.post("/book-notes/{note_id}/reply")
def reply(session: Writing, actor: SignedIn, note_id: int, form: Posted) -> Response:
    """Answer a note."""
    bound = bind(form, ReplyInput)
    found = actions.reply(session, actor, note_id, bound.data)
    return redirect(f"/submissions/{found.submission_id}?section={found.section.value}#note-{found.parent_id}")


@router.post("/book-notes/{note_id}/done")
def finish(session: Writing, actor: SignedIn, note_id: int, form: Posted) -> Response:
    """Mark a note as done, or open it again."""
    found = actions.finish_note(session, actor, note_id, done=form.get("done") != "0")
    return redirect(f"/submissions/{found.submission_id}?section={found.section.value}#note-{found.id}")


@router.post("/book-notes/{note_id}/remove")
def remove(session: Writing, actor: SignedIn, note_id: int) -> Response:
    """Take back one's own note."""
    found = actions.remove_note(session, actor, note_id)
    return redirect(f"/submissions/{found.id}", flash=say("The note is removed."))
