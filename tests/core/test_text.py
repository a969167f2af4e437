"""Sentences that are written down are read in the language of whoever reads them."""

from app.core.text import code_of, keep, say, say_n, speaking, told


def test_a_kept_sentence_speaks_each_readers_language():
    kept = keep(say("Hello, %(name)s", name="Kim"), "greeting")
    assert code_of(kept) == "greeting"
    assert str(told(kept)) == "Hello, Kim"
    with speaking("ko"):
        assert str(told(kept)) == "Kim 님, 안녕하세요"


def test_plain_words_plurals_and_old_rows():
    assert keep(say("Saved.")) == keep("Saved.") == "Saved."
    assert (str(told("Saved.")), code_of("Saved.")) == ("Saved.", "")
    assert str(told(keep(say_n("%(n)s take", "%(n)s takes", 3)))) == "3 takes"
    for odd in ("{not json", "{}", "[1]", "100 % {"):
        assert str(told(odd)) == odd


def test_a_kept_sentence_fits_its_column():
    assert len(keep(say("%(a)s " * 300, a="가" * 5000), "x")) <= 1000
    assert str(told(keep(say("No %(cause)s.", cause="x" * 5000)))) == "No " + "x" * 200 + "."
