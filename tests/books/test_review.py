"""Answering a book: drafts nobody else sees, notes on lines and rows, wordings to take, what changed, deadlines."""

from datetime import timedelta

import pytest
from sqlmodel import select

from app.books import actions, queries, rules
from app.books.actions import Overtaken
from app.books.models import Note, Submission
from app.books.rules import Outcome, SectionKind, SubmissionState
from app.books.schemas import (
    DraftInput,
    LineInput,
    NoteInput,
    NoteText,
    PitchInput,
    RemarkInput,
    ReplyInput,
    ScenarioInput,
    SubmitInput,
    VerdictInput,
)
from app.books.tables import BUDGET
from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.courses.models import Milestone
from app.courses.rules import MilestoneKind
from app.insights import queries as insights
from app.journal.models import Entry, Notice
from app.teams.models import Extension
from tests import worlds

TEXT = "INT. WARD - NIGHT\n\nA bed by the window.\n\nKIM\nHello there.\n"
CHANGES = VerdictInput(state=SubmissionState.CHANGES, answer="Look at the notes.")


@pytest.fixture
def world(db):
    return worlds.build(db)


@pytest.fixture
def act(db):
    def do(action, who, *args, **more):
        with db.writing() as session:
            return action(session, who, *args, **more)

    return do


@pytest.fixture
def write(db, act, world):
    """Save the scenario over what stands there, and hand it in when asked."""

    def do(text, *, submit=False, who=None):
        with db.reading() as session:
            version = queries.book_page(session, world.kim, world.team_id, ()).scenario.version
        act(actions.save_scenario, world.kim, world.team_id, ScenarioInput(text=text, version=version))
        return act(actions.submit_book, world.kim, world.team_id, SubmitInput()) if submit else None

    return do


def seen(db, who, submission):
    with db.reading() as session:
        return queries.submission_page(session, who, submission.id)


def test_drafts_are_their_authors_until_the_answer_goes_out(db, world, act, write):
    version = write(TEXT, submit=True)
    mine = act(actions.add_note, world.prof, version.id, NoteInput(line=3, last_line=6, text="Whose window?"))
    theirs = act(
        actions.add_note, world.assistant, version.id, NoteInput(section=SectionKind.PITCH, text="No logline.")
    )
    act(actions.keep_draft, world.prof, version.id, DraftInput(answer="Nearly."))
    act(actions.keep_draft, world.assistant, version.id, DraftInput(answer="Hm."))
    act(actions.keep_draft, world.prof, version.id, DraftInput(answer="Nearly there."))
    act(actions.change_note, world.prof, mine.id, NoteText(text="Whose window is it?"))

    def read(who):
        page = seen(db, who, version)
        return [one.note.text for one in page.threads], page.draft

    assert read(world.prof) == (["Whose window is it?"], "Nearly there.")
    assert read(world.assistant) == (["No logline."], "Hm.")
    assert read(world.kim) == ([], "")
    with db.reading() as session:
        assert insights.facts_of_team(session, world.team_id).open_notes == 0
        assert session.exec(select(Entry).where(Entry.verb == "book.noted")).all() == []
    for who in (world.kim, world.assistant):
        with pytest.raises(NotFound):
            act(actions.finish_note, who, mine.id, done=True)
    act(actions.answer_submission, world.prof, version.id, CHANGES)
    assert read(world.kim) == (["Whose window is it?"], "")
    assert read(world.assistant) == (["No logline.", "Whose window is it?"], "Hm.")
    with pytest.raises(Forbidden, match="was sent"):
        act(actions.change_note, world.prof, mine.id, NoteText(text="Other"))
    assert act(actions.send_drafts, world.assistant, version.id) == 1
    assert act(actions.send_drafts, world.assistant, version.id) == 0
    assert read(world.kim)[0] == ["No logline.", "Whose window is it?"]
    with db.reading() as session:
        assert insights.facts_of_team(session, world.team_id).open_notes == 2
        assert session.get(Note, theirs.id).sent_at is not None
        told = session.exec(select(Notice.person_id).join(Entry).where(Entry.verb == "book.noted")).all()
        assert set(told) == {world.kim.person_id, world.lee.person_id}


