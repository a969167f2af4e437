"""Outputs of who was where."""

from datetime import datetime
from typing import Self

from pydantic import BaseModel

from app.teams.rules import Role
from app.teams.stays.queries import StayRow


class StayOut(BaseModel):
    """A time that somebody was in a team with these roles, the primary one first; ``until`` is null while they are."""

    person_id: int
    name: str
    team_id: int | None
    team_number: int
    team_name: str
    roles: list[Role]
    since: datetime
    until: datetime | None

    @classmethod
    def of(cls, row: StayRow) -> Self:
        """Show a stay."""
        stay = row.stay.model_dump(exclude={"id", "course_id", "roles"})
        return cls(name=row.name, roles=list(row.roles), **stay)
