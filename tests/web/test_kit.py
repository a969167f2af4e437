"""The delivery kit: sign-in by cookie, one session a request, refusals, same-site checks, language."""

import re
from pathlib import Path

from app.people.models import Person
from app.books.rules import words as book_words
from app.teams.rules import roles as role_words
from app.web import words


def test_nobody_is_sent_away_from_other_sites(browse, world):
    kim = browse(world.kim)
    answer = kim.post("/language", data={"language": "ko"}, headers={"Origin": "http://evil.test"})
    assert answer.status_code == 403
    assert "rushes_lang" not in answer.headers.get("set-cookie", "")


def test_language_is_kept_in_cookie_and_account(browse, world, lite):
    kim = browse(world.kim)
    answer = kim.post("/language", data={"language": "ko", "next": "//evil.test/"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    assert answer.cookies["rushes_lang"] == "ko"
    with lite.reading() as session:
        assert session.get(Person, world.kim.person_id).language == "ko"


def test_every_answer_carries_the_security_headers(browse):
    answer = browse().get("/healthz")
    assert answer.text == "ok"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


def test_api_errors_are_problems_with_a_sentence(browse):
    answer = browse().get("/api/v1/nothing-here")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not-found"
    assert answer.json()["detail"].endswith("mistyped.")


def test_no_word_hides_another():
    """Members of StrEnum are equal when their values are: a later word would silently replace an earlier one."""
    written = [
        (getattr(getattr(place, enum), member), sentence)
        for place in (words, book_words, role_words)
        for enum, member, sentence in re.findall(r"(\w+)\.(\w+): say\(\"([^\"]*)", Path(place.__file__).read_text())
    ]
    assert len(written) > len(words.WORDS) - 1 > 0
    for member, sentence in written:
        assert words.WORDS[member].msgid == sentence, member
