"""The production book as JSON: sections, versions, notes and answers."""

from fastapi import APIRouter

from app.books import actions, fountain, queries, rules
from app.books.schemas import (
    BookOut,
    ComparisonOut,
    DoneInput,
    NoteInput,
    NoteOut,
    PieceOut,
    PitchInput,
    ReplyInput,
    RowOut,
    Saved,
    ScenarioInput,
    SubmissionOut,
    SubmissionPageOut,
    SubmitInput,
    TeamBookOut,
    ThreadOut,
    VerdictInput,
)
from app.books.tables import TABLES
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import Overtaken, problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))
SAVED = problems(409, model=Overtaken)


@router.get("/teams/{team_id}/book")
def book(session: Reading, actor: SignedIn, team_id: int) -> BookOut:
    """Give the book as it stands."""
    return _book(queries.book_page(session, actor, team_id))


@router.put("/teams/{team_id}/book/pitch", responses=SAVED)
def save_pitch(session: Writing, actor: SignedIn, team_id: int, data: PitchInput) -> Saved:
    """Save the pitch over the version that was read; 409 tells what stands there now."""
    return Saved(version=actions.save_pitch(session, actor, team_id, data))


@router.put("/teams/{team_id}/book/scenario", responses=SAVED)
def save_scenario(session: Writing, actor: SignedIn, team_id: int, data: ScenarioInput) -> Saved:
    """Save the scenario over the version that was read; 409 tells what stands there now."""
    return Saved(version=actions.save_scenario(session, actor, team_id, data))


@router.get("/teams/{team_id}/submissions")
def submissions(session: Reading, actor: SignedIn, team_id: int) -> list[SubmissionOut]:
    """List the handed-in versions, newest first."""
    return [SubmissionOut.of(one) for one, _ in queries.book_page(session, actor, team_id).submissions]


@router.post("/teams/{team_id}/submissions", status_code=201)
def submit(session: Writing, actor: SignedIn, team_id: int, data: SubmitInput) -> SubmissionOut:
    """Hand the book in; the same book again gives the version that is there."""
    return SubmissionOut.of(actions.submit_book(session, actor, team_id, data))


@router.get("/submissions/{submission_id}")
def submission(session: Reading, actor: SignedIn, submission_id: int) -> SubmissionPageOut:
    """Give a version with its content and its notes."""
    return _submission(queries.submission_page(session, actor, submission_id))


@router.get("/submissions/{submission_id}/compare")
def compare(session: Reading, actor: SignedIn, submission_id: int, other: int | None = None) -> ComparisonOut:
    """Compare the scenario with another version's; by default with the one before."""
    older, newer = queries.pair(queries.submission_page(session, actor, submission_id), other)
    pieces = fountain.compare(str(older.content.get("scenario", "")), str(newer.content.get("scenario", "")))
    shown = [PieceOut(change=p.change, before=p.before, after=p.after, words=list(p.words)) for p in pieces]
    return ComparisonOut(older=older.number, newer=newer.number, pieces=shown)


@router.post("/submissions/{submission_id}/answer", responses=problems(409))
def answer(session: Writing, actor: SignedIn, submission_id: int, data: VerdictInput) -> SubmissionOut:
    """Approve a version, or ask for changes."""
    return SubmissionOut.of(actions.answer_submission(session, actor, submission_id, data))


@router.post("/submissions/{submission_id}/notes", status_code=201)
def add_note(session: Writing, actor: SignedIn, submission_id: int, data: NoteInput) -> NoteOut:
    """Write a note on a section, a scene or a line."""
    return NoteOut.of(actions.add_note(session, actor, submission_id, data))


@router.post("/book-notes/{note_id}/replies", status_code=201)
def reply(session: Writing, actor: SignedIn, note_id: int, data: ReplyInput) -> NoteOut:
    """Answer a note."""
    return NoteOut.of(actions.reply(session, actor, note_id, data))


@router.put("/book-notes/{note_id}/done")
def finish_note(session: Writing, actor: SignedIn, note_id: int, data: DoneInput) -> NoteOut:
    """Mark a note as done, or open it again."""
    return NoteOut.of(actions.finish_note(session, actor, note_id, done=data.done))


@router.delete("/book-notes/{note_id}", status_code=204)
def remove_note(session: Writing, actor: SignedIn, note_id: int) -> None:
    """Take back one's own note."""
    actions.remove_note(session, actor, note_id)


@router.get("/courses/{course_id}/books")
def books(session: Reading, actor: SignedIn, course_id: int) -> list[TeamBookOut]:
    """List every team of a course with its newest version."""
    _, found = queries.books_of(session, actor, course_id)
    newest = ((team, SubmissionOut.of(one) if one else None) for team, one in found)
    return [TeamBookOut(team_id=team.id, number=team.number, name=team.name, newest=one) for team, one in newest]


def _book(found: queries.BookPage) -> BookOut:
    return BookOut(
        team_id=found.team.id,
        currency=found.course.currency,
        decimals=rules.places(found.course.currency),
        pitch={name: getattr(found.pitch, name) for name in queries.PITCH_FIELDS},
        pitch_version=found.pitch.version,
        scenario=found.scenario.text,
        scenario_version=found.scenario.version,
        tables={one.value: [RowOut.read(row) for row in found.everything.get(one, [])] for one in TABLES},
        missing=[str(sentence) for sentence in found.missing],
        submissions=[SubmissionOut.of(one) for one, _ in found.submissions],
    )


def _submission(found: queries.SubmissionPage) -> SubmissionPageOut:
    threads = [
        ThreadOut(
            note=NoteOut.of(one.note),
            author=one.author,
            replies=[NoteOut.of(note) for note, _ in one.replies],
            answered_in=one.answered_in,
        )
        for one in found.threads
    ]
    return SubmissionPageOut(
        **SubmissionOut.of(found.submission).model_dump(),
        content=found.submission.content,
        by=found.by,
        threads=threads,
        missing=[str(sentence) for sentence in rules.missing(found.submission.content)],
    )
