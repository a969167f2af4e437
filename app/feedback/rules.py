"""Kinds of prompts, the form every course begins with, and the rule of anonymity. Pure."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

ENOUGH = 3
"""From so many responses on a team sees what was written: with fewer, everybody would know who it was."""
SCALE = 5
LONGEST = 4000


class PromptKind(StrEnum):
    """How a prompt is answered."""

    TEXT = "text"
    SCALE = "scale"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt of a ready-made form. ``ends`` describe the two ends of a scale: English, then Korean."""

    kind: PromptKind
    english: str
    korean: str
    ends: tuple[str, str, str, str] | None = None
    required: bool = False


DEFAULT_TITLE = "After the film"
DEFAULT_FORM: tuple[Question, ...] = (
    Question(
        PromptKind.SCALE,
        "How strongly did the film hold you?",
        "영화에 얼마나 빠져들었나요?",
        ("hardly", "completely", "거의 아니다", "완전히"),
        required=True,
    ),
    Question(PromptKind.TEXT, "Which moment stays with you, and why?", "어느 순간이 남았나요? 왜 그런가요?"),
    Question(
        PromptKind.SCALE,
        "Story, shooting, editing, sound: how well do the stages of making fit together?",
        "이야기, 촬영, 편집, 소리가 얼마나 잘 어울리나요?",
        ("not yet", "very well", "아직 아니다", "아주 잘"),
    ),
    Question(
        PromptKind.SCALE,
        "How clearly do you see that a team worked together?",
        "함께 만든 영화라는 것이 얼마나 느껴지나요?",
        ("hardly", "clearly", "거의 안 느껴진다", "분명히"),
    ),
    Question(
        PromptKind.TEXT,
        "Whose view is it? Whose voice is missing?",
        "누구의 시선인가요? 누구의 목소리가 빠져 있나요?",
    ),
    Question(
        PromptKind.TEXT,
        "What do language and silence do here?",
        "말과 침묵은 여기에서 무엇을 하나요?",
    ),
    Question(
        PromptKind.TEXT,
        "Who has power in the scene? What could somebody have done otherwise?",
        "누가 힘을 가지고 있나요? 누군가는 어떻게 달리 행동할 수 있었을까요?",
    ),
    Question(
        PromptKind.TEXT,
        "What did the film compress or leave out compared with reality?",
        "현실과 견주어 영화가 줄이거나 뺀 것은 무엇인가요?",
    ),
)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as the results see it: a text or a number, without who gave it."""

    prompt_id: int
    text: str = ""
    number: int | None = None


def distribution(numbers: Iterable[int | None]) -> list[int]:
    """Count the answers on a scale from 1 to 5."""
    found = [number for number in numbers if number is not None]
    return [found.count(step) for step in range(1, SCALE + 1)]


def quotes(texts: Iterable[str], responses: int, seed: int) -> list[str]:
    """Give the texts that may be shown: none below three responses, in an order that says nothing of who or when."""
    if responses < ENOUGH:
        return []
    shown = sorted(text.strip() for text in texts if text.strip())
    random.Random(seed).shuffle(shown)  # noqa: S311 -- an order, not a secret; sorted before, so time plays no part
    return shown


def missing(required: Sequence[int], given: Iterable[Given]) -> list[int]:
    """List the compulsory prompts that have no answer."""
    answered = {one.prompt_id for one in given if one.text.strip() or one.number is not None}
    return [prompt for prompt in required if prompt not in answered]
