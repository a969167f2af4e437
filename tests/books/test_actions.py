"""Writing, handing in and answering the book, on SQLite and PostgreSQL; many people at once lose nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import select

from app.books import actions, queries
from app.books.actions import Overtaken
from app.books.actions.tables import MOST_ROWS
from app.books.models import Shot, Submission
from app.books.rules import SectionKind, SubmissionState
from app.books.schemas import (
    LineInput,
    NoteInput,
    PitchInput,
    ReplyInput,
    ScenarioInput,
    ShotInput,
    SubmitInput,
    VerdictInput,
)
from app.books.tables import BUDGET, SHOTS
from app.core.db import Database
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.courses.models import Course
from app.journal.models import Entry, Notice
from app.teams.models import Team
from tests import worlds


@pytest.fixture
def db(db_url):
    """Room for threads that wait for one another."""
    database = Database(db_url, pool_size=20, busy_seconds=60)
    yield database
    database.dispose()


@pytest.fixture
def world(db):
    return worlds.build(db)


@pytest.fixture
def act(db, world):
    """``act(action, who, …)`` does one thing in a session of its own, on team 1's book where none is named."""

    def do(action, who, *args, **more):
        with db.writing() as session:
            return action(session, who, *args, **more)

    return do


def page(db, world):
    with db.reading() as session:
        return queries.book_page(session, world.kim, world.team_id)


def at_once(count, work):
    start = Barrier(count)

    def one(n):
        start.wait()
        return work(n)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def submitted(act, world, text="INT. WARD - NIGHT\n\nA bed.\n", version=0):
    act(actions.save_scenario, world.kim, world.team_id, ScenarioInput(text=text, version=version))
    return act(actions.submit_book, world.kim, world.team_id, SubmitInput(message="Ours"))


def test_a_book_begins_empty_and_says_what_it_lacks(db, world):
    found = page(db, world)
    assert (found.pitch.version, found.scenario.version, found.rows(SectionKind.SHOTS)) == (0, 0, [])
    assert len(found.missing) >= 4


def test_a_conflict_holds_both_texts_and_the_same_text_twice_is_none(db, world, act):
    first = act(actions.save_pitch, world.kim, world.team_id, PitchInput(title="대기실", logline="Two wait."))
    with pytest.raises(Overtaken, match="Kim") as caught:
        act(actions.save_pitch, world.lee, world.team_id, PitchInput(title="대기실", logline="Three wait."))
    assert caught.value.theirs["logline"] == "Two wait."
    assert caught.value.version == first == 1
    again = act(actions.save_pitch, world.lee, world.team_id, PitchInput(title="대기실", logline="Two wait."))
    assert again == 1
    over = PitchInput(title="대기실", logline="Three wait.", version=caught.value.version)
    assert act(actions.save_pitch, world.lee, world.team_id, over) == 2
    assert page(db, world).pitch.logline == "Three wait."
    with db.reading() as session:
        assert session.get(Team, world.team_id).film_title == "대기실"


def test_rows_added_at_once_have_places_and_numbers_of_their_own(db, world, act):
    at_once(12, lambda _: act(actions.add_row, world.kim, world.team_id, SHOTS, ShotInput(scene="3")))
    shots = page(db, world).rows(SectionKind.SHOTS)
    assert [shot.position for shot in shots] == list(range(1, 13))
    assert [shot["number"] for shot in shots] == [f"3{letter}" for letter in "ABCDEFGHJKLM"]


def test_a_row_changed_by_two_people_is_changed_by_one(db, world, act):
    row = act(actions.add_row, world.kim, world.team_id, BUDGET, LineInput(item="Umbrella", unit_price=6000))
    change = (actions.change_row, world.kim, world.team_id, BUDGET, row.id)
    assert act(*change, LineInput(item="Black umbrella", unit_price=6000, version=1)) == 2
    with pytest.raises(Overtaken) as caught:
        act(*change, LineInput(item="Red umbrella", unit_price=6000, version=1))
    assert caught.value.theirs["item"] == "Black umbrella"
    assert caught.value.version == 2
    assert act(*change, LineInput(item="Black umbrella", unit_price=6000, version=1)) == 2
    assert page(db, world).rows(SectionKind.BUDGET)[0]["unit_price"] == 6000