def test_a_note_stands_on_what_the_version_has(db, world, act, write):
    act(actions.save_pitch, world.kim, world.team_id, PitchInput(title="T"))
    row = act(actions.add_row, world.kim, world.team_id, BUDGET, LineInput(item="Umbrella", unit_price=6000))
    version = write(TEXT, submit=True)
    note = (actions.add_note, world.prof, version.id)
    assert act(*note, NoteInput(section=SectionKind.BUDGET, row_id=row.id, text="Dear?")).row_id == row.id
    assert act(*note, NoteInput(section=SectionKind.PITCH, field="logline", text="Write it.")).field == "logline"
    assert act(*note, NoteInput(line=6, last_line=3, text="x")).last_line == 6
    for wrong, match in (
        (NoteInput(line=3, last_line=99, text="x"), "only 7 lines"),
        (NoteInput(section=SectionKind.BUDGET, line=1, text="x"), "only 7 lines"),
        (NoteInput(section=SectionKind.BUDGET, row_id=row.id + 1, text="x"), "no such row"),
        (NoteInput(section=SectionKind.SCENARIO, row_id=row.id, text="x"), "no such row"),
        (NoteInput(section=SectionKind.PITCH, field="password", text="x"), "no such field"),
        (NoteInput(section=SectionKind.PITCH, suggestion="x"), "needs lines"),
        (NoteInput(line=1), "Write what you mean"),
    ):
        with pytest.raises(Invalid, match=match):
            act(*note, wrong)
    assert len({act(*note, NoteInput(line=4, text="Once")).id for _ in range(3)}) == 1
    with pytest.raises(Forbidden):
        act(actions.add_note, world.kim, version.id, NoteInput(line=1, text="x"))


def test_a_wording_is_taken_where_its_lines_stand_now_or_not_at_all(db, world, act, write):
    version = write(TEXT, submit=True)
    first, second = (
        act(actions.add_note, world.prof, version.id, NoteInput(line=line, last_line=last, suggestion=text, send=True))
        for line, last, text in ((3, 3, "An empty bed.\n\nRain on the window."), (5, 6, "MINSU\nYou again."))
    )
    write("INT. CORRIDOR - NIGHT\n\nSteps.\n\n" + TEXT)
    with pytest.raises(Forbidden):
        act(actions.take_suggestion, world.prof, first.id)
    with pytest.raises(NotFound):
        act(actions.take_suggestion, world.park, first.id)
    act(actions.take_suggestion, world.kim, first.id)

    def scenario():
        with db.reading() as session:
            return queries.book_page(session, world.kim, world.team_id, ()).scenario.text

    taken = "INT. CORRIDOR - NIGHT\n\nSteps.\n\nINT. WARD - NIGHT\n\nAn empty bed.\n\nRain on the window.\n\nKIM\nHello there.\n"
    assert scenario() == taken
    with db.reading() as session:
        note = session.get(Note, first.id)
        assert (note.taken_at is not None, note.done_at is not None, note.answered_in) == (True, True, None)
    with pytest.raises(Conflict, match="already"):
        act(actions.take_suggestion, world.lee, first.id)
    write(taken.replace("Hello there.", "Good night."))
    with pytest.raises(Conflict, match="have changed"):
        act(actions.take_suggestion, world.lee, second.id)
    assert "Good night." in scenario()
    with db.reading() as session:
        assert session.get(Note, second.id).done_at is None


def test_the_next_version_answers_the_notes_and_shows_what_changed(db, world, act, write):
    row = act(actions.add_row, world.kim, world.team_id, BUDGET, LineInput(item="Umbrella", unit_price=6000))
    act(actions.add_row, world.kim, world.team_id, BUDGET, LineInput(item="Tape", unit_price=500))
    first = write(TEXT, submit=True)
    notes = [act(actions.add_note, world.prof, first.id, NoteInput(line=line, text=f"On {line}")) for line in (3, 5, 6)]
    act(actions.answer_submission, world.prof, first.id, CHANGES)
    act(actions.reply, world.kim, notes[0].id, ReplyInput(outcome=Outcome.DONE))
    with pytest.raises(Invalid, match="in a sentence"):
        act(actions.reply, world.kim, notes[1].id, ReplyInput(outcome=Outcome.EXPLAINED))
    act(actions.reply, world.kim, notes[1].id, ReplyInput(text="He must be Kim.", outcome=Outcome.EXPLAINED))
    act(actions.change_row, world.kim, world.team_id, BUDGET, row.id, LineInput(item="Umbrella", unit_price=7000))
    second = write("EXT. STREET - DAY\n\nRain.\n\n" + TEXT.replace("A bed by", "An empty bed by"), submit=True)

    page = seen(db, world.prof, second)
    assert page.changes.base.number == 1
    assert [(one.note.text, one.number, one.place.first, one.answered_in) for one in page.threads] == [
        ("On 3", 1, 7, 2),
        ("On 5", 1, 9, 2),
        ("On 6", 1, 10, None),
    ]
    assert [one.note.explained for one in page.threads] == [False, True, False]
    touched = [one for one in SectionKind if page.changes.touched(one)]
    assert touched == [SectionKind.SCENARIO, SectionKind.BREAKDOWN, SectionKind.BUDGET]  # a new scene has a new row
    changed = [(one.change.value, one.row["item"]) for one in page.changes.rows[SectionKind.BUDGET]]
    assert changed == [("changed", "Umbrella"), ("same", "Tape")]
    assert [one.change.value for one in page.changes.scenes] == ["new", "changed"]
    analysis = [(one.change.value, one.row["scene"]) for one in page.changes.rows[SectionKind.BREAKDOWN]]
    assert analysis == [("new", "1"), ("same", "2")]
    assert [one.number for one in page.changes.facts.values()] == ["1", "2"]
    assert (page.changes.was.planned, page.changes.total.planned) == (6500, 7500)

    act(actions.answer_submission, world.prof, second.id, CHANGES)
    third = write(TEXT, submit=True)
    assert [one.note.text for one in seen(db, world.prof, third).threads] == ["On 6"]
    assert [one.note.text for one in seen(db, world.prof, first).threads] == ["On 3", "On 5", "On 6"]
    with db.reading() as session:
        marks = queries.open_marks(session, world.team_id, "INT. ATTIC - DAY\n\n" + TEXT)
        assert {line: [note.text for note, _, _ in found] for line, found in marks.items()} == {8: ["On 6"]}


