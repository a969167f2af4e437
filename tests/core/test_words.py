"""Sentences, typed text, permissions, moments."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from sqlmodel import select

from app.core import clock, ids, text
from app.core.errors import Forbidden, NotFound
from app.core.inputs import Line, Mail, Name, Words
from app.core.policy import ALLOW, HIDE, deny, when
from app.core.text import say, say_n
from app.people.models import Person


class Typed(BaseModel):
    line: Line = ""
    words: Words = ""
    name: Name = "x"
    mail: Mail = "a@b.c"


def test_a_sentence_is_in_the_language_of_who_reads_it():
    sentence = say("Please fill this in.")
    assert str(sentence) == "Please fill this in."
    with text.speaking("ko"):
        assert str(sentence) == "이 칸을 채워 주세요."
    assert str(sentence) == "Please fill this in."


def test_plural_forms():
    one, many = (say_n("At most %(n)s character, please.", "At most %(n)s characters, please.", n) for n in (1, 80))
    assert (str(one), str(many)) == ("At most 1 character, please.", "At most 80 characters, please.")
    with text.speaking("ko"):
        assert str(many) == "80자까지 쓸 수 있어요."


@pytest.mark.parametrize(("accept", "language"), [("ko-KR,ko;q=0.9,en;q=0.8", "ko"), ("fr, en", "en"), ("", "en")])
def test_the_browser_chooses_first(accept, language):
    assert text.best_language(accept) == language


def test_hangul_from_a_phone_is_put_together_and_controls_go():
    typed = Typed(line=" 기\u0000다림 \u202e\n둘 ", words="a\r\nb\x07")
    assert typed.line == "기다림 둘"
    assert typed.words == "a\nb"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(value):
    once = Typed(line=value, words=value)
    again = Typed(line=once.line, words=once.words)
    assert (again.line, again.words) == (once.line, once.words)
    assert unicodedata.is_normalized("NFC", once.words)
    assert "\x00" not in once.words


@pytest.mark.parametrize("value", ["", "a", "a@", "@b", "a b@c", 'a"@b.c', "a@b@c"])
def test_what_is_no_address(value):
    with pytest.raises(ValidationError):
        Typed(mail=value)


def test_addresses_are_lower_case():
    assert Typed(mail=" Kim@Example.TEST ").mail == "kim@example.test"


def test_a_decision_is_true_a_reason_or_nothing_at_all():
    ALLOW.require()
    assert not deny("no")
    with pytest.raises(Forbidden, match="^not now$"):
        when(condition=False, reason="not now").require()
    with pytest.raises(NotFound):
        HIDE.require()


def test_moments_come_back_in_utc_and_need_a_zone(db):
    seoul = timezone(timedelta(hours=9))
    with db.writing() as session:
        session.add(Person(email="a@b.c", name="A", created_at=datetime(2026, 11, 26, 18, 0, tzinfo=seoul)))
    with db.reading() as session:
        assert session.exec(select(Person.created_at)).one() == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    with pytest.raises(Exception, match="without a zone"), db.writing() as session:
        session.add(Person(email="b@b.c", name="B", created_at=datetime(2026, 1, 1)))  # noqa: DTZ001 -- the point


def test_the_clock_can_stand_elsewhere():
    then = datetime(2030, 1, 1, tzinfo=UTC)
    with clock.at(then):
        assert then <= clock.now() < then + timedelta(seconds=5)
    assert clock.now() < then


def test_signatures_hold_for_one_text_and_one_key():
    mark = ids.sign("key", "clip/1")
    assert ids.signed("key", "clip/1", mark)
    assert not ids.signed("key", "clip/2", mark)
    assert not ids.signed("other", "clip/1", mark)
