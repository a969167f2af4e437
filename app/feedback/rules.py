"""Kinds of prompts and the rule of anonymity."""

from enum import StrEnum


class PromptKind(StrEnum):
    """How a prompt is answered."""

    TEXT = "text"
    SCALE = "scale"
    CHOICE = "choice"
