"""Who and what the steps of the demonstration hand on."""

from dataclasses import dataclass, field

from app.people.rules import Actor


@dataclass
class Cast:
    """Everybody and everything that later steps of the demo need."""

    course_id: int
    instructor: Actor
    assistant: Actor
    teams: list[int] = field(default_factory=list)
    members: list[list[Actor]] = field(default_factory=list)
