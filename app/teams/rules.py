"""Roles, quotas and the arithmetic that says what a team still lacks."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody does in the team's film."""

    DIRECTOR = "director"
    WRITER = "writer"
    CAST = "cast"
    CAMERA = "camera"
    SOUND = "sound"
    LIGHTING = "lighting"
    EDITOR = "editor"
    ART = "art"
    PRODUCER = "producer"
    CONTINUITY = "continuity"


class FormationState(StrEnum):
    """How far the division into teams is."""

    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
