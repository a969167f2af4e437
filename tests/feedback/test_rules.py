"""The rule of anonymity: nothing below three, and an order that says nothing."""

from hypothesis import given
from hypothesis import strategies as st

from app.feedback import rules
from app.feedback.rules import Given

texts = st.lists(st.text(max_size=20), max_size=12)


@given(texts, st.integers(0, rules.ENOUGH - 1), st.integers())
def test_below_three_responses_nothing_is_quoted(said, responses, seed):
    assert rules.quotes(said, responses, seed) == []


@given(texts, st.integers(rules.ENOUGH, 300), st.integers(), st.randoms())
def test_the_order_depends_on_the_words_alone(said, responses, seed, random):
    shown = rules.quotes(said, responses, seed)
    assert sorted(shown) == sorted(text.strip() for text in said if text.strip())
    later = list(said)
    random.shuffle(later)
    assert rules.quotes(later, responses, seed) == shown


def test_the_order_is_not_the_order_of_arrival():
    said = [f"{n:02}" for n in range(20)]
    assert rules.quotes(said, 20, 7) != said


@given(st.lists(st.one_of(st.none(), st.integers(1, rules.SCALE))))
def test_a_distribution_counts_every_answer_once(numbers):
    counts = rules.distribution(numbers)
    assert len(counts) == rules.SCALE
    assert sum(counts) == len([number for number in numbers if number is not None])
    assert all(counts[step - 1] == numbers.count(step) for step in range(1, rules.SCALE + 1))


def test_compulsory_prompts_need_a_word_or_a_step():
    assert rules.missing([1, 2, 3], [Given(1, "  "), Given(2, "yes"), Given(3, number=1)]) == [1]