def test_answers_alone_make_a_version_worth_handing_in(world, act, write):
    first = write(TEXT, submit=True)
    note = act(actions.add_note, world.prof, first.id, NoteInput(line=3, text="Whose?"))
    act(actions.answer_submission, world.prof, first.id, CHANGES)
    submit = (actions.submit_book, world.kim, world.team_id, SubmitInput())
    assert act(*submit).id == first.id
    act(actions.reply, world.kim, note.id, ReplyInput(text="Nobody's.", outcome=Outcome.EXPLAINED))
    second = act(*submit)
    assert (second.number, second.content_hash) == (2, first.content_hash)
    assert {act(*submit).id for _ in range(3)} == {second.id}


def due(db, world, kind, moment, *, closes=False):
    with db.writing() as session:
        milestone = Milestone(course_id=world.course_id, kind=kind, title="The book", due_at=moment, closes=closes)
        session.add(milestone)
        session.flush()
        return milestone.id


def test_late_is_marked_by_the_servers_clock_and_extensions_count(db, world, act, write):
    now = clock.now()
    milestone = due(db, world, MilestoneKind.BOOK, now - timedelta(hours=2))
    assert rules.lateness(write(TEXT, submit=True).submitted_at, now - timedelta(hours=2)) > timedelta(hours=2)
    with db.writing() as session:
        session.add(Extension(team_id=world.team_id, milestone_id=milestone, due_at=now + timedelta(days=1)))
        first = session.exec(select(Submission)).one()
        assert first.late is not None
        session.delete(first)
    again = write(TEXT + "More.", submit=True)
    assert again.late is None
    assert again.due_at == now + timedelta(days=1)
    act(actions.answer_submission, world.prof, again.id, CHANGES)
    due(db, world, MilestoneKind.REVISED_SCENARIO, now - timedelta(days=1))
    assert write(TEXT + "Again.", submit=True).late > timedelta(hours=23)
    assert write(TEXT + "And again.", submit=True).due_at is None  # both milestones are met: this one is a plus


def test_a_milestone_that_closes_takes_nothing_more_and_keeps_the_book(db, world, act, write):
    due(db, world, MilestoneKind.BOOK, clock.now() - timedelta(seconds=1), closes=True)
    with pytest.raises(Conflict, match="closed at"):
        write(TEXT, submit=True)
    with db.reading() as session:
        assert session.exec(select(Submission)).all() == []
        assert queries.book_page(session, world.kim, world.team_id, ()).scenario.text == TEXT


def test_remarks_are_ones_own(db, world, act):
    first = act(actions.keep_remark, world.prof, RemarkInput(text="What do we see?"))
    assert act(actions.keep_remark, world.prof, RemarkInput(text="What do we see?")).id == first.id
    with pytest.raises(Forbidden):
        act(actions.keep_remark, world.kim, RemarkInput(text="Mine"))
    with pytest.raises(NotFound):
        act(actions.remove_remark, world.assistant, first.id)
    act(actions.remove_remark, world.prof, first.id)
    with db.reading() as session:
        assert list(queries.remarks_of(session, world.prof)) == []


def test_saving_meanwhile_stops_a_wording(db, world, act, write):
    """The lock and the version together: what was saved between reading and writing is never overwritten."""
    version = write(TEXT, submit=True)
    note = act(actions.add_note, world.prof, version.id, NoteInput(line=3, suggestion="A chair.", send=True))
    with db.writing() as session:
        actions.take_suggestion(session, world.kim, note.id)
    with pytest.raises(Overtaken):
        act(actions.save_scenario, world.lee, world.team_id, ScenarioInput(text="Mine", version=1))
