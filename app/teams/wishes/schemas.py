"""Inputs and outputs of wishes, shared by the page and the JSON."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints, field_validator

from app.core.inputs import Words
from app.courses.schemas import Moment
from app.teams.queries import TeamPage
from app.teams.rules import Limits, Role
from app.teams.wishes import reasons
from app.teams.wishes.queries import Wishes
from app.teams.wishes.reasons import Mate
from app.teams.wishes.rules import (
    ANCHORS,
    HOURS,
    MOST_APART,
    MOST_COMPANIONS,
    MOST_RANKED,
    SLOTS,
    Craft,
    hour_of,
    slot_of,
)

Slot = Annotated[int, Field(ge=0, lt=SLOTS)]


class WishesInput(BaseModel):
    """All wishes of one student.

    ``ranked``: roles, dearest first. ``experience``: craft → anchor 0–3. ``free``: slots of the week, 0 is Monday
    9–11, 7 is Tuesday 9–11. ``apart`` is read by the student and the instructors alone. ``version`` is the one that
    was read, 0 for the first time.
    """

    ranked: Annotated[list[Role], Field(max_length=MOST_RANKED)] = []
    experience: dict[Craft, Annotated[int, Field(ge=0, le=3)]] = {}
    equipment: Annotated[Words, StringConstraints(max_length=400)] = ""
    together: Annotated[list[int], Field(max_length=MOST_COMPANIONS)] = []
    apart: Annotated[list[int], Field(max_length=MOST_APART)] = []
    free: Annotated[list[Slot], Field(max_length=SLOTS)] = []
    words: Annotated[Words, StringConstraints(max_length=1000)] = ""
    version: int = 0

    @field_validator("ranked", "together", "apart", mode="before")
    @classmethod
    def _without_gaps(cls, value: object) -> object:
        """Forget choices left empty, and name nobody twice: "–, camera, camera" is one wish."""
        return list(dict.fromkeys(v for v in value if v not in ("", None))) if isinstance(value, list) else value

    @field_validator("experience", mode="before")
    @classmethod
    def _only_known(cls, value: object) -> object:
        return {k: v for k, v in value.items() if v not in ("", None)} if isinstance(value, dict) else value


class DeadlineInput(BaseModel):
    """Until when wishes may change; empty is: until the formation is closed."""

    wishes_until: Moment | None = None


class WishesOut(BaseModel):
    """One's own wishes."""

    ranked: list[Role]
    experience: dict[Craft, int]
    equipment: str
    together: list[int]
    apart: list[int]
    free: list[int]
    words: str
    version: int
    updated_at: datetime | None

    @classmethod
    def of(cls, wishes: Wishes) -> Self:
        """Show somebody's own wishes."""
        return cls(
            ranked=list(wishes.ranked),
            experience=dict(wishes.experience),
            equipment=wishes.equipment,
            together=list(wishes.together),
            apart=list(wishes.apart),
            free=list(wishes.free),
            words=wishes.words,
            version=wishes.version,
            updated_at=wishes.updated_at,
        )


class WishesOfOut(BaseModel):
    """A student's wishes as the staff reads them. ``apart`` is null for who may not read it."""

    person_id: int
    name: str
    ranked: list[Role]
    experience: dict[Craft, int]
    equipment: str
    together: list[int]
    apart: list[int] | None
    free: list[int]
    words: str

    @classmethod
    def of(cls, wishes: Wishes, *, confidential: bool) -> Self:
        """Show a student's wishes; ``confidential`` says whether the reader may see whom they keep apart from."""
        return cls(
            person_id=wishes.person_id,
            name=wishes.name,
            ranked=list(wishes.ranked),
            experience=dict(wishes.experience),
            equipment=wishes.equipment,
            together=list(wishes.together),
            apart=list(wishes.apart) if confidential else None,
            free=list(wishes.free),
            words=wishes.words,
        )


def anchors() -> dict[Craft, list[str]]:
    """Give the anchors of every craft in the reader's language."""
    return {craft: [str(anchor) for anchor in words] for craft, words in ANCHORS.items()}


class RoleReasonOut(BaseModel):
    """A role one holds, and which choice it was."""

    role: Role
    reason: str


class ReasonsOut(BaseModel):
    """Why a team is as it is. ``roles`` and ``company`` are for a member, of their own wishes."""

    roles: list[RoleReasonOut]
    company: str | None
    hour: str | None
    team: list[str]

    @classmethod
    def of(cls, person_id: int, _page: TeamPage, limits: Limits, mates: Sequence[Mate]) -> Self:
        """Show the reasons to this reader."""
        me = next((mate for mate in mates if mate.person_id == person_id), None)
        company, hour = reasons.company_reason(me, mates) if me else None, reasons.best_hour(mates)
        return cls(
            roles=[RoleReasonOut(role=role, reason=str(why)) for role, why in reasons.role_reasons(me)] if me else [],
            company=str(company) if company else None,
            hour=str(hour_of(slot_of(hour.day, HOURS.index(hour.hour)))) if hour else None,
            team=[str(one) for one in reasons.team_reasons(mates, limits.size, limits.roles)],
        )
