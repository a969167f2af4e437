"""Stages, milestones and materials: the words of the room."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a team is, in the order the course demands."""

    TOPIC = "topic"
    SCENARIO = "scenario"
    PRE_PRODUCTION = "pre-production"
    PRODUCTION = "production"
    POST = "post"
    NIGHT = "night"


class MilestoneKind(StrEnum):
    """What is handed in at a milestone, in the order of the course; ``OTHER`` is for the instructor's own."""

    TEAM = "team"
    TOPIC = "topic"
    BOOK = "book"
    REVISED_SCENARIO = "revised-scenario"
    FINAL_CUT = "final-cut"
    SCREENING = "screening"
    FEEDBACK = "feedback"
    OTHER = "other"


class MaterialKind(StrEnum):
    """What a class's material is."""

    TEXT = "text"
    LINK = "link"
    FILE = "file"
