"""Inputs and outputs of the teams room, shared by its pages and its JSON."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints

from app.core.inputs import Line
from app.courses.schemas import Moment
from app.teams.rules import Band, Breach, FormationState, Limits, Member, Role, Roster

TeamName = Annotated[Line, StringConstraints(min_length=1, max_length=80)]
FilmTitle = Annotated[Line, StringConstraints(max_length=120)]
People = Annotated[int, Field(ge=1, le=60)]
Holders = Annotated[int, Field(ge=0, le=60)]


class TeamInput(BaseModel):
    """What a team is called, and its film."""

    name: TeamName
    film_title: FilmTitle = ""


class RoleInput(BaseModel):
    """The role to take or give up."""

    role: Role


class MoveInput(BaseModel):
    """A person to another team, or out of their team (``team_id`` empty). ``version`` is the board's as it was seen."""

    person_id: int
    team_id: int | None = None
    version: int


class RolesInput(BaseModel):
    """All roles a person is to hold, the primary one first."""

    person_id: int
    roles: Annotated[list[Role], Field(max_length=len(Role))] = []
    version: int


class UndoInput(BaseModel):
    """``version`` is the board's as it was seen."""

    version: int


class BandInput(BaseModel):
    """A quota: how many each team needs and may have."""

    least: Holders = 0
    most: Holders = 0


class LimitsInput(BaseModel):
    """Team size, roles per person and the quota of each role; a role left out is not part of the course."""

    team_min: People
    team_max: People
    roles_per_person: Annotated[int, Field(ge=1, le=len(Role))] = 2
    quotas: dict[Role, BandInput]

    def limits(self) -> Limits:
        """Give the input as the rules see it."""
        return Limits(
            size=Band(self.team_min, self.team_max),
            roles={role: Band(self.quotas[role].least, self.quotas[role].most) for role in Role if role in self.quotas},
            per_person=self.roles_per_person,
        )

    @classmethod
    def of(cls, limits: Limits) -> Self:
        """Give limits as the input that would set them."""
        quotas = {role: BandInput(least=band.least, most=band.most) for role, band in limits.roles.items()}
        return cls(
            team_min=limits.size.least, team_max=limits.size.most, roles_per_person=limits.per_person, quotas=quotas
        )


class ExtensionInput(BaseModel):
    """More time for one team; ``due_at`` without a zone is in the course's time zone. Empty takes it back."""

    milestone_id: int
    due_at: Moment | None = None
    reason: Annotated[Line, StringConstraints(max_length=300)] = ""


class MemberOut(BaseModel):
    """A person and their roles, the primary one first."""

    person_id: int
    name: str
    roles: list[Role]

    @classmethod
    def of(cls, member: Member) -> Self:
        """Show a member."""
        return cls(person_id=member.person_id, name=member.name, roles=list(member.roles))


class TeamOut(BaseModel):
    """A team and who is in it."""

    id: int
    number: int
    name: str
    film_title: str
    members: list[MemberOut]

    @classmethod
    def of(cls, roster: Roster) -> Self:
        """Show a team."""
        return cls(
            id=roster.team_id,
            number=roster.number,
            name=roster.name,
            film_title=roster.film_title,
            members=[MemberOut.of(member) for member in roster.members],
        )


class BreachOut(BaseModel):
    """One broken limit, in words."""

    team_id: int
    kind: str
    role: Role | None
    person_id: int | None
    sentence: str

    @classmethod
    def of(cls, breach: Breach) -> Self:
        """Show a broken limit in the reader's language."""
        return cls(
            team_id=breach.team_id,
            kind=breach.kind,
            role=breach.role,
            person_id=breach.person_id,
            sentence=str(breach.sentence),
        )


class FormationOut(BaseModel):
    """The whole division into teams. ``version`` rises with every change: send it back with a move."""

    course_id: int
    state: FormationState
    version: int
    team_min: int
    team_max: int
    roles_per_person: int
    quotas: dict[Role, BandInput]
    teams: list[TeamOut]
    without_team: list[MemberOut]
    breaches: list[BreachOut]


class SheetRowOut(BaseModel):
    """One student of the teams' sheet; ``team`` is null for who has none."""

    team: int | None
    team_name: str
    film: str
    name: str
    email: str
    student_no: str
    roles: list[Role]

    @classmethod
    def of(cls, row: Sequence[object]) -> Self:
        """Read a row of queries.sheet_visible_to."""
        team, *words, roles = row
        named = dict(zip(("team_name", "film", "name", "email", "student_no"), map(str, words), strict=True))
        held = [Role(role) for role in str(roles).split(", ") if role]
        return cls(team=team if isinstance(team, int) else None, roles=held, **named)
