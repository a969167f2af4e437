"""Which team reads which other team's book: all read and are read equally often, nobody their own. Pure."""

from collections.abc import Collection
from hashlib import sha256

from app.books.rules.kinds import SectionKind

PEER_SECTIONS = (SectionKind.PITCH, SectionKind.SCENARIO, SectionKind.BREAKDOWN, SectionKind.SHOTS)
"""What other teams see of a version: the film, not who plays, whom to call and what it costs."""


def pairs(course_id: int, teams: Collection[int], each: int) -> set[tuple[int, int]]:
    """Give who reads whom, as (reader, read): every team reads ``each`` others, and is read by as many.

    The teams stand in a ring and read the next ones. A course's ring is always the same, so more or fewer readings add
    or end pairs and leave the rest; a new team steps in between two. With too few teams all read all others.
    """
    ring = sorted(set(teams), key=lambda team: sha256(f"{course_id}:{team}".encode()).digest())
    steps = range(1, min(each, len(ring) - 1) + 1)
    return {(team, ring[(place + step) % len(ring)]) for place, team in enumerate(ring) for step in steps}
