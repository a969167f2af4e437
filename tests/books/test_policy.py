"""Who may do what with books: persona × action × state."""

from datetime import date

import pytest

from app.books import policy
from app.books.models import Note, Submission
from app.books.rules import SectionKind, SubmissionState
from app.core import clock
from app.courses.models import Course
from app.teams.models import Team

DAY = date(2026, 9, 1)
EVERYBODY = ("kim", "lee", "park", "loner", "prof", "assistant", "stranger", "other_prof", "admin")
COURSE = {"kim", "lee", "park", "loner", "prof", "assistant", "admin"}
STAFF = {"prof", "assistant", "admin"}
TEAM = {"kim", "lee"}


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("state", list(SubmissionState))
@pytest.mark.parametrize("name", EVERYBODY)
def test_book_by_persona(world, name, state, archived):
    actor, running = getattr(world, name), not archived
    course = Course(id=world.course_id, title="C", starts_on=DAY, ends_on=DAY, archived=archived)
    team = Team(id=world.team_id, course_id=course.id, number=1, name="T")
    submission = Submission(
        book_id=1,
        team_id=team.id,
        course_id=course.id,
        number=1,
        content={},
        content_hash="",
        submitted_at=clock.now(),
        state=state,
    )

    def allowed(decision, who, condition=True):
        assert bool(decision) == (name in who and condition)
        assert decision.hidden == (name not in TEAM | STAFF)
        assert decision or decision.hidden or str(decision.reason).endswith((".", "them."))

    allowed(policy.may_see_book(actor, team), TEAM | STAFF)
    allowed(policy.may_write(actor, course, team), TEAM, running)
    allowed(policy.may_note(actor, course, team), STAFF, running)
    allowed(policy.may_reply(actor, course, team), TEAM | STAFF, running)
    answers = running and state is SubmissionState.WAITING
    allowed(policy.may_answer(actor, course, team, submission), STAFF, answers)
    listing = policy.may_list_books(actor, course)
    assert (bool(listing), listing.hidden) == (name in STAFF, name not in COURSE)


def test_a_note_is_its_authors(world):
    note = Note(
        submission_id=1,
        section=SectionKind.PITCH,
        text="x",
        author_id=world.prof.person_id,
        created_at=clock.now(),
    )
    assert policy.may_remove_note(world.prof, note)
    assert not policy.may_remove_note(world.assistant, note)
    assert not policy.may_remove_note(world.kim, note)
    assert policy.may_change_note(world.prof, note)
    note.sent_at = clock.now()
    assert not policy.may_change_note(world.prof, note)
    assert policy.may_keep_remarks(world.assistant)
    assert not policy.may_keep_remarks(world.kim)
