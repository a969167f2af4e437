"""Answers and their release, on both databases."""

import threading

import pytest

from app.core import clock
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.feedback import actions, queries
from app.feedback.models import Answer, FeedbackForm, Response
from app.feedback.rules import PromptKind
from app.feedback.schemas import AnswerInput, FormInput, HideInput, PromptInput, ReleaseInput, ResponseInput
from app.people.rules import Actor
from app.screenings import actions as screenings
from app.screenings.models import Slot
from app.screenings.schemas import GuestInput
from tests import worlds
from tests.screenings import nights


class Evening:
    """A night whose first film (team 1's) has just ended, and its questions."""

    def __init__(self, database, *, guests=True):
        self.db, self.world = database, worlds.build(database)
        self.screening_id, self.films = nights.plan(database, self.world, guests=guests)
        self.slot_id = self.films[self.world.team_id]
        with database.writing() as session:
            form = actions.form_for(session, self.world.course_id)
            self.prompts = queries.prompts_of(session, form.id)
            session.get(Slot, self.slot_id).ended_at = clock.now()

    def answers(self, text="The shoes.", number=4):
        return [
            AnswerInput(prompt_id=one.id, text=text)
            if one.kind is PromptKind.TEXT
            else AnswerInput(prompt_id=one.id, number=number)
            for one in self.prompts
        ]

    def respond(self, actor, *, send=True, slot_id=None, **words):
        with self.db.writing() as session:
            data = ResponseInput(answers=self.answers(**words), send=send)
            return actions.respond(session, actor, slot_id or self.slot_id, data).id

    def guest(self, name="A parent"):
        with self.db.writing() as session:
            made, _ = screenings.invite_guest(session, self.world.prof, self.screening_id, GuestInput(name=name))
            return Actor(person_id=0, name=name, guest_of=self.screening_id, guest_id=made.id)

    def letter(self, actor):
        with self.db.reading() as session:
            return queries.team_results(session, actor, self.world.team_id)[2]

    def release(self, **data):
        with self.db.writing() as session:
            actions.release(session, self.world.prof, self.slot_id, ReleaseInput(**data))


@pytest.fixture
def evening(db):
    return Evening(db)


def test_twenty_equal_posts_make_one_response(evening):
    gate, broken = threading.Barrier(10), []

    def post():
        gate.wait()
        try:
            for _ in range(2):
                evening.respond(evening.world.park)
        except Exception as error:
            broken.append(error)

    threads = [threading.Thread(target=post) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == []
    with evening.db.reading() as session:
        assert len(session.exec(actions.select(Response)).all()) == 1
        assert len(session.exec(actions.select(Answer)).all()) == len(evening.prompts)


def test_who_may_not_answer_is_told_why(evening):
    with pytest.raises(Forbidden, match="own film"):
        evening.respond(evening.world.lee)
    with pytest.raises(NotFound):
        evening.respond(evening.world.stranger)
    with pytest.raises(Forbidden, match="opens when"):
        evening.respond(evening.world.kim, slot_id=evening.films[evening.world.other_team_id])
    with evening.db.writing() as session:
        screenings.close_forms(session, evening.world.prof, evening.slot_id, closed=True)
    with pytest.raises(Forbidden, match="closed"):
        evening.respond(evening.world.park)


def test_guests_answer_only_where_they_may(lite):
    evening = Evening(lite, guests=False)
    with pytest.raises(Forbidden, match="Tonight only"):
        evening.respond(evening.guest())


def test_a_draft_is_kept_and_sending_needs_the_compulsory_ones(evening):
    park, needed = evening.world.park, next(one for one in evening.prompts if one.required)
    with evening.db.writing() as session:
        actions.respond(session, park, evening.slot_id, ResponseInput(send=False))
    with pytest.raises(Invalid) as refusal, evening.db.writing() as session:
        actions.respond(session, park, evening.slot_id, ResponseInput(send=True))
    assert refusal.value.field == f"p{needed.id}"
    evening.respond(park, text="Later words")
    with evening.db.reading() as session:
        found = queries.sheet(session, park, evening.slot_id)
    assert found.response.sent_at is not None
    assert "Later words" in {one.text for one in found.answers.values()}


def test_the_same_question_twice_in_one_post_is_one_answer(evening):
    prompt = next(one for one in evening.prompts if one.kind is PromptKind.TEXT)
    twice = [AnswerInput(prompt_id=prompt.id, text=text) for text in ("first", "second")]
    with evening.db.writing() as session:
        actions.respond(session, evening.world.park, evening.slot_id, ResponseInput(answers=twice))
    with evening.db.reading() as session:
        assert queries.sheet(session, evening.world.park, evening.slot_id).answers[prompt.id].text == "second"


def test_the_team_reads_what_is_released_and_not_hidden(evening):
    kim, prof = evening.world.kim, evening.world.prof
    for giver, text in ((evening.world.park, "one"), (evening.world.loner, "two"), (evening.guest(), "three")):
        last = evening.respond(giver, text=text)
    assert evening.letter(kim) == []
    evening.release(message="Well seen.")
    [result] = evening.letter(kim)
    assert result.responses == 3
    quoted = [sorted(one.texts) for one in result.results if one.texts]
    assert quoted
    assert all(texts == ["one", "three", "two"] for texts in quoted)
    assert all(one.counts == [0, 0, 0, 3, 0] for one in result.results if one.counts)
    with evening.db.writing() as session:
        actions.hide_response(session, prof, last, HideInput(reason="unkind"))
    [result] = evening.letter(kim)
    assert result.responses == 2
    assert all(one.texts == [] and sum(one.counts) == 0 for one in result.results)
    with evening.db.writing() as session:
        actions.take_back_release(session, prof, evening.slot_id)
    assert evening.letter(kim) == []
    with pytest.raises(Forbidden), evening.db.writing() as session:
        actions.release(session, kim, evening.slot_id, ReleaseInput())


def test_release_all_releases_what_was_shown_once(evening):
    with evening.db.writing() as session:
        assert actions.release_all(session, evening.world.prof, evening.screening_id) == 1
    with evening.db.writing() as session:
        assert actions.release_all(session, evening.world.prof, evening.screening_id) == 0


def test_a_form_that_was_answered_becomes_a_new_version(evening):
    prof, new = evening.world.prof, FormInput(prompts=[PromptInput(text_en="What stayed?", required=True)])
    with evening.db.writing() as session:
        assert actions.change_form(session, prof, evening.screening_id, new).number == 1
        [prompt] = queries.prompts_of(session, queries.newest_form(session, evening.world.course_id).id)
        data = ResponseInput(answers=[AnswerInput(prompt_id=prompt.id, text="The shoes.")], send=True)
        actions.respond(session, evening.world.park, evening.slot_id, data)
        second = FormInput(prompts=[PromptInput(text_ko="무엇이 남았나요?")])
        assert actions.change_form(session, prof, evening.screening_id, second).number == 2
        with pytest.raises(Conflict):
            actions.respond(session, evening.world.loner, evening.slot_id, data)
    with evening.db.reading() as session:
        assert len(session.exec(actions.select(FeedbackForm)).all()) == 2
        kept = queries.sheet(session, evening.world.park, evening.slot_id)
    assert [one.text_en for one in kept.prompts] == ["What stayed?"]
    assert [one.text for one in kept.answers.values()] == ["The shoes."]
    with pytest.raises(Invalid), evening.db.writing() as session:
        actions.change_form(session, prof, evening.screening_id, FormInput(prompts=[PromptInput()]))
