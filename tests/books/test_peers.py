"""Teams that review each other's books: balanced pairs, what other teams see, and notes that come from a team."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.books import actions, queries, rules
from app.books.models import Note, PeerReview
from app.books.rules import Outcome, SectionKind, SubmissionState
from app.books.schemas import (
    LineInput,
    NoteInput,
    NoteText,
    PeerReviewInput,
    PitchInput,
    ReplyInput,
    ScenarioInput,
    SubmitInput,
    VerdictInput,
)
from app.books.tables import BUDGET
from app.core.errors import Forbidden, Invalid, NotFound
from app.courses.models import Course
from app.insights import queries as insights
from app.journal.models import Entry, Notice
from app.teams.models import Team
from tests import worlds

TEXT = "INT. WARD - NIGHT\n\nA bed by the window.\n\nKIM\nHello there.\n"
TEAMS = st.sets(st.integers(1, 500), min_size=2, max_size=30)


@given(st.integers(1, 99), TEAMS, st.integers(0, 40))
def test_all_give_and_get_the_same_number_and_nobody_their_own(course, teams, each):
    found = rules.pairs(course, teams, each)
    reading, read = (Counter(pair[side] for pair in found) for side in (0, 1))
    expected = min(each, len(teams) - 1)
    assert all(reading[team] == read[team] == expected for team in teams)
    assert all(reader != team and {reader, team} <= teams for reader, team in found)


@given(st.integers(1, 99), TEAMS, st.integers(0, 29), st.integers(501, 600))
def test_more_readings_and_a_new_team_leave_the_pairs_there_are(course, teams, each, new):
    before = rules.pairs(course, teams, each)
    assert before <= rules.pairs(course, teams, each + 1)
    ended = before - rules.pairs(course, teams | {new}, each)
    assert len(ended) <= each * (each + 1) // 2  # only those who would read across the newcomer
    assert rules.pairs(course, sorted(teams, reverse=True), each) == before


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
def version(act, world):
    """A book of Kim's and Lee's team as it was handed in."""
    act(actions.save_pitch, world.kim, world.team_id, PitchInput(title="Waiting", logline="Two wait."))
    act(actions.save_scenario, world.kim, world.team_id, ScenarioInput(text=TEXT))
    act(actions.add_row, world.kim, world.team_id, BUDGET, LineInput(item="Umbrella", unit_price=6000))
    return act(actions.submit_book, world.kim, world.team_id, SubmitInput(message="Dear professor"))


def pair(act, world, each=1):
    return act(actions.pair_teams, world.prof, world.course_id, PeerReviewInput(each=each))


def seen(db, who, version):
    with db.reading() as session:
        return queries.submission_page(session, who, version.id)


def heard(db, who):
    with db.reading() as session:
        told = select(Entry.verb, Entry.actor_id).join(Notice, Notice.entry_id == Entry.id)
        return session.exec(told.where(Notice.person_id == who.person_id).order_by(Entry.id)).all()


def test_reviewers_read_the_film_and_nothing_else(db, world, act, version):
    with pytest.raises(NotFound):
        seen(db, world.park, version)
    pair(act, world)
    act(
        actions.answer_submission,
        world.prof,
        version.id,
        VerdictInput(state=SubmissionState.CHANGES, answer="Not for other ears."),
    )
    act(actions.add_note, world.prof, version.id, NoteInput(text="The staff's own.", send=True))
    page = seen(db, world.park, version)
    assert page.reviewing == world.other_team_id
    assert set(page.submission.content) == {one.value for one in rules.PEER_SECTIONS}
    assert page.submission.content["scenario"] == TEXT
    assert (page.submission.answer, page.submission.message, page.by, page.threads) == ("", "", "", [])
    with pytest.raises(NotFound):
        seen(db, world.loner, version)
    for read in (queries.book_page, queries.receipt):
        with db.reading() as session, pytest.raises(NotFound):
            read(session, world.park, world.team_id if read is queries.book_page else version.id)
    with db.reading() as session:
        assert "budget" in session.get(type(version), version.id).content  # what is shown is a copy


def test_notes_of_reviewers_come_from_their_team(db, world, act, version):
    pair(act, world)
    with pytest.raises(Invalid, match="do not see"):
        act(actions.add_note, world.park, version.id, NoteInput(section=SectionKind.BUDGET, text="Too dear."))
    note = act(actions.add_note, world.park, version.id, NoteInput(line=3, text="Which bed?", suggestion="A chair."))
    assert seen(db, world.kim, version).threads == []
    act(actions.change_note, world.park, note.id, NoteText(text="Whose bed?", suggestion="A chair."))
    asked = f"/submissions/{version.id}"
    with db.reading() as session:
        task = next(one for one in insights.today_of(session, world.park).mine if one.step.href == asked)
        assert str(task.step.sentence) == "Review the book of “Waiting”"
        assert asked not in [one.step.href for one in insights.today_of(session, world.kim).tasks]
    assert act(actions.send_drafts, world.park, version.id) == 1
    with db.reading() as session:
        assert asked not in [one.step.href for one in insights.today_of(session, world.park).tasks]
    thread = seen(db, world.kim, version).threads[0]
    assert (thread.author, thread.from_team, thread.note.text) == ("", 2, "Whose bed?")
    assert (seen(db, world.prof, version).threads[0].author, seen(db, world.park, version).threads[0].author) == (
        "Park",
        "Park",
    )
    assert heard(db, world.kim)[-1] == ("book.peer-noted", None)
    with db.reading() as session:
        marks = queries.open_marks(session, world.team_id, TEXT)
        assert [str(author) for _, author, _ in marks[3]] == ["Team 2"]

    act(actions.reply, world.kim, note.id, ReplyInput(text="Nobody's.", outcome=Outcome.EXPLAINED))
    assert [answer.text for answer, _ in seen(db, world.park, version).threads[0].replies] == ["Nobody's."]
    for action in (actions.finish_note, actions.take_suggestion, actions.reply, actions.answer_submission):
        more = {"done": True} if action is actions.finish_note else {}
        data = {actions.reply: [ReplyInput(text="No")], actions.answer_submission: [VerdictInput(state="approved")]}
        target = version.id if action is actions.answer_submission else note.id
        with pytest.raises(NotFound):
            act(action, world.park, target, *data.get(action, []), **more)
    with pytest.raises(Invalid, match="what to change"):  # another team's notes do not say what the staff wants
        act(actions.answer_submission, world.prof, version.id, VerdictInput(state=SubmissionState.CHANGES))
    act(actions.take_suggestion, world.lee, note.id)
    second = act(actions.submit_book, world.lee, world.team_id, SubmitInput())
    assert heard(db, world.park)[-1][0] == "book.to-review"
    assert [one.note.text for one in seen(db, world.park, second).threads] == ["Whose bed?"]
    mine = act(actions.add_note, world.park, second.id, NoteInput(text="Better.", send=True))
    act(actions.remove_note, world.park, mine.id)
    with pytest.raises(NotFound):
        act(actions.remove_note, world.loner, note.id)


def test_the_instructor_draws_and_ends_reviews(db, world, act, version):
    for who, refusal in ((world.assistant, Forbidden), (world.kim, Forbidden), (world.stranger, NotFound)):
        with pytest.raises(refusal):
            act(actions.pair_teams, who, world.course_id, PeerReviewInput(each=1))
    with pytest.raises(Invalid, match="With 2 teams, each can review 1 at most"):
        pair(act, world, 2)
    both = {(world.team_id, world.other_team_id), (world.other_team_id, world.team_id)}
    assert pair(act, world) == both
    assert pair(act, world) == both
    assert [verb for verb, _ in heard(db, world.park)].count("book.paired") == 1
    note = act(actions.add_note, world.park, version.id, NoteInput(text="Which bed?", send=True))
    with db.reading() as session:
        listed = {
            one.reviewer_id: (one.team.id, one.newest, one.notes)
            for one in queries.reviews_in(session, world.course_id)
        }
        assert listed[world.team_id] == (world.other_team_id, None, 0)
        assert (listed[world.other_team_id][0], listed[world.other_team_id][1].id) == (world.team_id, version.id)
        assert listed[world.other_team_id][2] == 1
        assert [one.team.id for one in queries.reviews_by(session, world.team_id)] == [world.other_team_id]
    assert pair(act, world, 0) == set()
    with db.writing() as session:
        assert session.exec(select(PeerReview)).all() == []
        session.get(Course, world.course_id).archived = True
    with pytest.raises(NotFound):
        seen(db, world.park, version)
    assert seen(db, world.kim, version).threads[0].from_team == 2  # what was said stays
    with pytest.raises(Forbidden):
        pair(act, world)
    with db.writing() as session:
        session.delete(session.get(Team, world.other_team_id))
        session.flush()
        assert session.get(Note, note.id) is not None
