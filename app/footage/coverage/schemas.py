"""Outputs of the coverage."""

from datetime import date
from typing import Self

from pydantic import BaseModel

from app.footage.coverage.queries import CoveragePage
from app.footage.coverage.rules import Cover


class ShotCoverOut(BaseModel):
    """A planned shot and how it is covered: open, doubtful (only takes with warnings), checking, shot, circled."""

    shot_id: int
    scene: str
    number: str
    cover: Cover
    takes: int


class CoverageOut(BaseModel):
    """A team's coverage of a shooting day (or of all shots); ``lacking`` names the shots without a good take."""

    team_id: int
    day_id: int | None
    day: date | None
    shots: list[ShotCoverOut]
    lacking: list[str]

    @classmethod
    def of(cls, found: CoveragePage) -> Self:
        """Show a coverage."""
        return cls(
            team_id=found.team.id,
            day_id=found.day.id if found.day else None,
            day=found.day.day if found.day else None,
            shots=[
                ShotCoverOut(
                    shot_id=row.shot.id, scene=row.shot.scene, number=row.shot.number, cover=row.cover, takes=row.takes
                )
                for row in found.rows
            ],
            lacking=found.lacking_names,
        )
