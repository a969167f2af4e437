"""The production book as JSON: sections, tables, versions, notes and answers."""

from typing import Literal

from fastapi import APIRouter

from app.books import actions, fountain, queries, rules
from app.books.rules import SectionKind
from app.books.schemas import (
    BookOut,
    ComparisonOut,
    DoneInput,
    LineInput,
    MoveRowInput,
    NoteInput,
    NoteOut,
    Order,
    Pasted,
    PasteInput,
    PieceOut,
    PitchInput,
    ReplyInput,
    RowOut,
    Saved,
    ScenarioInput,
    ShotInput,
    SubmissionOut,
    SubmissionPageOut,
    SubmitInput,
    TeamBookOut,
    ThreadOut,
    VerdictInput,
)
from app.books.tables import BUDGET, SHOTS, TABLES
from app.web.deps import Reading, SignedIn, Writing
from app.web.problems import Overtaken, problems

router = APIRouter(tags=["books"], responses=problems(401, 403, 404, 422))
SAVED = problems(409, model=Overtaken)
TableName = Literal[SectionKind.SHOTS, SectionKind.BUDGET]


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


@router.post("/teams/{team_id}/book/shots", status_code=201)
def add_shot(session: Writing, actor: SignedIn, team_id: int, data: ShotInput) -> RowOut:
    """Add a shot at the end; without a number it gets the scene's next one."""
    return RowOut.of(actions.add_row(session, actor, team_id, SHOTS, data), SHOTS.columns)


@router.post("/teams/{team_id}/book/budget", status_code=201)
def add_line(session: Writing, actor: SignedIn, team_id: int, data: LineInput) -> RowOut:
    """Add a budget line at the end; money in minor units of the course's currency (1250 is €12.50, and ₩1,250)."""
    return RowOut.of(actions.add_row(session, actor, team_id, BUDGET, data), BUDGET.columns)


@router.put("/teams/{team_id}/book/shots/{row_id}", responses=SAVED)
def change_shot(session: Writing, actor: SignedIn, team_id: int, row_id: int, data: ShotInput) -> Saved:
    """Change a shot over the version that was read."""
    return Saved(version=actions.change_row(session, actor, team_id, SHOTS, row_id, data))


@router.put("/teams/{team_id}/book/budget/{row_id}", responses=SAVED)
def change_line(session: Writing, actor: SignedIn, team_id: int, row_id: int, data: LineInput) -> Saved:
    """Change a budget line over the version that was read; money in minor units."""
    return Saved(version=actions.change_row(session, actor, team_id, BUDGET, row_id, data))


@router.post("/teams/{team_id}/book/{table}/paste", status_code=201)
def paste(session: Writing, actor: SignedIn, team_id: int, table: TableName, data: PasteInput) -> Pasted:
    """Add rows copied from a spreadsheet, money as typed ("12.50"); all or none."""
    return Pasted(added=actions.paste_rows(session, actor, team_id, TABLES[table], data.rows))


@router.post("/teams/{team_id}/book/{table}/{row_id}/move", responses=problems(409))
def move(session: Writing, actor: SignedIn, team_id: int, table: TableName, row_id: int, data: MoveRowInput) -> Order:
    """Put a row after another, or at the top; 409 with the ``order`` when it stands elsewhere than it was seen."""
    return Order(order=actions.move_row(session, actor, team_id, TABLES[table], row_id, data))


@router.delete("/teams/{team_id}/book/{table}/{row_id}", status_code=204)
def remove(session: Writing, actor: SignedIn, team_id: int, table: TableName, row_id: int) -> None:
    """Take a row out; it can be brought back."""
    actions.remove_row(session, actor, team_id, TABLES[table], row_id)


@router.post("/teams/{team_id}/book/{table}/{row_id}/restore", status_code=204)
def restore(session: Writing, actor: SignedIn, team_id: int, table: TableName, row_id: int) -> None:
    """Bring a row back to where it was."""
    actions.restore_row(session, actor, team_id, TABLES[table], row_id)


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