def test_rows_move_go_and_come_back(db, world, act):
    rows = [act(actions.add_row, world.kim, world.team_id, SHOTS, ShotInput(scene="1")) for _ in range(3)]
    act(actions.nudge_row, world.kim, world.team_id, SHOTS, rows[2].id, up=True)
    act(actions.nudge_row, world.kim, world.team_id, SHOTS, rows[0].id, up=True)
    assert [shot["number"] for shot in page(db, world).rows(SectionKind.SHOTS)] == ["1A", "1C", "1B"]
    act(actions.remove_row, world.kim, world.team_id, SHOTS, rows[1].id)
    with pytest.raises(Conflict, match="removed"):
        act(actions.change_row, world.lee, world.team_id, SHOTS, rows[1].id, ShotInput(number="1B", picture="x"))
    found = page(db, world)
    assert [shot["number"] for shot in found.rows(SectionKind.SHOTS)] == ["1A", "1C"]
    assert [row.id for row in found.removed(SectionKind.SHOTS)] == [rows[1].id]
    added = act(actions.add_row, world.kim, world.team_id, SHOTS, ShotInput(scene="1"))
    assert added.number == "1D"  # 1B was given away and may come back
    act(actions.restore_row, world.kim, world.team_id, SHOTS, rows[1].id)
    assert [shot["number"] for shot in page(db, world).rows(SectionKind.SHOTS)] == ["1A", "1C", "1B", "1D"]


def test_a_row_of_another_team_is_not_there(world, act):
    row = act(actions.add_row, world.kim, world.team_id, SHOTS, ShotInput(scene="1"))
    with pytest.raises(NotFound):
        act(actions.remove_row, world.park, world.other_team_id, SHOTS, row.id)
    with pytest.raises(NotFound):
        act(actions.remove_row, world.kim, world.team_id, BUDGET, row.id)


def test_pasting_is_all_or_nothing(db, world, act):
    paste = (actions.paste_rows, world.kim, world.team_id)
    assert act(*paste, BUDGET, "Props\tUmbrella\t2\t₩6,000\nFood\tKimbap\t9\t4500\t40,000\n") == 2
    assert [
        (one["item"], one["quantity"], one["unit_price"], one["actual"])
        for one in page(db, world).rows(SectionKind.BUDGET)
    ] == [
        ("Umbrella", 2, 6000, None),
        ("Kimbap", 9, 4500, 40000),
    ]
    with pytest.raises(Invalid, match="Row 2"):
        act(*paste, BUDGET, "Props\tTape\t1\t100\nProps\tRope\tmany\t100")
    with pytest.raises(Invalid, match="Row 1"):
        act(*paste, BUDGET, "Props\tRope\t1.5\t100")
    with pytest.raises(Invalid, match="no row"):
        act(*paste, BUDGET, "\n\t\t\n")
    with pytest.raises(Invalid, match="no row"):
        act(*paste, BUDGET, '"' + "x" * 150_000)
    with pytest.raises(Invalid, match="full"):
        act(*paste, BUDGET, "Props\tTape\n" * (MOST_ROWS - 1))
    assert len(page(db, world).rows(SectionKind.BUDGET)) == 2
    assert act(*paste, SHOTS, "1\n1\n2\n") == 3
    assert [shot["number"] for shot in page(db, world).rows(SectionKind.SHOTS)] == ["1A", "1B", "2A"]


def test_twenty_equal_submits_make_one_version(db, world, act):
    act(actions.save_pitch, world.kim, world.team_id, PitchInput(title="T"))
    found = at_once(20, lambda _: act(actions.submit_book, world.lee, world.team_id, SubmitInput()).id)
    assert len(set(found)) == 1
    with db.reading() as session:
        assert [one.number for one in session.exec(select(Submission)).all()] == [1]
        told = session.exec(select(Entry).where(Entry.verb == "book.submitted")).all()
        assert len(told) == 1
        receipts = session.exec(select(Entry).where(Entry.verb == "book.received")).all()
        assert [one.data["receipt"] for one in receipts] == [session.get(Submission, found[0]).content_hash[:12]]
        told = session.exec(select(Entry.verb, Notice.person_id).join(Notice)).all()
        staff, team = (world.prof, world.assistant), (world.kim, world.lee)
        assert sorted(told) == sorted(
            [("book.submitted", one.person_id) for one in staff] + [("book.received", one.person_id) for one in team]
        )


