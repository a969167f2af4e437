"""Tables of the teams room."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.columns import above, chosen, moment
from app.teams.rules import FormationState, Role


class Formation(SQLModel, table=True):
    """A course's division into teams; ``version`` rises with every move, so that two boards never overwrite."""

    __tablename__ = "formation"

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course", unique=True)
    state: FormationState = chosen(FormationState, default=FormationState.OPEN)
    roles_per_person: int = 2
    published_at: datetime | None = moment(default=None)
    version: int = 1


class Quota(SQLModel, table=True):
    """How many holders of a role each team needs and may have."""

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("course_id", "role"),)

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    role: Role = chosen(Role)
    least: int = 1
    most: int = 1


class Team(SQLModel, table=True):
    """A team and its film."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    course_id: int = above("course")
    number: int
    name: str = Field(max_length=80)
    film_title: str = Field(default="", max_length=120)
    founded_by: int | None = Field(default=None)
    created_at: datetime = moment()
    version: int = 1


class Membership(SQLModel, table=True):
    """A person's place in a team; one team a course."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team")
    course_id: int = above("course")
    person_id: int = above("person")
    joined_at: datetime = moment()


class RoleHolding(SQLModel, table=True):
    """A role that a member holds; ``position`` 0 is the primary one."""

    __tablename__ = "role_holding"
    __table_args__ = (UniqueConstraint("membership_id", "role"),)

    id: int = Field(default=None, primary_key=True)
    membership_id: int = above("membership")
    team_id: int = above("team")
    role: Role = chosen(Role)
    position: int = 0


class Extension(SQLModel, table=True):
    """More time for one team at one milestone."""

    __tablename__ = "extension"
    __table_args__ = (UniqueConstraint("team_id", "milestone_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: int = above("team")
    milestone_id: int = above("milestone")
    due_at: datetime = moment()
    reason: str = Field(default="", max_length=300)