def test_a_version_never_changes(db, world, act):
    first = submitted(act, world)
    second = submitted(act, world, "INT. WARD - DAY\n", version=1)
    assert (first.number, second.number) == (1, 2)
    with db.reading() as session:
        kept = session.get(Submission, first.id)
        assert kept.content["scenario"].startswith("INT. WARD - NIGHT")
        shown = queries.submission_page(session, world.prof, second.id)
        older, newer = queries.pair(shown, None)
        assert (older.number, newer.number) == (1, 2)
        with pytest.raises(NotFound):
            queries.pair(shown, 7)


def test_nothing_is_not_handed_in(world, act):
    with pytest.raises(Invalid, match="nothing to hand in"):
        act(actions.submit_book, world.kim, world.team_id, SubmitInput())


def test_notes_replies_and_what_was_done_about_them(db, world, act):
    first = submitted(act, world)
    note = act(actions.add_note, world.prof, first.id, NoteInput(line=3, text="Whose bed?", send=True))
    with pytest.raises(Invalid, match="only 4 lines"):
        act(actions.add_note, world.prof, first.id, NoteInput(line=99, text="Where?"))
    second = submitted(act, world, "INT. WARD - NIGHT\n\nMother's bed.\n", version=1)
    answer = act(actions.reply, world.kim, note.id, ReplyInput(text="Mother's."))
    assert act(actions.reply, world.prof, answer.id, ReplyInput(text="Good.")).parent_id == note.id
    act(actions.finish_note, world.lee, note.id, done=True)
    with db.reading() as session:
        (thread,) = queries.submission_page(session, world.kim, first.id).threads
    assert (thread.author, thread.answered_in) == ("Han", second.number)
    assert [(reply.text, name) for reply, name in thread.replies] == [("Mother's.", "Kim"), ("Good.", "Han")]
    with pytest.raises(Forbidden):
        act(actions.remove_note, world.kim, note.id)
    act(actions.remove_note, world.prof, note.id)
    with db.reading() as session:
        assert queries.submission_page(session, world.kim, first.id).threads == []


def test_a_version_is_answered_once(db, world, act):
    found = submitted(act, world)
    ask = VerdictInput(state=SubmissionState.CHANGES)
    with pytest.raises(Invalid, match="what to change"):
        act(actions.answer_submission, world.prof, found.id, ask)
    with pytest.raises(Invalid, match="Choose"):
        act(actions.answer_submission, world.prof, found.id, VerdictInput(state=SubmissionState.WAITING))

    def answer(_):
        try:
            act(actions.answer_submission, world.prof, found.id, VerdictInput(state=SubmissionState.APPROVED))
        except (Conflict, Forbidden):
            return False
        return True

    assert at_once(6, answer).count(True) == 1
    with db.reading() as session:
        assert session.get(Submission, found.id).state is SubmissionState.APPROVED
        told = session.exec(select(Notice.person_id).join(Entry).where(Entry.verb == "book.approved")).all()
        assert set(told) == {world.kim.person_id, world.lee.person_id}
        assert queries.books_waiting(session, world.prof, world.course_id) == []
        _, teams = queries.books_of(session, world.prof, world.course_id)
        assert [(team.number, version.number if version else None) for team, version in teams] == [(1, 1), (2, None)]


def test_nothing_is_written_in_the_archive_or_by_others(db, world, act):
    with pytest.raises(Forbidden, match="Only the team"):
        act(actions.save_pitch, world.prof, world.team_id, PitchInput())
    with pytest.raises(NotFound):
        act(actions.save_pitch, world.park, world.team_id, PitchInput())
    with db.writing() as session:
        session.get(Course, world.course_id).archived = True
    with pytest.raises(Forbidden, match="archive"):
        act(actions.add_row, world.kim, world.team_id, SHOTS, ShotInput())
    with db.reading() as session:
        assert session.exec(select(Shot)).all() == []
